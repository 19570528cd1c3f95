package services

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/store"
)

const (
	housekeepingEvery = 10 * time.Minute
	// leftoverLifetime is how long webhooks that nobody understood, and receipts without a message, are kept.
	leftoverLifetime = 30 * 24 * time.Hour
)

// Housekeeper forgets old entries of the feed and leftovers, so that they do not grow for ever.
type Housekeeper struct {
	store     *store.Store
	retention time.Duration
	log       zerolog.Logger
}

// NewHousekeeper returns the worker. The feed is kept for retention.
func NewHousekeeper(st *store.Store, retention time.Duration, log zerolog.Logger) *Housekeeper {
	return &Housekeeper{store: st, retention: retention, log: log}
}

// Name names the worker.
func (h *Housekeeper) Name() string { return "housekeeper" }

// Run keeps house until ctx ends.
func (h *Housekeeper) Run(ctx context.Context) error {
	ticker := time.NewTicker(housekeepingEvery)
	defer ticker.Stop()
	for {
		if err := h.RunOnce(ctx, time.Now()); err != nil && ctx.Err() == nil {
			h.log.Warn().Err(err).Msg("housekeeping failed; trying again later")
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// RunOnce forgets what is too old at a moment, a bounded number of rows at a time.
func (h *Housekeeper) RunOnce(ctx context.Context, now time.Time) error {
	for more := true; more && ctx.Err() == nil; {
		var err error
		if more, err = h.store.Prune(ctx, now.Add(-h.retention), now.Add(-leftoverLifetime)); err != nil {
			return err
		}
	}
	return ctx.Err()
}
