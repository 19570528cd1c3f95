package docker

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	cerrdefs "github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
	"github.com/rs/zerolog"
	"golang.org/x/sync/singleflight"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/runtime/internal/keylock"
)

// How often, and after what pause, to look again when somebody else changes the same container at the same time.
const (
	looks = 10
	pause = 100 * time.Millisecond
)

// Runtime is the Docker implementation of runtime.Runtime.
type Runtime struct {
	cfg     Config
	log     zerolog.Logger
	engine  engine
	network *homeNetwork
	names   keylock.Locks
	pulls   singleflight.Group
	pulled  atomic.Int32 // percent of the image that is being fetched
}

// New prepares a runtime. The engine needn't answer yet.
func New(cfg Config, log zerolog.Logger) (*Runtime, error) {
	cfg = cfg.withDefaults()
	if cfg.Image == "" || cfg.Installation == "" {
		return nil, errors.New("docker runtime: Image and Installation are required")
	}
	e, err := connect(cfg)
	if err != nil {
		return nil, err
	}
	r := &Runtime{
		cfg:     cfg,
		log:     log.With().Str("component", "docker").Logger(),
		engine:  e,
		network: &homeNetwork{engine: e, name: cfg.Network, labels: labels(cfg, "")},
	}
	r.pulled.Store(runtime.UnknownPercent)
	return r, nil
}

// Close lets go of the connections to the engine. Containers keep running: a deploy logs nobody out of WhatsApp.
func (r *Runtime) Close() error { return r.engine.Close() }

// Kind names this implementation.
func (r *Runtime) Kind() string { return "docker" }

// Ready says whether the engine answers.
func (r *Runtime) Ready(ctx context.Context) error { return r.engine.ping(ctx) }

// Endpoint is the container's name on the common network or, from outside of Docker, its published port.
func (r *Runtime) Endpoint(name string, port int) string {
	if r.cfg.InDocker {
		return "http://" + name + ":" + wahaPort.Port()
	}
	return "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
}

// HostAddress is where containers reach this machine: a backend outside of Docker receives webhooks there.
func (r *Runtime) HostAddress(ctx context.Context) (string, error) { return r.network.ensure(ctx) }

// Ensure creates, replaces or starts the container, whichever is missing.
func (r *Runtime) Ensure(ctx context.Context, spec runtime.Spec, tell func(runtime.Progress)) (runtime.Instance, error) {
	if err := spec.Check(); err != nil {
		return runtime.Instance{}, err
	}
	unlock, err := r.lock(ctx, spec.Name)
	if err != nil {
		return runtime.Instance{}, err
	}
	defer unlock()
	var made runtime.Instance
	err = settle(ctx, func() (err error) {
		made, err = r.ensure(ctx, spec, tell)
		if moved(err) {
			r.network.forget() // it may be the network that is gone
		}
		return err
	})
	return made, err
}

func (r *Runtime) ensure(ctx context.Context, spec runtime.Spec, tell func(runtime.Progress)) (runtime.Instance, error) {
	gateway, err := r.network.ensure(ctx)
	if err != nil {
		return runtime.Instance{}, err
	}
	want, err := draw(r.cfg, spec, gateway)
	if err != nil {
		return runtime.Instance{}, err
	}
	have, err := r.engine.inspect(ctx, spec.Name)
	switch {
	case errors.Is(err, runtime.ErrNotFound):
	case err != nil:
		return runtime.Instance{}, err
	case !owned(r.cfg, have.Config.Labels):
		return runtime.Instance{}, fmt.Errorf("container %s: %w", spec.Name, runtime.ErrNameTaken)
	case usable(have) && have.Config.Labels[labelSpecHash] == want.hash:
		made, err := r.run(ctx, have)
		if !spoilt(err) {
			return made, err
		}
		r.log.Warn().Err(err).Str("container", spec.Name).Msg("the engine can't start this container any more")
	}
	if err == nil {
		if err := r.discard(ctx, have); err != nil {
			return runtime.Instance{}, err
		}
	}
	id, err := r.create(ctx, spec.Name, want, tell)
	if err != nil {
		return runtime.Instance{}, err
	}
	r.log.Info().Str("container", spec.Name).Str("session_id", spec.SessionID).Msg("container created")
	return r.start(ctx, spec.Name, id, spec.Port)
}

// usable is false for a container that somebody began to remove.
func usable(c container.InspectResponse) bool {
	return c.State.Status != container.StateRemoving && c.State.Status != container.StateDead
}

// run makes an existing container run.
func (r *Runtime) run(ctx context.Context, have container.InspectResponse) (runtime.Instance, error) {
	switch have.State.Status {
	case container.StateRunning, container.StateRestarting:
		return toInstance(have), nil
	case container.StatePaused:
		if err := r.engine.unpause(ctx, have.ID); err != nil {
			return runtime.Instance{}, err
		}
		return r.look(ctx, have.Name[1:])
	default:
		return r.start(ctx, have.Name[1:], have.ID, publishedPort(have))
	}
}

func (r *Runtime) start(ctx context.Context, name, id string, port int) (runtime.Instance, error) {
	err := r.engine.start(ctx, id)
	if cerrdefs.IsInternal(err) && port != 0 && !r.cfg.InDocker && portTaken(port) {
		return runtime.Instance{}, fmt.Errorf("start container %s: %w: %d: %w", name, runtime.ErrPortTaken, port, err)
	}
	if err != nil {
		return runtime.Instance{}, err
	}
	return r.look(ctx, name)
}

func (r *Runtime) look(ctx context.Context, name string) (runtime.Instance, error) {
	found, err := r.engine.inspect(ctx, name)
	if err != nil {
		return runtime.Instance{}, err
	}
	return toInstance(found), nil
}

// portTaken tries the port: the engine says why a start failed in words alone.
func portTaken(port int) bool {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err == nil {
		_ = listener.Close()
	}
	return errors.Is(err, syscall.EADDRINUSE)
}

// discard ends a container and waits until it is gone, since its successor will use the same volume.
func (r *Runtime) discard(ctx context.Context, have container.InspectResponse) error {
	r.log.Info().Str("container", have.Name[1:]).Msg("replacing container")
	if have.State.Running {
		if err := r.engine.stop(ctx, have.ID); err != nil {
			return err
		}
	}
	return r.engine.remove(ctx, have.ID)
}

// settle repeats what was overtaken by somebody else's change to the same container.
func settle(ctx context.Context, step func() error) error {
	for attempt := 1; ; attempt++ {
		err := step()
		if !moved(err) || attempt == looks {
			return err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return explain("settle", "container", errors.Join(ctx.Err(), err))
		}
	}
}
