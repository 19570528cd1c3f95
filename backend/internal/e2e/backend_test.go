// Package e2e_test runs the real program, as its users do, against real PostgreSQL, real containers and the simulator, and
// pulls the plug on it.
package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/runtime/docker"
	"github.com/conectafy/conectafy/backend/internal/runtime/runtimetest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

// programs are what the tests run, built once.
type programs struct {
	backend   string // path
	simulator string // path
	image     string // the simulator's
}

var built programs //nolint:gochecknoglobals // set once by TestMain, before any test

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	flag.Parse()
	if err := flag.Set("test.parallel", "4"); err != nil { // most of the time they wait, whatever the number of processors
		panic(err)
	}
	dir, err := os.MkdirTemp("", "conectafy-e2e-")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	built = programs{backend: filepath.Join(dir, "conectafy"), simulator: filepath.Join(dir, "waha-sim"), image: "conectafy-e2e:" + uuid.NewString()}
	if out, err := exec.Command("go", "build", "-o", built.backend, "../..").CombinedOutput(); err != nil {
		panic(fmt.Sprintf("build the backend: %v\n%s", err, out))
	}
	if err := buildImage(dir); err != nil {
		panic(err)
	}
	defer func() { _ = exec.Command("docker", "image", "rm", "--force", built.image).Run() }()
	return m.Run()
}

func buildImage(dir string) error {
	binary, err := runtimetest.BuildSimulator(dir)
	if err != nil {
		return err
	}
	files, err := runtimetest.SimulatorImage(binary)
	if err != nil {
		return err
	}
	rt, err := docker.New(docker.Config{Image: built.image, Installation: "e2e"}, zerolog.Nop())
	if err != nil {
		return err
	}
	defer func() { _ = rt.Close() }()
	return rt.BuildImage(context.Background(), built.image, files)
}

// backend is a running program, which a test may kill and start again.
type backend struct {
	t       *testing.T
	command string
	env     map[string]string
	url     string

	mu      sync.Mutex
	log     bytes.Buffer
	process *exec.Cmd
	ended   chan struct{}
}

// newBackend starts a command of the program with settings over what every test needs, and stops it when the test ends.
func newBackend(t *testing.T, command string, env map[string]string) *backend {
	t.Helper()
	port := freePort(t)
	network := "conectafy-e2e-" + uuid.NewString()
	b := &backend{t: t, command: command, url: "http://127.0.0.1:" + port, env: map[string]string{
		"PATH": os.Getenv("PATH"), "HOME": t.TempDir(), "PORT": port, "PUBLIC_URL": "http://127.0.0.1:" + port,
		"WAHA_IMAGE": built.image, "WAHA_PULL": "never", "WAHA_MEMORY_MB": "64", "WAHA_BASE_PORT": strconv.Itoa(basePort()),
		"DOCKER_NETWORK": network, "SECRETS_KEY": base64.StdEncoding.EncodeToString(secretsKey), "LOG_FORMAT": "json",
		"SEND_GAP": "50ms",
	}}
	if host, ok := os.LookupEnv("DOCKER_HOST"); ok {
		b.env["DOCKER_HOST"] = host
	}
	maps.Copy(b.env, env)
	t.Cleanup(func() { removeNetwork(t, network) })
	t.Cleanup(b.stop)
	b.start()
	return b
}

// secretsKey seals the secrets of the tests.
var secretsKey = bytes.Repeat([]byte{3}, 32) //nolint:gochecknoglobals // a constant

const (
	portsPerTest = 50     // lie between two tests' sessions
	firstPort    = 12_000 // of all of them: below the range from which the kernel gives ports away
)

var testsWithPorts atomic.Int32 //nolint:gochecknoglobals // counts the tests of this process

// basePort gives each test ports of its own for its containers.
func basePort() int { return firstPort + int(testsWithPorts.Add(1))*portsPerTest }

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func (b *backend) start() {
	b.t.Helper()
	b.process = exec.Command(built.backend, b.command) //nolint:noctx // stopped by stop
	b.process.Dir = b.env["HOME"]
	for name, value := range b.env {
		b.process.Env = append(b.process.Env, name+"="+value)
	}
	out, err := b.process.StdoutPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	b.process.Stderr = b.process.Stdout
	if err := b.process.Start(); err != nil {
		b.t.Fatalf("start the backend: %v", err)
	}
	b.ended = make(chan struct{})
	go b.collect(out, b.process, b.ended)
	wait.Until(b.t, "the backend answers", func() bool {
		select {
		case <-b.ended:
			b.t.Fatalf("the backend ended at its start:\n%s", b.output())
		default:
		}
		response, err := http.Get(b.url + "/health") //nolint:noctx // a local server
		if err != nil {
			return false
		}
		_ = response.Body.Close()
		return response.StatusCode == http.StatusOK
	})
}

// collect keeps what the program prints, for the case that a test fails.
func (b *backend) collect(out io.Reader, process *exec.Cmd, ended chan struct{}) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		b.mu.Lock()
		b.log.WriteString(lines.Text() + "\n")
		b.mu.Unlock()
	}
	_ = process.Wait() // a killed program is no news
	close(ended)
}

func (b *backend) output() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.log.String()
}

// kill is kill -9: nothing is tidied up.
func (b *backend) kill() {
	b.t.Helper()
	if err := b.process.Process.Kill(); err != nil {
		b.t.Fatalf("kill the backend: %v", err)
	}
	<-b.ended
}

// stop ends the program as a person does, and shows its log if the test failed.
func (b *backend) stop() {
	select {
	case <-b.ended:
	default:
		_ = b.process.Process.Signal(syscall.SIGTERM)
		select {
		case <-b.ended:
		case <-time.After(time.Minute):
			b.t.Error("the backend did not stop")
			_ = b.process.Process.Kill()
		}
	}
	if b.t.Failed() {
		b.t.Logf("the backend's log:\n%s", b.output())
	}
}

func removeNetwork(t *testing.T, name string) {
	t.Helper()
	out, err := exec.Command("docker", "network", "rm", name).CombinedOutput() //nolint:noctx // a cleanup
	if err != nil && !strings.Contains(string(out), "No such network") && !strings.Contains(string(out), "not found") {
		t.Errorf("remove the network: %s", out)
	}
}
