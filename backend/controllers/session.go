package controllers

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-playground/validator/v10"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
	"github.com/conectafy/conectafy/backend/services"
)

// Session is the part of the API about numbers and their containers.
type Session struct {
	sessions *services.Sessions
	rules    *validator.Validate
	closing  context.Context //nolint:containedctx // the life of the server, which streams must not outlive
}

// NewSession returns the controller. Its streams end with closing.
func NewSession(closing context.Context, sessions *services.Sessions) *Session {
	return &Session{sessions: sessions, rules: newRules(), closing: closing}
}

func (s *Session) read(c *gin.Context) *input { return &input{c: c, rules: s.rules} }

type sessionBody struct {
	SessionName  string `json:"sessionName" binding:"required,max=100,one_line"`
	HistoryDays  *int   `json:"historyDays" binding:"omitnil,oneof=0 7 30 90"`
	IgnoreGroups bool   `json:"ignoreGroups"`
}

func (b *sessionBody) tidy() { b.SessionName = strings.TrimSpace(b.SessionName) }

func (b *sessionBody) historyDays() int {
	if b.HistoryDays == nil {
		return models.DefaultHistoryDays
	}
	return *b.HistoryDays
}

// sessionChange names one thing at least.
type sessionChange struct {
	SessionName  *string `json:"sessionName" binding:"required_without_all=HistoryDays IgnoreGroups Color Initials,omitnil,not_blank,max=100,one_line"`
	HistoryDays  *int    `json:"historyDays" binding:"omitnil,oneof=0 7 30 90"`
	IgnoreGroups *bool   `json:"ignoreGroups"`
	Color        *int    `json:"color" binding:"omitnil,oneof=1 2 3 4 5 6 7 8 9 10"`
	Initials     *string `json:"initials" binding:"omitnil,initials"`
}

func (b *sessionChange) tidy() {
	if b.SessionName != nil {
		name := strings.TrimSpace(*b.SessionName)
		b.SessionName = &name
	}
	if b.Initials != nil {
		initials := strings.ToUpper(strings.TrimSpace(*b.Initials))
		b.Initials = &initials
	}
}

// Create answers POST /api/sessions.
func (s *Session) Create(c *gin.Context) {
	var body sessionBody
	in := s.read(c)
	in.body(&body)
	if !in.ok() {
		return
	}
	session, err := s.sessions.Create(c.Request.Context(), middlewares.CallerFrom(c), services.NewSession{
		Name: body.SessionName, HistoryDays: body.historyDays(), IgnoresGroups: body.IgnoreGroups,
	})
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusCreated, "session_created", toSession(&session, middlewares.LanguageFrom(c)))
}

// List answers GET /api/sessions.
func (s *Session) List(c *gin.Context) {
	sessions, err := s.sessions.List(c.Request.Context(), middlewares.CallerFrom(c))
	if err != nil {
		fail(c, err)
		return
	}
	okCached(c, "sessions_listed", toSessions(sessions, middlewares.LanguageFrom(c)))
}

// Get answers GET /api/sessions/:id.
func (s *Session) Get(c *gin.Context) {
	if session, found := s.find(c); found {
		okCached(c, "session_found", toSession(&session, middlewares.LanguageFrom(c)))
	}
}

// Status answers GET /api/sessions/:id/status.
func (s *Session) Status(c *gin.Context) {
	if session, found := s.find(c); found {
		okCached(c, "status_found", toStatus(&session, middlewares.LanguageFrom(c)))
	}
}

func (s *Session) find(c *gin.Context) (models.Session, bool) {
	in := s.read(c)
	id := in.pathID("id")
	if !in.ok() {
		return models.Session{}, false
	}
	session, err := s.sessions.Get(c.Request.Context(), middlewares.CallerFrom(c), id)
	if err != nil {
		fail(c, err)
	}
	return session, err == nil
}

// Update answers PATCH /api/sessions/:id.
func (s *Session) Update(c *gin.Context) {
	var body sessionChange
	in := s.read(c)
	id := in.pathID("id")
	in.body(&body)
	if !in.ok() {
		return
	}
	change := models.SessionUpdate{
		Name: body.SessionName, HistoryDays: body.HistoryDays, IgnoresGroups: body.IgnoreGroups, Color: body.Color, Initials: body.Initials,
	}
	session, err := s.sessions.Update(c.Request.Context(), middlewares.CallerFrom(c), id, change)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "session_updated", toSession(&session, middlewares.LanguageFrom(c)))
}

// Delete answers DELETE /api/sessions/:id.
func (s *Session) Delete(c *gin.Context) {
	in := s.read(c)
	id := in.pathID("id")
	if !in.ok() {
		return
	}
	if err := s.sessions.Delete(c.Request.Context(), middlewares.CallerFrom(c), id); err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "session_deleted", sessionRef{SessionID: id})
}

// sessionRef is an answer about a session that has nothing else to tell.
type sessionRef struct {
	SessionID uuid.UUID `json:"sessionId"`
}
