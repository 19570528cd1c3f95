package controllers

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-playground/validator/v10"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
	"github.com/conectafy/conectafy/backend/services"
)

// Export hands out whole chats.
type Export struct {
	exporter *services.Exporter
	rules    *validator.Validate
	closing  context.Context //nolint:containedctx // the life of the server, which exports must not outlive
}

// NewExport returns the controller. Its answers end with closing.
func NewExport(closing context.Context, exporter *services.Exporter) *Export {
	return &Export{exporter: exporter, rules: newRules(), closing: closing}
}

// Chat answers GET /api/messages/:sessionId/chat/:chatId/export. Once the answer has begun, what goes wrong can be told only
// by breaking it off.
func (e *Export) Chat(c *gin.Context) {
	in := &input{c: c, rules: e.rules}
	session, id := in.pathID("sessionId"), in.chat("chatId")
	format := in.oneOf("format", string(services.ExportJSON),
		string(services.ExportJSON), string(services.ExportCSV), string(services.ExportHTML))
	files := in.flag("media")
	if !in.ok() {
		return
	}
	caller, language := middlewares.CallerFrom(c), middlewares.LanguageFrom(c)
	contact, err := e.exporter.Chat(c.Request.Context(), caller, session, id)
	if err != nil {
		fail(c, err)
		return
	}
	ctx, cancel := context.WithCancelCause(c.Request.Context())
	defer cancel(nil)
	defer context.AfterFunc(e.closing, func() { cancel(apperr.NotReady) })()
	outlastReadTimeout(c)
	now := time.Now().UTC()
	c.Header("Content-Type", "application/zip")
	c.Header("Content-Disposition", fmt.Sprintf("attachment; filename=%q", exportName(contact, now)))
	c.Header("Cache-Control", "private, no-store")
	c.Status(http.StatusOK)
	err = e.exporter.Write(ctx, caller, &patient{c: c, control: http.NewResponseController(c.Writer)}, services.Export{
		Contact: contact, Format: services.ExportFormat(format), Files: files, At: now, Language: language.Tag,
		Words: language.Export,
	})
	if err != nil {
		_ = c.Error(err)
		panic(http.ErrAbortHandler) // a ZIP without its end must not look whole
	}
}

// exportName is what the file is called: of digits and letters alone.
func exportName(chat models.Contact, at time.Time) string {
	local, _, _ := strings.Cut(string(chat.ChatID), "@")
	return "conectafy-" + local + "-" + at.Format("20060102") + ".zip"
}

// patient writes for as long as the reader takes something from time to time.
type patient struct {
	c       *gin.Context
	control *http.ResponseController
}

// Write gives the reader some time for each piece.
func (p *patient) Write(piece []byte) (int, error) {
	// A writer without deadlines, as in tests without a connection, needs none.
	_ = p.control.SetWriteDeadline(time.Now().Add(writeTimeout))
	return p.c.Writer.Write(piece)
}
