package services

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/models"
)

// BatcherConfig bounds a Batcher.
type BatcherConfig struct {
	Writers int // transactions at the same time
	Batch   int // events in one transaction
	Queue   int // events that wait
}

// Batcher lets concurrent webhooks share a commit, so that throughput follows the disk and not the number of requests.
// A writer takes whatever waits: alone, an event is stored at once; in a crowd, hundreds are stored together.
type Batcher struct {
	cfg   BatcherConfig
	store *store.Store
	log   zerolog.Logger
	queue chan pending
	ended chan struct{} // closed when nobody writes any more
}

type pending struct {
	event models.Event
	done  chan error // has room for the one answer
}

// NewBatcher returns a Batcher; Run makes it work.
func NewBatcher(cfg BatcherConfig, st *store.Store, log zerolog.Logger) *Batcher {
	return &Batcher{cfg: cfg, store: st, log: log, queue: make(chan pending, cfg.Queue), ended: make(chan struct{})}
}

// Name names the worker.
func (b *Batcher) Name() string { return "batcher" }

// overloadRetry is when WAHA may repeat a webhook that found the queue full.
const overloadRetry = time.Second

// Store returns once the event is committed. An error means that it may not be, and should be delivered again.
func (b *Batcher) Store(ctx context.Context, event models.Event) error {
	p := pending{event: event, done: make(chan error, 1)}
	select {
	case b.queue <- p:
	default:
		return apperr.Overloaded.Retry(overloadRetry)
	}
	select {
	case err := <-p.done:
		return err
	case <-b.ended:
		return apperr.NotReady.Retry(overloadRetry)
	case <-ctx.Done():
		return apperr.Overloaded.Because(ctx.Err()).Retry(overloadRetry)
	}
}

// Run writes until ctx ends, then writes what still waits. It runs once.
func (b *Batcher) Run(ctx context.Context) error {
	var writers sync.WaitGroup
	for range b.cfg.Writers {
		writers.Go(func() { b.write(ctx) })
	}
	writers.Wait()
	close(b.ended)
	return nil
}

func (b *Batcher) write(ctx context.Context) {
	for {
		select {
		case first := <-b.queue:
			b.commit(context.WithoutCancel(ctx), b.gather(first))
		case <-ctx.Done():
			select {
			case first := <-b.queue:
				b.commit(context.WithoutCancel(ctx), b.gather(first))
			default:
				return
			}
		}
	}
}

// gather takes what waits without waiting for more.
func (b *Batcher) gather(first pending) []pending {
	batch := []pending{first}
	for len(batch) < b.cfg.Batch {
		select {
		case p := <-b.queue:
			batch = append(batch, p)
		default:
			return batch
		}
	}
	return batch
}

// commit stores a batch. If the database refuses a value in it, the halves are tried apart until the one event that
// it refuses is alone; that one is kept for inspection, and the ones beside it are stored.
func (b *Batcher) commit(ctx context.Context, batch []pending) {
	events := make([]models.Event, len(batch))
	for i, p := range batch {
		events[i] = p.event
	}
	err := b.store.Receive(ctx, events)
	if errors.Is(err, store.ErrUnstorable) {
		if len(batch) > 1 {
			half := len(batch) / 2
			b.commit(ctx, batch[:half])
			b.commit(ctx, batch[half:])
			return
		}
		err = b.keep(ctx, batch[0].event, err)
	}
	for _, p := range batch {
		p.done <- err
	}
}

// keep stores an event that the database refused as it came.
func (b *Batcher) keep(ctx context.Context, event models.Event, cause error) error {
	b.log.Error().Err(cause).Stringer("session_id", event.SessionID).Msg("the database refused a webhook; keeping it for inspection")
	if event.Unprocessed != nil || event.Body == nil {
		return cause
	}
	kept := models.Event{SessionID: event.SessionID, Unprocessed: &models.UnprocessedWebhook{
		Reason: "the database refused it", Body: event.Body,
	}}
	return b.store.Receive(ctx, []models.Event{kept})
}
