package docker

import (
	"context"
	"errors"
	"os"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// Inside says whether this program runs in a container on cfg.Network of the engine itself. A mark such as /.dockerenv
// doesn't say so: a machine that is a container may well run an engine of its own.
func Inside(ctx context.Context, cfg Config) (bool, error) {
	cfg = cfg.withDefaults()
	e, err := connect(cfg)
	if err != nil {
		return false, err
	}
	defer func() { _ = e.Close() }()
	name, err := os.Hostname()
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(ctx, cfg.CallTimeout)
	defer cancel()
	// A container's host name is the beginning of its id unless it was given another.
	self, err := e.ContainerInspect(ctx, name)
	if err = explain("inspect container", name, err); errors.Is(err, runtime.ErrNotFound) {
		return false, nil
	}
	if err != nil || self.NetworkSettings == nil {
		return false, err
	}
	_, on := self.NetworkSettings.Networks[cfg.Network]
	return on, nil
}
