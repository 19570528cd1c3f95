// Package process runs each instance of WAHA as a child process, for machines without a container engine. The program
// is the simulator: the real WAHA only exists as an image. Children end with the backend, login data stays in folders.
package process

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/sync/errgroup"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/runtime/internal/keylock"
)

// host is the only address on which children listen.
const host = "127.0.0.1"

// Config is how children are run. Binary and Dir have no default.
type Config struct {
	Binary      string
	Dir         string            // one folder per instance, for this installation alone
	Env         map[string]string // given to every child beside its spec's
	StopTimeout time.Duration     // for a child to end by itself before it is killed
	LogBytes    int64             // an instance's log keeps between half and all of this
}

// Runtime is the implementation of runtime.Runtime with child processes.
type Runtime struct {
	cfg   Config
	log   zerolog.Logger
	names keylock.Locks
	hub   hub

	mu     sync.Mutex
	known  map[string]*instance
	closed bool
}

// New prepares a runtime and finds the instances of an earlier one in its folder, none of which runs any more.
func New(cfg Config, log zerolog.Logger) (*Runtime, error) {
	if cfg.Binary == "" || cfg.Dir == "" {
		return nil, errors.New("process runtime: Binary and Dir are required")
	}
	cfg.StopTimeout = cmp.Or(cfg.StopTimeout, 30*time.Second)
	cfg.LogBytes = cmp.Or(cfg.LogBytes, 2<<20)
	r := &Runtime{cfg: cfg, log: log.With().Str("component", "process").Logger(), known: map[string]*instance{}}
	found, err := loadRecords(cfg.Dir)
	if err != nil {
		return nil, err
	}
	for _, rec := range found {
		r.known[rec.Name] = &instance{record: rec, book: r.bookOf(rec.Name), inherited: true}
	}
	return r, nil
}

// Close stops every child and refuses further work.
func (r *Runtime) Close() error {
	r.mu.Lock()
	r.closed = true
	var running []*child
	for _, in := range r.known {
		if in.child.running() {
			running = append(running, in.child)
		}
	}
	r.mu.Unlock()
	var group errgroup.Group
	for _, c := range running {
		group.Go(func() error { return c.stop(context.Background(), r.cfg.StopTimeout) })
	}
	return group.Wait()
}

// Kind names this implementation.
func (r *Runtime) Kind() string { return "process" }

// Ready says whether there is a program to run.
func (r *Runtime) Ready(context.Context) error {
	if _, err := exec.LookPath(r.cfg.Binary); err != nil {
		return fmt.Errorf("find the simulator: %w: %w", runtime.ErrUnavailable, err)
	}
	return nil
}

// Endpoint is the port on this machine.
func (r *Runtime) Endpoint(_ string, port int) string {
	return "http://" + net.JoinHostPort(host, strconv.Itoa(port))
}

// Ensure starts the child, after ending one with another spec.
func (r *Runtime) Ensure(ctx context.Context, spec runtime.Spec, tell func(runtime.Progress)) (runtime.Instance, error) {
	if err := spec.Check(); err != nil {
		return runtime.Instance{}, err
	}
	unlock, err := r.lock(ctx, spec.Name)
	if err != nil {
		return runtime.Instance{}, err
	}
	defer unlock()
	rec := record{Name: spec.Name, SessionID: spec.SessionID, SpecHash: r.hash(spec)}
	in, found := r.find(spec.Name)
	if found && in.child.running() {
		if in.record == rec {
			return r.show(in), nil
		}
		if err := in.child.end(ctx, r.cfg.StopTimeout); err != nil {
			return runtime.Instance{}, fmt.Errorf("replace instance %s: %w", spec.Name, explain(err))
		}
	}
	tell(runtime.Progress{})
	if err := saveRecord(r.cfg.Dir, rec); err != nil {
		return runtime.Instance{}, fmt.Errorf("create instance %s: %w", spec.Name, err)
	}
	in = r.adopt(rec, spec)
	return r.start(in)
}

// Restart stops the child gracefully and starts it again.
func (r *Runtime) Restart(ctx context.Context, name string) (runtime.Instance, error) {
	unlock, in, err := r.hold(ctx, name)
	if err != nil {
		return runtime.Instance{}, err
	}
	defer unlock()
	if in.inherited {
		return runtime.Instance{}, fmt.Errorf("restart instance %s of an earlier run: %w", name, runtime.ErrNotRunning)
	}
	if err := in.child.end(ctx, r.cfg.StopTimeout); err != nil {
		return runtime.Instance{}, fmt.Errorf("restart instance %s: %w", name, explain(err))
	}
	return r.start(in)
}

// Stop stops the child gracefully.
func (r *Runtime) Stop(ctx context.Context, name string) error {
	unlock, in, err := r.hold(ctx, name)
	if err != nil {
		return err
	}
	defer unlock()
	if err := in.child.end(ctx, r.cfg.StopTimeout); err != nil {
		return fmt.Errorf("stop instance %s: %w", name, explain(err))
	}
	return nil
}

// Remove kills the child and deletes its folder.
func (r *Runtime) Remove(ctx context.Context, name string) error {
	unlock, err := r.lock(ctx, name)
	if err != nil {
		return err
	}
	defer unlock()
	in, found := r.find(name)
	if found {
		if err := in.child.end(ctx, 0); err != nil {
			return fmt.Errorf("remove instance %s: %w", name, explain(err))
		}
		in.book.close()
	}
	if err := removeFolder(r.cfg.Dir, name); err != nil {
		return fmt.Errorf("remove instance %s: %w", name, err)
	}
	if found {
		r.forget(name)
		r.hub.publish(runtime.Event{Kind: runtime.EventRemoved, Name: name, SessionID: in.record.SessionID, At: time.Now()})
		r.log.Info().Str("container", name).Msg("instance removed")
	}
	return nil
}

// start makes a new child of an instance that has none running.
func (r *Runtime) start(in *instance) (runtime.Instance, error) {
	if portTaken(in.spec.Port) {
		return runtime.Instance{}, fmt.Errorf("start instance %s: %w: %d", in.spec.Name, runtime.ErrPortTaken, in.spec.Port)
	}
	made, err := r.spawn(in)
	if err != nil {
		return runtime.Instance{}, fmt.Errorf("start instance %s: %w", in.spec.Name, err)
	}
	event := runtime.Event{Kind: runtime.EventStarted, Name: in.spec.Name, SessionID: in.spec.SessionID, At: made.startedAt}
	r.hub.publish(event)
	go func() {
		<-made.exited
		in.book.endFollowers()
		event.Kind, event.At, event.ExitCode = runtime.EventDied, made.finishedAt, made.exitCode
		r.hub.publish(event)
		close(made.told)
	}()
	r.log.Info().Str("container", in.spec.Name).Str("session_id", in.spec.SessionID).Msg("instance started")
	return r.show(in), nil
}

// spawn starts the child under the lock that Close takes, so that none is born behind its back.
func (r *Runtime) spawn(in *instance) (*child, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil, fmt.Errorf("%w: it was closed", runtime.ErrUnavailable)
	}
	made, err := startChild(r.command(in))
	if err != nil {
		return nil, err
	}
	in.child = made
	return made, nil
}

func portTaken(port int) bool {
	listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err == nil {
		_ = listener.Close()
	}
	return errors.Is(err, syscall.EADDRINUSE)
}

// explain tells a deadline from a caller that went away.
func explain(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", runtime.ErrTimeout, err)
	}
	return err
}
