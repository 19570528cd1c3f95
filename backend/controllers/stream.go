package controllers

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/middlewares"
)

const (
	// heartbeat is how often a quiet stream shows that it lives; proxies close what is silent for a minute.
	heartbeat = 20 * time.Second
	// writeTimeout bounds how long a reader may take to accept one event.
	writeTimeout = 10 * time.Second
	eventStream  = "text/event-stream"
)

// stream is an answer of Server-Sent Events.
type stream struct {
	c       *gin.Context
	control *http.ResponseController
}

// streamContext ends with the request, with the token that opened the stream, and when the server begins to stop. Its
// cause is what the reader is told.
func streamContext(closing context.Context, c *gin.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(c.Request.Context())
	ctx, release := context.WithDeadlineCause(ctx, middlewares.CallerFrom(c).ExpiresAt, apperr.TokenExpired)
	forget := context.AfterFunc(closing, func() { cancel(apperr.NotReady) })
	return ctx, func() {
		forget()
		release()
		cancel(nil)
	}
}

// openStream begins the answer; from here on nothing but events can be told.
func openStream(c *gin.Context) *stream {
	outlastReadTimeout(c)
	header := c.Writer.Header()
	header.Set("Content-Type", eventStream)
	header.Set("X-Accel-Buffering", "no") // nginx would hold events back
	s := &stream{c: c, control: http.NewResponseController(c.Writer)}
	s.write([]byte("retry: 3000\n\n"))
	return s
}

// outlastReadTimeout lets an answer take longer than the server gives a request to arrive: when that time is over the server
// would take the caller for gone.
func outlastReadTimeout(c *gin.Context) {
	// A writer without deadlines, as in tests without a connection, has none to outlast.
	_ = http.NewResponseController(c.Writer).SetReadDeadline(time.Time{})
}

// event sends data. The id is the place in the feed at which a reader who comes back begins.
func (s *stream) event(name, id string, data any) bool {
	framed, err := frame(name, id, data)
	if err != nil {
		_ = s.c.Error(err)
		return false
	}
	return s.write(framed)
}

// frame is an event on the wire.
func frame(name, id string, data any) ([]byte, error) {
	encoded, err := marshal(data) // ends with a line break
	if err != nil {
		return nil, err
	}
	text := "event: " + name + "\n"
	if id != "" {
		text += "id: " + id + "\n"
	}
	return slices.Concat([]byte(text+"data: "), encoded, []byte("\n")), nil
}

// beat shows that the stream lives.
func (s *stream) beat() bool { return s.write([]byte(":\n\n")) }

// end tells why the stream stops, in the form that errors have everywhere.
func (s *stream) end(ctx context.Context, err error) {
	if s.c.Request.Context().Err() != nil {
		return // nobody reads any more
	}
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	_ = s.c.Error(err)
	s.event("error", "", middlewares.NewProblem(s.c, apperr.From(err)))
}

func (s *stream) write(text []byte) bool {
	if err := s.control.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return false
	}
	if _, err := s.c.Writer.Write(text); err != nil {
		return false
	}
	return s.control.Flush() == nil
}
