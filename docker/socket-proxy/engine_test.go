package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const (
	session  = "waha-session-0b54dd51-4b0e-4d0e-8d8e-6f5a3c1f2b10"
	ownID    = "aa11000000000000000000000000000000000000000000000000000000000000"
	otherID  = "bb22000000000000000000000000000000000000000000000000000000000000"
	image    = "devlikeapro/waha:gows-2026.8.2"
	homeNet  = "conectafy_network"
	managed  = `{"com.conectafy.managed":"true"}`
	aSecret  = "a-secret-value"
	fromHere = "%7B%22label%22%3A%7B%22com.conectafy.managed%3Dtrue%22%3Atrue%7D%7D" // {"label":{"com.conectafy.managed=true":true}}
)

// asked is a request that reached the engine.
type asked struct {
	call   string // method and target
	header http.Header
	body   string
}

// fakeEngine listens on a socket. It has a container of the backend's and another one, and a volume of each kind.
type fakeEngine struct {
	socket string
	mu     sync.Mutex
	got    []asked
}

func newEngine(t *testing.T) *fakeEngine {
	t.Helper()
	e := &fakeEngine{socket: filepath.Join(t.TempDir(), "docker.sock")}
	var listen net.ListenConfig
	listener, err := listen.Listen(t.Context(), "unix", e.socket)
	if err != nil {
		t.Fatal(err)
	}
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: e}}
	server.Start()
	t.Cleanup(server.Close)
	return e
}

func (e *fakeEngine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	e.mu.Lock()
	e.got = append(e.got, asked{r.Method + " " + r.URL.RequestURI(), r.Header, string(body)})
	e.mu.Unlock()
	answers := map[string]string{
		"/containers/" + session + "/json": `{"Id":"` + ownID + `","Name":"/` + session + `","Config":{"Labels":` + managed + `}}`,
		"/containers/aa11/json":            `{"Id":"` + ownID + `","Name":"/` + session + `","Config":{"Labels":` + managed + `}}`,
		"/containers/postgres/json":        `{"Id":"` + otherID + `","Name":"/postgres","Config":{"Labels":` + managed + `}}`, // its image has the label
		"/containers/bb22/json":            `{"Id":"` + otherID + `","Name":"/` + session + `","Config":{"Labels":null}}`,
		"/containers/bb23/json":            `{"Id":"` + otherID + `","Name":"/` + session + `","Config":{"Labels":{"com.conectafy.managed":"false"}}}`,
		"/volumes/" + session:              `{"Labels":` + managed + `}`,
		"/volumes/postgres":                `{"Labels":null}`,
	}
	text, known := answers[r.URL.Path]
	switch {
	case known:
	case strings.HasPrefix(r.URL.Path, "/containers/broken"):
		w.WriteHeader(http.StatusInternalServerError)
	case strings.HasSuffix(r.URL.Path, "/none/json") || r.URL.Path == "/volumes/none":
		w.WriteHeader(http.StatusNotFound)
	default:
		text = `{"from":"engine"}`
	}
	_, _ = io.WriteString(w, text)
}

// last is the request after those with which the proxy looked; nil if there was none.
func (e *fakeEngine) last(looks int) *asked {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.got) <= looks {
		return nil
	}
	return &e.got[len(e.got)-1]
}

// stand is a proxy in front of an engine.
type stand struct {
	t      *testing.T
	engine *fakeEngine
	url    string
	log    *safeBuffer
}

type safeBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

func newStand(t *testing.T) *stand {
	t.Helper()
	engine := newEngine(t)
	s := standAt(t, engine.socket)
	s.engine = engine
	return s
}

func standAt(t *testing.T, socket string) *stand {
	t.Helper()
	log := &safeBuffer{}
	cfg := config{socket: socket, image: image, network: homeNet}
	server := httptest.NewServer(newProxy(cfg, slog.New(slog.NewJSONHandler(log, nil))))
	t.Cleanup(server.Close)
	return &stand{t: t, url: server.URL, log: log}
}

// call sends "METHOD /target" and gives status and message.
func (s *stand) call(call, body string, headers ...string) (status int, message string) {
	s.t.Helper()
	method, target, _ := strings.Cut(call, " ")
	var content io.Reader
	if body != "" {
		content = strings.NewReader(body)
	}
	request, err := http.NewRequestWithContext(s.t.Context(), method, s.url+target, content)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultTransport.RoundTrip(request) // follows no redirection
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		Message string `json:"message"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil && response.StatusCode >= http.StatusBadRequest {
		s.t.Errorf("%s: the answer isn't Docker's: %v", call, err)
	}
	return response.StatusCode, answer.Message
}

// refused expects 403 with a rule that is also in the log, and an engine that was asked nothing.
func (s *stand) refused(call, body, rule string, headers ...string) {
	s.t.Helper()
	status, message := s.call(call, body, headers...)
	if status != http.StatusForbidden || !strings.Contains(message, rule) {
		s.t.Errorf("%s: got %d %q, want 403 with %q", call, status, message, rule)
	}
	var line struct{ Level, Msg, Rule, Method string }
	lines := strings.Split(strings.TrimSpace(s.log.String()), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &line); err != nil || len(lines) != 1 {
		s.t.Fatalf("%s: got the log %q (%v), want one line", call, lines, err)
	}
	if line.Msg != "refused" || "socket-proxy: "+line.Rule != message || line.Method != strings.Fields(call)[0] {
		s.t.Errorf("%s: got the line %+v, want the rule of %q", call, line, message)
	}
	if got := s.engine.last(0); got != nil {
		s.t.Errorf("%s: the engine was asked %s", call, got.call)
	}
	if strings.Contains(s.log.String(), aSecret) {
		s.t.Errorf("%s: a secret is in the log: %s", call, s.log)
	}
}
