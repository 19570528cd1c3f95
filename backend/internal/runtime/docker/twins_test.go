package docker

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/docker/docker/client"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// Another backend may create a network of the same name in the moment after this one looked, and the engine then refuses to use
// either. The twin goes, and the container starts.
func TestNetworkTwinAppears(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, nil)
	if _, err := r.HostAddress(t.Context()); err != nil {
		t.Fatal(err)
	}
	createTwin(t, r)
	if _, err := r.Ensure(t.Context(), newSpec(t, r), runtime.Silently); err != nil {
		t.Errorf("Ensure: %v", err)
	}
	left, err := r.network.all(t.Context())
	if err != nil || len(left) != 1 {
		t.Errorf("got %d networks of the name, %v; want 1", len(left), err)
	}
}

// createTwin asks as an old client does, without the check for duplicates. An engine that checks by itself has no twins.
func createTwin(t *testing.T, r *Runtime) {
	t.Helper()
	host, err := client.ParseHostURL(r.engine.DaemonHost())
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + client.DummyHost + "/v1.41/networks/create"
	if host.Scheme == "tcp" {
		url = "http://" + host.Host + "/v1.41/networks/create"
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url,
		strings.NewReader(`{"Name":"`+r.cfg.Network+`","CheckDuplicate":false,"Driver":"bridge"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := r.engine.HTTPClient().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusCreated && response.StatusCode != http.StatusConflict {
		t.Fatalf("create the twin: %s", response.Status)
	}
}

// Another backend may have taken the twin away before this one could look whether there was one.
func TestTwinIsGoneAgain(t *testing.T) {
	t.Parallel()
	refused := errors.New("Error response from daemon: network conectafy is ambiguous (2 matches found on name)")
	if err := explain("start container", "1f", refused); !moved(err) {
		t.Errorf("moved(%v): got false, want another look", err)
	}
}
