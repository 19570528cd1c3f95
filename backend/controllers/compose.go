package controllers

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
	"github.com/conectafy/conectafy/backend/services"
)

// newMessageBody is one of several forms; type says which.
type newMessageBody struct {
	Type        models.MessageType `json:"type" binding:"required,oneof=text image video audio voice document sticker location contact poll"`
	Text        string             `json:"text" binding:"max=65536,no_nul"`
	Caption     string             `json:"caption" binding:"max=4096,no_nul"`
	Mentions    []string           `json:"mentions" binding:"max=1000,dive,recipient"`
	LinkPreview *bool              `json:"linkPreview"`
	ReplyTo     string             `json:"replyTo" binding:"omitempty,uuid"`
	MediaID     string             `json:"mediaId" binding:"omitempty,uuid"`
	MediaURL    string             `json:"mediaUrl" binding:"omitempty,http_url,max=2048"`
	Filename    string             `json:"filename" binding:"max=200,one_line"`
	Location    *locationBody      `json:"location"`
	Contacts    []contactBody      `json:"contacts" binding:"max=20,dive"`
	Poll        *pollBody          `json:"poll"`
}

type locationBody struct {
	Latitude  *float64 `json:"latitude" binding:"required,latitude"`
	Longitude *float64 `json:"longitude" binding:"required,longitude"`
	Title     string   `json:"title" binding:"max=200,no_nul"`
}

type contactBody struct {
	FullName     string `json:"fullName" binding:"required,not_blank,max=200,one_line"`
	Organization string `json:"organization" binding:"max=200,one_line"`
	PhoneNumber  string `json:"phoneNumber" binding:"required,phone"`
}

type pollBody struct {
	Question        string   `json:"question" binding:"required,not_blank,max=255,no_nul"`
	Options         []string `json:"options" binding:"min=2,max=12,unique,dive,not_blank,max=100,no_nul"`
	MultipleAnswers bool     `json:"multipleAnswers"`
}

// hasFile says whether messages of a type are files.
func hasFile(t models.MessageType) bool {
	switch t {
	case models.TypeImage, models.TypeVideo, models.TypeAudio, models.TypeVoice, models.TypeDocument, models.TypeSticker:
		return true
	}
	return false
}

// complete checks what belongs to the type. A file may also come with the request itself.
func (b *newMessageBody) complete(in *input, uploaded bool) {
	need := func(missing bool, field string) {
		if missing {
			in.wrong(field, "required", "")
		}
	}
	if b.Caption != "" && (b.Type == models.TypeVoice || b.Type == models.TypeSticker) {
		in.wrong("caption", "exclusive", "type="+string(b.Type)) // nobody would get to read it
	}
	switch {
	case uploaded:
		b.noFile(in)
	case b.Type == models.TypeText:
		need(strings.TrimSpace(b.Text) == "", "text")
	case b.Type == models.TypeLocation:
		need(b.Location == nil, "location")
	case b.Type == models.TypeContact:
		need(len(b.Contacts) == 0, "contacts")
	case b.Type == models.TypePoll:
		need(b.Poll == nil, "poll")
	case hasFile(b.Type):
		need(b.MediaID == "" && b.MediaURL == "", "mediaId")
		if b.MediaID != "" && b.MediaURL != "" {
			in.wrong("mediaUrl", "exclusive", "mediaId")
		}
	}
}

// noFile checks that no other file is named beside the one that comes along.
func (b *newMessageBody) noFile(in *input) {
	if !hasFile(b.Type) {
		in.wrong("type", "file_type", "")
	}
	if b.MediaID != "" {
		in.wrong("mediaId", "exclusive", "file")
	}
	if b.MediaURL != "" {
		in.wrong("mediaUrl", "exclusive", "file")
	}
}

