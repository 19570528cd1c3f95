package waha

import (
	"fmt"
	"maps"
	"slices"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
)

// View is what the simulated phone shows of a session.
type View struct {
	Session  string `json:"session"`
	Status   Status `json:"status"`
	QR       bool   `json:"qr"`
	QRNumber int    `json:"qrNumber"` // counts the codes, so that a viewer sees a new one
	Code     string `json:"code,omitempty"`
	Me       any    `json:"me"`
	Queued   int    `json:"queued"`
	Messages int    `json:"messages"`

	Presence string            `json:"presence"` // of the account, as others see it
	Typing   map[string]string `json:"typing"`   // chat → what the account does there
}

// View describes the session for the page.
func (s *Session) View() View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return View{
		Session: s.name, Status: s.status, QR: s.qr != "", QRNumber: s.qrNumber, Code: s.code, Me: s.me(),
		Queued: len(s.queue), Messages: s.book.Len(),
		Presence: s.presence.own, Typing: maps.Clone(s.presence.typing),
	}
}

// ShownQR is the code on show, without waiting.
func (s *Session) ShownQR() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.qr
}

// Phone finds the session that the control API is about: the named one, or the container's first.
func (m *Manager) Phone(name string) (*Session, error) {
	if name != "" {
		return m.Get(name)
	}
	if s, found := m.session("default"); found {
		return s, nil
	}
	if list := m.sessions(); len(list) > 0 {
		return list[0], nil
	}
	return nil, fmt.Errorf("%w: there is no session yet", ErrNoPhone)
}

// Pending counts webhooks: waiting, answered with success, and refused for lack of room.
func (m *Manager) Pending() (pending int, posted, dropped int64) {
	posted, dropped = m.sender.Counts()
	return m.sender.Pending(), posted, dropped
}

// PhoneChats lists the conversations as the phone has them, whatever the engine stores.
func (s *Session) PhoneChats() []history.Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.named(s.book.Chats())
}

// PhoneMessages gives the newest messages of a conversation as the phone has them, oldest first.
func (s *Session) PhoneMessages(chat string, limit int) []history.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	messages := s.book.Messages(chat)
	messages = messages[:min(limit, len(messages))]
	slices.Reverse(messages)
	return messages
}
