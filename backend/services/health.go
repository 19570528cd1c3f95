package services

import (
	"context"
	"time"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/store"
)

// RuntimeInfo says what stands behind the sessions, and why.
type RuntimeInfo struct {
	Kind      string // docker or process
	Image     string
	Simulator bool
	Reason    string // why the simulator stands in for WAHA
}

// Check is the state of one thing the backend needs.
type Check struct {
	Name   string
	OK     bool
	Detail string
}

// Readiness says whether the backend can do its work.
type Readiness struct {
	Ready   bool
	Checks  []Check
	Runtime RuntimeInfo
	Version string
}

// Health tells how the backend is.
type Health struct {
	store   *store.Store
	runtime runtime.Runtime
	info    RuntimeInfo
	version string
}

// NewHealth returns the service.
func NewHealth(st *store.Store, rt runtime.Runtime, info RuntimeInfo, version string) *Health {
	return &Health{store: st, runtime: rt, info: info, version: version}
}

const readyTimeout = 3 * time.Second

// Ready asks the database and the container engine.
func (h *Health) Ready(ctx context.Context) Readiness {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	checks := []Check{check("postgresql", h.store.Ping(ctx)), check(h.info.Kind, h.runtime.Ready(ctx))}
	ready := true
	for _, c := range checks {
		ready = ready && c.OK
	}
	return Readiness{Ready: ready, Checks: checks, Runtime: h.info, Version: h.version}
}

// check tells no causes: anybody may ask, and addresses are nobody's business. The log has them.
func check(name string, err error) Check {
	if err != nil {
		return Check{Name: name, Detail: "does not answer"}
	}
	return Check{Name: name, OK: true}
}
