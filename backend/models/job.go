package models

import (
	"time"

	"github.com/google/uuid"
)

// SendJob is the work of handing a stored message to WAHA. A message that was cancelled and is sent again may have two: the one
// of which QueuedAt is the message's own counts.
type SendJob struct {
	MessageID uuid.UUID `json:"messageId"`
	QueuedAt  time.Time `json:"queuedAt,omitzero"`
	HasFile   bool      `json:"hasFile,omitempty"` // it may take longer
}

// Kind names the job in the queue.
func (SendJob) Kind() string { return "send" }

// SeenJob is the work of telling WhatsApp that a chat was read.
type SeenJob struct {
	SessionID uuid.UUID `json:"sessionId"`
	ChatID    ChatID    `json:"chatId"`
}

// Kind names the job in the queue.
func (SeenJob) Kind() string { return "seen" }

// ChatJob is the work of telling WhatsApp how a chat of its owner's is now: of what they changed, since jobs keep no order.
type ChatJob struct {
	SessionID uuid.UUID `json:"sessionId"`
	ChatID    ChatID    `json:"chatId"`
	Archived  bool      `json:"archived,omitempty"` // whether it is archived
	Unread    bool      `json:"unread,omitempty"`   // that it is marked as unread
}

// Kind names the job in the queue.
func (ChatJob) Kind() string { return "chat" }
