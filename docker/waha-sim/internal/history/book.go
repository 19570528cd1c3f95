package history

import (
	"cmp"
	"slices"
	"strings"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Limits bound what a book holds; the oldest messages go first.
type Limits struct {
	Messages int
	Bytes    int
}

// Book holds the messages of one account. It is not safe for concurrent use: its owner locks.
type Book struct {
	limits  Limits
	journal *journal
	chats   map[string]*chat
	byKey   map[messageKey]*Message
	arrived []*Message // oldest first
	bytes   int
}

type chat struct {
	id, name, alt string
	unread        int
	archived      bool
	messages      []*Message // in order of arrival
}

// Find looks a message up by chat and raw id. The chat "all" stands for any.
func (b *Book) Find(chatID, raw string) (Message, bool) {
	if m, found := b.byKey[messageKey{chat: chatID, id: raw}]; found {
		return *m, true
	}
	if chatID == "all" {
		for _, m := range b.arrived {
			if m.ID == raw {
				return *m, true
			}
		}
	}
	return Message{}, false
}

// Put stores a new message, or replaces the one with the same chat and id.
func (b *Book) Put(m Message) error {
	b.apply(m)
	return b.journal.append(entry{Message: &m}, len(b.arrived), b.entries)
}

// PutAll stores many messages at once.
func (b *Book) PutAll(messages []Message) error {
	entries := make([]entry, 0, len(messages))
	for i := range messages {
		b.apply(messages[i])
		entries = append(entries, entry{Message: &messages[i]})
	}
	return b.journal.appendAll(entries, len(b.arrived), b.entries)
}

// Seen marks a chat as read by its owner.
func (b *Book) Seen(chatID string) error { return b.SetUnread(chatID, 0) }

// SetUnread says how many messages of a chat its owner has not read.
func (b *Book) SetUnread(chatID string, unread int) error {
	c, found := b.chats[chatID]
	if !found || c.unread == unread {
		return nil
	}
	c.unread = unread
	return b.journal.append(entry{Seen: chatID, Unread: unread}, len(b.arrived), b.entries)
}

// Archive puts a chat away, or takes it back.
func (b *Book) Archive(chatID string, archived bool) error {
	c, found := b.chats[chatID]
	if !found || c.archived == archived {
		return nil
	}
	c.archived = archived
	return b.journal.append(entry{Archive: chatID, Archived: archived}, len(b.arrived), b.entries)
}

// Erase forgets everything.
func (b *Book) Erase() error {
	b.reset()
	return b.journal.erase()
}

// Close ends the writing.
func (b *Book) Close() error { return b.journal.close() }

// Len counts the messages held.
func (b *Book) Len() int { return len(b.arrived) }

// Chats lists the conversations, the one with the newest message first.
func (b *Book) Chats() []Chat {
	list := make([]Chat, 0, len(b.chats))
	for _, c := range b.chats {
		list = append(list, c.view())
	}
	slices.SortFunc(list, func(x, y Chat) int {
		return cmp.Or(cmp.Compare(y.Last.Timestamp, x.Last.Timestamp), strings.Compare(x.ID, y.ID))
	})
	return list
}

// Chat looks one conversation up.
func (b *Book) Chat(id string) (Chat, bool) {
	c, found := b.chats[id]
	if !found {
		return Chat{}, false
	}
	return c.view(), true
}

// Messages lists the messages of a chat, or of all, newest first.
func (b *Book) Messages(chatID string) []Message {
	from := b.arrived
	if chatID != "all" {
		from = nil
		if c, found := b.chats[chatID]; found {
			from = c.messages
		}
	}
	sorted := slices.Clone(from)
	slices.Reverse(sorted)
	slices.SortStableFunc(sorted, func(x, y *Message) int { return cmp.Compare(y.Timestamp, x.Timestamp) })
	list := make([]Message, len(sorted))
	for i, m := range sorted {
		list[i] = *m
	}
	return list
}

func (b *Book) reset() {
	b.chats, b.byKey, b.arrived, b.bytes = map[string]*chat{}, map[messageKey]*Message{}, nil, 0
}

func (b *Book) apply(m Message) {
	if known, found := b.byKey[m.key()]; found {
		b.bytes += m.size() - known.size()
		*known = m
		return
	}
	stored := &m
	c := b.chats[m.Chat]
	if c == nil {
		c = &chat{id: m.Chat, name: waid.User(m.Chat)}
		b.chats[m.Chat] = c
	}
	c.learn(m)
	c.messages = append(c.messages, stored)
	b.byKey[m.key()] = stored
	b.arrived = append(b.arrived, stored)
	b.bytes += m.size()
	for len(b.arrived) > 1 && (len(b.arrived) > b.limits.Messages || b.bytes > b.limits.Bytes) {
		b.dropOldest()
	}
}

// dropOldest relies on every chat holding its messages in the order in which all of them arrived.
func (b *Book) dropOldest() {
	m := b.arrived[0]
	b.arrived[0] = nil
	b.arrived = b.arrived[1:]
	b.bytes -= m.size()
	delete(b.byKey, m.key())
	c := b.chats[m.Chat]
	c.messages[0] = nil
	c.messages = c.messages[1:]
	c.unread = min(c.unread, len(c.messages))
	if len(c.messages) == 0 {
		delete(b.chats, m.Chat)
	}
}

func (c *chat) learn(m Message) {
	if m.FromMe {
		return
	}
	c.unread++
	if m.PushName != "" && !waid.HasParticipant(c.id) {
		c.name = m.PushName
	}
	if m.Alt != "" && !waid.HasParticipant(c.id) {
		c.alt = m.Alt
	}
}

func (c *chat) view() Chat {
	last := c.messages[0]
	for _, m := range c.messages {
		if m.Timestamp >= last.Timestamp {
			last = m
		}
	}
	return Chat{ID: c.id, Name: c.name, Alt: c.alt, Unread: c.unread, Archived: c.archived, Last: *last}
}

// entries gives the shortest journal that leads to the present state.
func (b *Book) entries(yield func(entry) bool) {
	for _, m := range b.arrived {
		if !yield(entry{Message: m}) {
			return
		}
	}
	for id, c := range b.chats {
		if !yield(entry{Seen: id, Unread: c.unread}) {
			return
		}
		if c.archived && !yield(entry{Archive: id, Archived: true}) {
			return
		}
	}
}
