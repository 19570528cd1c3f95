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
	store    *store.Store
	hub      *realtime.Hub
	sendWait time.Duration
}

// NewMessages returns the service. Send waits up to sendWait for WAHA's answer.
func NewMessages(st *store.Store, hub *realtime.Hub, sendWait time.Duration) *Messages {
	return &Messages{store: st, hub: hub, sendWait: sendWait}
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

// Updates returns what changed after a cursor. When nothing did it waits up to wait for something to change.
// A nil session means all of the caller's.
func (m *Messages) Updates(
	ctx context.Context, caller models.Caller, session *uuid.UUID, cursor string, wait time.Duration,
) (models.Updates, error) {
	if cursor == "" || wait <= 0 {
		return m.store.Updates(ctx, caller, session, cursor)
	}
	reader, err := m.hub.Subscribe(caller.UserID)
	if err != nil {
		return models.Updates{}, answerOf(err)
	}
	defer reader.Close()
	deadline := time.After(wait)
	for {
		updates, err := m.store.Updates(ctx, caller, session, cursor)
		if err != nil || !isEmpty(updates) {
			return updates, err
		}
		// What was passed over need not be looked at again.
		cursor = updates.Cursor
		if !untilWoken(ctx, reader, deadline) {
			return updates, ctx.Err()
		}
	}
}

func isEmpty(u models.Updates) bool {
	return len(u.Messages) == 0 && len(u.Contacts) == 0 && len(u.Sessions) == 0 &&
		len(u.RemovedSessions) == 0 && len(u.RemovedContacts) == 0 && !u.HasMore
}

// onItsWay says that nobody knows yet how a send ends.
func onItsWay(m models.Message) bool {
	return m.Status == models.MessageQueued || m.Status == models.MessageSending
}

var errNotSent = errors.New("the message was not sent")
