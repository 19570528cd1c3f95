package process

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/runtime/runtimetest"
)

// simulatorVariable tells the tests where TestMain put the simulator.
const simulatorVariable = "CONECTAFY_TEST_SIMULATOR"

func TestMain(m *testing.M) {
	os.Exit(func() int {
		if os.Getenv(backendVariable) != "" {
			return actAsBackend()
		}
		dir, err := os.MkdirTemp("", "conectafy-runtime-")
		if err != nil {
			panic(err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		binary, err := runtimetest.BuildSimulator(dir)
		if err != nil {
			panic(err)
		}
		if err := os.Setenv(simulatorVariable, binary); err != nil {
			panic(err)
		}
		return m.Run()
	}())
}

func newRuntime(t *testing.T, cfg Config) *Runtime {
	t.Helper()
	if cfg.Binary == "" {
		cfg.Binary = os.Getenv(simulatorVariable)
	}
	if cfg.Dir == "" {
		cfg.Dir = t.TempDir()
	}
	r, err := New(cfg, zerolog.New(zerolog.NewTestWriter(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return r
}

func TestConformance(t *testing.T) {
	t.Parallel()
	runtimetest.Run(t, func(t *testing.T) runtimetest.Subject {
		t.Helper()
		r := newRuntime(t, Config{})
		signal := func(sig syscall.Signal) func(*testing.T, string) {
			return func(t *testing.T, name string) {
				t.Helper()
				in, found := r.find(name)
				if !found {
					t.Fatalf("no instance %s", name)
				}
				if err := syscall.Kill(r.childOf(in).cmd.Process.Pid, sig); err != nil {
					t.Fatal(err)
				}
			}
		}
		return runtimetest.Subject{
			Runtime:      r,
			Neighbour:    newRuntime(t, Config{}),
			StopByHand:   signal(syscall.SIGTERM),
			RemoveByHand: signal(syscall.SIGKILL),
			Leftovers: func(t *testing.T, name string) []string {
				t.Helper()
				left, err := filepath.Glob(filepath.Join(r.cfg.Dir, name))
				if err != nil {
					t.Fatal(err)
				}
				if in, found := r.find(name); found && r.childOf(in).running() {
					left = append(left, "process "+name)
				}
				return left
			},
		}
	})
}

var _ runtime.Runtime = (*Runtime)(nil)
