package models

import (
	"time"

	"github.com/google/uuid"
)

// Content is what a message holds beside its text. Most messages have none of it.
type Content struct {
	Media     *Media
	Location  *Location
	VCards    []VCard
	Poll      *Poll
	Link      *Preview
	Ad        *Preview // the advertisement that made somebody write
	Event     *CalendarEvent
	Call      *Call
	Notice    *Notice
	Reactions []Reaction
}

// MediaStatus says whether a file can be had.
type MediaStatus string

// The states of a file.
const (
	MediaPending MediaStatus = "pending" // to be fetched from the container
	MediaStored  MediaStatus = "stored"
	MediaFailed  MediaStatus = "failed" // WAHA could not give it; it can be asked for again
)

// Media is a file that belongs to a message, or that was uploaded to be sent.
type Media struct {
	ID           uuid.UUID
	SessionID    uuid.UUID
	MessageRow   uuid.UUID // nil for an upload that was not sent yet
	Status       MediaStatus
	MimeType     string      // what the bytes are, once they were seen; before that what WAHA says
	Kind         MessageType // the kind of message that it makes, as long as it is at hand
	Filename     string
	Size         int64 // bytes
	SHA256       string
	BlobKey      string
	ThumbnailKey string
	Width        int // pixels
	Height       int
	Duration     time.Duration
	Waveform     []byte // loudness over time, 0 to 100
	SourceURL    string // where the container has it
	ErrorCode    string
	Attempts     int
}

// Location is a place on the map.
type Location struct {
	Latitude, Longitude float64 // degrees
	Name, Address, URL  string
	Live                bool // moves for a while
}

// VCard is a contact card.
type VCard struct {
	FullName     string
	Organization string
	PhoneNumbers []string // digits
	Text         string   // the card as it came
}

// Poll is a question with its options. Votes are there when a message was read on its own or in a page.
type Poll struct {
	Question        string
	Options         []PollOption
	MultipleAnswers bool
}

// PollOption is one answer of a poll with those who chose it.
type PollOption struct {
	Name   string
	Voters []ChatID // "me" is the owner
}

// Preview is what WhatsApp shows of a link or an advertisement.
type Preview struct {
	URL, Title, Description string
}

// CalendarEvent is an appointment that people answer.
type CalendarEvent struct {
	Name, Description, Location string
	StartsAt, EndsAt            time.Time
	Canceled                    bool
	Responses                   []EventResponse
}

// CallState is how a call went.
type CallState string

// The states of a call.
const (
	CallRinging  CallState = "ringing"
	CallAccepted CallState = "accepted"
	CallRejected CallState = "rejected" // by the owner, or the caller hung up
)

// Call is a call as the timeline shows it.
type Call struct {
	CallID string
	Video  bool
	Group  bool
	State  CallState
}

// CallMessageID is the id under which a call stands in the timeline.
func CallMessageID(callID string) string { return "call:" + callID }

// NoticeKind says what happened in a group.
type NoticeKind string

// What happens in groups.
const (
	NoticeJoined      NoticeKind = "joined"
	NoticeLeft        NoticeKind = "left"
	NoticePromoted    NoticeKind = "promoted"
	NoticeDemoted     NoticeKind = "demoted"
	NoticeSubject     NoticeKind = "subject"
	NoticeDescription NoticeKind = "description"
	NoticeSettings    NoticeKind = "settings"
	NoticeRequested   NoticeKind = "join_requested"
)

// Notice is something that happened in a group, told in its timeline.
type Notice struct {
	Kind    NoticeKind
	Members []ChatID
	Text    string // the new subject or description
}

// Quote is the message that another one answers.
type Quote struct {
	MessageID string    // bare id
	Origin    uuid.UUID // the quoted message, if the same chat has it here
	From      ChatID    // who wrote it; empty when nobody says
	Body      string
	Type      MessageType
}
