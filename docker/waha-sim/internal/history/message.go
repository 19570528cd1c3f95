// Package history keeps the chats and messages of one account, within bounds, in memory and in a journal on disk.
package history

import (
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// The acknowledgements of a message.
const (
	AckError   = -1
	AckPending = 0
	AckServer  = 1
	AckDevice  = 2
	AckRead    = 3
	AckPlayed  = 4
)

// contentSize is about what a message's content takes beside its texts.
const contentSize = 400

// Message is a message of any kind. Participant is set where the chat alone doesn't say who wrote it.
type Message struct {
	ID          string `json:"id"` // raw
	Chat        string `json:"chat"`
	FromMe      bool   `json:"fromMe,omitempty"`
	Participant string `json:"participant,omitempty"`
	Alt         string `json:"alt,omitempty"` // the sender's other identity, hidden id or phone
	PushName    string `json:"pushName,omitempty"`
	Source      string `json:"source"` // api or app
	Text        string `json:"text"`
	Timestamp   int64  `json:"timestamp"` // seconds
	Ack         int    `json:"ack"`
	ReplyTo     string `json:"replyTo,omitempty"` // raw id

	Kind    Kind     `json:"kind,omitempty"`
	Content *Content `json:"content,omitempty"`
	Marks   *Marks   `json:"marks,omitempty"`
}

// FullID is the id that WAHA shows.
func (m Message) FullID() string { return waid.Message(m.FromMe, m.Chat, m.ID, m.Participant) }

func (m Message) key() messageKey { return messageKey{chat: m.Chat, id: m.ID} }

func (m Message) size() int {
	size := len(m.Text) + len(m.PushName) + len(m.Chat) + len(m.Participant) + len(m.ID)
	if m.Content != nil {
		size += contentSize
		for _, card := range m.Content.VCards {
			size += len(card.Text)
		}
	}
	return size
}

// messageKey tells messages apart: a raw id counts only within its chat.
type messageKey struct{ chat, id string }

// Chat is a conversation with the newest message it holds.
type Chat struct {
	ID       string
	Name     string
	Alt      string
	Unread   int
	Archived bool
	Last     Message
}
