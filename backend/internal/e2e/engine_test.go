package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

// engine is a Docker engine of a test's own, which it may stop.
type engine struct {
	t       *testing.T
	dir     string
	address string
	bridge  string
	process *exec.Cmd
}

// newEngine starts one beside the machine's: with its own folders, its own containerd, a bridge that the machine's engine made for
// it, and no hand on the firewall, which is the other's. (One without a bridge would take away docker0.) A container's port is still
// reached through Docker's own proxy.
func newEngine(t *testing.T) *engine {
	t.Helper()
	dir, err := os.MkdirTemp("", "conectafy-e2e-engine-") // short: the path of a socket is limited
	if err != nil {
		t.Fatal(err)
	}
	bridge := "cfy" + uuid.NewString()[:8]
	e := &engine{t: t, dir: dir, address: "unix://" + filepath.Join(dir, "docker.sock"), bridge: bridge}
	t.Cleanup(func() { removeNetwork(t, bridge) })
	t.Cleanup(e.clear)
	create := exec.Command("docker", "network", "create", "--opt", "com.docker.network.bridge.name="+bridge, bridge) //nolint:noctx // local
	if out, err := create.CombinedOutput(); err != nil {
		t.Fatalf("make a bridge: %v: %s", err, out)
	}
	e.start()
	return e
}

