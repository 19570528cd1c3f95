package services

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/store"
)

// mergeEvery is the pause between two looks for addresses of one person.
const mergeEvery = time.Second

// Merger puts together what was stored under the two addresses of a person before it was known that they are one.
type Merger struct {
	store *store.Store
	log   zerolog.Logger
}

// NewMerger returns the worker.
func NewMerger(st *store.Store, log zerolog.Logger) *Merger { return &Merger{store: st, log: log} }

// Name names the worker.
func (m *Merger) Name() string { return "merger" }

// Run merges until ctx ends.
func (m *Merger) Run(ctx context.Context) error {
	ticker := time.NewTicker(mergeEvery)
	defer ticker.Stop()
	for {
		if err := m.RunOnce(ctx); err != nil && ctx.Err() == nil {
			m.log.Warn().Err(err).Msg("could not put chats together; trying again")
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// RunOnce merges what is known to belong together now. A pair that fails does not hold up the others.
func (m *Merger) RunOnce(ctx context.Context) error {
	pairs, err := m.store.PendingMerges(ctx)
	if err != nil {
		return err
	}
	for _, pair := range pairs {
		for more := true; more && ctx.Err() == nil; {
			if more, err = m.store.MergeStep(ctx, pair); err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				m.log.Warn().Err(err).Stringer("session_id", pair.SessionID).Msg("could not put two chats together; trying again")
				break
			}
		}
	}
	return ctx.Err()
}
