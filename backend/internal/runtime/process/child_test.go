package process

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

func isNotRunning(err error) bool { return errors.Is(err, runtime.ErrNotRunning) }

// script is a program in place of the simulator, for what the simulator never does.
func script(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body), 0o700); err != nil { //nolint:gosec // It must be executable.
		t.Fatal(err)
	}
	return path
}

func testSpec(t *testing.T) runtime.Spec {
	t.Helper()
	return runtime.Spec{Name: "one", SessionID: "s", Port: freePort(t), Env: map[string]string{"WAHA_API_KEY": "secret"}}
}

func ensure(t *testing.T, r *Runtime, spec runtime.Spec) {
	t.Helper()
	if _, err := r.Ensure(t.Context(), spec, runtime.Silently); err != nil {
		t.Fatal(err)
	}
}

func logOf(t *testing.T, r *Runtime, name string) string {
	t.Helper()
	in, _ := r.find(name)
	text, err := in.book.read(0)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCloseStopsAllAndRefusesMore(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, Config{})
	spec := testSpec(t)
	ensure(t, r, spec)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if portTaken(spec.Port) {
		t.Error("the child still listens")
	}
	if _, err := r.Ensure(t.Context(), spec, runtime.Silently); !errors.Is(err, runtime.ErrUnavailable) {
		t.Errorf("Ensure: got %v, want ErrUnavailable", err)
	}
}

func TestStubbornChildIsKilled(t *testing.T) {
	t.Parallel()
	binary := script(t, "trap '' TERM\necho deaf\nwhile :; do sleep 0.1; done\n")
	r := newRuntime(t, Config{Binary: binary, StopTimeout: 50 * time.Millisecond})
	ensure(t, r, testSpec(t))
	eventually(t, "it ignores the signal", func() bool { return strings.Contains(logOf(t, r, "one"), "deaf") })
	if err := r.Stop(t.Context(), "one"); err != nil {
		t.Fatal(err)
	}
	list, err := r.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if list[0].State != runtime.StateExited || list[0].ExitCode != 137 {
		t.Errorf("got %+v, want exit code 137", list[0])
	}
}

func TestChildSeesItsOwnEnvironmentOnly(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, Config{Binary: script(t, "env\necho end\nexec sleep 60\n"), Env: map[string]string{"SIM_QR_FIRST_MS": "1"}})
	spec := testSpec(t)
	ensure(t, r, spec)
	eventually(t, "it has said all", func() bool { return strings.Contains(logOf(t, r, "one"), "end\n") })
	said := logOf(t, r, "one")
	for _, want := range []string{"WAHA_API_KEY=secret", "SIM_QR_FIRST_MS=1", "WAHA_LOCAL_STORE_BASE_DIR=" + r.folder("one")} {
		if !strings.Contains(said, want) {
			t.Errorf("no %s in %s", want, said)
		}
	}
	if strings.Contains(said, simulatorVariable) {
		t.Errorf("the environment of the backend is in %s", said)
	}
}

func TestSecretsAreNotOnDisk(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, Config{})
	spec := testSpec(t)
	spec.Env["WAHA_API_KEY"] = "a-key-that-is-nowhere"
	ensure(t, r, spec)
	eventually(t, "it answers", func() bool { return answers(spec.Port) })
	err := filepath.WalkDir(r.cfg.Dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if bytes.Contains(text, []byte("a-key-that-is-nowhere")) {
			t.Errorf("the key is in %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMissingBinary(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, Config{Binary: filepath.Join(t.TempDir(), "nothing")})
	if err := r.Ready(t.Context()); !errors.Is(err, runtime.ErrUnavailable) {
		t.Errorf("Ready: got %v, want ErrUnavailable", err)
	}
	if _, err := r.Ensure(t.Context(), testSpec(t), runtime.Silently); !errors.Is(err, runtime.ErrImageMissing) {
		t.Errorf("Ensure: got %v, want ErrImageMissing", err)
	}
	list, err := r.List(t.Context())
	if err != nil || len(list) != 1 || list[0].State != runtime.StateCreated {
		t.Errorf("List: got %+v, %v, want it created", list, err)
	}
}
