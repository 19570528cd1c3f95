package waha

import (
	"context"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// ReactTo puts the account's reaction on a message; an empty text takes it back.
func (s *Session) ReactTo(ctx context.Context, id, text string) (any, error) {
	return s.actOn(ctx, "", id, func(w dialect.Writer, action, target history.Message) (any, error) {
		return w.Acted(action, w.ReactionContent(target, text)), s.react(action, target, text)
	})
}

// EditOwn gives an own message another text.
func (s *Session) EditOwn(ctx context.Context, chat, id, text string) (any, error) {
	return s.actOn(ctx, chat, id, func(w dialect.Writer, action, target history.Message) (any, error) {
		if !target.FromMe {
			return nil, sendFailure("only own messages can be edited")
		}
		now, err := s.edit(action, target, text)
		if s.m.cfg.Engine == config.WEBJS {
			return w.Sent(now), err
		}
		return w.Acted(action, w.EditContent(now)), err
	})
}

// RevokeOwn takes a message back, for everybody.
func (s *Session) RevokeOwn(ctx context.Context, chat, id string) (any, error) {
	return s.actOn(ctx, chat, id, func(w dialect.Writer, action, target history.Message) (any, error) {
		return w.Acted(action, w.RevokeContent(target)), s.revoke(action, target, false)
	})
}

// VoteIn is the account's vote in a poll.
func (s *Session) VoteIn(ctx context.Context, id string, options []string) (any, error) {
	if s.m.cfg.Engine == config.NOWEB {
		return nil, ErrNotSupported
	}
	return s.actOn(ctx, "", id, func(w dialect.Writer, action, target history.Message) (any, error) {
		return w.Acted(action, dialect.Object{"pollUpdateMessage": dialect.Object{}}), s.vote(action, target, options, false)
	})
}

// Star marks a message for the account alone.
func (s *Session) Star(ctx context.Context, chat, id string, starred bool) error {
	return s.mark(ctx, chat, id, func(marks *history.Marks) { marks.Starred = starred })
}

// Pin shows a message on top of its chat, or no longer.
func (s *Session) Pin(ctx context.Context, chat, id string, pinned bool) error {
	return s.mark(ctx, chat, id, func(marks *history.Marks) { marks.Pinned = pinned })
}

func (s *Session) mark(ctx context.Context, chat, id string, change func(*history.Marks)) error {
	if s.m.cfg.Engine == config.GOWS {
		return ErrNotSupported
	}
	_, err := s.actOn(ctx, chat, id, func(_ dialect.Writer, _, target history.Message) (any, error) {
		return nil, s.book.Put(target.Marked(change))
	})
	return err
}

// Forward sends a message on to another chat.
func (s *Session) Forward(ctx context.Context, chat, id string) (any, error) {
	if s.m.cfg.Engine == config.GOWS {
		return nil, ErrNotSupported
	}
	return s.sending(ctx, chat, func() (any, error) {
		target, err := s.stored("", id)
		if err != nil {
			return nil, err
		}
		if s.options.noStore {
			return nil, sendFailure("message not found")
		}
		content := target.Carried()
		content.Forwarded, content.Mentions = true, nil
		m := s.own(waid.Chat(chat), "")
		m.Text, m.Kind, m.Content = target.Text, target.Kind, &content
		if m, err = s.deliver(m); err != nil {
			return nil, err
		}
		if s.m.cfg.Engine == config.WEBJS {
			return dialect.Object{"sent": true}, nil
		}
		return s.writer(false).Message(m, nil), nil
	})
}

// actOn does something to a message by the API.
func (s *Session) actOn(
	ctx context.Context, chat, id string, do func(w dialect.Writer, action, target history.Message) (any, error),
) (any, error) {
	return s.sending(ctx, "", func() (any, error) {
		target, err := s.stored(chat, id)
		if err != nil {
			return nil, err
		}
		return do(s.writer(false), s.own(target.Chat, ""), target)
	})
}

// stored finds a message. What engines do by the id alone, such as a reaction, is here only done to what is known.
func (s *Session) stored(chat, id string) (history.Message, error) {
	m, err := s.target(chat, id)
	if err != nil {
		return m, sendFailure("message not found")
	}
	return m, nil
}
