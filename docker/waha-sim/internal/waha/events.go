package waha

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

const (
	maxHeld = 1000
	// reorderGap keeps reordered posts apart, so that they also arrive in the new order.
	reorderGap = 20 * time.Millisecond
)

// envelope is the body of a webhook, its fields in WAHA's order.
type envelope struct {
	ID          string            `json:"id"`
	Timestamp   int64             `json:"timestamp"`
	Event       string            `json:"event"`
	Session     string            `json:"session"`
	Metadata    map[string]string `json:"metadata,omitempty"`
	Me          any               `json:"me"`
	Payload     any               `json:"payload"`
	Engine      string            `json:"engine"`
	Environment dialect.Object    `json:"environment"`
}

func (e envelope) encode() ([]byte, error) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(e); err != nil {
		return nil, fmt.Errorf("encode event: %w", err)
	}
	return bytes.TrimSuffix(body.Bytes(), []byte("\n")), nil
}

func (s *Session) emitStatus(data any) {
	if s.unpairing && s.status != Stopped {
		return
	}
	s.emit("session.status", dialect.Object{
		"name": s.name, "status": s.status, "statuses": slices.Clone(s.statuses), "data": data,
	})
}

// emit posts an event to all who want it. The caller locks.
func (s *Session) emit(event string, payload any) {
	deaf := s.m.knobs.get().Deaf && event != "session.status"
	targets := slices.DeleteFunc(s.targets(), func(t webhook.Target) bool { return !t.Wants(event) })
	heard := s.m.listeners.want(s.name, event)
	if s.closed || deaf || (len(targets) == 0 && !heard) {
		return
	}
	var me any
	if s.status == Working {
		me = s.me()
	}
	now := time.Now()
	e := envelope{
		ID: waid.NewEvent(now), Timestamp: now.UnixMilli(), Event: event, Session: s.name, Metadata: s.options.metadata,
		Me: me, Payload: payload, Engine: s.m.cfg.Engine, Environment: dialect.Environment(s.m.cfg.Engine, s.m.cfg.WorkerID),
	}
	if heard {
		s.m.announce(e)
	}
	if len(targets) > 0 {
		s.m.gate.pass(targets, e)
	}
}

// announce tells an event to who listens at the moment. The faults of webhooks don't touch it.
func (m *Manager) announce(e envelope) {
	body, err := e.encode()
	if err != nil {
		m.log.Error("event not told", "event", e.Event, "err", err)
		return
	}
	m.listeners.tell(e.Session, e.Event, body)
}

// targets are the session's webhooks and the container's own.
func (s *Session) targets() []webhook.Target {
	targets := slices.Clone(s.options.targets)
	if s.m.cfg.Hook != nil {
		targets = append(targets, *s.m.cfg.Hook)
	}
	return targets
}

// EmitRaw posts a body as it is to all webhooks of the session, whatever they subscribed to.
func (s *Session) EmitRaw(ctx context.Context, body []byte) (int, error) {
	s.mu.Lock()
	targets := s.targets()
	s.mu.Unlock()
	var stamp struct{ Timestamp int64 }
	at := time.Now()
	if json.Unmarshal(body, &stamp) == nil && stamp.Timestamp > 0 {
		at = time.UnixMilli(stamp.Timestamp)
	}
	for _, target := range targets {
		if err := s.m.sender.SendWhenFree(ctx, webhook.Post{Target: target, At: at, Body: body}); err != nil {
			return 0, err
		}
	}
	return len(targets), nil
}

// gate stands between events and their posting, and does to them what the knobs say.
type gate struct {
	sender *webhook.Sender
	knobs  *knobBoard
	log    *slog.Logger
	mu     sync.Mutex
	held   []webhook.Post
}

func (g *gate) pass(targets []webhook.Target, e envelope) {
	if g.knobs.takeDrop() {
		return
	}
	k := g.knobs.get()
	posts := g.posts(targets, e, k)
	switch k.DuplicateWebhooks {
	case "sameId":
		posts = append(posts, posts...)
	case "newId":
		e.ID = waid.NewEvent(time.Now())
		posts = append(posts, g.posts(targets, e, k)...)
	}
	if k.ReorderWebhooks > 1 {
		posts = g.hold(posts, k.ReorderWebhooks)
	}
	g.send(posts)
}

func (g *gate) posts(targets []webhook.Target, e envelope, k Knobs) []webhook.Post {
	body, err := e.encode()
	if err != nil {
		g.log.Error("event not sent", "event", e.Event, "err", err)
		return nil
	}
	posts := make([]webhook.Post, 0, len(targets))
	for _, target := range targets {
		posts = append(posts, webhook.Post{
			Target: target, At: time.UnixMilli(e.Timestamp), Body: body,
			Delay: time.Duration(k.WebhookDelayMs) * time.Millisecond,
		})
	}
	return posts
}

// hold keeps posts back until there are enough of them, and then gives them back last first.
func (g *gate) hold(posts []webhook.Post, enough int) []webhook.Post {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.held = append(g.held, posts...)
	if len(g.held) < enough {
		return nil
	}
	return g.reversed()
}

func (g *gate) reversed() []webhook.Post {
	posts := g.held
	g.held = nil
	slices.Reverse(posts)
	for i := range posts {
		posts[i].Delay += time.Duration(i) * reorderGap
	}
	return posts
}

// release lets go what is held when nothing is to be held any more.
func (g *gate) release() {
	if g.knobs.get().ReorderWebhooks > 1 {
		return
	}
	g.mu.Lock()
	posts := g.reversed()
	g.mu.Unlock()
	g.send(posts)
}

func (g *gate) send(posts []webhook.Post) {
	for _, post := range posts {
		if err := g.sender.Send(post); err != nil {
			g.log.Warn("event lost", "err", err)
		}
	}
}
