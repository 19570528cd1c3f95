package waha

import (
	"fmt"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

// maxQueue bounds what the network holds for a session that doesn't listen.
const maxQueue = 10_000

// Write is somebody writing on a phone: another person to the account, or its owner to another person.
type Write struct {
	Chat        string
	Participant string // who wrote, in a group
	Alt         string // the writer's other identity, hidden id or phone
	Name        string
	ID          string
	Text        string
	ReplyTo     string
	Timestamp   int64
	FromMe      bool
}

// Receive takes a message from the network. It is queued while the session doesn't listen.
func (s *Session) Receive(w Write) (m history.Message, queued bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.login.Linked {
		return m, false, fmt.Errorf("%w: no phone is linked", ErrNoPhone)
	}
	if s.m.sender.Full() {
		return m, false, webhook.ErrFull
	}
	m = s.written(w)
	if s.status != Working || s.m.knobs.get().Deaf {
		if len(s.queue) == maxQueue {
			return m, false, fmt.Errorf("%w: its queue is full", ErrNoPhone)
		}
		s.queue = append(s.queue, m)
		return m, true, nil
	}
	return m, false, s.take(m)
}

func (s *Session) written(w Write) history.Message {
	m := history.Message{
		ID: waid.Raw(w.ID), Chat: waid.Chat(w.Chat), FromMe: w.FromMe, Participant: waid.Chat(w.Participant), Alt: waid.Chat(w.Alt),
		PushName: w.Name, Source: "app", Text: w.Text, Timestamp: w.Timestamp, Ack: history.AckDevice, ReplyTo: waid.Raw(w.ReplyTo),
	}
	if m.ID == "" {
		m.ID = waid.NewPhoneMessage()
	}
	if m.Timestamp == 0 {
		m.Timestamp = time.Now().Unix()
	}
	if s.m.cfg.Engine == config.WEBJS {
		m.Ack = history.AckServer
	}
	if w.FromMe {
		m.Ack, m.PushName = history.AckServer, ""
		if waid.HasParticipant(m.Chat) {
			m.Participant = s.account().ID()
		}
	} else if m.Alt == "" && isPhone(m) {
		m.Alt = waid.LIDOf(m.Chat)
	}
	return m
}

func isPhone(m history.Message) bool { return m.Participant == "" && !waid.IsLID(m.Chat) }

// take stores and tells a message. Like WAHA it tells no message twice.
func (s *Session) take(m history.Message) error {
	if s.ignores(m.Chat) {
		return nil
	}
	if _, found := s.book.Find(m.Chat, m.ID); found {
		return nil
	}
	if err := s.book.Put(m); err != nil {
		return err
	}
	s.activity = time.Now().UnixMilli()
	s.emitMessage(m)
	if m.FromMe {
		go s.acknowledge(s.run.ctx, m)
	}
	if s.m.knobs.get().LIDTwin && isPhone(m) && !m.FromMe {
		m.Chat, m.Alt = m.Alt, m.Chat
		s.emitMessage(m)
	}
	return nil
}

// emitMessage tells a message as both events: one is for what others wrote, the other for everything.
func (s *Session) emitMessage(m history.Message) {
	if s.ignores(m.Chat) {
		return
	}
	payload := s.render(m)
	if !m.FromMe {
		s.emit("message", payload)
	}
	s.emit("message.any", payload)
}

func (s *Session) render(m history.Message) dialect.Object {
	if m.ReplyTo == "" {
		return dialect.Message(s.m.cfg.Engine, s.account(), m, nil)
	}
	quoted, found := s.book.Find(m.Chat, m.ReplyTo)
	if !found {
		return dialect.Message(s.m.cfg.Engine, s.account(), m, nil)
	}
	return dialect.Message(s.m.cfg.Engine, s.account(), m, &quoted)
}

func (s *Session) ignores(chat string) bool {
	chosen := func(own *bool, otherwise bool) bool {
		if own != nil {
			return *own
		}
		return otherwise
	}
	own, container := s.options.ignore, s.m.cfg.Ignore
	switch {
	case waid.IsStatus(chat):
		return chosen(own.Status, container.Status)
	case waid.IsGroup(chat):
		return chosen(own.Groups, container.Groups)
	case waid.IsChannel(chat):
		return chosen(own.Channels, container.Channels)
	case waid.IsBroadcast(chat):
		return chosen(own.Broadcast, container.Broadcast)
	}
	return false
}

// flushQueue takes what the network held back, as a burst. The caller locks.
func (s *Session) flushQueue() {
	held := s.queue
	s.queue = nil
	for _, m := range held {
		if err := s.take(m); err != nil {
			s.m.log.Error("message not stored", "err", err)
		}
	}
}

// hearAgain takes the backlog when the session listens again without a restart.
func (s *Session) hearAgain() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.status == Working && !s.m.knobs.get().Deaf {
		s.flushQueue()
	}
}
