// Package worker runs the background loops of a process: it restarts those that fail, knows how they are, and stops them.
package worker

import (
	"context"
	"time"
)

// Worker is one background loop.
type Worker interface {
	// Name is what logs and health call it.
	Name() string
	// Run works until ctx is done, and then returns soon. An error before that gets it run again after a pause; nil
	// says that there is nothing left to do.
	Run(ctx context.Context) error
}

// State is what a worker is doing.
type State string

// The states of a worker.
const (
	Running  State = "running"
	Waiting  State = "waiting"  // It failed, and runs again after a pause.
	Finished State = "finished" // Nothing is left to do, or it was told to stop.
)

// Health is how one worker is.
type Health struct {
	Name     string
	State    State
	Since    time.Time
	Failures int    // In a row.
	Err      string // The last failure's; empty once it has run for a while.
}
