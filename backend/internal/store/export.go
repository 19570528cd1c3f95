package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// ChatOf returns a chat by either address of a person.
func (s *Store) ChatOf(ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID) (models.Contact, error) {
	var contact models.Contact
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		chat, _, err := w.anchor(ctx, caller, session, chat, uuid.Nil)
		if err != nil {
			return err
		}
		row, err := w.GetContact(ctx, sqlc.GetContactParams{SessionID: session, UserID: caller.UserID, ChatID: string(chat)})
		contact = toContact(row)
		return orNotFound(err, apperr.ChatNotFound)
	})
	return contact, err
}

// MessagesAfter returns messages with all they hold that are behind a moment and an id in their chat, oldest first. The zero
// values are before all of them.
func (s *Store) MessagesAfter(
	ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID, at time.Time, id uuid.UUID, limit int,
) ([]models.Message, error) {
	var messages []models.Message
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		rows, err := w.ListMessagesAfter(ctx, sqlc.ListMessagesAfterParams{
			SessionID: session, UserID: caller.UserID, ChatID: string(chat), At: at, ID: id, MaxRows: int32(limit),
		})
		if err != nil {
			return err
		}
		messages = mapAll(rows, toMessage)
		return w.addContent(ctx, caller, messages)
	})
	return messages, err
}
