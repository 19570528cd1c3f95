package controllers

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-playground/validator/v10"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/services"
)

// Message is the part of the API about chats.
type Message struct {
	messages *services.Messages
	media    *services.Media
	links    *services.MediaLinks
	rules    *validator.Validate
	longest  time.Duration
}

// NewMessage returns the controller. A long poll takes at most longest, whatever its caller asks for.
func NewMessage(messages *services.Messages, media *services.Media, links *services.MediaLinks, longest time.Duration) *Message {
	return &Message{messages: messages, media: media, links: links, rules: newRules(), longest: longest}
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
	okCached(c, "messages_listed", newViewer(c, m.links).messages(messages))
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
	ok(c, http.StatusOK, "chat_read", newViewer(c, m.links).contact(&contact))
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
	ok(c, http.StatusOK, "updates_found", newViewer(c, m.links).updates(updates))
}
