package docker

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

func newSpec(t *testing.T, r *Runtime) runtime.Spec {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	spec := runtime.Spec{
		Name: "waha-session-" + uuid.NewString(), SessionID: "s", Port: listener.Addr().(*net.TCPAddr).Port,
		Env: map[string]string{"WAHA_API_KEY": "key-of-the-docker-tests", "WHATSAPP_DEFAULT_ENGINE": "GOWS"},
	}
	t.Cleanup(func() {
		if err := r.Remove(context.WithoutCancel(t.Context()), spec.Name); err != nil {
			t.Errorf("remove %s after the test: %v", spec.Name, err)
		}
		if left := leftovers(t, r, spec.Name); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
	return spec
}

func ensure(t *testing.T, r *Runtime, spec runtime.Spec) runtime.Instance {
	t.Helper()
	got, err := r.Ensure(t.Context(), spec, runtime.Silently)
	if err != nil {
		t.Fatalf("Ensure: %v", err)
	}
	if got.State != runtime.StateRunning {
		t.Fatalf("Ensure: got %+v, want it running", got)
	}
	return got
}

func eventually(t *testing.T, what string, try func() bool) {
	t.Helper()
	deadline := time.NewTimer(30 * time.Second)
	defer deadline.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !try() {
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

func answers(base string) bool {
	response, err := http.Get(base + "/ping") //nolint:noctx // Local, and bounded by the test.
	if err != nil {
		return false
	}
	_ = response.Body.Close()
	return response.StatusCode == http.StatusOK
}

func inspect(t *testing.T, r *Runtime, name string) container.InspectResponse {
	t.Helper()
	found, err := r.engine.inspect(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestBackendDiedBetweenCreateAndStart(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, nil)
	spec := newSpec(t, r)
	gateway, err := r.network.ensure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b, err := draw(r.cfg, spec, gateway)
	if err != nil {
		t.Fatal(err)
	}
	id, err := r.engine.create(t.Context(), spec.Name, b)
	if err != nil {
		t.Fatal(err)
	}
	list, err := r.List(t.Context())
	if err != nil || len(list) != 1 || list[0].State != runtime.StateCreated {
		t.Errorf("List: got %+v, %v, want it created", list, err)
	}
	ensure(t, r, spec)
	if got := inspect(t, r, spec.Name).ID; got != id {
		t.Errorf("got container %s, want %s, which only had to be started", got, id)
	}
}

func TestBackendDiedBetweenContainerAndVolume(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, nil)
	spec := newSpec(t, r)
	ensure(t, r, spec)
	if err := r.engine.remove(t.Context(), inspect(t, r, spec.Name).ID); err != nil {
		t.Fatal(err)
	}
	if left := leftovers(t, r, spec.Name); len(left) != 1 {
		t.Fatalf("got %v, want the volume", left)
	}
	if err := r.Remove(t.Context(), spec.Name); err != nil {
		t.Errorf("Remove: %v", err)
	}
	if left := leftovers(t, r, spec.Name); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestNetworkRemovedByHand(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, nil)
	stopped, fresh := newSpec(t, r), newSpec(t, r)
	ensure(t, r, stopped)
	if err := r.Stop(t.Context(), stopped.Name); err != nil {
		t.Fatal(err)
	}
	if err := r.engine.NetworkRemove(t.Context(), r.cfg.Network); err != nil {
		t.Fatal(err)
	}
	for _, spec := range []runtime.Spec{stopped, fresh} {
		ensure(t, r, spec)
		eventually(t, "WAHA answers", func() bool { return answers(r.Endpoint(spec.Name, spec.Port)) })
	}
}

func TestPausedByHand(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, nil)
	spec := newSpec(t, r)
	ensure(t, r, spec)
	if err := r.engine.ContainerPause(t.Context(), spec.Name); err != nil {
		t.Fatal(err)
	}
	ensure(t, r, spec)
}

func TestContainerOfSomebodyElse(t *testing.T) {
	t.Parallel()
	r, stranger := newRuntime(t, nil), newRuntime(t, nil)
	spec := newSpec(t, stranger)
	before := ensure(t, stranger, spec)
	if _, err := r.Ensure(t.Context(), spec, runtime.Silently); !errors.Is(err, runtime.ErrNameTaken) {
		t.Errorf("Ensure: got %v, want ErrNameTaken", err)
	}
	if err := r.Remove(t.Context(), spec.Name); err != nil {
		t.Errorf("Remove: %v", err)
	}
	if after := ensure(t, stranger, spec); after != before {
		t.Errorf("got %+v, want %+v as before", after, before)
	}
	if err := stranger.engine.remove(t.Context(), inspect(t, r, spec.Name).ID); err != nil {
		t.Fatal(err)
	}
	if err := r.Remove(t.Context(), spec.Name); err != nil {
		t.Errorf("Remove: %v", err)
	}
	if left := leftovers(t, r, spec.Name); len(left) != 1 {
		t.Errorf("got %v, want the stranger's volume untouched", left)
	}
}

func TestTwoBackendsOnOneEngine(t *testing.T) {
	t.Parallel()
	one := newRuntime(t, nil)
	same := func(c *Config) { c.Network, c.Installation = one.cfg.Network, one.cfg.Installation }
	backends := []*Runtime{one, newRuntime(t, same), newRuntime(t, same)}
	specs := []runtime.Spec{newSpec(t, one), newSpec(t, one)}
	var wg sync.WaitGroup
	for _, backend := range backends {
		for _, spec := range specs {
			wg.Go(func() {
				if _, err := backend.Ensure(t.Context(), spec, runtime.Silently); err != nil {
					t.Errorf("Ensure: %v", err)
				}
			})
		}
	}
	wg.Wait()
	list, err := one.List(t.Context())
	if err != nil || len(list) != len(specs) {
		t.Errorf("List: got %+v, %v, want %d instances", list, err, len(specs))
	}
	for _, backend := range backends {
		wg.Go(func() {
			if err := backend.Remove(t.Context(), specs[0].Name); err != nil {
				t.Errorf("Remove: %v", err)
			}
		})
	}
	wg.Wait()
	networks, err := one.engine.NetworkList(t.Context(), network.ListOptions{Filters: labelFilter(labels(one.cfg, ""))})
	if err != nil || len(networks) != 1 {
		t.Errorf("got %d networks, %v, want one", len(networks), err)
	}
}

func TestInDockerIsReachedOnTheNetworkAlone(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, func(c *Config) { c.InDocker = true })
	spec := newSpec(t, r)
	ensure(t, r, spec)
	found := inspect(t, r, spec.Name)
	if len(found.HostConfig.PortBindings) != 0 {
		t.Errorf("got published ports %v, want none", found.HostConfig.PortBindings)
	}
	for port, bindings := range found.NetworkSettings.Ports {
		if len(bindings) != 0 {
			t.Errorf("port %s is published at %v", port, bindings)
		}
	}
	address := found.NetworkSettings.Networks[r.cfg.Network].IPAddress
	eventually(t, "WAHA answers", func() bool { return answers("http://" + net.JoinHostPort(address, "3000")) })
	if answers("http://127.0.0.1:" + strconv.Itoa(spec.Port)) {
		t.Error("WAHA answers on this machine's port")
	}
}

func TestLimitsReachTheEngine(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, nil)
	spec := newSpec(t, r)
	ensure(t, r, spec)
	h := inspect(t, r, spec.Name).HostConfig
	if h.Memory != 64<<20 || h.MemorySwap != 64<<20 || h.NanoCPUs != 1e9 || *h.PidsLimit != 512 {
		t.Errorf("got memory %d, with swap %d, cpu %d, processes %d", h.Memory, h.MemorySwap, h.NanoCPUs, *h.PidsLimit)
	}
	stats, err := r.Stats(t.Context(), spec.Name)
	if err != nil || stats.MemoryLimitBytes != 64<<20 {
		t.Errorf("Stats: got %+v, %v, want the limit", stats, err)
	}
	volume, err := r.engine.VolumeInspect(t.Context(), spec.Name)
	if err != nil || !owned(r.cfg, volume.Labels) {
		t.Errorf("the volume has labels %v, %v, want ours", volume.Labels, err)
	}
}

func TestWebhooksReachTheHost(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, nil)
	address, err := r.HostAddress(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if parsed, err := netip.ParseAddr(address); err != nil || !parsed.IsPrivate() {
		t.Fatalf("got %q, want a private address", address)
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(address, "0"))
	if err != nil {
		t.Fatal(err)
	}
	heard := make(chan string, 100)
	backend := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			t.Error(err)
		}
		heard <- string(body)
	})}
	go func() { _ = backend.Serve(listener) }()
	t.Cleanup(func() { _ = backend.Close() })

	spec := newSpec(t, r)
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	spec.Env["WHATSAPP_HOOK_URL"] = "http://" + hostName + ":" + port
	spec.Env["WHATSAPP_HOOK_EVENTS"] = "session.status"
	spec.Env["WHATSAPP_START_SESSION"] = "default"
	ensure(t, r, spec)
	timer := time.NewTimer(30 * time.Second)
	defer timer.Stop()
	select {
	case body := <-heard:
		if !strings.Contains(body, "session.status") {
			t.Errorf("got %s, want a change of state", body)
		}
	case <-timer.C:
		t.Error("no webhook came")
	}
}

func TestImageNotThere(t *testing.T) {
	t.Parallel()
	const missing = "conectafy/there-is-no-such-image:1"
	for _, policy := range []PullPolicy{PullNever, PullMissing} {
		r := newRuntime(t, func(c *Config) { c.Image, c.Pull, c.PullTimeout = missing, policy, 20*time.Second })
		if present, err := r.HasImage(t.Context()); present || err != nil {
			t.Errorf("HasImage: got %v, %v, want false", present, err)
		}
		_, err := r.Ensure(t.Context(), newSpec(t, r), runtime.Silently)
		if !errors.Is(err, runtime.ErrImageMissing) || !strings.Contains(err.Error(), missing) {
			t.Errorf("pull %s: got %v, want ErrImageMissing with the name", policy, err)
		}
	}
}
