package services

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/models"
)

const (
	housekeepingEvery = time.Minute
	// overdueAfter is how long after its time a message may still be in a worker's hands.
	overdueAfter = 5 * time.Minute
	// leftoverLifetime is how long webhooks that nobody understood, and receipts without a message, are kept.
	leftoverLifetime = 30 * 24 * time.Hour
)

// Housekeeper forgets old entries of the feed and leftovers, so that they do not grow for ever, and settles messages whose job
// is gone, so that they do not hold up their chat for ever.
type Housekeeper struct {
	cfg   HousekeeperConfig
	store *store.Store
	media *Media
	meter Meter
	log   zerolog.Logger
}

// HousekeeperConfig is how long things are kept.
type HousekeeperConfig struct {
	FeedRetention time.Duration
	SendExpiry    time.Duration // after which a message that was not sent is given up
}

// NewHousekeeper returns the worker.
func NewHousekeeper(cfg HousekeeperConfig, st *store.Store, media *Media, meter Meter, log zerolog.Logger) *Housekeeper {
	return &Housekeeper{cfg: cfg, store: st, media: media, meter: meter, log: log}
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

// RunOnce settles and forgets what is too old at a moment, a bounded number of rows at a time.
func (h *Housekeeper) RunOnce(ctx context.Context, now time.Time) error {
	if err := h.settleOverdue(ctx, now.Add(-h.cfg.SendExpiry-overdueAfter)); err != nil {
		return err
	}
	for more := true; more && ctx.Err() == nil; {
		var err error
		if more, err = h.store.Prune(ctx, now.Add(-h.cfg.FeedRetention), now.Add(-leftoverLifetime)); err != nil {
			return err
		}
	}
	if err := h.media.forget(ctx, now); err != nil {
		return err
	}
	return ctx.Err()
}

// settleOverdue gives up messages that their job did not: the last attempt may end while the database is away, and then
// nobody comes back to them.
func (h *Housekeeper) settleOverdue(ctx context.Context, before time.Time) error {
	overdue, err := h.store.OverdueSends(ctx, before)
	if err != nil {
		return err
	}
	for _, m := range overdue {
		code := failExpired
		if m.Status != models.MessageQueued {
			code = failUnknown
		}
		h.log.Warn().Stringer("session_id", m.SessionID).Str("code", code).Msg("gave up a message that no job was left for")
		if err := h.store.FailSend(ctx, m, code); err != nil {
			return err
		}
		h.meter.Sent(code)
	}
	return nil
}
