package models

import (
	"time"

	"github.com/google/uuid"
)

// OwnerAddress stands for the owner of the number among those who reacted, voted or answered.
const OwnerAddress ChatID = "me"

// Reaction is what one person thinks of a message. Only the last one of each person counts.
type Reaction struct {
	MessageID string // bare id of the message that it is about
	Sender    ChatID // OwnerAddress for the owner
	Emoji     string // empty removes
	At        time.Time
}

// Edit is a new text of a message.
type Edit struct {
	MessageID string
	Body      string
	At        time.Time
}

// Revocation deletes a message for everyone.
type Revocation struct {
	MessageID string
	At        time.Time
}

// Vote is one person's whole choice in a poll. Only the last one of each person counts.
type Vote struct {
	MessageID string // of the poll
	Voter     ChatID // OwnerAddress for the owner
	Options   []string
	At        time.Time
}

// EventResponse is one person's answer to an appointment.
type EventResponse struct {
	MessageID   string // of the appointment
	Responder   ChatID
	Response    string // going, not_going, maybe or unknown
	ExtraGuests int
	At          time.Time
}

// Twins are the two addresses of one person: the hidden id and the phone number's.
type Twins struct {
	LID   ChatID
	Phone ChatID
}

// ArchiveChange says that a chat was archived or brought back on another device.
type ArchiveChange struct {
	ChatID   ChatID
	Archived bool
	At       time.Time
}

// CallChange is how a call goes on.
type CallChange struct {
	CallID string
	State  CallState
}

// PresenceState is what somebody does just now.
type PresenceState string

// What people do.
const (
	PresenceOnline    PresenceState = "online"
	PresenceOffline   PresenceState = "offline"
	PresenceTyping    PresenceState = "typing"
	PresenceRecording PresenceState = "recording"
	PresencePaused    PresenceState = "paused"
)

// Presence is what the people of a chat do just now. It is passed on, never stored.
type Presence struct {
	ChatID ChatID           `json:"chatId"`
	People []PersonPresence `json:"people"`
}

// ChatPresence is the presence in a chat of a session, as it is passed on.
type ChatPresence struct {
	SessionID uuid.UUID `json:"sessionId"`
	Presence
}

// PersonPresence is what one person does.
type PersonPresence struct {
	Address  ChatID        `json:"address"`
	State    PresenceState `json:"state"`
	LastSeen int64         `json:"lastSeen,omitempty"` // seconds since 1970
}
