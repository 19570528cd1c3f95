package docker

import (
	"context"
	"fmt"
	"time"

	cerrdefs "github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/filters"
	"github.com/docker/docker/client"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// engine is the Docker daemon: one call per method, each with a time limit and with errors that callers can tell apart.
// Containers are named by id where one is known, so that a container which replaced another under its name isn't hit.
type engine struct {
	*client.Client
	limit time.Duration // of a quick call
	grace time.Duration // that a container gets to stop by itself
}

func connect(cfg Config) (engine, error) {
	opts := []client.Opt{client.FromEnv, client.WithAPIVersionNegotiation()}
	if cfg.Host != "" {
		opts = append(opts, client.WithHost(cfg.Host))
	}
	cli, err := client.NewClientWithOpts(opts...)
	if err != nil {
		return engine{}, fmt.Errorf("set up the Docker client: %w", err)
	}
	return engine{Client: cli, limit: cfg.CallTimeout, grace: cfg.StopTimeout}, nil
}

func (e engine) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, e.limit)
	defer cancel()
	_, err := e.Ping(ctx)
	return explain("ping", "the Docker engine", err)
}

// inspect finds a container by its exact name; the engine would also take the beginning of an id.
func (e engine) inspect(ctx context.Context, name string) (container.InspectResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, e.limit)
	defer cancel()
	found, err := e.ContainerInspect(ctx, name)
	if err == nil && found.Name != "/"+name {
		err = cerrdefs.ErrNotFound
	}
	return found, explain("inspect container", name, err)
}

func (e engine) create(ctx context.Context, name string, b blueprint) (id string, err error) {
	ctx, cancel := context.WithTimeout(ctx, e.limit)
	defer cancel()
	made, err := e.ContainerCreate(ctx, b.config, b.host, b.network, nil, name)
	return made.ID, explain("create container", name, err)
}

func (e engine) start(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, e.limit)
	defer cancel()
	return explain("start container", id, e.ContainerStart(ctx, id, container.StartOptions{}))
}

func (e engine) unpause(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, e.limit)
	defer cancel()
	return explain("unpause container", id, e.ContainerUnpause(ctx, id))
}

func (e engine) stop(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, e.grace+e.limit)
	defer cancel()
	seconds := int(e.grace.Seconds())
	return explain("stop container", id, e.ContainerStop(ctx, id, container.StopOptions{Timeout: &seconds}))
}

// remove deletes a container, running or not, and returns when it is gone, whoever removed it.
func (e engine) remove(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, e.limit)
	defer cancel()
	err := e.ContainerRemove(ctx, id, container.RemoveOptions{Force: true, RemoveVolumes: true})
	if cerrdefs.IsConflict(err) { // somebody else is at it
		err = e.waitRemoved(ctx, id)
	}
	if cerrdefs.IsNotFound(err) {
		return nil
	}
	return explain("remove container", id, err)
}

func (e engine) waitRemoved(ctx context.Context, id string) error {
	done, failed := e.ContainerWait(ctx, id, container.WaitConditionRemoved)
	select {
	case <-done:
		return nil
	case err := <-failed:
		return err
	}
}

// list gives the ids of the containers, running or not, that have all of the labels.
func (e engine) list(ctx context.Context, having map[string]string) ([]container.Summary, error) {
	ctx, cancel := context.WithTimeout(ctx, e.limit)
	defer cancel()
	found, err := e.ContainerList(ctx, container.ListOptions{All: true, Filters: labelFilter(having)})
	return found, explain("list", "containers", err)
}

// removeVolume deletes the volume if it is one of ours.
func (e engine) removeVolume(ctx context.Context, name string, ours func(map[string]string) bool) error {
	ctx, cancel := context.WithTimeout(ctx, e.limit)
	defer cancel()
	found, err := e.VolumeInspect(ctx, name)
	if err == nil && ours(found.Labels) {
		err = e.VolumeRemove(ctx, name, false)
	}
	if cerrdefs.IsNotFound(err) {
		return nil
	}
	return explain("remove volume", name, err)
}

// stream opens an answer without end. Only its beginning has a time limit; close ends it.
func stream[T any](ctx context.Context, limit time.Duration, open func(context.Context) (T, error)) (T, context.CancelFunc, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(limit, func() { cancel(runtime.ErrTimeout) })
	answer, err := open(ctx)
	timer.Stop()
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		cancel(nil)
	}
	return answer, func() { cancel(nil) }, err
}

func labelFilter(having map[string]string) filters.Args {
	args := filters.NewArgs()
	for key, value := range having {
		args.Add("label", key+"="+value)
	}
	return args
}
