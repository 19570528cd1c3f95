package docker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	cerrdefs "github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/build"
	"github.com/docker/docker/api/types/image"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// create makes the container, after fetching the image if that is what was missing.
func (r *Runtime) create(ctx context.Context, name string, b blueprint, tell func(runtime.Progress)) (id string, err error) {
	tell(runtime.Progress{})
	id, err = r.engine.create(ctx, name, b)
	if !errors.Is(err, runtime.ErrNotFound) {
		return id, err
	}
	present, lookErr := r.HasImage(ctx)
	if lookErr != nil || present { // it was something else that is missing
		return "", errors.Join(err, lookErr)
	}
	if r.cfg.Pull == PullNever {
		return "", fmt.Errorf("create container %s: %w: %s", name, runtime.ErrImageMissing, r.cfg.Image)
	}
	if err := r.await(ctx, tell); err != nil {
		return "", err
	}
	tell(runtime.Progress{})
	return r.engine.create(ctx, name, b)
}

// HasImage says whether the engine has the image.
func (r *Runtime) HasImage(ctx context.Context) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, r.cfg.CallTimeout)
	defer cancel()
	_, err := r.engine.ImageInspect(ctx, r.cfg.Image)
	if cerrdefs.IsNotFound(err) {
		return false, nil
	}
	return err == nil, explain("inspect image", r.cfg.Image, err)
}

// PullImage fetches the image unless it is there, once for all who ask meanwhile. It goes on when the asker's ctx ends,
// since the next asker will want what has been fetched. An image that can't be had is ErrImageMissing.
func (r *Runtime) PullImage(ctx context.Context) error { return r.await(ctx, runtime.Silently) }

// tellEvery is how often an asker hears how much has been fetched.
const tellEvery = time.Second

// await is PullImage for an asker who wants to hear how it goes.
func (r *Runtime) await(ctx context.Context, tell func(runtime.Progress)) error {
	result := r.pulls.DoChan(r.cfg.Image, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.cfg.PullTimeout)
		defer cancel()
		return nil, r.pullMissing(ctx)
	})
	ticker := time.NewTicker(tellEvery)
	defer ticker.Stop()
	for told := (runtime.Progress{}); ; {
		if now := (runtime.Progress{Pulling: true, Percent: int(r.pulled.Load())}); now != told {
			tell(now)
			told = now
		}
		select {
		case done := <-result:
			return done.Err
		case <-ctx.Done():
			return explain("pull", r.cfg.Image, ctx.Err())
		case <-ticker.C:
		}
	}
}

func (r *Runtime) pullMissing(ctx context.Context) error {
	present, err := r.HasImage(ctx)
	if present || err != nil {
		return err
	}
	r.log.Info().Str("image", r.cfg.Image).Msg("pulling image")
	if err := r.pull(ctx); err != nil {
		return fmt.Errorf("%w: %s: %w", runtime.ErrImageMissing, r.cfg.Image, explain("pull", r.cfg.Image, err))
	}
	r.log.Info().Str("image", r.cfg.Image).Msg("image pulled")
	return nil
}

func (r *Runtime) pull(ctx context.Context) error {
	body, err := r.engine.ImagePull(ctx, r.cfg.Image, image.PullOptions{})
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }()
	defer r.pulled.Store(runtime.UnknownPercent)
	fetched := newFetched()
	return follow(body, func(s step) {
		before := fetched.percent
		percent := fetched.add(s)
		if percent == before {
			return
		}
		r.pulled.Store(int32(percent))
		if r.cfg.Progress != nil {
			r.cfg.Progress(percent)
		}
	})
}

// BuildImage makes an image from a tar with a Dockerfile in it, for instance the simulator's.
func (r *Runtime) BuildImage(ctx context.Context, tag string, files io.Reader) error {
	answer, err := r.engine.ImageBuild(ctx, files, build.ImageBuildOptions{
		Tags: []string{tag}, Remove: true, ForceRemove: true, Labels: labels(r.cfg, ""),
	})
	if err != nil {
		return explain("build image", tag, err)
	}
	defer func() { _ = answer.Body.Close() }()
	return explain("build image", tag, follow(answer.Body, func(step) {}))
}

// step is one line of the engine's report on a pull or a build.
type step struct {
	Status   string `json:"status"`
	Layer    string `json:"id"`
	Progress struct {
		Current int64 `json:"current"`
		Total   int64 `json:"total"`
	} `json:"progressDetail"`
	Error string `json:"error"`
}

// follow reads the report to its end. A failure half-way comes as a line, under status 200.
func follow(report io.Reader, each func(step)) error {
	decoder := json.NewDecoder(report)
	for {
		var s step
		err := decoder.Decode(&s)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if s.Error != "" {
			return errors.New(s.Error)
		}
		each(s)
	}
}
