package waha

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Outgoing is what a caller asks to send.
type Outgoing struct {
	ChatID  string
	Text    string // or caption
	ID      string // chosen by the caller; empty for a new one
	ReplyTo string
	Kind    history.Kind
	Content *history.Content
}

// Send delivers a message and gives WAHA's answer, nil for an empty one. The same id in the same chat is delivered once.
func (s *Session) Send(ctx context.Context, out Outgoing) (any, error) {
	return s.sending(ctx, out.ChatID, func() (any, error) {
		m, err := s.deliver(s.compose(out))
		if err != nil {
			return nil, err
		}
		return s.writer(false).Sent(m), nil
	})
}

// sending does what a call of the API sends, once the session works and with the faults that the knobs ask for. It does
// it under the lock.
func (s *Session) sending(ctx context.Context, chat string, do func() (any, error)) (any, error) {
	if err := s.await(ctx, Working); err != nil {
		return nil, err
	}
	k := s.m.knobs.get()
	if code := s.refusal(k, chat); code != 0 {
		return nil, sendFailure(fmt.Sprintf("server returned error %d", code))
	}
	answer, err := s.locked(do)
	if err != nil {
		return nil, err
	}
	pause(ctx, time.Duration(k.SendDelayMs)*time.Millisecond)
	switch {
	case k.SendFailsAfter:
		return nil, sendFailure("context deadline exceeded")
	case k.SendEmpty:
		return nil, nil
	}
	return answer, nil
}

func (s *Session) locked(do func() (any, error)) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.status != Working {
		return nil, StatusError{Session: s.name, Status: s.status, Expected: []Status{Working}}
	}
	return do()
}

func sendFailure(reason string) error {
	return EngineError{Message: "2 UNKNOWN: failed to send message: " + reason}
}

// deliver stores and tells an own message, unless it was sent before. The caller locks.
func (s *Session) deliver(m history.Message) (history.Message, error) {
	if known, found := s.book.Find(m.Chat, m.ID); found {
		return known, nil
	}
	if err := s.book.Put(m); err != nil {
		return m, err
	}
	s.activity = time.Now().UnixMilli()
	delete(s.presence.typing, m.Chat)
	s.emitMessage(m)
	go s.acknowledge(s.run.ctx, m)
	return m, nil
}

func (s *Session) compose(out Outgoing) history.Message {
	m := s.own(waid.Chat(out.ChatID), waid.Raw(out.ID))
	m.Text, m.Kind, m.Content = out.Text, out.Kind, out.Content
	// An original that isn't in the store is silently not quoted.
	if raw := waid.Raw(out.ReplyTo); raw != "" && !s.options.noStore {
		if _, found := s.book.Find(m.Chat, raw); found {
			m.ReplyTo = raw
		}
	}
	return m
}

// own begins a message, or what is done to one, by the API.
func (s *Session) own(chat, id string) history.Message {
	m := history.Message{
		ID: id, Chat: chat, FromMe: true, Source: "api", Timestamp: time.Now().Unix(), Ack: history.AckServer,
	}
	// A browser doesn't let the caller choose.
	if m.ID == "" || s.m.cfg.Engine == config.WEBJS {
		m.ID = waid.NewAPIMessage()
	}
	if waid.HasParticipant(m.Chat) {
		m.Participant = s.account().ID()
	}
	return m
}

// acknowledge tells how the message gets on, unless the session ends before.
func (s *Session) acknowledge(ctx context.Context, m history.Message) {
	k := s.m.knobs.get()
	acks := []int{history.AckServer, history.AckDevice, history.AckRead}
	delays := []time.Duration{s.m.cfg.Sim.AckServer, s.m.cfg.Sim.AckDevice, s.m.cfg.Sim.AckRead}
	if k.ManualRead || !s.m.cfg.Sim.AutoRead {
		acks = acks[:2]
	}
	if k.StrictNumbers && !reaches(m.Chat) {
		acks = acks[:1]
	}
	switch k.Acks {
	case "none":
		return
	case "reversed":
		slices.Reverse(acks)
	}
	for i, ack := range acks {
		if !pause(ctx, delays[i]) {
			return
		}
		if err := s.ack(m.Chat, m.ID, ack); err != nil {
			s.m.log.Error("ack not stored", "err", err)
		}
	}
}

// reaches tells whether there is somebody under the very number.
func reaches(chat string) bool {
	if !waid.IsPerson(chat) || waid.IsLID(chat) {
		return true
	}
	known, found := OnWhatsApp(chat)
	return found && known == chat
}

func (s *Session) ack(chat, raw string, ack int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, found := s.book.Find(chat, raw)
	if !found || s.status != Working {
		return nil
	}
	told := m
	told.Ack = ack
	m.Ack = max(m.Ack, ack)
	if err := s.book.Put(m); err != nil {
		return err
	}
	s.emitAck(told)
	return nil
}

// Read is the other person reading what was sent to the chat. It tells how many messages that were.
func (s *Session) Read(chat string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	read := 0
	for _, m := range slices.Backward(s.book.Messages(waid.Chat(chat))) {
		if !m.FromMe || m.Ack >= history.AckRead {
			continue
		}
		m.Ack = history.AckRead
		if err := s.book.Put(m); err != nil {
			return read, err
		}
		s.emitAck(m)
		read++
	}
	return read, nil
}

func (s *Session) emitAck(m history.Message) {
	by := ""
	if waid.IsGroup(m.Chat) {
		by = s.member(m.Chat)
	}
	s.emitReceipt(m, dialect.Receipt{By: by})
}

func (s *Session) emitReceipt(m history.Message, receipt dialect.Receipt) {
	event, payload := s.writer(true).Ack(m, receipt)
	s.emit(event, payload)
}

// member is somebody of the group: the last who wrote, or an invented person.
func (s *Session) member(group string) string {
	for _, m := range s.book.Messages(group) {
		if !m.FromMe {
			return m.Participant
		}
	}
	return "549" + waid.Digits("member:"+group, 10) + waid.Person
}

// Acked is a receipt for a message, of any kind and in any order.
type Acked struct {
	Chat, ID string
	Ack      int
	By       string // in a group
	Error    any
	At       int64
}

// Acknowledge tells a receipt. What is known of the message only goes up, unless it failed.
func (s *Session) Acknowledge(a Acked) (queued bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.target(a.Chat, a.ID)
	if err != nil {
		return false, err
	}
	if a.By == "" && waid.IsGroup(m.Chat) {
		a.By = s.member(m.Chat)
	}
	return s.hear(func() error {
		now, _ := s.book.Find(m.Chat, m.ID)
		told := now
		told.Ack = a.Ack
		if now.Ack = max(now.Ack, a.Ack); a.Ack == history.AckError {
			now.Ack = a.Ack
		}
		if err := s.book.Put(now); err != nil {
			return err
		}
		s.emitReceipt(told, dialect.Receipt{By: waid.Chat(a.By), Error: a.Error, At: a.At})
		return nil
	})
}
