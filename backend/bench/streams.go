package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	streamOwners    = 50
	streamsOfOwner  = 10 // tabs and colleagues
	streamPerSecond = 200.0
	maxStreamDelay  = 100 * time.Millisecond
)

// streams measures how long it takes from a webhook until the event is at its owner's readers.
func (b *bench) streams(ctx context.Context) error {
	const db = "streams"
	if err := b.postgres.exec(ctx, "create database "+db+" template "+template); err != nil {
		return err
	}
	owners, err := b.addOwners(ctx, db, streamOwners)
	if err != nil {
		return err
	}
	server, err := b.startBackend(ctx, db, "api,worker")
	if err != nil {
		return err
	}
	defer server.stop()
	crowd := &listeners{bench: b, server: server, posted: make(map[string]time.Time)}
	defer crowd.hangUp()
	for i := range owners {
		for range streamsOfOwner {
			if err := crowd.listen(&owners[i]); err != nil {
				return err
			}
		}
	}
	return crowd.measure(ctx, &traffic{owners: owners, chats: chatsPerSession})
}

// listeners are readers of event streams, who note when each message came.
type listeners struct {
	*bench
	server *backend
	wires  []*wire
	group  errgroup.Group

	mu     sync.Mutex
	posted map[string]time.Time // by WhatsApp's id
	took   []time.Duration
}

// listen opens one stream and waits for its first event.
func (l *listeners) listen(o *owner) error {
	token, err := l.issuer.token(o.user)
	if err != nil {
		return err
	}
	w, err := dial(l.server.address)
	if err != nil {
		return err
	}
	l.wires = append(l.wires, w)
	if err := w.send(request("GET", "/api/events", nil, "Authorization: Bearer "+token)); err != nil {
		return err
	}
	response, err := http.ReadResponse(w.reader, nil) //nolint:bodyclose // hangUp closes the connection
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the stream answers %s", response.Status)
	}
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(make([]byte, 64<<10), 8<<20)
	for !bytes.HasPrefix(lines.Bytes(), []byte("data:")) {
		if !lines.Scan() {
			return fmt.Errorf("the stream ended before its first event: %w", lines.Err())
		}
	}
	l.group.Go(func() error {
		for lines.Scan() {
			l.note(lines.Bytes(), time.Now())
		}
		return nil // hung up
	})
	return w.conn.SetDeadline(time.Time{})
}

var idMark = []byte(`"messageId":"`)

// note finds the messages in an event.
func (l *listeners) note(line []byte, at time.Time) {
	if !bytes.HasPrefix(line, []byte("data:")) {
		return
	}
	for {
		_, rest, found := bytes.Cut(line, idMark)
		if !found {
			return
		}
		id, rest, _ := bytes.Cut(rest, []byte(`"`))
		line = rest
		l.mu.Lock()
		if posted, ok := l.posted[string(id)]; ok {
			l.took = append(l.took, at.Sub(posted))
		}
		l.mu.Unlock()
	}
}

func (l *listeners) hangUp() {
	hangUp(l.wires)
	_ = l.group.Wait()
}

func (l *listeners) measure(ctx context.Context, t *traffic) error {
	posters, err := dialAll(l.server.address, 32)
	if err != nil {
		return err
	}
	defer hangUp(posters)
	post := func(message incoming, caller int) error {
		_, err := posters[caller].ask(message.request())
		return err
	}
	// Connections are opened and plans made before it counts.
	_, err = steady(ctx, len(posters), streamPerSecond, l.round/2, func(_ context.Context, caller int) error {
		return post(t.next(), caller)
	})
	if err != nil {
		return err
	}
	answered, err := steady(ctx, len(posters), streamPerSecond, rounds*l.round, func(_ context.Context, caller int) error {
		message := t.next()
		l.mu.Lock()
		l.posted[message.id] = time.Now()
		l.mu.Unlock()
		return post(message, caller)
	})
	if err != nil {
		return err
	}
	took, err := l.all(ctx, len(answered)*streamsOfOwner)
	if err != nil {
		return err
	}
	p95 := percentile(took, 0.95)
	l.report.judge(fmt.Sprintf("p95 from a webhook to its event, %.0f a second, %d streams", streamPerSecond, len(l.wires)),
		milliseconds(p95), "", "< "+milliseconds(maxStreamDelay), p95 < maxStreamDelay)
	return nil
}

// all waits until every reader has every message.
func (l *listeners) all(ctx context.Context, want int) ([]time.Duration, error) {
	deadline := time.Now().Add(requestLimit)
	for {
		l.mu.Lock()
		took := l.took
		l.mu.Unlock()
		if len(took) == want {
			return took, nil
		}
		if len(took) > want || time.Now().After(deadline) || ctx.Err() != nil {
			return nil, fmt.Errorf("the streams told %d messages, want %d", len(took), want)
		}
		waitUntil(ctx, time.Now().Add(20*time.Millisecond))
	}
}
