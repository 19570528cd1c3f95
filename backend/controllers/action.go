package controllers

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
	"github.com/conectafy/conectafy/backend/services"
)

// answer gives a message as it is after something was done to it.
func (m *Message) answer(c *gin.Context, sentence string, message models.Message, err error) {
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, sentence, newViewer(c, m.links).message(&message))
}

type reactionBody struct {
	Emoji *string `json:"emoji" binding:"required,max=40,one_line"`
}

// React answers PUT /api/messages/:sessionId/message/:messageId/reaction.
func (m *Message) React(c *gin.Context) {
	var body reactionBody
	in := m.read(c)
	session, id := in.pathID("sessionId"), in.pathID("messageId")
	in.body(&body)
	if !in.ok() {
		return
	}
	message, err := m.messages.React(c.Request.Context(), middlewares.CallerFrom(c), session, id, *body.Emoji)
	m.answer(c, "reaction_set", message, err)
}

type editBody struct {
	Text string `json:"text" binding:"required,not_blank,max=65536,no_nul"`
}

// Edit answers PATCH /api/messages/:sessionId/message/:messageId.
func (m *Message) Edit(c *gin.Context) {
	var body editBody
	in := m.read(c)
	session, id := in.pathID("sessionId"), in.pathID("messageId")
	in.body(&body)
	if !in.ok() {
		return
	}
	message, err := m.messages.Edit(c.Request.Context(), middlewares.CallerFrom(c), session, id, body.Text)
	m.answer(c, "message_edited", message, err)
}

// Delete answers DELETE /api/messages/:sessionId/message/:messageId.
func (m *Message) Delete(c *gin.Context) {
	in := m.read(c)
	session, id := in.pathID("sessionId"), in.pathID("messageId")
	if !in.ok() {
		return
	}
	if err := m.messages.Delete(c.Request.Context(), middlewares.CallerFrom(c), session, id); err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "message_deleted", nil)
}

type forwardBody struct {
	ChatID string `json:"chatId" binding:"required,recipient"`
}

// Forward answers POST /api/messages/:sessionId/message/:messageId/forward: 201 with the new message on its way.
func (m *Message) Forward(c *gin.Context) {
	var body forwardBody
	in := m.read(c)
	session, id, key := in.pathID("sessionId"), in.pathID("messageId"), in.idempotencyKey()
	in.body(&body)
	if !in.ok() {
		return
	}
	message, err := m.messages.Queue(c.Request.Context(), middlewares.CallerFrom(c), session,
		services.NewMessage{Chat: body.ChatID, ForwardOf: id}, key)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusCreated, "message_queued", newViewer(c, m.links).message(&message))
}

type starBody struct {
	Starred *bool `json:"starred" binding:"required"`
}

// Star answers PUT /api/messages/:sessionId/message/:messageId/star.
func (m *Message) Star(c *gin.Context) {
	var body starBody
	in := m.read(c)
	session, id := in.pathID("sessionId"), in.pathID("messageId")
	in.body(&body)
	if !in.ok() {
		return
	}
	message, err := m.messages.Star(c.Request.Context(), middlewares.CallerFrom(c), session, id, *body.Starred)
	m.answer(c, "message_starred", message, err)
}

type pinBody struct {
	Days *int `json:"days" binding:"required,oneof=0 1 7 30"`
}

// Pin answers PUT /api/messages/:sessionId/message/:messageId/pin; no days take it down.
func (m *Message) Pin(c *gin.Context) {
	var body pinBody
	in := m.read(c)
	session, id := in.pathID("sessionId"), in.pathID("messageId")
	in.body(&body)
	if !in.ok() {
		return
	}
	duration := time.Duration(*body.Days) * 24 * time.Hour
	message, err := m.messages.Pin(c.Request.Context(), middlewares.CallerFrom(c), session, id, duration)
	m.answer(c, "message_pinned", message, err)
}

// Retry answers POST /api/messages/:sessionId/message/:messageId/retry.
func (m *Message) Retry(c *gin.Context) {
	in := m.read(c)
	session, id := in.pathID("sessionId"), in.pathID("messageId")
	if !in.ok() {
		return
	}
	message, err := m.messages.Retry(c.Request.Context(), middlewares.CallerFrom(c), session, id)
	m.answer(c, "message_queued", message, err)
}

// Cancel answers POST /api/messages/:sessionId/message/:messageId/cancel.
func (m *Message) Cancel(c *gin.Context) {
	in := m.read(c)
	session, id := in.pathID("sessionId"), in.pathID("messageId")
	if !in.ok() {
		return
	}
	message, err := m.messages.Cancel(c.Request.Context(), middlewares.CallerFrom(c), session, id)
	m.answer(c, "message_cancelled", message, err)
}

type presenceBody struct {
	State models.PresenceState `json:"state" binding:"required,oneof=typing recording paused online"`
}

// Presence answers POST /api/messages/:sessionId/chat/:chatId/presence.
func (m *Message) Presence(c *gin.Context) {
	var body presenceBody
	in := m.read(c)
	session, chat := in.pathID("sessionId"), in.recipient("chatId")
	in.body(&body)
	if !in.ok() {
		return
	}
	if err := m.messages.Presence(c.Request.Context(), middlewares.CallerFrom(c), session, chat, body.State); err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "presence_set", nil)
}

// RejectCall answers POST /api/sessions/:id/calls/:callId/reject.
func (m *Message) RejectCall(c *gin.Context) {
	in := m.read(c)
	session := in.pathID("id")
	if !in.ok() {
		return
	}
	message, err := m.messages.RejectCall(c.Request.Context(), middlewares.CallerFrom(c), session, c.Param("callId"))
	m.answer(c, "call_rejected", message, err)
}

type numberView struct {
	Exists      bool    `json:"exists"`
	ChatID      *string `json:"chatId"`
	PhoneNumber *string `json:"phoneNumber"`
}

// CheckNumber answers GET /api/sessions/:id/numbers/:phoneNumber.
func (m *Message) CheckNumber(c *gin.Context) {
	in := m.read(c)
	session := in.pathID("id")
	if !in.ok() {
		return
	}
	number, err := m.messages.CheckNumber(c.Request.Context(), middlewares.CallerFrom(c), session, c.Param("phoneNumber"))
	if err != nil {
		fail(c, err)
		return
	}
	chat := string(number.ChatID)
	ok(c, http.StatusOK, "number_checked", numberView{
		Exists: number.Exists, ChatID: orNull(&chat), PhoneNumber: orNull(&number.PhoneNumber),
	})
}

// AskForMedia answers POST /api/messages/:sessionId/message/:messageId/media: 202 while the file is fetched again.
func (m *Message) AskForMedia(c *gin.Context) {
	in := m.read(c)
	session, id := in.pathID("sessionId"), in.pathID("messageId")
	if !in.ok() {
		return
	}
	file, err := m.media.AskAgain(c.Request.Context(), middlewares.CallerFrom(c), session, id)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusAccepted, "media_asked", newViewer(c, m.links).media(&file))
}
