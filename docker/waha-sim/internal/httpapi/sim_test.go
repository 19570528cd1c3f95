package httpapi

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

const (
	apiKey   = "a-long-key"
	hookKey  = "hook-secret"
	deadline = 10 * time.Second
)

// sim is a whole simulator, short of its process, and the receiver of its webhooks.
type sim struct {
	t       *testing.T
	url     string
	hookURL string
	mu      sync.Mutex
	hooks   []hook
	exits   []string
	close   func() // ends the container
}

type hook struct {
	header http.Header
	body   []byte
	event  object
}

func newSim(t *testing.T, engine string, extra ...string) *sim {
	t.Helper()
	s := &sim{t: t}
	receiver := httptest.NewServer(http.HandlerFunc(s.receive))
	t.Cleanup(receiver.Close)
	s.hookURL = receiver.URL + "/hook"
	cfg, err := config.Load(append([]string{
		"WHATSAPP_DEFAULT_ENGINE=" + engine, "WAHA_WORKER_ID=tenant-7", "WAHA_API_KEY=" + apiKey, "WAHA_PRINT_QR=False",
		"WAHA_LOCAL_STORE_BASE_DIR=" + t.TempDir(), "SIM_STARTING_MS=1", "SIM_LINK_MS=1", "SIM_STOP_MS=0", "SIM_UNPAIR_MS=0",
		"SIM_WAIT_RUNNING_MS=50", "SIM_WAIT_STATUS_MS=5000", "SIM_LOCK_WAIT_MS=50",
		"SIM_ACK_SERVER_MS=1", "SIM_ACK_DEVICE_MS=1", "SIM_ACK_READ_MS=1",
	}, extra...))
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	sender := webhook.New(webhook.Options{
		UserAgent: "WAHA/" + config.Version, MaxPending: 1000, Timeout: time.Minute, Transport: webhook.Transport(),
	}, log)
	manager, err := waha.NewManager(cfg, sender, log, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(New(cfg, manager, log, Exits{Stop: s.exit("stop"), Crash: s.exit("crash")}))
	s.url = server.URL
	s.close = sync.OnceFunc(func() {
		// Listeners hold connections that the server doesn't wait for.
		if err := manager.Close(); err != nil {
			t.Error(err)
		}
		server.Close()
		sender.Close()
	})
	t.Cleanup(s.close)
	return s
}

func (s *sim) exit(way string) func() {
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.exits = append(s.exits, way)
	}
}

func (s *sim) receive(_ http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	h := hook{header: r.Header, body: body}
	_ = json.Unmarshal(body, &h.event)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hooks = append(s.hooks, h)
}

// working creates a session and links a phone.
func (s *sim) working() *sim {
	s.t.Helper()
	s.create("default")
	s.post("/_sim/scan", object{"phoneNumber": "5511988880001", "pushName": "Loja Exemplo"}).status(201)
	return s
}

func (s *sim) create(name string) answer {
	s.t.Helper()
	return s.post("/api/sessions", object{"name": name, "start": true, "config": s.config()}).status(201)
}

func (s *sim) config() object {
	return object{
		"metadata": object{"tenant_id": "7", "instance": "a1b2c3"},
		"noweb":    object{"store": object{"enabled": true}},
		"webhooks": []object{{
			"url": s.hookURL, "events": []string{"*"}, "hmac": object{"key": hookKey},
			"retries": object{"policy": "constant", "delaySeconds": 0, "attempts": 2}, "customHeaders": nil,
		}},
	}
}

// hook waits for a webhook of the kind that the condition accepts.
func (s *sim) hook(event string, accept func(payload object) bool) hook {
	s.t.Helper()
	var found hook
	s.eventually("webhook "+event, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, h := range s.hooks {
			payload, _ := h.event["payload"].(object)
			if h.event["event"] == event && accept(payload) {
				found = h
				return true
			}
		}
		return false
	})
	return found
}

func (s *sim) eventually(what string, holds func() bool) {
	s.t.Helper()
	end, tick := time.After(deadline), time.NewTicker(2*time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-end:
			s.t.Fatalf("%s did not come", what)
		}
	}
}

func anyPayload(object) bool { return true }

// answer is what a call answered.
type answer struct {
	t      *testing.T
	call   string
	code   int
	header http.Header
	body   []byte
}

func (s *sim) get(path string) answer          { return s.do(http.MethodGet, path, nil, apiKey) }
func (s *sim) post(path string, in any) answer { return s.do(http.MethodPost, path, in, apiKey) }
func (s *sim) put(path string, in any) answer  { return s.do(http.MethodPut, path, in, apiKey) }
func (s *sim) delete(path string) answer       { return s.do(http.MethodDelete, path, nil, apiKey) }

func (s *sim) do(method, path string, in any, key string, header ...string) answer {
	s.t.Helper()
	var body io.Reader
	if text, isText := in.(string); isText {
		body = strings.NewReader(text)
	} else if in != nil {
		data, err := json.Marshal(in)
		if err != nil {
			s.t.Fatal(err)
		}
		body = strings.NewReader(string(data))
	}
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	if key != "" {
		req.Header.Set("X-Api-Key", key)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{t: s.t, call: method + " " + path, code: resp.StatusCode, header: resp.Header, body: data}
}

func (a answer) status(want int) answer {
	a.t.Helper()
	if a.code != want {
		a.t.Fatalf("%s: got status %d, want %d: %s", a.call, a.code, want, a.body)
	}
	return a
}

// value is the decoded body.
func (a answer) value() any {
	a.t.Helper()
	var value any
	if err := json.Unmarshal(a.body, &value); err != nil {
		a.t.Fatalf("%s: %v in %q", a.call, err, a.body)
	}
	return value
}

func (a answer) object() object {
	a.t.Helper()
	value, isObject := a.value().(object)
	if !isObject {
		a.t.Fatalf("%s: not an object: %s", a.call, a.body)
	}
	return value
}

func (a answer) list() []any {
	a.t.Helper()
	value, isList := a.value().([]any)
	if !isList {
		a.t.Fatalf("%s: not a list: %s", a.call, a.body)
	}
	return value
}

// empty demands an empty body without a type.
func (a answer) empty() answer {
	a.t.Helper()
	if len(a.body) > 0 || a.header.Get("Content-Type") != "" {
		a.t.Errorf("%s: got %q of type %q, want an empty body", a.call, a.body, a.header.Get("Content-Type"))
	}
	return a
}

// payload reads a sample, and the body inside of a recorded one.
func payload(t *testing.T, name string) any {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		t.Fatal(err)
	}
	if recorded, isObject := value.(object); isObject && strings.HasPrefix(name, "recorded-") {
		return recorded["body"]
	}
	return value
}
