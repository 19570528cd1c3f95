package docker

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	cerrdefs "github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/image"
	"github.com/docker/docker/api/types/mount"
	"github.com/docker/docker/api/types/network"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/waha"
)

// throughProxy gives two ways to the engine: the backend's, which has the proxy of docker/socket-proxy in between, and the
// straight one. The containers' network is there, as it is when Compose has made it.
func throughProxy(t *testing.T) (guarded, straight *Runtime) {
	t.Helper()
	straight = newRuntime(t, func(c *Config) { c.InDocker = true })
	if _, err := straight.HostAddress(t.Context()); err != nil {
		t.Fatal(err)
	}
	cfg := straight.cfg
	cfg.Host = startProxy(t, straight)
	guarded, err := New(cfg, straight.log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = guarded.Close() })
	return guarded, straight
}

// startProxy builds and runs the proxy until the test ends, and gives its address.
func startProxy(t *testing.T, straight *Runtime) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "socket-proxy")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "github.com/conectafy/conectafy/docker/socket-proxy")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the proxy: %v\n%s", err, out)
	}
	engine, err := url.Parse(straight.engine.DaemonHost())
	if err != nil || engine.Scheme != "unix" {
		t.Fatalf("the proxy is for an engine behind a socket, not %s (%v)", straight.engine.DaemonHost(), err)
	}
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), binary)
	cmd.Env = append(os.Environ(), "LISTEN=127.0.0.1:0", "WAHA_IMAGE="+straight.cfg.Image,
		"DOCKER_NETWORK="+straight.cfg.Network, "DOCKER_SOCKET="+engine.Path)
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	lines := bufio.NewReader(out)
	first, err := lines.ReadBytes('\n')
	var said struct{ Address string }
	if err == nil {
		err = json.Unmarshal(first, &said)
	}
	if err != nil || said.Address == "" {
		t.Fatalf("the proxy said %q (%v)", first, err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return "tcp://" + said.Address
}

// guardedSpec has the settings that a session's container really gets.
func guardedSpec(t *testing.T, r *Runtime) runtime.Spec {
	t.Helper()
	spec := newSpec(t, r)
	spec.Env = waha.Environment(waha.Container{
		Name: spec.Name, BaseURL: r.Endpoint(spec.Name, spec.Port), Engine: "GOWS", APIKey: "key-of-the-docker-tests", HeapMegabytes: 64,
	})
	return spec
}

// Everything that the backend asks of an engine goes through the proxy, and comes back as from the engine itself.
func TestLifeThroughTheSocketProxy(t *testing.T) {
	t.Parallel()
	r, straight := throughProxy(t)
	spec := guardedSpec(t, r)
	if err := r.Ready(t.Context()); err != nil {
		t.Fatalf("Ready: %v", err)
	}
	if _, err := r.HostAddress(t.Context()); err != nil {
		t.Errorf("HostAddress: %v", err)
	}
	if err := r.PullImage(t.Context()); err != nil {
		t.Errorf("PullImage of what is there: %v", err)
	}
	seen, _ := r.Watch(t.Context())
	made := ensure(t, r, spec)
	expectEvent(t, seen, runtime.EventStarted)
	if again := ensure(t, r, spec); again.StartedAt != made.StartedAt {
		t.Errorf("Ensure again: got %+v, want the same as before, %+v", again, made)
	}
	want, err := straight.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := r.List(t.Context()); err != nil || len(got) != 1 || !slices.Equal(got, want) {
		t.Errorf("List: got %+v, %v, want %+v", got, err, want)
	}
	if used, err := r.Stats(t.Context(), spec.Name); err != nil || used.MemoryBytes == 0 {
		t.Errorf("Stats: got %+v, %v", used, err)
	}
	logs, err := r.Logs(t.Context(), spec.Name, runtime.LogOptions{Follow: true})
	if err != nil {
		t.Fatalf("Logs: %v", err)
	}
	defer func() { _ = logs.Close() }()
	if line, err := bufio.NewReader(logs).ReadString('\n'); err != nil || line == "" { // while it runs
		t.Errorf("Logs: got %q, %v", line, err)
	}
	if back, err := r.Restart(t.Context(), spec.Name); err != nil || back.State != runtime.StateRunning {
		t.Errorf("Restart: got %+v, %v", back, err)
	}
	expectEvent(t, seen, runtime.EventDied)
	expectEvent(t, seen, runtime.EventStarted)
	if err := straight.engine.ContainerPause(t.Context(), spec.Name); err != nil {
		t.Fatal(err)
	}
	ensure(t, r, spec)
	if err := r.Stop(t.Context(), spec.Name); err != nil {
		t.Errorf("Stop: %v", err)
	}
	expectEvent(t, seen, runtime.EventDied)
	if err := r.Remove(t.Context(), spec.Name); err != nil {
		t.Errorf("Remove: %v", err)
	}
	expectEvent(t, seen, runtime.EventRemoved)
	if left := leftovers(t, straight, spec.Name); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func expectEvent(t *testing.T, seen <-chan runtime.Event, want runtime.EventKind) {
	t.Helper()
	if got := <-seen; got.Kind != want {
		t.Errorf("got the event %+v, want %s", got, want)
	}
}

// A changed spec replaces the container: its removal, and waiting for one that another caller began, go through as well.
func TestReplaceThroughTheSocketProxy(t *testing.T) {
	t.Parallel()
	r, straight := throughProxy(t)
	spec := guardedSpec(t, r)
	ensure(t, r, spec)
	before := inspect(t, straight, spec.Name).ID
	spec.Env = maps.Clone(spec.Env)
	spec.Env["TZ"] = "UTC"
	ensure(t, r, spec)
	after := inspect(t, straight, spec.Name).ID
	if after == before {
		t.Error("the container is still the same")
	}
	done, failed := r.engine.ContainerWait(t.Context(), after, container.WaitConditionRemoved)
	if err := straight.engine.remove(t.Context(), after); err != nil {
		t.Fatal(err)
	}
	select {
	case <-done:
	case err := <-failed:
		if !cerrdefs.IsNotFound(err) { // it was gone before the engine heard the question
			t.Errorf("wait: %v", err)
		}
	}
}

// What a backend in foreign hands would try, at a real engine.
func TestAttacksThroughTheSocketProxy(t *testing.T) {
	t.Parallel()
	r, straight := throughProxy(t)
	spec := guardedSpec(t, r)
	for name, change := range map[string]func(*blueprint){
		"privileged":   func(b *blueprint) { b.host.Privileged = true },
		"bind":         func(b *blueprint) { b.host.Binds = []string{"/:/host"} },
		"bind mount":   func(b *blueprint) { b.host.Mounts[0] = mount.Mount{Type: mount.TypeBind, Source: "/", Target: "/host"} },
		"host network": func(b *blueprint) { b.host.NetworkMode = "host" },
		"host's pids":  func(b *blueprint) { b.host.PidMode = "host" },
		"image":        func(b *blueprint) { b.config.Image = "alpine" },
	} {
		b, err := draw(r.cfg, spec, testGateway)
		if err != nil {
			t.Fatal(err)
		}
		change(&b)
		if _, err := r.engine.create(t.Context(), spec.Name, b); !cerrdefs.IsPermissionDenied(err) {
			t.Errorf("%s: got %v, want a denial", name, err)
		}
	}
	ensure(t, r, spec)
	stranger := createStranger(t, straight)
	for name, call := range map[string]func(ref string) error{
		"inspect": func(ref string) error { _, err := r.engine.ContainerInspect(t.Context(), ref); return err },
		"stop":    func(ref string) error { return r.engine.ContainerStop(t.Context(), ref, container.StopOptions{}) },
		"remove": func(ref string) error {
			return r.engine.ContainerRemove(t.Context(), ref, container.RemoveOptions{Force: true})
		},
	} {
		for _, ref := range []string{stranger, stranger[:12]} {
			if err := call(ref); !cerrdefs.IsNotFound(err) {
				t.Errorf("%s a stranger: got %v, want that there is none", name, err)
			}
		}
	}
	denied := map[string]error{}
	_, denied["exec"] = r.engine.ContainerExecCreate(t.Context(), spec.Name, container.ExecOptions{Cmd: []string{"sh"}})
	_, _, denied["copy"] = r.engine.CopyFromContainer(t.Context(), spec.Name, "/")
	_, denied["network"] = r.engine.NetworkCreate(t.Context(), "conectafy-test-"+uuid.NewString(), network.CreateOptions{})
	_, denied["pull"] = r.engine.ImagePull(t.Context(), "alpine", image.PullOptions{})
	denied["build"] = r.BuildImage(t.Context(), "conectafy-test:evil", strings.NewReader(""))
	for name, err := range denied {
		if !cerrdefs.IsPermissionDenied(err) {
			t.Errorf("%s: got %v, want a denial", name, err)
		}
	}
}

// createStranger makes a container that the backend didn't. Its image is the backend's and has the backend's labels.
func createStranger(t *testing.T, r *Runtime) (id string) {
	t.Helper()
	made, err := r.engine.ContainerCreate(t.Context(), &container.Config{Image: r.cfg.Image}, nil, nil, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.engine.remove(context.WithoutCancel(t.Context()), made.ID); err != nil {
			t.Errorf("remove the stranger: %v", err)
		}
	})
	return made.ID
}
