// Package waha is the simulated WhatsApp client: sessions and their states, pairing, messages, and the events they cause.
package waha

import (
	"errors"
	"fmt"
)

// What an operation on a session can answer. The HTTP layer gives each its status and body.
var (
	ErrNotFound     = errors.New("session not found")
	ErrExists       = errors.New("session already exists")
	ErrNameRequired = errors.New("session name is required")
	ErrNotSupported = errors.New("the engine does not implement this")
	ErrNoCode       = errors.New("pairing code only while a QR is on show")
)

// ErrNoPhone says that the simulated phone can't do what it was asked in its present state.
var ErrNoPhone = errors.New("the phone can't do that now")

// NotRunningError says that a call needs a running session.
type NotRunningError struct{ Session string }

func (e NotRunningError) Error() string { return fmt.Sprintf("session %q is not running", e.Session) }

// UnknownSessionError says that a call named a session that was never created.
type UnknownSessionError struct{ Session string }

func (e UnknownSessionError) Error() string {
	return fmt.Sprintf("session %q does not exist", e.Session)
}

// StatusError says that the session did not reach the needed status in time.
type StatusError struct {
	Session  string
	Status   Status
	Expected []Status
}

func (e StatusError) Error() string {
	return fmt.Sprintf("session %q is %s, expected %v", e.Session, e.Status, e.Expected)
}

// LockError says that another operation on the session took too long.
type LockError struct{ Session string }

func (e LockError) Error() string { return "async-lock timed out in queue " + e.Session }

// EngineError is a failure of the engine, which WAHA reports as a 500.
type EngineError struct{ Message string }

func (e EngineError) Error() string { return e.Message }

// InvalidError lists what is wrong with a request, one sentence each.
type InvalidError struct{ Problems []string }

func (e InvalidError) Error() string { return fmt.Sprintf("invalid request: %v", e.Problems) }

// ErrWrongFile says that the engine can't send the file as what the call says it is.
var ErrWrongFile = errors.New("the file is of the wrong type")

// ErrNoVideo says that the browser in this image can't send videos.
var ErrNoVideo = errors.New("videos need the image with Chrome")

// DownloadError is a failed download of a file, as the library says it that WAHA uses for it.
type DownloadError struct {
	Message string
	Code    string
	Status  int // of the answer, 0 if there was none
}

func (e DownloadError) Error() string { return e.Message }

// ErrNoMessage says that a call is about a message that the account doesn't have.
var ErrNoMessage = errors.New("message not found")

// ErrNoGroup says that a call is about a group that the account doesn't know.
var ErrNoGroup = errors.New("group not found")
