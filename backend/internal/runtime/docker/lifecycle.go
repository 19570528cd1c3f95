package docker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/docker/docker/api/types/container"
	"golang.org/x/sync/errgroup"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// inspectors is how many containers List looks at together.
const inspectors = 8

// Restart stops the container gracefully and starts it again.
func (r *Runtime) Restart(ctx context.Context, name string) (runtime.Instance, error) {
	unlock, have, err := r.hold(ctx, name)
	if err != nil {
		return runtime.Instance{}, err
	}
	defer unlock()
	if err := r.engine.stop(ctx, have.ID); err != nil {
		return runtime.Instance{}, err
	}
	return r.start(ctx, name, have.ID, publishedPort(have))
}

// Stop stops the container gracefully and leaves it there, with its logs.
func (r *Runtime) Stop(ctx context.Context, name string) error {
	unlock, have, err := r.hold(ctx, name)
	if err != nil {
		return err
	}
	defer unlock()
	return r.engine.stop(ctx, have.ID)
}

// Remove deletes the container, then the volume. It kills: what a graceful end would save is deleted anyway.
func (r *Runtime) Remove(ctx context.Context, name string) error {
	unlock, err := r.lock(ctx, name)
	if err != nil {
		return err
	}
	defer unlock()
	have, err := r.find(ctx, name)
	if err == nil {
		err = r.engine.remove(ctx, have.ID)
	}
	if err != nil && !errors.Is(err, runtime.ErrNotFound) {
		return err
	}
	// A container that is being removed is no longer found before it lets go of its volume.
	err = settle(ctx, func() error {
		return r.engine.removeVolume(ctx, name, func(l map[string]string) bool { return owned(r.cfg, l) })
	})
	if err == nil {
		r.log.Info().Str("container", name).Msg("container and volume removed")
	}
	return err
}

// hold takes the name's turn and finds its container.
func (r *Runtime) hold(ctx context.Context, name string) (unlock func(), have container.InspectResponse, err error) {
	unlock, err = r.lock(ctx, name)
	if err != nil {
		return nil, have, err
	}
	have, err = r.find(ctx, name)
	if err != nil {
		unlock()
		return nil, have, err
	}
	return unlock, have, nil
}

// lock takes the name's turn.
func (r *Runtime) lock(ctx context.Context, name string) (unlock func(), err error) {
	if err := runtime.CheckName(name); err != nil {
		return nil, err
	}
	unlock, err = r.names.Lock(ctx, name)
	return unlock, explain("wait for", name, err)
}

// find is inspect for our own containers.
func (r *Runtime) find(ctx context.Context, name string) (container.InspectResponse, error) {
	have, err := r.engine.inspect(ctx, name)
	if err == nil && !owned(r.cfg, have.Config.Labels) {
		err = fmt.Errorf("container %s is not ours: %w", name, runtime.ErrNotFound)
	}
	return have, err
}

// List inspects each container, since the engine's own list has neither exit codes nor times.
func (r *Runtime) List(ctx context.Context) ([]runtime.Instance, error) {
	found, err := r.engine.list(ctx, labels(r.cfg, ""))
	if err != nil {
		return nil, err
	}
	instances := make([]*runtime.Instance, len(found))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(inspectors)
	for i, summary := range found {
		group.Go(func() error {
			if len(summary.Names) == 0 { // half removed
				return nil
			}
			instance, err := r.look(ctx, strings.TrimPrefix(summary.Names[0], "/"))
			if errors.Is(err, runtime.ErrNotFound) {
				return nil
			}
			instances[i] = &instance
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return sorted(instances), nil
}

func sorted(found []*runtime.Instance) []runtime.Instance {
	list := make([]runtime.Instance, 0, len(found))
	for _, instance := range found {
		if instance != nil {
			list = append(list, *instance)
		}
	}
	slices.SortFunc(list, func(a, b runtime.Instance) int { return strings.Compare(a.Name, b.Name) })
	return list
}

func toInstance(c container.InspectResponse) runtime.Instance {
	return runtime.Instance{
		Name:       strings.TrimPrefix(c.Name, "/"),
		SessionID:  c.Config.Labels[labelSession],
		State:      runtime.State(c.State.Status),
		ExitCode:   c.State.ExitCode,
		OOMKilled:  c.State.OOMKilled,
		Restarts:   c.RestartCount,
		StartedAt:  moment(c.State.StartedAt),
		FinishedAt: moment(c.State.FinishedAt),
		SpecHash:   c.Config.Labels[labelSpecHash],
		Image:      c.Config.Image,
	}
}

// moment reads the engine's time; what never happened is the year 1 there, which is Go's zero time.
func moment(text string) time.Time {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}
	}
	return at
}

func publishedPort(c container.InspectResponse) int {
	for _, binding := range c.HostConfig.PortBindings[wahaPort] {
		if port, err := strconv.Atoi(binding.HostPort); err == nil {
			return port
		}
	}
	return 0
}
