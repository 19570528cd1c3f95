// Package docker runs each instance of WAHA in a container of its own. It is the only package that knows the Docker SDK.
package docker

import (
	"cmp"
	"time"
)

// PullPolicy says whether an image may be fetched from a registry.
type PullPolicy string

// The pull policies.
const (
	PullMissing PullPolicy = "missing" // fetch the image when the engine doesn't have it
	PullNever   PullPolicy = "never"
)

// Config is how containers are made. Only Image and Installation have no default.
type Config struct {
	Host         string // address of the engine; empty means DOCKER_HOST, else the local socket
	Image        string
	Pull         PullPolicy
	Network      string
	Installation string // whose containers these are, where several installations share an engine
	InDocker     bool   // the backend is a container on Network itself: no port is published then

	MemoryBytes int64 // also the limit of memory and swap together: a swapping WAHA answers nobody
	CPUs        float64
	PidsLimit   int64

	StopTimeout time.Duration // for WAHA to end by itself before it is killed
	CallTimeout time.Duration // for the engine to answer one question
	PullTimeout time.Duration

	// Progress, if set, hears how much of the image has been fetched while it is, whenever that is a percent more.
	Progress func(percent int)
}

func (c Config) withDefaults() Config {
	c.Pull = cmp.Or(c.Pull, PullMissing)
	c.Network = cmp.Or(c.Network, "conectafy_network")
	c.MemoryBytes = cmp.Or(c.MemoryBytes, 1<<30)
	c.CPUs = cmp.Or(c.CPUs, 1)
	c.PidsLimit = cmp.Or(c.PidsLimit, 512)
	c.StopTimeout = cmp.Or(c.StopTimeout, 30*time.Second)
	c.CallTimeout = cmp.Or(c.CallTimeout, 30*time.Second)
	c.PullTimeout = cmp.Or(c.PullTimeout, 15*time.Minute)
	return c
}
