package services

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/realtime"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/models"
)

// Messages is what people can do with their chats.
type Messages struct {
	fleet    *Fleet
	store    *store.Store
	media    *Media
	hub      *realtime.Hub
	feed     *feed
	meter    Meter
	sendWait time.Duration
}

// NewMessages returns the service. Send waits up to sendWait for WAHA's answer.
func NewMessages(fleet *Fleet, st *store.Store, media *Media, hub *realtime.Hub, sendWait time.Duration, meter Meter) *Messages {
	return &Messages{fleet: fleet, store: st, media: media, hub: hub, feed: newFeed(st.Updates), meter: meter, sendWait: sendWait}
}

// Chat returns a page of a chat, oldest first. The chat is a full id or a phone number.
func (m *Messages) Chat(
	ctx context.Context, caller models.Caller, session uuid.UUID, chat string, page models.Page,
) ([]models.Message, error) {
	id, err := parseChat(chat)
	if err != nil {
		return nil, err
	}
	return m.store.Messages(ctx, caller, session, id, page)
}

// MarkRead sets a chat's unread count to zero, here and on the phone.
func (m *Messages) MarkRead(ctx context.Context, caller models.Caller, session uuid.UUID, chat string) (models.Contact, error) {
	id, err := parseChat(chat)
	if err != nil {
		return models.Contact{}, err
	}
	return m.store.MarkRead(ctx, caller, session, id)
}

func parseChat(text string) (models.ChatID, error) {
	id, err := models.ParseChatID(text)
	if err != nil {
		return "", apperr.InvalidFields(apperr.Field{Name: "chatId", Rule: "chat_id"})
	}
	return id, nil
}

var errNotSent = errors.New("the message was not sent")
