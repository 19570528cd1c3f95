package services

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/store"
)

const (
	// indexEvery is the pause between two looks at a queue that was empty.
	indexEvery = time.Second
	// indexRest is how many times longer than a batch took the indexer rests before the next, so that in a flood of messages the
	// machine is left to storing them: it takes a tenth of one core.
	indexRest = 9
)

// Indexer makes messages findable, in the background: what is stored or changed waits in a queue, in the database, until
// it is indexed.
type Indexer struct {
	store *store.Store
	log   zerolog.Logger
}

// NewIndexer returns the worker.
func NewIndexer(st *store.Store, log zerolog.Logger) *Indexer { return &Indexer{store: st, log: log} }

// Name names the worker.
func (i *Indexer) Name() string { return "indexer" }

// Run indexes until ctx ends. Several processes may run it: one at a time does the work.
func (i *Indexer) Run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		}
		timer.Reset(i.step(ctx))
	}
}

// step indexes one batch, and tells how long to rest.
func (i *Indexer) step(ctx context.Context) time.Duration {
	started := time.Now()
	taken, err := i.store.IndexSearch(ctx)
	if err != nil && ctx.Err() == nil {
		i.log.Warn().Err(err).Msg("messages could not be made findable; trying again later")
	}
	if err != nil || taken == 0 {
		return indexEvery
	}
	return indexRest * time.Since(started)
}