func (b *newMessageBody) message(chat string) services.NewMessage {
	message := services.NewMessage{
		Chat: chat, Type: b.Type, Text: b.Text, ShowsLink: b.LinkPreview == nil || *b.LinkPreview,
		ReplyTo: parsedID(b.ReplyTo), MediaID: parsedID(b.MediaID), MediaURL: b.MediaURL, Filename: b.Filename,
	}
	if hasFile(b.Type) {
		message.Text = b.Caption
	}
	for _, mention := range b.Mentions {
		if address, err := models.ParseChatID(mention); err == nil { // the rule "recipient" saw to it
			message.Mentions = append(message.Mentions, address)
		}
	}
	if l := b.Location; l != nil {
		message.Location = &models.Location{Latitude: *l.Latitude, Longitude: *l.Longitude, Name: l.Title}
	}
	for _, c := range b.Contacts {
		phone, _ := models.ParsePhone(c.PhoneNumber) // the rule "phone" saw to it
		message.Contacts = append(message.Contacts, models.VCard{
			FullName: c.FullName, Organization: c.Organization, PhoneNumbers: []string{phone},
		})
	}
	if p := b.Poll; p != nil {
		message.Poll = &models.Poll{Question: p.Question, MultipleAnswers: p.MultipleAnswers}
		for _, option := range p.Options {
			message.Poll.Options = append(message.Poll.Options, models.PollOption{Name: option})
		}
	}
	return message
}

// parsedID reads an id that the rule "uuid" saw before.
func parsedID(text string) uuid.UUID {
	id, err := uuid.Parse(text)
	if err != nil {
		return uuid.Nil
	}
	return id
}

// Compose answers POST /api/messages/:sessionId/chat/:chatId: 201 with the message on its way. The file of a message may come
// along, as multipart/form-data with the rest as JSON in the part "message".
func (m *Message) Compose(c *gin.Context) {
	in := m.read(c)
	session, chat, key := in.pathID("sessionId"), in.recipient("chatId"), in.idempotencyKey()
	var body newMessageBody
	form := in.multipart()
	if form == nil {
		in.body(&body)
		in.complete(&body, false)
	} else {
		in.part(form, &body)
	}
	if !in.ok() {
		return
	}
	message := body.message(chat)
	if form != nil {
		file, err := m.upload(c, session, form, body.Filename)
		if err != nil {
			fail(c, err)
			return
		}
		message.MediaID, message.CameAlong = file.ID, file.SHA256
	}
	outlastReadTimeout(c) // a file that is fetched may take longer
	queued, err := m.messages.Queue(c.Request.Context(), middlewares.CallerFrom(c), session, message, key)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusCreated, "message_queued", newViewer(c, m.links).message(&queued))
}

func (in *input) complete(body *newMessageBody, uploaded bool) {
	if in.err == nil && len(in.fields) == 0 {
		body.complete(in, uploaded)
	}
}

type sendBody struct {
	PhoneNumber string `json:"phoneNumber" binding:"required,recipient"`
	Message     string `json:"message" binding:"required_without=MediaURL,omitempty,not_blank,max=65536,no_nul"`
	MediaURL    string `json:"mediaUrl" binding:"omitempty,http_url,max=2048"`
}

type sendAnswer struct {
	ID          uuid.UUID            `json:"id"`
	MessageID   string               `json:"messageId"`
	Status      models.MessageStatus `json:"status"`
	ChatID      models.ChatID        `json:"chatId"`
	PhoneNumber *string              `json:"phoneNumber"`
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
	message := services.NewMessage{
		Chat: body.PhoneNumber, Type: models.TypeText, Text: body.Message, MediaURL: body.MediaURL, ShowsLink: true,
		FollowsFile: body.MediaURL != "",
	}
	outlastReadTimeout(c) // a file that is fetched may take longer
	sent, err := m.messages.Send(c.Request.Context(), middlewares.CallerFrom(c), session, message, key)
	if err != nil {
		fail(c, err)
		return
	}
	status, sentence := http.StatusOK, "message_sent"
	if sent.Status.OnItsWay() {
		status, sentence = http.StatusAccepted, "message_queued"
	}
	ok(c, status, sentence, sendAnswer{
		ID: sent.ID, MessageID: sent.MessageID, Status: sent.Status, ChatID: sent.ChatID, PhoneNumber: orNull(&sent.ToNumber),
	})
}
