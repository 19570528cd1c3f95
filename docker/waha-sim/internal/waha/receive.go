package waha

import (
	"context"
	"fmt"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

const (
	// maxQueue bounds what the network holds for a session that doesn't listen.
	maxQueue = 10_000
	// anyChat stands for all chats, in WAHA's calls as well.
	anyChat = "all"
)

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
	Kind        history.Kind
	Content     *history.Content
}

// Receive takes a message from the network. It is queued while the session doesn't listen.
func (s *Session) Receive(w Write) (m history.Message, queued bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m = s.written(w)
	queued, err = s.hear(func() error { return s.take(m) })
	return m, queued, err
}

// hear does what the network brings, or queues it while the session doesn't listen. The caller locks.
func (s *Session) hear(do func() error) (queued bool, err error) {
	if !s.login.Linked {
		return false, fmt.Errorf("%w: no phone is linked", ErrNoPhone)
	}
	if s.m.sender.Full() {
		return false, webhook.ErrFull
	}
	if s.status == Working && !s.m.knobs.get().Deaf {
		return false, do()
	}
	if len(s.queue) == maxQueue {
		return false, fmt.Errorf("%w: its queue is full", ErrNoPhone)
	}
	s.queue = append(s.queue, do)
	return true, nil
}

func (s *Session) written(w Write) history.Message {
	m := history.Message{
		ID: waid.Raw(w.ID), Chat: waid.Chat(w.Chat), FromMe: w.FromMe, Participant: waid.Chat(w.Participant), Alt: waid.Chat(w.Alt),
		PushName: w.Name, Source: "app", Text: w.Text, Timestamp: w.Timestamp, Ack: s.arrivedAck(), ReplyTo: waid.Raw(w.ReplyTo),
		Kind: w.Kind, Content: w.Content,
	}
	if m.ID == "" {
		m.ID = waid.NewPhoneMessage()
	}
	if m.Timestamp == 0 {
		m.Timestamp = time.Now().Unix()
	}
	if w.FromMe {
		m.Ack, m.PushName = history.AckServer, ""
		if waid.HasParticipant(m.Chat) {
			m.Participant = s.account().ID()
		}
	} else if m.Alt == "" && m.Participant == "" {
		m.Alt = s.otherID(m.Chat)
	}
	return m
}

// otherID is the other identity of the person of a direct chat: the one that was learned or told before, or else the
// hidden id that goes with the number.
func (s *Session) otherID(chat string) string {
	if id := s.people.Other(chat); id != "" {
		return id
	}
	if c, found := s.book.Chat(chat); found && c.Alt != "" {
		return c.Alt
	}
	if waid.IsPerson(chat) && !waid.IsLID(chat) {
		return waid.LIDOf(chat)
	}
	return ""
}

// arrivedAck is the ack with which messages of others come.
func (s *Session) arrivedAck() int {
	if s.m.cfg.Engine == config.WEBJS {
		return history.AckServer
	}
	return history.AckDevice
}

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
	s.meet(m)
	s.activity = time.Now().UnixMilli()
	s.emitMessage(m)
	if m.FromMe {
		go s.acknowledge(s.run.ctx, m)
	}
	return nil
}

// emitMessage tells a message, one with a file once that has come. The caller locks.
func (s *Session) emitMessage(m history.Message) {
	if s.ignores(m.Chat) {
		return
	}
	if m.File() == nil || s.m.knobs.get().MediaDelayMs == 0 {
		s.emitBoth(m)
		return
	}
	go s.emitLater(s.run.ctx, m)
}

func (s *Session) emitLater(ctx context.Context, m history.Message) {
	if !s.AwaitFile(ctx, m) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.emitBoth(m)
}

// emitBoth tells a message as both events: one is for what others wrote, the other for everything.
func (s *Session) emitBoth(m history.Message) {
	quoted := s.quoted(m)
	for _, m := range s.twins(m) {
		payload := s.writer(true).Message(m, quoted)
		if !m.FromMe {
			s.emit("message", payload)
		}
		s.emit("message.any", payload)
	}
}

// twins gives what somebody wrote or did and, by the knob, the same under that person's hidden id.
func (s *Session) twins(m history.Message) []history.Message {
	if m.FromMe || !s.m.knobs.get().LIDTwin {
		return []history.Message{m}
	}
	twin, person := m, &m.Chat
	if m.Participant != "" {
		person = &m.Participant
	}
	if !waid.IsPerson(*person) || waid.IsLID(*person) {
		return []history.Message{m}
	}
	hidden := m.Alt
	if hidden == "" {
		hidden = waid.LIDOf(*person)
	}
	twin.Alt = *person
	if m.Participant != "" {
		twin.Participant = hidden
	} else {
		twin.Chat = hidden
	}
	return []history.Message{m, twin}
}

// writer writes events, or answers, with the addresses of files.
func (s *Session) writer(event bool) dialect.Writer {
	return dialect.Writer{
		Engine: s.m.cfg.Engine, Me: s.account(), Media: func(m history.Message) any { return s.serve(m, event) },
	}
}

// quoted is the message that this one replies to; nil when there is none.
func (s *Session) quoted(m history.Message) *history.Message {
	if m.ReplyTo == "" {
		return nil
	}
	quoted, found := s.book.Find(m.Chat, m.ReplyTo)
	if !found {
		return nil
	}
	return &quoted
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

// flushQueue does what the network held back, as a burst. The caller locks.
func (s *Session) flushQueue() {
	held := s.queue
	s.queue = nil
	for _, do := range held {
		if err := do(); err != nil {
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

// Await takes a message whose content comes later, after a delay or never. Only browsers tell such.
func (s *Session) Await(w Write, delay time.Duration, never bool) (history.Message, error) {
	if s.m.cfg.Engine != config.WEBJS {
		return history.Message{}, fmt.Errorf("%w: only WEBJS tells messages that wait", ErrNoPhone)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.written(w)
	if s.status != Working || s.m.knobs.get().Deaf {
		return m, fmt.Errorf("%w: the session doesn't listen", ErrNoPhone)
	}
	s.emit("message.waiting", s.writer(true).Waiting(m))
	if never {
		return m, nil
	}
	go s.takeLater(s.run.ctx, m, delay)
	return m, nil
}

func (s *Session) takeLater(ctx context.Context, m history.Message, delay time.Duration) {
	if !pause(ctx, delay) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.hear(func() error { return s.take(m) }); err != nil {
		s.m.log.Error("message not stored", "err", err)
	}
}
