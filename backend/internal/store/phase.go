package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// PhaseChange is what the reconciler does for a session now.
type PhaseChange struct {
	Phase   models.Phase // empty for nothing
	Percent *int         // of the image, where that is known
	Began   time.Time    // when the reconciler took the session up: whatever was said of it since counts more
}

// SetPhase stores what is done for a session. The reconciler isn't woken by it: it is the one who does it.
func (s *Store) SetPhase(ctx context.Context, id uuid.UUID, in PhaseChange) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockHeadsOfSessions(ctx, []uuid.UUID{id}); err != nil {
			return err
		}
		row, err := w.SetPhase(ctx, sqlc.SetPhaseParams{
			ID: id, Phase: orNull(string(in.Phase)), PhasePercent: smallOrNull(in.Percent), Began: in.Began,
		})
		if isNoRows(err) {
			return nil
		}
		if err != nil {
			return err
		}
		return w.appendChange(ctx, row.UserID, row.ID, "session", row.ID)
	})
}

// EndPhases ends the phases that a reconciler left behind which is no more.
func (s *Store) EndPhases(ctx context.Context) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		ids, err := w.SessionsInPhase(ctx)
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := w.LockHeadsOfSessions(ctx, ids); err != nil {
			return err
		}
		rows, err := w.EndPhases(ctx, ids)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := w.appendChange(ctx, row.UserID, row.ID, "session", row.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
