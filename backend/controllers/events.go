package controllers

import (
	"context"

	"github.com/gin-gonic/gin"
	"github.com/go-playground/validator/v10"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/services"
)

// Events is the change feed of all of a caller's sessions, as a stream.
type Events struct {
	messages *services.Messages
	links    *services.MediaLinks
	rules    *validator.Validate
	closing  context.Context //nolint:containedctx // the life of the server, which streams must not outlive
}

// NewEvents returns the controller. Its streams end with closing.
func NewEvents(closing context.Context, messages *services.Messages, links *services.MediaLinks) *Events {
	return &Events{messages: messages, links: links, rules: newRules(), closing: closing}
}

// Stream answers GET /api/events. What is wrong at the start is answered as usual; the first event comes at once, so that
// a reader has a cursor to come back with.
func (e *Events) Stream(c *gin.Context) {
	in := &input{c: c, rules: e.rules}
	cursor := in.cursor()
	if !in.ok() {
		return
	}
	ctx, cancel := streamContext(e.closing, c)
	defer cancel()
	caller, viewer := middlewares.CallerFrom(c), newViewer(c, e.links)
	updates, err := e.messages.Updates(ctx, caller, nil, cursor, 0)
	if err != nil {
		fail(c, err)
		return
	}
	s := openStream(c)
	tell := func(piece services.Piece) bool {
		if piece.IsEmpty() {
			return s.beat()
		}
		framed, err := piece.Encoded(viewer.language.Tag, func() ([]byte, error) {
			return frame("updates", piece.Cursor, viewer.updates(piece.Updates))
		})
		if err != nil {
			_ = c.Error(err)
			return false
		}
		return s.write(framed)
	}
	if !s.event("updates", updates.Cursor, viewer.updates(updates)) {
		return
	}
	if err := e.messages.Follow(ctx, caller, updates.Cursor, heartbeat, tell); err != nil {
		s.end(ctx, err)
	}
}