func (e *engine) start() {
	e.t.Helper()
	log, err := os.OpenFile(filepath.Join(e.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		e.t.Fatal(err)
	}
	defer func() { _ = log.Close() }()
	e.process = exec.Command("dockerd", //nolint:noctx // ended by stop
		"--host", e.address, "--data-root", filepath.Join(e.dir, "data"), "--exec-root", filepath.Join(e.dir, "exec"),
		"--pidfile", filepath.Join(e.dir, "pid"), "--bridge", e.bridge, "--iptables=false", "--ip6tables=false", "--ip-masq=false", "--ip-forward=false")
	e.process.Stdout, e.process.Stderr = log, log
	if err := e.process.Start(); err != nil {
		e.t.Fatalf("start an engine: %v", err)
	}
	wait.Until(e.t, "the engine answers", func() bool {
		return exec.Command("docker", "--host", e.address, "info").Run() == nil //nolint:noctx // local
	})
}

// stop stops the engine, and with it all of its containers.
func (e *engine) stop() {
	if e.process == nil {
		return
	}
	_ = e.process.Process.Signal(syscall.SIGTERM)
	_ = e.process.Wait()
	e.process = nil
}

func (e *engine) clear() {
	e.stop()
	e.sweep()
	if e.t.Failed() {
		log, _ := os.ReadFile(filepath.Join(e.dir, "log"))
		e.t.Logf("the engine's log:\n%s", log)
	}
	if err := os.RemoveAll(e.dir); err != nil {
		e.t.Errorf("remove the engine's folder: %v", err)
	}
}

// sweep ends what an engine may leave behind when it stops, a process that watches over a container and mounts of one. They name the engine's folder.
func (e *engine) sweep() {
	commands, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		e.t.Fatal(err)
	}
	for _, file := range commands {
		command, _ := os.ReadFile(file) // of a process that may have ended meanwhile
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		if err == nil && strings.Contains(string(command), e.dir+"/") {
			e.t.Logf("left by the engine: %s", strings.ReplaceAll(string(command), "\x00", " "))
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		e.t.Fatal(err)
	}
	for mount := range strings.Lines(string(mounts)) {
		if path := strings.Fields(mount)[1]; strings.HasPrefix(path, e.dir+"/") {
			e.t.Logf("left by the engine: a mount at %s", path)
			_ = syscall.Unmount(path, syscall.MNT_DETACH)
		}
	}
}

// load gives the engine the simulator's image from the machine's own.
func (e *engine) load(image string) {
	e.t.Helper()
	file := filepath.Join(e.dir, "image.tar")
	for _, args := range [][]string{{"save", "--output", file, image}, {"--host", e.address, "load", "--input", file}} {
		if out, err := exec.Command("docker", args...).CombinedOutput(); err != nil { //nolint:noctx // local
			e.t.Fatalf("docker %s: %v: %s", strings.Join(args, " "), err, out)
		}
	}
}

// While the engine is away everything but containers goes on, and wishes that nobody could fulfil are refused. When it is
// back, so are the numbers, without a new QR.
func TestEngineRestarted(t *testing.T) {
	t.Parallel()
	e := newEngine(t)
	e.load(built.image)
	in := newInstallation(t, map[string]string{"DOCKER_HOST": e.address})
	in.engine = e.address
	person := in.person(in.backend())
	linked, waiting := person.linked("Tienda"), person.create("Otra")
	person.showsQR(waiting.ID)
	person.hears(linked, "before")

	e.stop()
	const row = "select hashtext(string_agg(row(id, session_name, desired_state, restart_requested_at)::text, '' order by id)) " +
		"from public.whatsapp_sessions"
	before := in.db.Int(t, row)
	for _, path := range []string{"/health", "/api/sessions", oneSession + linked.ID, oneSession + linked.ID + "/status"} {
		if status := person.do(http.MethodGet, path, nil, nil); status != http.StatusOK {
			t.Errorf("GET %s without an engine: got %d, want 200", path, status)
		}
	}
	ready, _ := person.problem(http.MethodGet, "/health/ready")
	if ready.status != http.StatusServiceUnavailable || ready.checks["docker"] || !ready.checks["postgresql"] {
		t.Errorf("readiness without an engine: got %+v", ready)
	}
	for _, wish := range []string{"POST /start", "POST /stop", "POST /restart", "POST /logout", "DELETE "} {
		method, path, _ := strings.Cut(wish, " ")
		answer, body := person.problem(method, oneSession+linked.ID+path)
		if answer.status != http.StatusServiceUnavailable || answer.retryAfter == "" {
			t.Errorf("%s without an engine: got %+v %s, want 503 with Retry-After", wish, answer, body)
		}
	}
	if answer, body := person.problem(http.MethodPost, "/api/sessions"); answer.status != http.StatusServiceUnavailable || answer.retryAfter == "" {
		t.Errorf("create without an engine: got %+v %s, want 503 with Retry-After", answer, body)
	}
	if after := in.db.Int(t, row); after != before {
		t.Error("a wish that was refused changed a row")
	}

	e.start()
	for _, s := range []session{linked, waiting} {
		wait.Until(t, "the container runs again", func() bool { return in.state(s.ContainerName) == "running" })
	}
	person.reaches(linked.ID, "connected without a new QR", connected)
	person.hears(linked, "after")
	person.showsQR(waiting.ID)
	in.consistent(person.sessions())
	person.remove(waiting.ID)
	person.remove(linked.ID)
	in.nothingLeft()
}

// answer is what a refusal says.
type answer struct {
	status     int
	retryAfter string
	checks     map[string]bool
}

// problem makes a request that is to be refused.
func (c client) problem(method, path string) (answer, string) {
	c.t.Helper()
	request, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, strings.NewReader(`{"sessionName":"Tienda"}`))
	if err != nil {
		c.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	request.Header.Set("Content-Type", "application/json")
	client := http.Client{Timeout: time.Minute}
	response, err := client.Do(request)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = response.Body.Close() }()
	var body struct {
		Code string `json:"code"`
		Data struct {
			Checks []struct {
				Name string `json:"name"`
				OK   bool   `json:"ok"`
			} `json:"checks"`
		} `json:"data"`
	}
	if err := json.NewDecoder(response.Body).Decode(&body); err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	got := answer{status: response.StatusCode, retryAfter: response.Header.Get("Retry-After"), checks: make(map[string]bool)}
	for _, check := range body.Data.Checks {
		got.checks[check.Name] = check.OK
	}
	return got, fmt.Sprintf("(%s)", body.Code)
}
