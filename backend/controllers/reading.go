package controllers

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
)

// Gallery answers GET /api/messages/:sessionId/chat/:chatId/media.
func (m *Message) Gallery(c *gin.Context) {
	in := m.read(c)
	session, chat := in.pathID("sessionId"), in.chat("chatId")
	kind := in.oneOf("kind", "", string(models.GalleryImage), string(models.GalleryVideo), string(models.GalleryAudio),
		string(models.GalleryDocument), string(models.GalleryLink))
	page := models.Page{Limit: in.integer("limit", defaultLimit, 1, maxLimit), Before: in.queryID("before")}
	if !in.ok() {
		return
	}
	messages, err := m.messages.Gallery(c.Request.Context(), middlewares.CallerFrom(c), session, chat, models.GalleryKind(kind), page)
	if err != nil {
		fail(c, err)
		return
	}
	okCached(c, "messages_listed", newViewer(c, m.links).messages(messages))
}

// fullMessageView is a message with its past, on the wire.
type fullMessageView struct {
	Message  messageView   `json:"message"`
	Versions []versionView `json:"versions"`
}

type versionView struct {
	Body      string    `json:"body"`
	WrittenAt time.Time `json:"writtenAt"`
}

// Get answers GET /api/messages/:sessionId/message/:messageId.
func (m *Message) Get(c *gin.Context) {
	in := m.read(c)
	session, id := in.pathID("sessionId"), in.pathID("messageId")
	if !in.ok() {
		return
	}
	message, versions, err := m.messages.Message(c.Request.Context(), middlewares.CallerFrom(c), session, id)
	if err != nil {
		fail(c, err)
		return
	}
	view := fullMessageView{
		Message: newViewer(c, m.links).message(&message), Versions: make([]versionView, len(versions)),
	}
	for i, v := range versions {
		view.Versions[i] = versionView{Body: v.Body, WrittenAt: v.WrittenAt.UTC()}
	}
	okCached(c, "message_found", view)
}

// groupView is a group with its members, on the wire.
type groupView struct {
	ChatID       models.ChatID     `json:"chatId"`
	Subject      *string           `json:"subject"`
	Description  *string           `json:"description"`
	OnlyAdmins   bool              `json:"onlyAdmins"`
	HasLeft      bool              `json:"hasLeft"`
	Participants []participantView `json:"participants"`
}

type participantView struct {
	Address     models.ChatID    `json:"address"`
	PhoneNumber *string          `json:"phoneNumber"`
	Name        *string          `json:"name"`
	Role        models.GroupRole `json:"role"`
}

// Participants answers GET /api/messages/:sessionId/chat/:chatId/participants.
func (m *Message) Participants(c *gin.Context) {
	in := m.read(c)
	session, chat := in.pathID("sessionId"), in.chat("chatId")
	if !in.ok() {
		return
	}
	group, err := m.messages.Participants(c.Request.Context(), middlewares.CallerFrom(c), session, chat)
	if err != nil {
		fail(c, err)
		return
	}
	view := groupView{
		ChatID: group.ChatID, Subject: orNull(&group.Subject), Description: orNull(&group.Description),
		OnlyAdmins: group.OnlyAdmins, HasLeft: group.Left, Participants: make([]participantView, len(group.Members)),
	}
	for i := range group.Members {
		member := &group.Members[i]
		view.Participants[i] = participantView{
			Address: member.Address, PhoneNumber: orNull(&member.PhoneNumber), Name: orNull(&member.Name), Role: member.Role,
		}
	}
	okCached(c, "participants_listed", view)
}
