// Package simulator runs the simulator of WAHA for tests that talk to one.
package simulator

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

const module = "github.com/conectafy/conectafy/docker/waha-sim"

// Key is the API key of every simulator here.
const Key = "0123456789abcdef0123456789abcdef"

// binary compiles the simulator once per test process.
var binary = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(os.TempDir(), "conectafy-simulator-"+strconv.Itoa(os.Getuid()))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	// Other test processes may be running the one that is there, so it is replaced and never written into.
	own := filepath.Join(dir, "waha-sim."+strconv.Itoa(os.Getpid()))
	build := exec.Command("go", "build", "-ldflags=-s -w", "-o", own, module) //nolint:noctx // bounded by the test's own limit
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the simulator: %w\n%s", err, output)
	}
	path := filepath.Join(dir, "waha-sim")
	return path, os.Rename(own, path)
})

// Simulator is a running one.
type Simulator struct {
	URL string
}

// Start runs a simulator until the test ends. The settings are KEY=value pairs.
func Start(t testing.TB, settings ...string) *Simulator {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	out, in := io.Pipe()
	cmd := exec.Command(path) //nolint:noctx // ended by the cleanup below
	cmd.Stdout, cmd.Stderr = in, in
	cmd.Env = append([]string{
		"PORT=0", "WAHA_API_KEY=" + Key, "WAHA_LOG_FORMAT=JSON", "WHATSAPP_DEFAULT_ENGINE=GOWS",
		"WAHA_LOCAL_STORE_BASE_DIR=" + t.TempDir(), "WAHA_WORKER_ID=test", "WAHA_PRINT_QR=False",
		"SIM_STARTING_MS=0", "SIM_LINK_MS=0", "SIM_UNPAIR_MS=0", "SIM_AUTO_START_MS=0",
		"SIM_WAIT_RUNNING_MS=0", "SIM_WAIT_STATUS_MS=2000",
	}, settings...)
	if err := cmd.Start(); err != nil {
		t.Fatalf("start the simulator: %v", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = in.Close()
	})
	address := make(chan string, 1)
	go readAddress(out, address)
	_, port, err := net.SplitHostPort(wait.For(t, "the simulator to listen", address))
	if err != nil {
		t.Fatalf("find the simulator's port: %v", err)
	}
	return &Simulator{URL: "http://127.0.0.1:" + port}
}

// readAddress finds the address in the log, and reads on so that the simulator never waits for us.
func readAddress(log io.Reader, address chan<- string) {
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		var line struct{ Address string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Address != "" {
			select {
			case address <- line.Address:
			default:
			}
		}
	}
	_, _ = io.Copy(io.Discard, log)
}

// Do calls the control API, which plays the phone and the people, and reads the answer into out unless it is nil.
func (s *Simulator) Do(t testing.TB, method, path string, body, out any) {
	t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Api-Key", Key)
	client := http.Client{Timeout: 30 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode/100 != 2 {
		t.Fatalf("%s %s: status %d, %v: %s", method, path, response.StatusCode, err, strings.TrimSpace(string(answer)))
	}
	if out == nil {
		return
	}
	if err := json.Unmarshal(answer, out); err != nil {
		t.Fatalf("%s %s: %v: %s", method, path, err, answer)
	}
}
