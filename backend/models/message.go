package models

import (
	"time"

	"github.com/google/uuid"
)

// MessageType says what kind of content a message has.
type MessageType string

// The kinds of content. Notices and calls are no messages of anybody, but have their place in the timeline.
const (
	TypeText     MessageType = "text"
	TypeImage    MessageType = "image"
	TypeAudio    MessageType = "audio"
	TypeVoice    MessageType = "voice"
	TypeVideo    MessageType = "video"
	TypeDocument MessageType = "document"
	TypeSticker  MessageType = "sticker"
	TypeLocation MessageType = "location"
	TypeContact  MessageType = "contact"
	TypePoll     MessageType = "poll"
	TypeEvent    MessageType = "event" // an appointment that people answer
	TypeUnknown  MessageType = "unknown"
	TypeNotice   MessageType = "notice"
	TypeCall     MessageType = "call"
)

// MessageOrigin says how a message got here.
type MessageOrigin string

// How messages get here.
const (
	OriginLive      MessageOrigin = "live"
	OriginHistory   MessageOrigin = "history"   // read back after the number was linked
	OriginRecovered MessageOrigin = "recovered" // read back after a gap
)

// MessageStatus is "received" for what came in, else the way of a message out.
type MessageStatus string

// The states of a message.
const (
	MessageReceived  MessageStatus = "received"
	MessageQueued    MessageStatus = "queued"
	MessageSending   MessageStatus = "sending"
	MessageSent      MessageStatus = "sent"
	MessageDelivered MessageStatus = "delivered"
	MessageRead      MessageStatus = "read"
	MessagePlayed    MessageStatus = "played"
	MessageFailed    MessageStatus = "failed"
	MessageUnknown   MessageStatus = "unknown" // it may have been sent; that is being looked up
)

// OnItsWay says that nobody knows yet how a send ends.
func (s MessageStatus) OnItsWay() bool {
	return s == MessageQueued || s == MessageSending || s == MessageUnknown
}

// Ack is how far WhatsApp says a message came.
type Ack int

// WhatsApp's receipts. They only go up, but for an error, which may come at any time.
const (
	AckError   Ack = -1
	AckPending Ack = 0
	AckServer  Ack = 1
	AckDevice  Ack = 2
	AckRead    Ack = 3
	AckPlayed  Ack = 4
)

// Message is one message of a chat.
type Message struct {
	ID          uuid.UUID
	SessionID   uuid.UUID
	ChatID      ChatID
	MessageID   string // WhatsApp's bare id
	WAHAID      string // WAHA's composite id
	FromMe      bool
	FromNumber  string
	ToNumber    string
	Participant string
	SenderName  string
	Body        string
	Type        MessageType
	Origin      MessageOrigin
	Quote       *Quote
	Mentions    []ChatID
	Forwarded   bool
	ViewOnce    bool
	Starred     bool
	PinnedUntil time.Time
	EditedAt    time.Time
	RevokedAt   time.Time // deleted for everyone: the text is kept and not shown
	QueuedAt    time.Time // of a message out: when it was last given to the queue
	ShowsLink   bool      // of a message out: WhatsApp shows the first link of the text
	ForwardOf   uuid.UUID // of a message out: the message that it passes on
	Parts       int16     // which kinds of content the store has for it
	Content     Content
	Status      MessageStatus
	Ack         Ack
	Source      string
	ErrorCode   string
	Timestamp   time.Time
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// AckUpdate is a receipt for a message.
type AckUpdate struct {
	MessageID string
	Ack       Ack
	ErrorCode string // why, of an error: FailRestricted, FailQuota, or empty
}

// Why WhatsApp refuses a message, as the API says it.
const (
	FailRestricted = "number_restricted" // the account may not write to new people for now (463)
	FailQuota      = "new_contact_limit" // the account's quota of new conversations is used up (475)
)

// Contact is one chat of a session: a person or a group.
type Contact struct {
	ID                uuid.UUID
	SessionID         uuid.UUID
	ChatID            ChatID
	PhoneNumber       string
	Name              string
	IsGroup           bool
	UnreadCount       int
	LastMessageAt     time.Time
	LastMessageID     uuid.UUID
	LastMessageBody   string
	LastMessageType   MessageType
	LastMessageFromMe bool
	LastMessageStatus MessageStatus // of an own one
	LastMessageSender string        // the name of whoever wrote it, in a group
	LastMessageLength time.Duration // of a voice note
	ArchivedAt        time.Time
	PinnedAt          time.Time
	MutedUntil        time.Time
	MarkedUnread      bool
	Draft             string
	PictureKey        string
	CreatedAt         time.Time
}

// SendKey makes a repeated request the same send.
type SendKey struct {
	Key  string
	Hash []byte // of what was asked, so that one key cannot mean two messages
}
