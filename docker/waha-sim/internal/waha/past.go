package waha

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/media"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// maxPast bounds what one call makes up.
const maxPast = 1_000_000

// Past asks for a history from before the account was linked. The same seed makes the same history, counted back from now.
type Past struct {
	Chats    int    `json:"chats"`
	Messages int    `json:"messagesPerChat"`
	Days     int    `json:"days"`
	Seed     uint64 `json:"seed"`
}

// Remember fills the history with old messages, of which nothing is told. Every fifth chat is a group and every seventh
// a hidden id; some messages have files, places or quotes.
func (s *Session) Remember(p Past) (int, error) {
	if p.Chats < 1 || p.Messages < 1 || p.Days < 1 || p.Chats*p.Messages > maxPast {
		return 0, InvalidError{Problems: []string{"chats, messagesPerChat and days must be numbers from 1 up, and the messages at most 1000000"}}
	}
	picture := media.SampleOf(history.Image)
	kept, _, err := s.Keep(bytes.NewReader(picture.Data), picture.Mimetype, "")
	if err != nil {
		return 0, err
	}
	random := rand.New(rand.NewPCG(p.Seed, 1)) //nolint:gosec // made up texts keep no secret
	end := time.Now().Unix()
	for i := range p.Chats {
		if err := s.rememberChat(p, i, end, kept, random); err != nil {
			return 0, err
		}
	}
	return p.Chats * p.Messages, nil
}

// rememberChat makes one chat up. Its messages lie evenly in the time, so that their order is that of their numbers.
func (s *Session) rememberChat(p Past, number int, end int64, file *history.Media, random *rand.Rand) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.login.Linked {
		return fmt.Errorf("%w: no phone is linked", ErrNoPhone)
	}
	person := "55119" + waid.Digits(fmt.Sprintf("past:%d:%d", p.Seed, number), 8) + waid.Person
	chat := person
	switch {
	case number%5 == 4:
		chat = "1203639" + waid.Digits(person, 11) + waid.Group
	case number%7 == 6:
		chat = waid.LIDOf(person)
	}
	step := int64(p.Days) * 86400 / int64(p.Messages)
	quoted, messages := "", make([]history.Message, 0, p.Messages)
	for i := range p.Messages {
		m := s.remembered(chat, person, random)
		m.ID = fmt.Sprintf("%s%08X%08X", "AC", p.Seed&0xFFFFFFFF, number<<20|i)
		m.Timestamp = end - int64(p.Messages-i)*step
		m.Text = fmt.Sprintf("Old message %d of chat %d", i+1, number+1)
		decorate(&m, file, quoted, random.IntN(100))
		messages = append(messages, m)
		s.meet(m)
		quoted = m.ID
	}
	if err := s.book.PutAll(messages); err != nil {
		return err
	}
	return s.book.Seen(chat)
}

func (s *Session) remembered(chat, person string, random *rand.Rand) history.Message {
	m := history.Message{Chat: chat, Source: "app", Ack: history.AckRead, FromMe: random.IntN(3) == 0}
	if m.FromMe {
		if waid.HasParticipant(chat) {
			m.Participant = s.account().ID()
		}
		return m
	}
	m.PushName = "Old friend " + waid.User(person)[9:]
	if waid.HasParticipant(chat) {
		m.Participant = person
	} else if waid.IsLID(chat) {
		m.Alt = person
	} else {
		m.Alt = waid.LIDOf(person)
	}
	return m
}

// decorate makes some of a hundred messages more than texts.
func decorate(m *history.Message, file *history.Media, quoted string, luck int) {
	switch {
	case luck < 5:
		m.Kind, m.Content = history.Image, &history.Content{Media: file}
	case luck < 7:
		m.Kind, m.Content = history.Location, &history.Content{Location: &history.Place{Latitude: -23.561414, Longitude: -46.655881}}
		m.Text = ""
	case luck < 12:
		m.ReplyTo = quoted
	}
}
