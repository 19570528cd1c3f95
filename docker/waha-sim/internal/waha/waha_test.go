package waha

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

// told is one webhook that a receiver got.
type told struct {
	after time.Duration
	envelope
	Me      map[string]any `json:"me"`
	Payload map[string]any `json:"payload"`
}

// ear is a receiver that answers 200 and remembers.
type ear struct {
	mu    sync.Mutex
	start time.Time
	heard []told
}

func (e *ear) RoundTrip(req *http.Request) (*http.Response, error) {
	heard := told{after: time.Since(e.start)}
	if err := json.NewDecoder(req.Body).Decode(&heard); err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, heard)
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: http.NoBody}, nil
}

// events gives what was told of one kind so far, and forgets nothing.
func (e *ear) events(kind string) []told {
	synctest.Wait()
	e.mu.Lock()
	defer e.mu.Unlock()
	var list []told
	for _, event := range e.heard {
		if event.Event == kind {
			list = append(list, event)
		}
	}
	return list
}

func (e *ear) statuses() []string {
	var list []string
	for _, event := range e.events("session.status") {
		list = append(list, event.Payload["status"].(string))
	}
	return list
}

const hooked = `{"metadata":{"tenant_id":"7"},"noweb":{"store":{"enabled":true}},` +
	`"webhooks":[{"url":"http://app/hook","events":["*"]}]}`

// inBubble runs a test with WAHA's own timings on a clock of its own.
func inBubble(t *testing.T, engine string, test func(t *testing.T, m *Manager, e *ear)) {
	t.Helper()
	t.Parallel()
	folder := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		m, e := newTestManager(t, engine, folder)
		test(t, m, e)
		closeManager(t, m)
	})
}

func newTestManager(t *testing.T, engine, folder string) (*Manager, *ear) {
	t.Helper()
	cfg, err := config.Load([]string{
		"WHATSAPP_DEFAULT_ENGINE=" + engine, "WAHA_WORKER_ID=w1", "WAHA_LOCAL_STORE_BASE_DIR=" + folder,
		"WAHA_API_KEY=a-long-key", "WAHA_PRINT_QR=False",
	})
	if err != nil {
		t.Fatal(err)
	}
	e := &ear{start: time.Now()}
	log := slog.New(slog.DiscardHandler)
	sender := webhook.New(webhook.Options{MaxPending: 10_000, Timeout: time.Minute, Transport: e}, log)
	m, err := NewManager(cfg, sender, log, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return m, e
}

func closeManager(t *testing.T, m *Manager) {
	t.Helper()
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	m.sender.Close()
}

func create(t *testing.T, m *Manager) *Session {
	t.Helper()
	s, err := m.Create(t.Context(), "default", json.RawMessage(hooked), true)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tick moves the bubble's clock, since webhooks of the same instant arrive in any order.
func tick() { time.Sleep(time.Millisecond) }

func createWorking(t *testing.T, m *Manager) *Session {
	t.Helper()
	s := create(t, m)
	_, err := s.QR(t.Context())
	must(t, err)
	tick()
	must(t, s.Scan(t.Context(), "5511988880001", "Shop"))
	tick()
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
