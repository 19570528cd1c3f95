package services

import (
	"context"
	"time"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/models"
)

// tellPhases passes on to a session's owner what the runtime does for it from now on.
func (r *Reconciler) tellPhases(ctx context.Context, s models.Session) func(runtime.Progress) {
	change := store.PhaseChange{Began: time.Now()}
	return func(p runtime.Progress) {
		change.Phase, change.Percent = models.PhaseCreating, nil
		if p.Pulling {
			change.Phase = models.PhasePulling
			if p.Percent != runtime.UnknownPercent {
				change.Percent = &p.Percent
			}
		}
		r.setPhase(ctx, s, change)
	}
}

// endPhase is for a start that failed.
func (r *Reconciler) endPhase(ctx context.Context, s models.Session) {
	r.setPhase(ctx, s, store.PhaseChange{Began: time.Now()})
}

// setPhase stores a phase. One that can't be stored is no reason to do less.
func (r *Reconciler) setPhase(ctx context.Context, s models.Session, change store.PhaseChange) {
	if err := r.store.SetPhase(ctx, s.ID, change); err != nil && ctx.Err() == nil {
		r.log.Warn().Err(err).Stringer("session_id", s.ID).Str("phase", string(change.Phase)).Msg("could not tell what is being done")
	}
}
