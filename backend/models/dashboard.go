package models

import (
	"time"

	"github.com/google/uuid"
)

// Traffic is how many messages came in and went out.
type Traffic struct{ Incoming, Outgoing int }

// Quarter is the traffic of a quarter of an hour.
type Quarter struct {
	SessionID uuid.UUID // unset where it is that of all sessions
	At        time.Time
	Traffic
}

// Unread is how many chats nobody read yet, and how many messages in them.
type Unread struct{ Chats, Messages int }

// Activity is what is counted over all numbers of a person.
type Activity struct {
	Sessions   []uuid.UUID // newest first
	All        []Quarter
	OfSessions []Quarter
	Unread     map[uuid.UUID]Unread
	Failed     map[uuid.UUID]int
	NewFailed  []FailedSend // newest first
	Unanswered []Contact    // the longest waiting first
	Waiting    int          // how many there are
}

// FailedSend is what a list shows of an own message that did not go out.
type FailedSend struct {
	ID          uuid.UUID
	SessionID   uuid.UUID
	ChatID      ChatID
	ChatName    string
	PhoneNumber string
	Type        MessageType
	Body        string // its beginning
	Timestamp   time.Time
	ErrorCode   string
}

// ActivityQuery says which times are counted.
type ActivityQuery struct {
	Since, SessionsSince, Until time.Time
	FailedSince                 time.Time
	WaitingSince                time.Time // whoever wrote later is not waiting yet
}

// DashboardQuery is how a person wants their numbers shown.
type DashboardQuery struct {
	Zone  *time.Location
	Days  int           // today included
	Grace time.Duration // an answer may take so long
}

// Dashboard is what all numbers of a person do.
type Dashboard struct {
	Activity
	LastHours []time.Time // the beginnings of the last 24 hours, oldest first
	Hours     map[uuid.UUID][]Traffic
	Days      []DayTraffic
	Today     []HourTraffic
}

// DayTraffic is the traffic of one day.
type DayTraffic struct {
	Date string // 2026-11-27
	Traffic
}

// HourTraffic is the traffic of one hour of today, beside what is typical of it.
type HourTraffic struct {
	Traffic
	Typical *TypicalTraffic // nil while there is no earlier day
}

// TypicalTraffic is a mean.
type TypicalTraffic struct{ Incoming, Outgoing float64 }
