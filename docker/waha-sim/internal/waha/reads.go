package waha

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Ready finds a session for a call that needs it WORKING, and waits for that as WAHA does.
func (m *Manager) Ready(ctx context.Context, name string) (*Session, error) {
	s, err := m.Known(name)
	if err != nil {
		return nil, err
	}
	return s, s.await(ctx, Working)
}

// Known finds a session for the calls on its content, which tell an unknown one apart from those on sessions.
func (m *Manager) Known(name string) (*Session, error) {
	if name == "" {
		return nil, ErrNameRequired
	}
	s, found := m.session(name)
	if !found {
		return nil, UnknownSessionError{Session: name}
	}
	return s, nil
}

// Chats lists the conversations, newest first. An engine without a store has none.
func (s *Session) Chats() []history.Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.options.noStore {
		return nil
	}
	return s.book.Chats()
}

// Messages lists the messages of a chat, newest first. A browser can't list those of all chats.
func (s *Session) Messages(chat string) ([]history.Message, error) {
	if chat == "all" && s.m.cfg.Engine == config.WEBJS {
		return nil, ErrNotSupported
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.options.noStore {
		return nil, nil
	}
	if chat != "all" {
		chat = waid.Chat(chat)
	}
	return s.book.Messages(chat), nil
}

// Message finds one message; nil when there is none.
func (s *Session) Message(chat, id string) any {
	if chat != "all" {
		chat = waid.Chat(chat)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m, found := s.book.Find(chat, waid.Raw(id))
	if !found || s.options.noStore {
		return nil
	}
	return s.render(m)
}

// Render writes messages in the engine's shape.
func (s *Session) Render(messages []history.Message) []dialect.Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]dialect.Object, 0, len(messages))
	for _, m := range messages {
		list = append(list, s.render(m))
	}
	return list
}

// Overview writes a conversation in the shape that all engines share.
func (s *Session) Overview(c history.Chat) dialect.Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	return dialect.Overview(s.m.cfg.Engine, s.account(), c)
}

// Seen marks a chat as read by the account, and gives the ids of the messages that were unread.
func (s *Session) Seen(chat string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, found := s.book.Chat(waid.Chat(chat))
	if !found || c.Unread == 0 {
		return nil, nil
	}
	var ids []string
	for _, m := range s.book.Messages(c.ID) {
		if !m.FromMe && len(ids) < c.Unread {
			ids = append(ids, m.FullID())
		}
	}
	return ids, s.book.Seen(c.ID)
}

// Sent lists what the people on the other side got, oldest first.
func (s *Session) Sent() []history.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var sent []history.Message
	for _, m := range slices.Backward(s.book.Messages("all")) {
		if m.FromMe {
			sent = append(sent, m)
		}
	}
	return sent
}

// Account is the linked phone.
func (s *Session) Account() (dialect.Account, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.account(), s.login.Linked
}

// Identities pairs a person's hidden id with the phone number; the number is empty where nobody knows it.
type Identities struct{ LID, Phone string }

// People lists the persons of the direct chats by both of their ids.
func (s *Session) People() []Identities {
	var people []Identities
	for _, c := range s.Chats() {
		switch {
		case waid.IsLID(c.ID):
			people = append(people, Identities{LID: c.ID, Phone: c.Alt})
		case strings.HasSuffix(c.ID, waid.Person):
			lid := c.Alt
			if lid == "" {
				lid = waid.LIDOf(c.ID)
			}
			people = append(people, Identities{LID: lid, Phone: c.ID})
		}
	}
	return people
}

var phoneNumber = regexp.MustCompile(`^[1-9][0-9]{6,14}$`)

// OnWhatsApp tells whether a number is registered: every plausible one is, except those that end in four zeros.
func OnWhatsApp(chat string) bool {
	digits := waid.User(chat)
	return phoneNumber.MatchString(digits) && !strings.HasSuffix(digits, "0000")
}
