// Package models holds the plain types that the layers exchange.
package models

import (
	"time"

	"github.com/google/uuid"
)

// SessionStatus is what a person is told about a session.
type SessionStatus string

// The four documented states of a session.
const (
	StatusDisconnected SessionStatus = "disconnected"
	StatusConnecting   SessionStatus = "connecting"
	StatusConnected    SessionStatus = "connected"
	StatusError        SessionStatus = "error"
)

// DesiredState is what the owner wants of a session; the reconciler makes it so.
type DesiredState string

// The states an owner can want.
const (
	DesiredRunning DesiredState = "running"
	DesiredStopped DesiredState = "stopped"
	DesiredDeleted DesiredState = "deleted"
)

// WAHAStatus is the state of a session as WAHA names it.
type WAHAStatus string

// The states of WAHA that the rules distinguish. Others are kept as they come and count as "not usable yet".
const (
	WAHAStopped  WAHAStatus = "STOPPED"
	WAHAStarting WAHAStatus = "STARTING"
	WAHAScanQR   WAHAStatus = "SCAN_QR_CODE"
	WAHAWorking  WAHAStatus = "WORKING"
	WAHAFailed   WAHAStatus = "FAILED"
)

// Phase is what the server does for a session until its WAHA speaks.
type Phase string

// The phases. A session is in none of them most of the time.
const (
	PhasePulling  Phase = "pulling_image" // WAHA's image is being fetched
	PhaseCreating Phase = "creating_container"
	PhaseBooting  Phase = "starting_waha" // the container runs, and its WAHA does not answer yet
)

// Session is one WhatsApp number and the container that serves it.
type Session struct {
	ID                 uuid.UUID
	UserID             uuid.UUID
	Name               string
	PhoneNumber        string
	PushName           string
	Status             SessionStatus
	WAHAStatus         WAHAStatus
	WAHAStatusAt       time.Time
	Phase              Phase
	PhasePercent       *int // of the image; nil when nobody knows
	ErrorCode          string
	ContainerName      string
	ContainerPort      int
	WebhookURL         string
	Desired            DesiredState
	RestartRequestedAt time.Time
	Attempts           int
	NextAttemptAt      time.Time
	CreatedAt          time.Time
	UpdatedAt          time.Time
	LastConnectedAt    time.Time
	// What WhatsApp does not let the number do for now: write to new people until a moment, or begin more conversations
	// than its quota.
	RestrictedUntil       time.Time
	QuotaTotal, QuotaUsed int
	HistoryDays           int  // how much of the past is read when the number is linked
	IgnoresGroups         bool // messages of groups stay in the container
	Color                 int  // the number's dye, of ten
	Initials              string
	LinkedAt              time.Time
	UnlinkedAt            time.Time // when it lost its link; zero while it has one
	LastMessageAt         time.Time // of what is here
	GapSince              time.Time // all that came before is here; zero before the first linking
	NextCheckAt           time.Time // when to look whether anything is missing since then
	Import                *Import   // the one that is running, else the newest; nil where nobody asked
}

// SessionUpdate is what an owner changes of a session. Nil leaves a thing as it is.
type SessionUpdate struct {
	Name          *string
	HistoryDays   *int
	IgnoresGroups *bool
	Color         *int
	Initials      *string
}

// SessionSecrets are what a container and the backend share.
type SessionSecrets struct {
	APIKey        string
	WebhookSecret string
}

// StatusOf translates WAHA's state into the documented one.
func StatusOf(status WAHAStatus) SessionStatus {
	switch status {
	case WAHAWorking:
		return StatusConnected
	case WAHAFailed:
		return StatusError
	case WAHAStopped, "":
		return StatusDisconnected
	default:
		return StatusConnecting
	}
}

// StatusReport is one statement of WAHA about its session.
type StatusReport struct {
	Status      WAHAStatus
	At          time.Time
	PhoneNumber string
	PushName    string
	Restriction *Restriction // nil when nothing was said of it, which does not end it
	Quota       *Quota       // likewise
}

// Restriction is WhatsApp's hold on writing to new people (463).
type Restriction struct {
	Active bool
	Until  time.Time // zero when nobody says
}

// Quota is how many new conversations an account may begin until some time (475 beyond it).
type Quota struct {
	Used, Total int
	Until       time.Time // zero when nobody says
}
