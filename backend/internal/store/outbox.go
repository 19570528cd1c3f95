package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// RetrySend gives one of the caller's messages that failed to the queue again, under the same id.
func (s *Store) RetrySend(ctx context.Context, caller models.Caller, session, id uuid.UUID) (models.Message, error) {
	return s.changeOwn(ctx, caller, session, id, func(ctx context.Context, w *work) (sqlc.Message, error) {
		row, err := w.RetrySend(ctx, id)
		if err != nil {
			return row, orNotFound(err, apperr.MessageNotFailed)
		}
		return row, s.enqueueSend(ctx, w, row)
	})
}

// CancelSend holds one of the caller's messages back that no worker has taken up yet.
func (s *Store) CancelSend(ctx context.Context, caller models.Caller, session, id uuid.UUID) (models.Message, error) {
	return s.changeOwn(ctx, caller, session, id, func(ctx context.Context, w *work) (sqlc.Message, error) {
		row, err := w.CancelSend(ctx, id)
		return row, orNotFound(err, apperr.MessageNotOut)
	})
}

// SetStarred notes that one of the caller's messages was starred, or is not any more.
func (s *Store) SetStarred(ctx context.Context, caller models.Caller, session, id uuid.UUID, starred bool) (models.Message, error) {
	return s.changeOwn(ctx, caller, session, id, func(ctx context.Context, w *work) (sqlc.Message, error) {
		return w.SetStarred(ctx, sqlc.SetStarredParams{ID: id, Starred: starred})
	})
}

// SetPinned notes until when one of the caller's messages is pinned; zero is not at all.
func (s *Store) SetPinned(ctx context.Context, caller models.Caller, session, id uuid.UUID, until time.Time) (models.Message, error) {
	return s.changeOwn(ctx, caller, session, id, func(ctx context.Context, w *work) (sqlc.Message, error) {
		return w.SetPinned(ctx, sqlc.SetPinnedParams{ID: id, Until: orNull(until)})
	})
}

// DiscardMessage deletes one of the caller's messages that never went out.
func (s *Store) DiscardMessage(ctx context.Context, caller models.Caller, session, id uuid.UUID) error {
	return s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.holdOwn(ctx, caller, session, id); err != nil {
			return err
		}
		chat, err := w.DiscardMessage(ctx, id)
		if err != nil {
			return orNotFound(err, apperr.MessageNotFailed)
		}
		contact, err := w.RefreshPreview(ctx, sqlc.RefreshPreviewParams{SessionID: session, ChatID: chat})
		if err != nil {
			return err
		}
		if err := w.appendChange(ctx, caller.UserID, session, "message", id); err != nil {
			return err
		}
		return w.appendChange(ctx, caller.UserID, session, "contact", contact)
	})
}

// holdOwn checks that a message is the caller's, and lets the rest of the transaction change it.
func (w *work) holdOwn(ctx context.Context, caller models.Caller, session, id uuid.UUID) error {
	_, err := w.GetMessage(ctx, sqlc.GetMessageParams{ID: id, SessionID: session, UserID: caller.UserID})
	if err != nil {
		return orNotFound(err, apperr.MessageNotFound)
	}
	if err := w.elevate(ctx); err != nil {
		return err
	}
	return w.LockHeads(ctx, []uuid.UUID{caller.UserID})
}

// changeOwn changes one of the caller's messages and tells its readers.
func (s *Store) changeOwn(
	ctx context.Context, caller models.Caller, session, id uuid.UUID, change func(context.Context, *work) (sqlc.Message, error),
) (models.Message, error) {
	var message models.Message
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.holdOwn(ctx, caller, session, id); err != nil {
			return err
		}
		row, err := change(ctx, w)
		if err != nil {
			return err
		}
		if message, err = w.withContent(ctx, caller, row); err != nil {
			return err
		}
		return w.appendChange(ctx, caller.UserID, session, "message", id)
	})
	return message, err
}
