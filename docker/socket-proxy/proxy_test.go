package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

func TestEngineIsAway(t *testing.T) {
	t.Parallel()
	s := standAt(t, filepath.Join(t.TempDir(), "none.sock"))
	for _, call := range []string{"GET /_ping", "GET /containers/aa11/json"} {
		if status, message := s.call(call, ""); status != http.StatusServiceUnavailable || message == "" {
			t.Errorf("%s: got %d %q, want 503", call, status, message)
		}
	}
	if status, _ := newStand(t).call("GET /containers/broken/json", ""); status != http.StatusServiceUnavailable {
		t.Errorf("an engine that can't tell whose it is: got %d, want 503", status)
	}
}

// streamEngine sends one line and holds on until the caller goes.
func streamEngine(t *testing.T) (socket string, gone <-chan struct{}) {
	t.Helper()
	socket = filepath.Join(t.TempDir(), "docker.sock")
	var listen net.ListenConfig
	listener, err := listen.Listen(t.Context(), "unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	left := make(chan struct{})
	server := &httptest.Server{Listener: listener, Config: &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "{\"status\":\"start\"}\n")
			if r.URL.Path == "/events" {
				_ = http.NewResponseController(w).Flush()
				<-r.Context().Done()
				close(left)
			}
		}),
	}}
	server.Start()
	t.Cleanup(server.Close)
	return socket, left
}

func open(t *testing.T, ctx context.Context, url string) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = response.Body.Close() })
	return response
}

func TestStreamIsPassedOnAtOnce(t *testing.T) {
	t.Parallel()
	socket, gone := streamEngine(t)
	s := standAt(t, socket)
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	line, err := bufio.NewReader(open(t, ctx, s.url+"/events").Body).ReadString('\n')
	if err != nil || !strings.Contains(line, "start") {
		t.Errorf("got %q, %v, want the line", line, err)
	}
	leave()
	<-gone
	if s.log.String() != "" {
		t.Errorf("a caller that leaves is in the log: %s", s.log)
	}
}

func TestRunUntilTold(t *testing.T) {
	t.Parallel()
	socket, gone := streamEngine(t)
	settings := map[string]string{"WAHA_IMAGE": image, "DOCKER_NETWORK": homeNet, "DOCKER_SOCKET": socket, "LISTEN": "127.0.0.1:0"}
	getenv := func(key string) string { return settings[key] }
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	lines := bufio.NewScanner(out)
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, nil, getenv, in) }()
	if !lines.Scan() {
		t.Fatal("got no line")
	}
	go func() {
		for lines.Scan() {
		}
	}()
	_, rest, _ := strings.Cut(lines.Text(), `"address":"`)
	address, _, _ := strings.Cut(rest, `"`)

	healthy := map[string]string{"WAHA_IMAGE": image, "DOCKER_NETWORK": homeNet, "LISTEN": address}
	check := func() error {
		return run(t.Context(), []string{"healthcheck"}, func(key string) string { return healthy[key] }, io.Discard)
	}
	if err := check(); err != nil {
		t.Errorf("healthcheck: %v", err)
	}
	stream := bufio.NewReader(open(t, t.Context(), "http://"+address+"/events").Body)
	if _, err := stream.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("run: %v", err)
	}
	<-gone
	if err := check(); err == nil {
		t.Error("healthcheck after the end: got no error")
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		image, network string
		wrong          []string
	}{
		{image, homeNet, nil},
		{"registry.example:5000/a/b_c@sha256:0123", "n", nil},
		{"", "", []string{"WAHA_IMAGE", "DOCKER_NETWORK"}},
		{image, "host", []string{"DOCKER_NETWORK"}},
		{image, "container:postgres", []string{"DOCKER_NETWORK"}},
		{"a/../b", homeNet, []string{"WAHA_IMAGE"}},
		{"a b", homeNet, []string{"WAHA_IMAGE"}},
	} {
		_, err := load(func(key string) string {
			return map[string]string{"WAHA_IMAGE": test.image, "DOCKER_NETWORK": test.network}[key]
		})
		if (err == nil) != (test.wrong == nil) {
			t.Errorf("%s, %s: got %v", test.image, test.network, err)
		}
		for _, name := range test.wrong {
			if !strings.Contains(err.Error(), name) {
				t.Errorf("%s, %s: got %v, want %s named", test.image, test.network, err, name)
			}
		}
	}
	if err := run(t.Context(), []string{"x"}, func(string) string { return "n" }, io.Discard); err == nil {
		t.Error("an unknown argument: got no error")
	}
}

func TestNamesOfImagesInAPull(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ image, name, tag string }{
		{"waha", "docker.io/library/waha", "latest"},
		{"devlikeapro/waha:1", "docker.io/devlikeapro/waha", "1"},
		{"docker.io/waha:1", "docker.io/library/waha", "1"},
		{"index.docker.io/devlikeapro/waha:1", "docker.io/devlikeapro/waha", "1"},
		{"localhost:5000/waha", "localhost:5000/waha", "latest"},
		{"ghcr.io/a/waha:1@sha256:0123", "ghcr.io/a/waha", "sha256:0123"},
	} {
		name, tag := pullName(test.image)
		if full := fullName(name); full != test.name || tag != test.tag {
			t.Errorf("%s: got %s and %s, want %s and %s", test.image, full, tag, test.name, test.tag)
		}
	}
}
