package controllers

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
)

// Contacts answers GET /api/messages/:sessionId/contacts.
func (m *Message) Contacts(c *gin.Context) {
	in := m.read(c)
	session, query := in.pathID("sessionId"), in.chatQuery()
	query.Offset = in.integer("offset", 0, 0, maxOffset)
	if query.Cursor != "" && query.Offset > 0 {
		in.wrong("offset", "exclusive", "cursor")
	}
	if !in.ok() {
		return
	}
	list, err := m.messages.Chats(c.Request.Context(), middlewares.CallerFrom(c), session, query)
	if err != nil {
		fail(c, err)
		return
	}
	okPage(c, "contacts_listed", newViewer(c, m.links).contacts(list.Chats), list.Next)
}

// Contact answers GET /api/messages/:sessionId/contacts/:chatId.
func (m *Message) Contact(c *gin.Context) {
	in := m.read(c)
	session, chat := in.pathID("sessionId"), in.chat("chatId")
	if !in.ok() {
		return
	}
	contact, err := m.messages.Contact(c.Request.Context(), middlewares.CallerFrom(c), session, chat)
	if err != nil {
		fail(c, err)
		return
	}
	okCached(c, "contact_found", newViewer(c, m.links).contact(&contact))
}

// Chats answers GET /api/chats.
func (m *Message) Chats(c *gin.Context) {
	in := m.read(c)
	query := in.chatQuery()
	if !in.ok() {
		return
	}
	list, err := m.messages.AllChats(c.Request.Context(), middlewares.CallerFrom(c), query)
	if err != nil {
		fail(c, err)
		return
	}
	okPage(c, "contacts_listed", newViewer(c, m.links).contacts(list.Chats), list.Next)
}

func (in *input) chatQuery() models.ChatQuery {
	filter := in.oneOf("filter", string(models.ChatsAll),
		string(models.ChatsAll), string(models.ChatsUnread), string(models.ChatsGroups), string(models.ChatsArchived))
	return models.ChatQuery{
		Filter: models.ChatFilter(filter), Text: in.search("q", 0), Limit: in.integer("limit", defaultLimit, 1, maxLimit),
		Cursor: in.place(),
	}
}

// optional is a value in JSON that may be there, null, or not there.
type optional[T any] struct {
	Given bool
	Value *T
}

// UnmarshalJSON is called when the value is there, null included.
func (o *optional[T]) UnmarshalJSON(raw []byte) error {
	o.Given = true
	if bytes.Equal(raw, []byte("null")) {
		return nil
	}
	return json.Unmarshal(raw, &o.Value)
}

type chatBody struct {
	Archived     *bool            `json:"archived"`
	Pinned       *bool            `json:"pinned"`
	MutedUntil   optional[string] `json:"mutedUntil"`
	MarkedUnread *bool            `json:"markedUnread"`
	Draft        optional[string] `json:"draft"`
}

// maxDraft bounds a draft in characters, as it does a message.
const maxDraft = 65536

// ChangeChat answers PATCH /api/messages/:sessionId/chat/:chatId.
func (m *Message) ChangeChat(c *gin.Context) {
	var body chatBody
	in := m.read(c)
	session, chat := in.pathID("sessionId"), in.chat("chatId")
	in.body(&body)
	change := in.chatChange(body)
	if !in.ok() {
		return
	}
	contact, err := m.messages.ChangeChat(c.Request.Context(), middlewares.CallerFrom(c), session, chat, change)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "chat_updated", newViewer(c, m.links).contact(&contact))
}

// chatChange reads what is to be changed: something at least.
func (in *input) chatChange(body chatBody) models.ChatChange {
	change := models.ChatChange{Archived: body.Archived, Pinned: body.Pinned, MarkedUnread: body.MarkedUnread}
	if body.MutedUntil.Given {
		change.MutedUntil = in.moment("mutedUntil", body.MutedUntil.Value)
	}
	if body.Draft.Given {
		change.Draft = in.draft(body.Draft.Value)
	}
	if change == (models.ChatChange{}) && len(in.fields) == 0 && in.err == nil {
		in.wrong("body", "required", "")
	}
	return change
}

// moment reads a time; null is none.
func (in *input) moment(name string, value *string) *time.Time {
	var at time.Time
	if value == nil {
		return &at
	}
	at, err := time.Parse(time.RFC3339, *value)
	if err != nil || at.Year() < 1970 || at.Year() > 9999 {
		in.wrong(name, "date_time", "")
	}
	return &at
}

func (in *input) draft(value *string) *string {
	var draft string
	if value != nil {
		draft = *value
	}
	in.checkText("draft", draft, maxDraft)
	return &draft
}
