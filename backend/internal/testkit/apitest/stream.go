package apitest

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
)

// Stream is an open answer of Server-Sent Events.
type Stream struct {
	t      testing.TB
	lines  *bufio.Scanner
	Header http.Header
}

// Event is one of them.
type Event struct{ Name, ID, Data string }

// Stream opens a stream, closed when the test ends.
func (c *Client) Stream(path string) *Stream {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), requestTimeout)
	answer := c.open(ctx, http.MethodGet, path, nil)
	c.t.Cleanup(func() {
		cancel()
		_ = answer.Body.Close()
	})
	response := &Response{t: c.t, what: "GET " + path, Code: answer.StatusCode, Header: answer.Header}
	if err := c.server.contract.check(answer.Request, nil, response); err != nil {
		c.t.Fatalf("GET %s is not as documented: %v", path, err)
	}
	response.Status(http.StatusOK)
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 1<<20)
	return &Stream{t: c.t, lines: lines, Header: answer.Header}
}

// Next returns the next event, passing over comments. False means that the stream ended.
func (s *Stream) Next() (Event, bool) {
	var event Event
	for s.lines.Scan() {
		name, value, _ := strings.Cut(s.lines.Text(), ": ")
		switch name {
		case "event":
			event.Name = value
		case "id":
			event.ID = value
		case "data":
			event.Data = value
		case "":
			if event.Name != "" {
				return event, true
			}
		}
	}
	return event, false
}

// Want requires the next event to have a name.
func (s *Stream) Want(name string) Event {
	s.t.Helper()
	event, open := s.Next()
	if !open || event.Name != name {
		s.t.Fatalf("got event %+v (stream open: %t), want %q", event, open, name)
	}
	return event
}
