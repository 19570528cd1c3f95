package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// ClaimChecks takes connected sessions of which it is time to see whether messages are missing, each for as long as lease.
func (s *Store) ClaimChecks(ctx context.Context, most int, lease time.Duration) ([]models.Session, error) {
	var sessions []models.Session
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		rows, err := w.ClaimChecks(ctx, sqlc.ClaimChecksParams{MaxRows: int32(most), LeaseSeconds: lease.Seconds()})
		sessions = mapAll(rows, toSession)
		return err
	})
	return sessions, err
}

// CheckAllSoon makes it time for every connected session.
func (s *Store) CheckAllSoon(ctx context.Context) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error { return w.CheckAllSoon(ctx) })
}

// Missing counts the messages that are not here, of those whose bare ids are given.
func (s *Store) Missing(ctx context.Context, session uuid.UUID, ids []string) (int, error) {
	var missing int64
	err := s.asService(ctx, func(ctx context.Context, w *work) (err error) {
		missing, err = w.MissingMessages(ctx, sqlc.MissingMessagesParams{SessionID: session, MessageIds: ids})
		return err
	})
	return int(missing), err
}

// CloseGap notes that all messages from before a moment are here. The next look is after a pause.
func (s *Store) CloseGap(ctx context.Context, session models.Session, until time.Time, pause time.Duration) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error { return w.closeGap(ctx, session, until, pause) })
}

func (w *work) closeGap(ctx context.Context, session models.Session, until time.Time, pause time.Duration) error {
	return w.CloseGap(ctx, sqlc.CloseGapParams{
		ID: session.ID, ClaimedUntil: &session.NextCheckAt, Until: until, PauseSeconds: pause.Seconds(),
	})
}

// PutOffCheck has a look that failed repeated after a pause.
func (s *Store) PutOffCheck(ctx context.Context, session models.Session, pause time.Duration) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		return w.PutOffCheck(ctx, sqlc.PutOffCheckParams{ID: session.ID, ClaimedUntil: &session.NextCheckAt, PauseSeconds: pause.Seconds()})
	})
}

// RecoverGap has the messages of a time read back of which some are missing, and counts that time as looked through: if the
// reading fails, it is opened again.
func (s *Store) RecoverGap(ctx context.Context, session models.Session, since, until time.Time, pause time.Duration) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockHeads(ctx, []uuid.UUID{session.UserID}); err != nil {
			return err
		}
		gap, err := w.insertImport(ctx, sqlc.InsertImportParams{
			SessionID: session.ID, Reason: string(models.ImportGap), Since: since, Until: until,
		})
		if err != nil {
			return err
		}
		all := sqlc.AddImportChatsParams{ImportID: gap.ID, ChatIds: []string{string(models.AllChats)}}
		if _, err := w.AddImportChats(ctx, all); err != nil {
			return err
		}
		if err := w.closeGap(ctx, session, until, pause); err != nil {
			return err
		}
		return w.appendChange(ctx, session.UserID, session.ID, "session", session.ID)
	})
}

// ClaimLIDs takes connected sessions whose pairs of addresses are to be asked for.
func (s *Store) ClaimLIDs(ctx context.Context, most int, lease time.Duration) ([]models.Session, error) {
	var sessions []models.Session
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		rows, err := w.ClaimLIDs(ctx, sqlc.ClaimLIDsParams{MaxRows: int32(most), LeaseSeconds: lease.Seconds()})
		sessions = mapAll(rows, toSession)
		return err
	})
	return sessions, err
}

// AskLIDsAt says when a session's pairs of addresses are asked for next.
func (s *Store) AskLIDsAt(ctx context.Context, session uuid.UUID, at time.Time) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		return w.AskLIDsAt(ctx, sqlc.AskLIDsAtParams{ID: session, At: &at})
	})
}
