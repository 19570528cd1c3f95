package waha

import (
	"cmp"
	"fmt"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Act is somebody doing something to a message on a phone.
type Act struct {
	ChatID    string // where a raw id alone could mean several messages
	MessageID string // full or raw
	From      string // who, in a group; in a direct chat it is the other person
	Alt       string // that person's other identity
	Name      string
	ID        string // of the act
	Timestamp int64
	FromMe    bool // the owner, on the phone
}

// React is a reaction; an empty text takes it back.
func (s *Session) React(act Act, text string) (id string, queued bool, err error) {
	return s.act(act, func(action, target history.Message) error { return s.react(action, target, text) })
}

// Edit gives a message another text.
func (s *Session) Edit(act Act, text string) (id string, queued bool, err error) {
	return s.act(act, func(action, target history.Message) error {
		_, err := s.edit(action, target, text)
		return err
	})
}

// Revoke takes a message back. Some browsers don't say which; then anonymous is true.
func (s *Session) Revoke(act Act, anonymous bool) (id string, queued bool, err error) {
	return s.act(act, func(action, target history.Message) error { return s.revoke(action, target, anonymous) })
}

// Vote is somebody's whole choice in a poll. A failed one could not be decrypted.
func (s *Session) Vote(act Act, options []string, failed bool) (id string, queued bool, err error) {
	if failed && s.m.cfg.Engine == config.WEBJS {
		return "", false, fmt.Errorf("%w: this engine doesn't tell failed votes", ErrNoPhone)
	}
	return s.act(act, func(action, target history.Message) error { return s.vote(action, target, options, failed) })
}

// Respond is somebody's answer to an invitation; nil could not be decrypted.
func (s *Session) Respond(act Act, response any) (id string, queued bool, err error) {
	if s.m.cfg.Engine != config.GOWS {
		return "", false, fmt.Errorf("%w: only GOWS tells answers to invitations", ErrNoPhone)
	}
	return s.act(act, func(action, target history.Message) error {
		event := "event.response"
		if response == nil {
			event = "event.response.failed"
		}
		s.tellAct(event, action, target, func(action, target history.Message) any {
			return s.writer(true).EventResponse(action, target, response)
		})
		return nil
	})
}

// act finds the message and does something to it, now or when the session listens again.
func (s *Session) act(act Act, do func(action, target history.Message) error) (id string, queued bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	target, err := s.target(act.ChatID, act.MessageID)
	if err != nil {
		return "", false, err
	}
	action := s.action(act, target)
	queued, err = s.hear(func() error {
		now, found := s.book.Find(target.Chat, target.ID)
		if !found {
			return nil
		}
		return do(action, now)
	})
	return action.FullID(), queued, err
}

// target finds the message that a full or raw id means. The caller locks.
func (s *Session) target(chat, id string) (history.Message, error) {
	if chat != anyChat {
		chat = cmp.Or(waid.Chat(chat), waid.ChatOf(id), anyChat)
	}
	m, found := s.book.Find(chat, waid.Raw(id))
	if !found {
		return m, ErrNoMessage
	}
	return m, nil
}

func (s *Session) action(act Act, target history.Message) history.Message {
	m := s.written(Write{
		Chat: target.Chat, Alt: act.Alt, Name: act.Name, ID: act.ID, Timestamp: act.Timestamp, FromMe: act.FromMe,
	})
	switch {
	case act.FromMe || target.Participant == "":
	case act.From != "":
		m.Participant = waid.Chat(act.From)
	case target.FromMe:
		m.Participant = s.member(target.Chat)
	default:
		m.Participant = target.Participant
	}
	if m.PushName == "" && !m.FromMe {
		m.PushName = target.PushName
	}
	return m
}

func (s *Session) react(action, target history.Message, text string) error {
	by := action.Chat
	if action.Participant != "" {
		by = action.Participant
	}
	if action.FromMe {
		by = s.account().ID()
	}
	err := s.book.Put(target.Marked(func(marks *history.Marks) {
		marks.Reactions[by] = text
		if text == "" {
			delete(marks.Reactions, by)
		}
	}))
	s.tellAct("message.reaction", action, target, func(action, target history.Message) any {
		return s.writer(true).Reaction(action, target, text)
	})
	return err
}

func (s *Session) edit(action, target history.Message, text string) (history.Message, error) {
	now := target.Marked(func(marks *history.Marks) { marks.Edited, marks.Before = true, target.Text })
	now.Text = text
	err := s.book.Put(now)
	s.tellAct("message.edited", action, now, func(action, target history.Message) any {
		return s.writer(true).Edited(action, target)
	})
	return now, err
}

func (s *Session) revoke(action, target history.Message, anonymous bool) error {
	after := target.Marked(func(marks *history.Marks) { marks.Revoked = true })
	err := s.book.Put(after)
	s.tellAct("message.revoked", action, target, func(action, before history.Message) any {
		after := after
		after.Chat = before.Chat
		payload := s.writer(true).Revoked(action, before, after)
		if anonymous {
			delete(payload, "revokedMessageId")
		}
		return payload
	})
	return err
}

func (s *Session) vote(action, poll history.Message, options []string, failed bool) error {
	if options == nil {
		options = []string{}
	}
	by := cmp.Or(action.Participant, action.Chat)
	if action.FromMe {
		by = s.account().ID()
	}
	event := "poll.vote"
	if failed {
		event, options = "poll.vote.failed", []string{}
	}
	err := s.book.Put(poll.Marked(func(marks *history.Marks) { marks.Votes[by] = options }))
	s.tellAct(event, action, poll, func(action, poll history.Message) any {
		return s.writer(true).Vote(action, poll, options, failed)
	})
	return err
}

// tellAct tells an act and, by the knob, its twin under the hidden id of who did it.
func (s *Session) tellAct(event string, action, target history.Message, write func(action, target history.Message) any) {
	if s.ignores(target.Chat) {
		return
	}
	s.activity = time.Now().UnixMilli()
	for _, action := range s.twins(action) {
		target := target
		target.Chat = action.Chat
		s.emit(event, write(action, target))
	}
}
