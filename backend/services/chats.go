package services

import (
	"context"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// Chats lists a session's chats, pinned ones first, then the last activity.
func (m *Messages) Chats(ctx context.Context, caller models.Caller, session uuid.UUID, query models.ChatQuery) (models.ChatList, error) {
	return m.store.Chats(ctx, caller, session, query)
}

// AllChats lists the chats of all of the caller's sessions, in the same order.
func (m *Messages) AllChats(ctx context.Context, caller models.Caller, query models.ChatQuery) (models.ChatList, error) {
	return m.store.AllChats(ctx, caller, query)
}

// Contact returns one chat as the lists show it.
func (m *Messages) Contact(ctx context.Context, caller models.Caller, session uuid.UUID, chat string) (models.Contact, error) {
	id, err := parseChat(chat)
	if err != nil {
		return models.Contact{}, err
	}
	return m.store.Chat(ctx, caller, session, id)
}

// ChangeChat archives, pins, mutes or marks a chat, or keeps a draft for it. It is kept here; the phone is told
// later what the engine can tell it.
func (m *Messages) ChangeChat(
	ctx context.Context, caller models.Caller, session uuid.UUID, chat string, change models.ChatChange,
) (models.Contact, error) {
	id, err := parseChat(chat)
	if err != nil {
		return models.Contact{}, err
	}
	return m.store.ChangeChat(ctx, caller, session, id, change)
}

// Participants returns a group with its members.
func (m *Messages) Participants(ctx context.Context, caller models.Caller, session uuid.UUID, chat string) (models.Group, error) {
	id, err := parseChat(chat)
	if err != nil {
		return models.Group{}, err
	}
	return m.store.Participants(ctx, caller, session, id)
}

// Gallery lists the files or the links of a chat, newest first.
func (m *Messages) Gallery(
	ctx context.Context, caller models.Caller, session uuid.UUID, chat string, kind models.GalleryKind, page models.Page,
) ([]models.Message, error) {
	id, err := parseChat(chat)
	if err != nil {
		return nil, err
	}
	return m.store.Gallery(ctx, caller, session, id, kind, page)
}

// Message returns one message with the texts that it had before.
func (m *Messages) Message(
	ctx context.Context, caller models.Caller, session, id uuid.UUID,
) (models.Message, []models.TextVersion, error) {
	return m.store.MessageInFull(ctx, caller, session, id)
}
