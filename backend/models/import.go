package models

import (
	"time"

	"github.com/google/uuid"
)

// ImportReason says why messages are read back from the container.
type ImportReason string

// Why messages are read back.
const (
	ImportHistory ImportReason = "history" // the past of a number that was linked
	ImportGap     ImportReason = "gap"     // what came while nobody listened
)

// ImportState says how far an import is.
type ImportState string

// The states of an import.
const (
	ImportRunning ImportState = "running"
	ImportDone    ImportState = "done"
	ImportFailed  ImportState = "failed"
)

// Import is messages being read back from the container.
type Import struct {
	ID            uuid.UUID
	SessionID     uuid.UUID
	Reason        ImportReason
	State         ImportState
	Since, Until  time.Time // of the messages that are read
	ChatsTotal    int
	ChatsDone     int
	MessagesRead  int
	MessagesAdded int // those that were not here before
	ErrorCode     string
	StartedAt     time.Time
	FinishedAt    time.Time

	// What the worker needs to go on.
	Attempts          int
	PassNews          int  // what was new since the chats began to be read this time
	Pass, QuietPasses int  // how often the chats were read, and how often in a row without anything new
	OverviewPosition  *int // how far the list of chats was read; nil when all of it was
	ClaimedUntil      time.Time
}

// Origin is how the messages of an import got here.
func (i Import) Origin() MessageOrigin {
	if i.Reason == ImportGap {
		return OriginRecovered
	}
	return OriginHistory
}

// ImportChat is one chat of an import and how far it was read.
type ImportChat struct {
	ChatID   ChatID
	Position int
}

// DefaultHistoryDays is the choice of an owner who did not choose.
const DefaultHistoryDays = 30
