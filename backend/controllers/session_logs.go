package controllers

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/middlewares"
)

const (
	defaultTail = 200
	maxTail     = 5000
	// maxLogLine bounds one line, maxLog an answer of many.
	maxLogLine = 128 << 10
	maxLog     = 8 << 20
)

type logsAnswer struct {
	SessionID uuid.UUID `json:"sessionId"`
	Lines     []string  `json:"lines"`
}

// Logs answers GET /api/sessions/:id/logs: the last lines, or to who asks for a stream, the lines to come as well.
func (s *Session) Logs(c *gin.Context) {
	in := s.read(c)
	id, tail := in.pathID("id"), in.integer("tail", defaultTail, 1, maxTail)
	follow := in.flag("follow") || c.NegotiateFormat(gin.MIMEJSON, eventStream) == eventStream
	if !in.ok() {
		return
	}
	if follow {
		s.followLogs(c, id, tail)
		return
	}
	source, err := s.sessions.Logs(c.Request.Context(), middlewares.CallerFrom(c), id, tail, false)
	if err != nil {
		fail(c, err)
		return
	}
	defer func() { _ = source.Close() }()
	lines := []string{}
	scanner := newLineScanner(io.LimitReader(source, maxLog))
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	if err := scanner.Err(); err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "logs_found", logsAnswer{SessionID: id, Lines: lines})
}

func (s *Session) followLogs(c *gin.Context, id uuid.UUID, tail int) {
	ctx, cancel := streamContext(s.closing, c)
	defer cancel()
	source, err := s.sessions.Logs(ctx, middlewares.CallerFrom(c), id, tail, true)
	if err != nil {
		fail(c, err)
		return
	}
	defer func() { _ = source.Close() }()
	lines := readLines(ctx, source)
	out := openStream(c)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for sent := true; sent; {
		select {
		case line, open := <-lines:
			if !open {
				out.event("end", "", sessionRef{SessionID: id})
				return
			}
			sent = out.event("line", "", line)
		case <-beat.C:
			sent = out.beat()
		case <-ctx.Done():
			out.end(ctx, ctx.Err())
			return
		}
	}
}

// readLines reads until the source ends or is closed, which whoever follows does when they leave.
func readLines(ctx context.Context, source io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		scanner := newLineScanner(source)
		for scanner.Scan() {
			select {
			case lines <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

func newLineScanner(source io.Reader) *bufio.Scanner {
	scanner := bufio.NewScanner(source)
	scanner.Buffer(make([]byte, 0, 4<<10), maxLogLine)
	return scanner
}
