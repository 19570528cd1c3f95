package services

import (
	"context"
	"errors"
	"time"

	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

const (
	lidsPage   = 200
	maxLIDs    = 100_000
	lidsAtOnce = 4
	lidsLease  = 5 * time.Minute
	lidsAgain  = 24 * time.Hour
	lidsRetry  = 10 * time.Minute
)

// askLIDs learns all the pairs of addresses that WAHA knows, once a number is connected and then each day.
func (w *ChatInfo) askLIDs(ctx context.Context) error {
	sessions, err := w.store.ClaimLIDs(ctx, lidsAtOnce, lidsLease)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		again, err := lidsAgain, w.readLIDs(ctx, s)
		if err != nil && !errors.Is(err, waha.ErrRefused) {
			again = lidsRetry
			w.log.Warn().Err(err).Stringer("session_id", s.ID).Msg("could not learn who is behind hidden ids; trying again later")
		}
		if err := w.store.AskLIDsAt(ctx, s.ID, time.Now().Add(again)); err != nil {
			return err
		}
	}
	return nil
}

func (w *ChatInfo) readLIDs(ctx context.Context, s models.Session) error {
	ctx, cancel := context.WithTimeout(ctx, lidsLease)
	defer cancel()
	target, err := w.fleet.target(ctx, s)
	if err != nil {
		return err
	}
	for offset := 0; offset < maxLIDs; offset += lidsPage {
		twins, more, err := w.fleet.waha.Twins(ctx, target, lidsPage, offset)
		if err != nil || !more {
			return err
		}
		if err := w.store.Receive(ctx, []models.Event{{SessionID: s.ID, Twins: twins}}); err != nil {
			return err
		}
	}
	return nil
}
