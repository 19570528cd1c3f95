package waha

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

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

// Chats lists the conversations, newest first. An engine without a store has none. Merged, a person's hidden chat is
// part of the one by phone number.
func (s *Session) Chats(merged bool) []history.Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.options.noStore {
		return nil
	}
	chats := s.named(s.book.Chats())
	if !merged || s.m.cfg.Engine == config.WEBJS {
		return chats
	}
	return s.fold(chats)
}

// named gives groups their subjects for names.
func (s *Session) named(chats []history.Chat) []history.Chat {
	for i, c := range chats {
		if g, found := s.people.Groups[c.ID]; found {
			chats[i].Name = g.Subject
		}
	}
	return chats
}

// fold joins the two chats of a person; the list is newest first, and stays so.
func (s *Session) fold(chats []history.Chat) []history.Chat {
	at := map[string]int{}
	folded := chats[:0]
	for _, c := range chats {
		person := c.ID
		if phone := s.phoneOf(c); phone != "" {
			if _, both := s.book.Chat(phone); both {
				person = phone
			}
		}
		if i, found := at[person]; found {
			folded[i].Unread += c.Unread
			continue
		}
		at[person] = len(folded)
		c.ID = person
		folded = append(folded, c)
	}
	return folded
}

// phoneOf is the phone number of a hidden chat, where it is known.
func (s *Session) phoneOf(c history.Chat) string {
	if !waid.IsLID(c.ID) {
		return ""
	}
	return cmp.Or(s.people.Phones[c.ID], c.Alt)
}

// Messages lists the messages of a chat, newest first. A browser can't list those of all chats. Merged, both chats of a
// person are one.
func (s *Session) Messages(chat string, merged bool) ([]history.Message, error) {
	if chat == anyChat && s.m.cfg.Engine == config.WEBJS {
		return nil, ErrNotSupported
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.options.noStore {
		return nil, nil
	}
	if chat == anyChat {
		return s.book.Messages(anyChat), nil
	}
	chat = waid.Chat(chat)
	messages := s.book.Messages(chat)
	if !merged || s.m.cfg.Engine == config.WEBJS || !waid.IsPerson(chat) {
		return messages, nil
	}
	twin := s.twinOf(chat)
	if twin == "" {
		return messages, nil
	}
	messages = append(messages, s.book.Messages(twin)...)
	slices.SortStableFunc(messages, func(x, y history.Message) int { return cmp.Compare(y.Timestamp, x.Timestamp) })
	return messages, nil
}

// twinOf is the other chat of a person, if there is one.
func (s *Session) twinOf(chat string) string {
	if waid.IsLID(chat) {
		c, found := s.book.Chat(chat)
		if !found {
			return ""
		}
		return s.phoneOf(c)
	}
	if c, found := s.book.Chat(chat); found && waid.IsLID(c.Alt) {
		if _, both := s.book.Chat(c.Alt); both {
			return c.Alt
		}
	}
	return s.people.Other(chat)
}

// Message finds one message and waits for its file, if that is wanted; nil when there is none.
func (s *Session) Message(ctx context.Context, chat, id string, file bool) any {
	s.mu.Lock()
	m, err := s.target(chat, id)
	missing := err != nil || s.options.noStore
	s.mu.Unlock()
	if missing || (file && !s.AwaitFile(ctx, m)) {
		return nil
	}
	return s.Render([]history.Message{m}, file)[0]
}

// Render writes messages in the engine's shape, with the addresses of their files or without.
func (s *Session) Render(messages []history.Message, files bool) []dialect.Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.writer(false)
	if !files {
		w.Media = s.withoutFile
	}
	list := make([]dialect.Object, 0, len(messages))
	for _, m := range messages {
		list = append(list, w.Message(m, s.quoted(m)))
	}
	return list
}

// withoutFile is the media of a message in a list that leaves files out.
func (s *Session) withoutFile(m history.Message) any {
	if s.m.cfg.Engine == config.WEBJS {
		return nil
	}
	return dialect.Object{"url": nil, "filename": nil, "mimetype": m.File().Mimetype}
}

// Overview writes a conversation in the shape that all engines share.
func (s *Session) Overview(c history.Chat) dialect.Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.writer(false).Overview(c, s.m.Picture(c.ID))
}

// Picture is the address of somebody's picture. Those whose number ends in 9 have none.
func (m *Manager) Picture(id string) string {
	user, id := waid.User(id), waid.Chat(id)
	if (!waid.IsPerson(id) && !waid.IsGroup(id)) || strings.HasSuffix(user, "9") || strings.Trim(user, "0123456789") != "" {
		return ""
	}
	return m.cfg.BaseURL + "/_sim/picture/" + id + ".png"
}

// Seen marks a chat as read by the account, and gives the ids of the messages that were unread. GOWS and NOWEB can mark
// some messages only: those with the ids, and what came before them.
func (s *Session) Seen(chat string, only []string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, found := s.book.Chat(waid.Chat(chat))
	if !found || c.Unread == 0 {
		return nil, nil
	}
	wanted := map[string]bool{}
	for _, id := range only {
		wanted[waid.Raw(id)] = true
	}
	all := len(wanted) == 0 || s.m.cfg.Engine == config.WEBJS
	var ids []string
	unread, newer := c.Unread, 0
	for _, m := range s.book.Messages(c.ID) {
		if m.FromMe || unread == 0 {
			continue
		}
		unread--
		if all = all || wanted[m.ID]; all {
			ids = append(ids, m.FullID())
		} else {
			newer++
		}
	}
	return ids, s.book.SetUnread(c.ID, newer)
}

// MarkUnread makes a chat look unread.
func (s *Session) MarkUnread(chat string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, found := s.book.Chat(waid.Chat(chat))
	if !found {
		return nil
	}
	return s.book.SetUnread(c.ID, max(c.Unread, 1))
}

// Archive puts a chat away, or takes it back, by the API or on the owner's phone, and tells it.
func (s *Session) Archive(chat string, archived bool) (told bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	chat = waid.Chat(chat)
	if err := s.book.Archive(chat, archived); err != nil || s.m.cfg.Engine == config.GOWS || s.status != Working {
		return false, err
	}
	s.emit("chat.archive", dialect.Object{"id": chat, "timestamp": time.Now().Unix(), "archived": archived})
	return true, nil
}

// Sent lists what the people on the other side got, oldest first.
func (s *Session) Sent() []history.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var sent []history.Message
	for _, m := range slices.Backward(s.book.Messages(anyChat)) {
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
