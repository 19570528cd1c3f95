// Package runtime says what an instance of WAHA is to us: one isolated process with an environment, a port and login
// data that outlives it. The packages docker and process fulfil it, and runtimetest holds both to the same promises.
package runtime

import (
	"context"
	"io"
	"time"
)

// Runtime runs the instances of one installation. All methods are safe for concurrent use and stop waiting when ctx
// ends; calls about the same name take turns, calls about different names don't. An instance that belongs to somebody
// else is treated as if it weren't there, except that Ensure answers ErrNameTaken.
type Runtime interface {
	// Kind is "docker" or "process".
	Kind() string

	// Ready says whether the engine answers; if not, the error is ErrUnavailable or ErrTimeout.
	Ready(ctx context.Context) error

	// Endpoint is the base URL at which the backend reaches the WAHA of that name. It asks nobody.
	Endpoint(name string, port int) string

	// Ensure makes the instance exist and run with exactly this spec, whatever was there before. Asking again changes
	// nothing. A changed spec replaces the process, never the login data, and only after the old process has ended:
	// two of them on one login would log the number out. It doesn't wait for WAHA to answer HTTP. Before a process is made,
	// and while what it is made of is being fetched, tell hears so: by the same goroutine, and at most about once a second.
	Ensure(ctx context.Context, spec Spec, tell func(Progress)) (Instance, error)

	// Restart stops the instance gracefully, however it is, and starts it again with the spec it has. Where the spec, with
	// its secrets, went away with an earlier backend, the answer is ErrNotRunning: Ensure the instance instead.
	Restart(ctx context.Context, name string) (Instance, error)

	// Stop ends the process gracefully and keeps the login data. Stopping what doesn't run is not an error; what isn't
	// there is ErrNotFound.
	Stop(ctx context.Context, name string) error

	// Remove deletes the process and the login data. Removing what isn't there is not an error, so a removal that was
	// cut short is finished by calling it again.
	Remove(ctx context.Context, name string) error

	// List has every instance of this installation, running or not, ordered by name.
	List(ctx context.Context) ([]Instance, error)

	// Logs gives the instance's output as plain lines, oldest first. The caller closes it; a followed log ends with the
	// process, with ctx or on Close. WAHA's lines may hold secrets: mask them before anybody sees them.
	Logs(ctx context.Context, name string, opts LogOptions) (io.ReadCloser, error)

	// Stats measures a running instance; one that doesn't run is ErrNotRunning.
	Stats(ctx context.Context, name string) (Stats, error)

	// Watch tells what happens to instances from now on, whoever caused it. Both channels close when ctx ends or after
	// one error was sent; events may then have been missed, so subscribe again and List.
	Watch(ctx context.Context) (<-chan Event, <-chan error)
}

// Spec is what one session's instance of WAHA shall be.
type Spec struct {
	Name      string            // of the instance and of its login data: lower-case letters, digits, dashes; at most 63
	SessionID string            // the session it serves, kept as a label
	Env       map[string]string // the complete environment of WAHA, secrets included
	Port      int               // reserved on 127.0.0.1; unused where the backend reaches WAHA without one
}

// Progress is what Ensure is doing.
type Progress struct {
	Pulling bool // the image is being fetched; else the instance is being made
	Percent int  // of the image that is being fetched, 0 to 100; UnknownPercent while nobody knows
}

// UnknownPercent is how much of an image has been fetched before the engine said how large it is.
const UnknownPercent = -1

// Silently is for those who don't want to hear what Ensure is doing.
func Silently(Progress) {}

// State is what an instance is doing, in Docker's words.
type State string

// The states of an instance.
const (
	StateCreated    State = "created" // never started
	StateRunning    State = "running"
	StatePaused     State = "paused" // by hand
	StateRestarting State = "restarting"
	StateRemoving   State = "removing"
	StateExited     State = "exited"
	StateDead       State = "dead" // its removal failed half-way
)

// Instance is what there is.
type Instance struct {
	Name       string
	SessionID  string
	State      State
	ExitCode   int // 128 + n when signal n ended it; meaningful once it has ended
	OOMKilled  bool
	Restarts   int // how often the engine brought it back by itself
	StartedAt  time.Time
	FinishedAt time.Time // zero while it runs for the first time
	SpecHash   string    // differs when it would be made differently now
	Image      string    // or the program that runs
}

// LogOptions choose a part of an instance's output.
type LogOptions struct {
	Tail   int  // this many lines from the end; 0 means all that is kept
	Follow bool // go on with what comes
}

// Stats is what an instance uses at the moment.
type Stats struct {
	MemoryBytes      uint64
	MemoryLimitBytes uint64  // 0 when there is no limit
	CPUPercent       float64 // 100 is one core
}

// EventKind is what happened to an instance.
type EventKind string

// The kinds of events.
const (
	EventStarted EventKind = "started"
	EventDied    EventKind = "died" // ended, for whatever reason, on purpose included
	EventOOM     EventKind = "oom"  // reached its memory limit; "died" usually follows
	EventRemoved EventKind = "removed"
)

// Event is one thing that happened to one instance.
type Event struct {
	Kind      EventKind
	Name      string
	SessionID string
	ExitCode  int // of "died"
	At        time.Time
}
