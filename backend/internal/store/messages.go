package store

import (
	"context"
	"errors"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// Messages returns a page of a chat, oldest first. The usual page takes one query; only an empty one is asked for its reason.
func (s *Store) Messages(
	ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID, page models.Page,
) ([]models.Message, error) {
	messages, err := s.messagePage(ctx, caller, session, chat, page)
	if err == nil && len(messages) == 0 && page.Around == uuid.Nil {
		var kept models.ChatID
		if kept, err = s.ResolveChat(ctx, caller, session, chat); err == nil && kept != chat {
			messages, err = s.messagePage(ctx, caller, session, kept, page)
		}
	}
	if err != nil {
		return nil, err
	}
	return messages, s.withContent(ctx, caller, messages)
}

func (s *Store) messagePage(
	ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID, page models.Page,
) ([]models.Message, error) {
	if page.Around != uuid.Nil {
		return s.messagesAroundOne(ctx, caller, session, chat, page)
	}
	if page.Before != uuid.Nil || page.After != uuid.Nil {
		return s.messagesAround(ctx, caller, session, chat, page)
	}
	messages := make([]models.Message, 0, page.Limit)
	err := s.queryAsUser(ctx, caller, func(ctx context.Context, db sqlc.DBTX) error {
		var row sqlc.Message
		each := rowByRow{DBTX: db, into: columnsOf(&row), do: func() error {
			messages = append(messages, toMessage(row))
			return nil
		}}
		_, err := sqlc.New(each).ListMessages(ctx, sqlc.ListMessagesParams{
			SessionID: session, UserID: caller.UserID, ChatID: string(chat), MaxRows: int32(page.Limit), Skip: int32(page.Offset),
		})
		return err
	})
	slices.Reverse(messages)
	return messages, err
}

func (s *Store) messagesAround(
	ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID, page models.Page,
) ([]models.Message, error) {
	var messages []models.Message
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.ownSession(ctx, caller, session); err != nil {
			return err
		}
		anchor, err := w.GetMessage(ctx, sqlc.GetMessageParams{
			ID: cmpID(page.Before, page.After), SessionID: session, UserID: caller.UserID,
		})
		if err != nil {
			return orNotFound(err, apperr.MessageNotFound)
		}
		if page.After != uuid.Nil {
			rows, err := w.ListMessagesAfter(ctx, sqlc.ListMessagesAfterParams{
				SessionID: session, UserID: caller.UserID, ChatID: string(chat),
				At: anchor.Timestamp, ID: anchor.ID, MaxRows: int32(page.Limit),
			})
			messages = mapAll(rows, toMessage)
			return err
		}
		rows, err := w.ListMessagesBefore(ctx, sqlc.ListMessagesBeforeParams{
			SessionID: session, UserID: caller.UserID, ChatID: string(chat),
			At: anchor.Timestamp, ID: anchor.ID, MaxRows: int32(page.Limit),
		})
		messages = mapAll(rows, toMessage)
		slices.Reverse(messages)
		return err
	})
	return messages, err
}

func cmpID(a, b uuid.UUID) uuid.UUID {
	if a != uuid.Nil {
		return a
	}
	return b
}

// ResolveChat returns the address under which a chat is kept, which may be the other one of the person's two.
func (s *Store) ResolveChat(ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID) (models.ChatID, error) {
	var kept models.ChatID
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.ownSession(ctx, caller, session); err != nil {
			return err
		}
		var err error
		kept, err = w.resolveChat(ctx, caller, session, chat)
		return err
	})
	return kept, err
}

func (w *work) resolveChat(ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID) (models.ChatID, error) {
	kept, err := w.ResolveChat(ctx, sqlc.ResolveChatParams{SessionID: session, UserID: caller.UserID, ChatID: string(chat)})
	return models.ChatID(kept), orNotFound(err, apperr.ChatNotFound)
}

// MarkRead sets a chat's unread count to zero and, in the same transaction, asks a worker to tell WhatsApp.
func (s *Store) MarkRead(ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID) (models.Contact, error) {
	var contact models.Contact
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.ownSession(ctx, caller, session); err != nil {
			return err
		}
		chat, err := w.resolveChat(ctx, caller, session, chat)
		if err != nil {
			return err
		}
		if err := w.elevate(ctx); err != nil {
			return err
		}
		if err := w.LockHeads(ctx, []uuid.UUID{caller.UserID}); err != nil {
			return err
		}
		row, err := w.MarkRead(ctx, sqlc.MarkReadParams{SessionID: session, ChatID: string(chat)})
		if err != nil {
			return orNotFound(err, apperr.ChatNotFound)
		}
		one := []models.Contact{toContact(row)}
		if err := w.addLastMessages(ctx, caller, one); err != nil {
			return err
		}
		contact = one[0]
		if err := w.appendChange(ctx, caller.UserID, session, "contact", contact.ID); err != nil {
			return err
		}
		return s.enqueue(ctx, w, models.SeenJob{SessionID: session, ChatID: chat}, &river.InsertOpts{MaxAttempts: 3})
	})
	return contact, err
}

// Message returns one of the caller's messages.
func (s *Store) Message(ctx context.Context, caller models.Caller, session, id uuid.UUID) (models.Message, error) {
	var message models.Message
	err := s.readAsUser(ctx, caller, func(ctx context.Context, q *sqlc.Queries) error {
		row, err := q.GetMessage(ctx, sqlc.GetMessageParams{ID: id, SessionID: session, UserID: caller.UserID})
		message = toMessage(row)
		return orNotFound(err, apperr.MessageNotFound)
	})
	if err != nil {
		return message, err
	}
	one := []models.Message{message}
	err = s.withContent(ctx, caller, one)
	return one[0], err
}

// MessageByWhatsAppID returns one of the caller's messages by WhatsApp's bare id.
func (s *Store) MessageByWhatsAppID(ctx context.Context, caller models.Caller, session uuid.UUID, id string) (models.Message, error) {
	var message models.Message
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		row, err := w.GetMessageByWhatsAppID(ctx, sqlc.GetMessageByWhatsAppIDParams{
			SessionID: session, MessageID: id, UserID: caller.UserID,
		})
		if err != nil {
			return orNotFound(err, apperr.MessageNotFound)
		}
		message, err = w.withContent(ctx, caller, row)
		return err
	})
	return message, err
}

// Counts are how much there is in a session.
type Counts struct {
	Incoming, Outgoing, Chats, Unread, Unprocessed int64
}

// Counts counts a session's messages and chats.
func (s *Store) Counts(ctx context.Context, caller models.Caller, session uuid.UUID) (Counts, error) {
	var counts Counts
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.ownSession(ctx, caller, session); err != nil {
			return err
		}
		messages, err := w.CountMessages(ctx, sqlc.CountMessagesParams{SessionID: session, UserID: caller.UserID})
		if err != nil {
			return err
		}
		chats, err := w.CountContacts(ctx, sqlc.CountContactsParams{SessionID: session, UserID: caller.UserID})
		if err != nil {
			return err
		}
		counts = Counts{Incoming: messages.Incoming, Outgoing: messages.Outgoing, Chats: chats.Chats, Unread: chats.Unread}
		if err := w.elevate(ctx); err != nil {
			return err
		}
		counts.Unprocessed, err = w.CountUnprocessed(ctx, session)
		return err
	})
	return counts, err
}

func isNoRows(err error) bool { return errors.Is(err, pgx.ErrNoRows) }
