package services

import (
	"context"
	"sync"
	"time"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/tracing"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// Webhooks takes in what WAHA's containers report.
type Webhooks struct {
	store   *store.Store
	batcher *Batcher
	sources *sourceCache
	meter   Meter
	tracer  *tracing.Tracer
}

// NewWebhooks returns the service.
func NewWebhooks(st *store.Store, batcher *Batcher, meter Meter, tracer *tracing.Tracer) *Webhooks {
	return &Webhooks{store: st, batcher: batcher, sources: newSourceCache(), meter: meter, tracer: tracer}
}

// Receive stores what a webhook says. It returns nil only after the commit; on an error WAHA delivers again. The
// signature is checked before anything of the body is read.
func (w *Webhooks) Receive(ctx context.Context, container, signature string, body []byte) error {
	began := time.Now()
	ctx, span := w.tracer.Start(ctx, "webhook")
	defer span.End()
	source, err := w.verified(ctx, container, signature, body)
	if err != nil {
		code := apperr.From(err).Code
		w.meter.Webhook("unread", code)
		tracing.Note(ctx, code, true)
		return err
	}
	event := waha.Decode(source.SessionID, body, time.Now())
	span.SetAttributes(tracing.Session(event.SessionID), tracing.Kind(event.Kind()))
	err = w.commit(ctx, event, began)
	outcome := outcomeOf(event, err)
	w.meter.Webhook(event.Kind(), outcome)
	tracing.Note(ctx, outcome, err != nil)
	return err
}

// commit stores what is to be stored. Receipts end the way of messages that were sent, and are told of in their traces.
func (w *Webhooks) commit(ctx context.Context, event models.Event, began time.Time) error {
	if event.IsEmpty() {
		return nil
	}
	inner, span := w.tracer.Start(ctx, "commit")
	err := w.batcher.Store(inner, event)
	span.End()
	for _, ack := range event.Acks {
		told, span := w.tracer.StartOfMessage(ctx, event.SessionID, ack.MessageID, "ack", began, tracing.Ack(int(ack.Ack)))
		tracing.Note(told, outcomeOf(event, err), err != nil)
		span.End()
	}
	return err
}

// verified finds the session that a container speaks for, if it signed what it says.
func (w *Webhooks) verified(ctx context.Context, container, signature string, body []byte) (store.WebhookSource, error) {
	source, fresh, err := w.source(ctx, container, sourceLifetime)
	if err != nil {
		return source, err
	}
	if !waha.ValidSignature(source.Secret, body, signature) {
		if fresh {
			return source, apperr.SignatureInvalid
		}
		// A session that was made anew under an old name has another secret than the one remembered.
		if source, _, err = w.source(ctx, container, sourceRecheck); err != nil {
			return source, err
		}
		if !waha.ValidSignature(source.Secret, body, signature) {
			return source, apperr.SignatureInvalid
		}
	}
	return source, nil
}

const (
	sourceLifetime = time.Minute
	// sourceRecheck bounds how often wrong signatures make us ask the database.
	sourceRecheck = 5 * time.Second
	maxSources    = 4096
)

// source finds the session behind a container, remembered for at most maxAge.
func (w *Webhooks) source(ctx context.Context, container string, maxAge time.Duration) (_ store.WebhookSource, fresh bool, _ error) {
	if source, ok := w.sources.get(container, maxAge); ok {
		return source, false, nil
	}
	source, err := w.store.WebhookSource(ctx, container)
	if err != nil {
		return source, false, err
	}
	w.sources.put(container, source)
	return source, true, nil
}

// sourceCache spares a query per webhook.
type sourceCache struct {
	mu      sync.RWMutex
	entries map[string]cachedSource
}

type cachedSource struct {
	source store.WebhookSource
	at     time.Time
}

func newSourceCache() *sourceCache {
	return &sourceCache{entries: make(map[string]cachedSource)}
}

func (c *sourceCache) get(container string, maxAge time.Duration) (store.WebhookSource, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	e, ok := c.entries[container]
	return e.source, ok && time.Since(e.at) < maxAge
}

func (c *sourceCache) put(container string, source store.WebhookSource) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.entries) >= maxSources {
		clear(c.entries)
	}
	c.entries[container] = cachedSource{source: source, at: time.Now()}
}
