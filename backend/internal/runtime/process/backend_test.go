package process

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// backendVariable makes this test program a backend that can be killed; it holds the backend's folder and port.
const backendVariable = "CONECTAFY_TEST_BACKEND"

// actAsBackend starts one instance, says so, and lives until its input ends.
func actAsBackend() int {
	dir, port, _ := strings.Cut(os.Getenv(backendVariable), "|")
	number, err := strconv.Atoi(port)
	if err != nil {
		panic(err)
	}
	r, err := New(Config{Binary: os.Getenv(simulatorVariable), Dir: dir}, zerolog.Nop())
	if err != nil {
		panic(err)
	}
	if _, err := r.Ensure(context.Background(), runtime.Spec{Name: "orphan", SessionID: "s", Port: number}, runtime.Silently); err != nil {
		panic(err)
	}
	_, _ = fmt.Fprintln(os.Stdout, "started")
	_, _ = io.Copy(io.Discard, os.Stdin)
	return 0
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().(*net.TCPAddr).Port
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

func answers(port int) bool {
	response, err := http.Get("http://127.0.0.1:" + strconv.Itoa(port) + "/ping") //nolint:noctx // Local, and bounded by the test.
	if err != nil {
		return false
	}
	_ = response.Body.Close()
	return response.StatusCode == http.StatusOK
}

func TestKilledBackendLeavesNoChildBehind(t *testing.T) {
	t.Parallel()
	dir, port := t.TempDir(), freePort(t)
	backend := exec.Command(os.Args[0]) //nolint:gosec,noctx // This very program.
	backend.Env = append(os.Environ(), backendVariable+"="+dir+"|"+strconv.Itoa(port))
	if _, err := backend.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := backend.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := backend.Start(); err != nil {
		t.Fatal(err)
	}
	if lines := bufio.NewScanner(out); !lines.Scan() {
		t.Fatalf("the backend said nothing: %v", lines.Err())
	}
	eventually(t, "the child answers", func() bool { return answers(port) })

	if err := backend.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = backend.Wait()
	eventually(t, "the child is gone", func() bool { return !portTaken(port) })

	// The next backend knows the instance, can't restart it without its secrets, and brings it back when told the spec.
	r := newRuntime(t, Config{Dir: dir})
	list, err := r.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 || list[0].Name != "orphan" || list[0].SessionID != "s" || list[0].State != runtime.StateExited {
		t.Fatalf("got %+v, want the orphan, exited", list)
	}
	if _, err := r.Restart(t.Context(), "orphan"); !isNotRunning(err) {
		t.Errorf("Restart: got %v, want ErrNotRunning", err)
	}
	if _, err := r.Ensure(t.Context(), runtime.Spec{Name: "orphan", SessionID: "s", Port: port}, runtime.Silently); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the child answers again", func() bool { return answers(port) })
}
