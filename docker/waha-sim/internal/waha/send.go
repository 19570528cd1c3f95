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

// TextMessage is what a caller asks to send.
type TextMessage struct {
	ChatID  string
	Text    string
	ID      string // chosen by the caller; empty for a new one
	ReplyTo string
}

// SendText delivers a text and gives WAHA's answer, nil for an empty one. The same id in the same chat is delivered once.
func (s *Session) SendText(ctx context.Context, text TextMessage) (any, error) {
	if err := s.await(ctx, Working); err != nil {
		return nil, err
	}
	k := s.m.knobs.get()
	if k.SendError != 0 {
		return nil, sendFailure(fmt.Sprintf("server returned error %d", k.SendError))
	}
	answer, err := s.deliver(text)
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

func sendFailure(reason string) error {
	return EngineError{Message: "2 UNKNOWN: failed to send message: " + reason}
}

func (s *Session) deliver(text TextMessage) (dialect.Object, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.status != Working {
		return nil, StatusError{Session: s.name, Status: s.status, Expected: []Status{Working}}
	}
	m := s.compose(text)
	if known, found := s.book.Find(m.Chat, m.ID); found {
		return dialect.Sent(s.m.cfg.Engine, s.account(), known), nil
	}
	if err := s.book.Put(m); err != nil {
		return nil, err
	}
	s.activity = time.Now().UnixMilli()
	s.emitMessage(m)
	go s.acknowledge(s.run.ctx, m)
	return dialect.Sent(s.m.cfg.Engine, s.account(), m), nil
}

func (s *Session) compose(text TextMessage) history.Message {
	m := history.Message{
		ID: text.ID, Chat: waid.Chat(text.ChatID), FromMe: true, Source: "api", Text: text.Text,
		Timestamp: time.Now().Unix(), Ack: history.AckServer,
	}
	// A browser doesn't let the caller choose.
	if m.ID == "" || s.m.cfg.Engine == config.WEBJS {
		m.ID = waid.NewAPIMessage()
	}
	if waid.HasParticipant(m.Chat) {
		m.Participant = s.account().ID()
	}
	// An original that isn't in the store is silently not quoted.
	if raw := waid.Raw(text.ReplyTo); raw != "" {
		if _, found := s.book.Find(m.Chat, raw); found {
			m.ReplyTo = raw
		}
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
	event, payload := dialect.Ack(s.m.cfg.Engine, s.account(), m, by)
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
