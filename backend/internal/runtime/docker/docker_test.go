package docker

import (
	"context"
	"os"
	"testing"

	cerrdefs "github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/image"
	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/runtime/runtimetest"
)

var _ runtime.Runtime = (*Runtime)(nil)

// imageVariable tells the tests which image TestMain built.
const imageVariable = "CONECTAFY_TEST_IMAGE"

func TestMain(m *testing.M) {
	os.Exit(func() int {
		tag := "conectafy-runtime-test:" + uuid.NewString()
		r, err := New(Config{Image: tag, Installation: tag}, zerolog.Nop())
		if err != nil {
			panic(err)
		}
		if err := buildImage(r, tag); err != nil {
			panic(err)
		}
		defer func() {
			if _, err := r.engine.ImageRemove(context.Background(), tag, image.RemoveOptions{Force: true, PruneChildren: true}); err != nil {
				panic(err)
			}
		}()
		if err := os.Setenv(imageVariable, tag); err != nil {
			panic(err)
		}
		return m.Run()
	}())
}

func buildImage(r *Runtime, tag string) error {
	dir, err := os.MkdirTemp("", "conectafy-runtime-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary, err := runtimetest.BuildSimulator(dir)
	if err != nil {
		return err
	}
	files, err := runtimetest.SimulatorImage(binary)
	if err != nil {
		return err
	}
	return r.BuildImage(context.Background(), tag, files)
}

// newRuntime makes a runtime whose network and installation no other test has.
func newRuntime(t *testing.T, change func(*Config)) *Runtime {
	t.Helper()
	id := uuid.NewString()
	cfg := Config{
		Image:        os.Getenv(imageVariable),
		Pull:         PullNever,
		Network:      "conectafy-test-" + id,
		Installation: id,
		MemoryBytes:  64 << 20,
	}
	if change != nil {
		change(&cfg)
	}
	r, err := New(cfg, zerolog.New(zerolog.NewTestWriter(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		err := r.engine.NetworkRemove(context.WithoutCancel(t.Context()), cfg.Network)
		if err != nil && !cerrdefs.IsNotFound(err) {
			t.Errorf("remove the test's network: %v", err)
		}
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
		r := newRuntime(t, nil)
		return runtimetest.Subject{
			Runtime:   r,
			Neighbour: newRuntime(t, nil),
			StopByHand: func(t *testing.T, name string) {
				t.Helper()
				if err := r.engine.ContainerStop(t.Context(), name, container.StopOptions{}); err != nil {
					t.Fatal(err)
				}
			},
			RemoveByHand: func(t *testing.T, name string) {
				t.Helper()
				if err := r.engine.ContainerRemove(t.Context(), name, container.RemoveOptions{Force: true}); err != nil {
					t.Fatal(err)
				}
			},
			Leftovers: func(t *testing.T, name string) []string { return leftovers(t, r, name) },
		}
	})
}

func leftovers(t *testing.T, r *Runtime, name string) []string {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	var left []string
	if _, err := r.engine.ContainerInspect(ctx, name); !cerrdefs.IsNotFound(err) {
		left = append(left, "container "+name)
	}
	if _, err := r.engine.VolumeInspect(ctx, name); !cerrdefs.IsNotFound(err) {
		left = append(left, "volume "+name)
	}
	return left
}
