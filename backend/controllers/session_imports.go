package controllers

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
)

// importView is messages being read back from the container, on the wire.
type importView struct {
	ID            uuid.UUID           `json:"id"`
	Reason        models.ImportReason `json:"reason"`
	State         models.ImportState  `json:"state"`
	Since         time.Time           `json:"since"`
	Until         time.Time           `json:"until"`
	ChatsTotal    int                 `json:"chatsTotal"`
	ChatsDone     int                 `json:"chatsDone"`
	MessagesRead  int                 `json:"messagesRead"`
	MessagesAdded int                 `json:"messagesAdded"`
	StartedAt     time.Time           `json:"startedAt"`
	FinishedAt    *time.Time          `json:"finishedAt"`
	ErrorCode     *string             `json:"errorCode"`
}

func toImport(i *models.Import) *importView {
	if i == nil {
		return nil
	}
	return &importView{
		ID: i.ID, Reason: i.Reason, State: i.State, Since: i.Since.UTC(), Until: i.Until.UTC(), ChatsTotal: i.ChatsTotal, ChatsDone: i.ChatsDone,
		MessagesRead: i.MessagesRead, MessagesAdded: i.MessagesAdded,
		StartedAt: i.StartedAt.UTC(), FinishedAt: timeOrNull(i.FinishedAt), ErrorCode: orNull(&i.ErrorCode),
	}
}

// Imports answers GET /api/sessions/:id/imports.
func (s *Session) Imports(c *gin.Context) {
	in := s.read(c)
	id := in.pathID("id")
	if !in.ok() {
		return
	}
	imports, err := s.sessions.Imports(c.Request.Context(), middlewares.CallerFrom(c), id)
	if err != nil {
		fail(c, err)
		return
	}
	views := make([]*importView, len(imports))
	for n := range imports {
		views[n] = toImport(&imports[n])
	}
	okCached(c, "imports_listed", views)
}

type importBody struct {
	Days *int `json:"days" binding:"required,oneof=7 30 90"`
}

// StartImport answers POST /api/sessions/:id/imports.
func (s *Session) StartImport(c *gin.Context) {
	var body importBody
	in := s.read(c)
	id := in.pathID("id")
	in.body(&body)
	if !in.ok() {
		return
	}
	started, err := s.sessions.StartImport(c.Request.Context(), middlewares.CallerFrom(c), id, *body.Days)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusAccepted, "import_started", toImport(&started))
}
