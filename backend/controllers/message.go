package controllers

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-playground/validator/v10"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
	"github.com/conectafy/conectafy/backend/services"
)

// Message is the part of the API about chats.
type Message struct {
	messages *services.Messages
	rules    *validator.Validate
	longest  time.Duration
}

// NewMessage returns the controller. A long poll takes at most longest, whatever its caller asks for.
func NewMessage(messages *services.Messages, longest time.Duration) *Message {
	return &Message{messages: messages, rules: newRules(), longest: longest}
}

func (m *Message) read(c *gin.Context) *input { return &input{c: c, rules: m.rules} }

// Chat answers GET /api/messages/:sessionId/chat/:chatId.
func (m *Message) Chat(c *gin.Context) {
	in := m.read(c)
	session, chat, page := in.pathID("sessionId"), in.chat("chatId"), in.pageAround()
	if !in.ok() {
		return
	}
	messages, err := m.messages.Chat(c.Request.Context(), middlewares.CallerFrom(c), session, chat, page)
	if err != nil {
		fail(c, err)
		return
	}
	okCached(c, "messages_listed", toMessages(messages, middlewares.LanguageFrom(c)))
}

// MarkRead answers POST /api/messages/:sessionId/chat/:chatId/read.
func (m *Message) MarkRead(c *gin.Context) {
	in := m.read(c)
	session, chat := in.pathID("sessionId"), in.chat("chatId")
	if !in.ok() {
		return
	}
	contact, err := m.messages.MarkRead(c.Request.Context(), middlewares.CallerFrom(c), session, chat)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "chat_read", toContact(&contact))
}

type sendBody struct {
	PhoneNumber string `json:"phoneNumber" binding:"required,recipient"`
	Message     string `json:"message" binding:"required_without=MediaURL,omitempty,not_blank,max=65536,no_nul"`
	MediaURL    string `json:"mediaUrl" binding:"omitempty,http_url,max=2048"`
}

type sendAnswer struct {
	ID        uuid.UUID            `json:"id"`
	MessageID string               `json:"messageId"`
	Status    models.MessageStatus `json:"status"`
}

// Send answers POST /api/sessions/:id/send: 200 when WAHA took the message, 202 while it waits.
func (m *Message) Send(c *gin.Context) {
	var body sendBody
	in := m.read(c)
	session, key := in.pathID("id"), in.idempotencyKey()
	in.body(&body)
	if !in.ok() {
		return
	}
	message, err := m.messages.Send(c.Request.Context(), middlewares.CallerFrom(c), session, services.SendRequest{
		PhoneNumber: body.PhoneNumber, Text: body.Message, MediaURL: body.MediaURL, IdempotencyKey: key,
	})
	if err != nil {
		fail(c, err)
		return
	}
	status, sentence := http.StatusOK, "message_sent"
	if message.Status == models.MessageQueued || message.Status == models.MessageSending {
		status, sentence = http.StatusAccepted, "message_queued"
	}
	ok(c, status, sentence, sendAnswer{ID: message.ID, MessageID: message.MessageID, Status: message.Status})
}

// defaultUpdatesWait answers at once: who wants to wait says how long.
const defaultUpdatesWait = 0

// Updates answers GET /api/messages/:sessionId/updates.
func (m *Message) Updates(c *gin.Context) {
	in := m.read(c)
	session, cursor, wait := in.pathID("sessionId"), in.cursor(), in.seconds("wait", defaultUpdatesWait)
	if !in.ok() {
		return
	}
	outlastReadTimeout(c)
	wait = min(wait, m.longest)
	updates, err := m.messages.Updates(c.Request.Context(), middlewares.CallerFrom(c), &session, cursor, wait)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "updates_found", toUpdates(updates, middlewares.LanguageFrom(c)))
}
