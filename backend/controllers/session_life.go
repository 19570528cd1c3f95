package controllers

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
)

// Start answers POST /api/sessions/:id/start.
func (s *Session) Start(c *gin.Context) { s.change(c, "session_starting", s.sessions.Start) }

// Stop answers POST /api/sessions/:id/stop.
func (s *Session) Stop(c *gin.Context) { s.change(c, "session_stopping", s.sessions.Stop) }

// Restart answers POST /api/sessions/:id/restart.
func (s *Session) Restart(c *gin.Context) { s.change(c, "session_restarting", s.sessions.Restart) }

// Logout answers POST /api/sessions/:id/logout.
func (s *Session) Logout(c *gin.Context) { s.change(c, "session_logged_out", s.sessions.Logout) }

type changeFunc func(ctx context.Context, caller models.Caller, id uuid.UUID) (models.Session, error)

func (s *Session) change(c *gin.Context, sentence string, change changeFunc) {
	in := s.read(c)
	id := in.pathID("id")
	if !in.ok() {
		return
	}
	session, err := change(c.Request.Context(), middlewares.CallerFrom(c), id)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, sentence, toSession(&session, middlewares.LanguageFrom(c)))
}

// Stats answers GET /api/sessions/:id/stats.
func (s *Session) Stats(c *gin.Context) {
	in := s.read(c)
	id := in.pathID("id")
	if !in.ok() {
		return
	}
	stats, err := s.sessions.Stats(c.Request.Context(), middlewares.CallerFrom(c), id)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "stats_found", toStats(id, stats))
}
