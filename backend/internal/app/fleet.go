package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/config"
	"github.com/conectafy/conectafy/backend/internal/runtime/docker"
	"github.com/conectafy/conectafy/backend/internal/runtime/process"
	"github.com/conectafy/conectafy/backend/services"
)

// OpenDocker opens the container engine with WAHA's image, as the production shapes need it: nothing stands in.
func OpenDocker(cfg config.Config, log zerolog.Logger) func(context.Context, string) (Fleet, error) {
	return func(ctx context.Context, installation string) (Fleet, error) {
		cfg, err := resolveInDocker(ctx, cfg)
		if err != nil {
			return Fleet{}, fmt.Errorf("ask the container engine: %w", err)
		}
		rt, err := newDocker(cfg, cfg.WAHA.Image, installation, log)
		if err != nil {
			return Fleet{}, err
		}
		return dockerFleet(ctx, cfg, rt, services.RuntimeInfo{Kind: rt.Kind(), Image: cfg.WAHA.Image}, log)
	}
}

// OpenAny opens what there is, for the one-command shape: the engine with WAHA's image, else with the simulator's, else
// the simulator as child processes. The reason is told.
func OpenAny(cfg config.Config, log zerolog.Logger) func(context.Context, string) (Fleet, error) {
	return func(ctx context.Context, installation string) (Fleet, error) {
		if cfg.WAHA.Runtime == "process" {
			return openProcess(cfg, "RUNTIME=process asks for it", log)
		}
		cfg, err := resolveInDocker(ctx, cfg)
		switch {
		case err == nil:
		case cfg.WAHA.Runtime == "docker":
			return Fleet{}, fmt.Errorf("the container engine is needed (RUNTIME=docker): %w", err)
		default:
			log.Debug().Err(err).Msg("no container engine")
			return openProcess(cfg, "no container engine answers", log)
		}
		rt, err := newDocker(cfg, cfg.WAHA.Image, installation, log)
		if err != nil {
			return Fleet{}, err
		}
		reason := whyNoImage(ctx, rt, cfg)
		if reason == "" {
			return dockerFleet(ctx, cfg, rt, services.RuntimeInfo{Kind: rt.Kind(), Image: cfg.WAHA.Image}, log)
		}
		if err := rt.Close(); err != nil {
			return Fleet{}, err
		}
		return openSimulator(ctx, cfg, installation, reason, log)
	}
}

// whyNoImage fetches WAHA's image if it is not there, and says why it cannot be had.
func whyNoImage(ctx context.Context, rt *docker.Runtime, cfg config.Config) string {
	there, err := rt.HasImage(ctx)
	if err != nil || there {
		return ""
	}
	if cfg.WAHA.Pull == string(docker.PullNever) {
		return fmt.Sprintf("the image %s is not there and WAHA_PULL=never", cfg.WAHA.Image)
	}
	if err := rt.PullImage(ctx); err != nil {
		return fmt.Sprintf("the image %s cannot be pulled", cfg.WAHA.Image)
	}
	return ""
}

func openSimulator(ctx context.Context, cfg config.Config, installation, reason string, log zerolog.Logger) (Fleet, error) {
	cfg.WAHA.Pull = string(docker.PullNever)
	rt, err := newDocker(cfg, cfg.WAHA.SimImage, installation, log)
	if err != nil {
		return Fleet{}, err
	}
	info := services.RuntimeInfo{Kind: rt.Kind(), Image: cfg.WAHA.SimImage, Simulator: true, Reason: reason}
	return dockerFleet(ctx, cfg, rt, info, log)
}

func openProcess(cfg config.Config, reason string, log zerolog.Logger) (Fleet, error) {
	dir, err := filepath.Abs(filepath.Join(cfg.Local.DataDir, "sessions"))
	if err != nil {
		return Fleet{}, err
	}
	// Children work in folders of their own, where a relative path leads elsewhere.
	binary, err := filepath.Abs(cfg.WAHA.SimBinary)
	if err != nil {
		return Fleet{}, err
	}
	rt, err := process.New(process.Config{Binary: binary, Dir: dir}, log)
	if err != nil {
		return Fleet{}, err
	}
	info := services.RuntimeInfo{Kind: rt.Kind(), Image: filepath.Base(cfg.WAHA.SimBinary), Simulator: true, Reason: reason}
	return Fleet{Runtime: rt, Info: info, WebhookHost: "127.0.0.1", Close: rt.Close}, nil
}

func newDocker(cfg config.Config, image, installation string, log zerolog.Logger) (*docker.Runtime, error) {
	return docker.New(docker.Config{
		Installation: installation, Image: image, Pull: docker.PullPolicy(cfg.WAHA.Pull), Network: cfg.WAHA.Network,
		InDocker: cfg.WAHA.InDocker == "true", MemoryBytes: int64(cfg.WAHA.MemoryMB) << 20, CPUs: cfg.WAHA.CPUs,
		CallTimeout: cfg.WAHA.DockerTimeout, Progress: pullProgress(log),
	}, log)
}

func dockerFleet(ctx context.Context, cfg config.Config, rt *docker.Runtime, info services.RuntimeInfo, log zerolog.Logger) (Fleet, error) {
	fleet := Fleet{Runtime: rt, Info: info, Close: rt.Close}
	if cfg.WAHA.InDocker == "true" || cfg.WAHA.WebhookBaseURL != "" {
		return fleet, nil
	}
	var err error
	if fleet.WebhookHost, err = rt.HostAddress(ctx); err != nil {
		return Fleet{}, errors.Join(fmt.Errorf("find this machine on the containers' network: %w", err), rt.Close())
	}
	log.Debug().Str("address", fleet.WebhookHost).Msg("containers report to this address")
	return fleet, nil
}

// resolveInDocker answers IN_DOCKER=auto by asking the engine. An engine that does not answer now cannot tell, and then
// the one-command shape goes on without it, while the production shapes must wait for it.
func resolveInDocker(ctx context.Context, cfg config.Config) (config.Config, error) {
	if cfg.WAHA.InDocker != "auto" {
		return cfg, nil
	}
	inside, err := docker.Inside(ctx, docker.Config{Network: cfg.WAHA.Network, CallTimeout: cfg.WAHA.DockerTimeout})
	cfg.WAHA.InDocker = strconv.FormatBool(inside)
	return cfg, err
}

// pullProgress logs every tenth of an image that arrived.
func pullProgress(log zerolog.Logger) func(percent int) {
	told := -1
	return func(percent int) {
		if percent/10 == told {
			return
		}
		told = percent / 10
		log.Info().Int("percent", told*10).Msg("pulling WAHA's image")
	}
}
