package services

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// act does something to one of the caller's messages by WAHA, and then takes in what that means, as the container's own report
// will again.
func (m *Messages) act(
	ctx context.Context, caller models.Caller, session, id uuid.UUID,
	do func(ctx context.Context, target waha.Target, message models.Message) (models.Event, error),
) (models.Message, error) {
	message, err := m.store.Message(ctx, caller, session, id)
	if err != nil {
		return models.Message{}, err
	}
	switch {
	case !message.RevokedAt.IsZero():
		return models.Message{}, apperr.MessageRevoked
	case message.Type == models.TypeNotice, message.Type == models.TypeCall:
		return models.Message{}, apperr.NotSupported
	case message.Status.OnItsWay(), message.Status == models.MessageFailed:
		return models.Message{}, apperr.MessageNotSent
	}
	target, err := m.fleet.connected(ctx, caller, session)
	if err != nil {
		return models.Message{}, err
	}
	event, err := do(ctx, target, message)
	if err != nil {
		return models.Message{}, answerOf(err)
	}
	if !event.IsEmpty() {
		event.SessionID = session
		if err := m.store.Receive(ctx, []models.Event{event}); err != nil {
			return models.Message{}, err
		}
	}
	return m.store.Message(ctx, caller, session, id)
}

// React sets the owner's reaction to a message; an empty one removes it.
func (m *Messages) React(ctx context.Context, caller models.Caller, session, id uuid.UUID, emoji string) (models.Message, error) {
	return m.act(ctx, caller, session, id, func(ctx context.Context, target waha.Target, message models.Message) (models.Event, error) {
		_, err := m.fleet.waha.React(ctx, target, message.ChatID, wahaIDOf(message), emoji)
		return models.Event{Reaction: &models.Reaction{
			MessageID: message.MessageID, Sender: models.OwnerAddress, Emoji: emoji, At: time.Now().UTC(),
		}}, err
	})
}

// Edit gives a message of the owner's a new text or caption.
func (m *Messages) Edit(ctx context.Context, caller models.Caller, session, id uuid.UUID, text string) (models.Message, error) {
	return m.act(ctx, caller, session, id, func(ctx context.Context, target waha.Target, message models.Message) (models.Event, error) {
		if !message.FromMe {
			return models.Event{}, apperr.MessageNotOwn
		}
		_, err := m.fleet.waha.EditMessage(ctx, target, message.ChatID, wahaIDOf(message), waha.NewText{
			Text: text, Mentions: message.Mentions, LinkPreview: message.ShowsLink,
		})
		return models.Event{Edit: &models.Edit{MessageID: message.MessageID, Body: text, At: time.Now().UTC()}}, err
	})
}

// Delete deletes a message for everyone. One that never went out is discarded instead, and is gone.
func (m *Messages) Delete(ctx context.Context, caller models.Caller, session, id uuid.UUID) error {
	message, err := m.store.Message(ctx, caller, session, id)
	if err != nil {
		return err
	}
	if message.Status == models.MessageFailed {
		return m.store.DiscardMessage(ctx, caller, session, id)
	}
	_, err = m.act(ctx, caller, session, id, func(ctx context.Context, target waha.Target, message models.Message) (models.Event, error) {
		if !message.FromMe && !message.ChatID.IsGroup() { // an admin of a group may delete what others wrote
			return models.Event{}, apperr.MessageNotOwn
		}
		_, err := m.fleet.waha.DeleteMessage(ctx, target, message.ChatID, wahaIDOf(message))
		return models.Event{Revocation: &models.Revocation{MessageID: message.MessageID, At: time.Now().UTC()}}, err
	})
	return err
}

// Star marks a message, or takes the mark away. The mark is the owner's alone, so it is kept here too where the engine can't tell
// WhatsApp.
func (m *Messages) Star(ctx context.Context, caller models.Caller, session, id uuid.UUID, starred bool) (models.Message, error) {
	_, err := m.act(ctx, caller, session, id, func(ctx context.Context, target waha.Target, message models.Message) (models.Event, error) {
		err := m.fleet.waha.StarMessage(ctx, target, message.ChatID, wahaIDOf(message), starred)
		if errors.Is(err, waha.ErrUnsupported) {
			err = nil
		}
		return models.Event{}, err
	})
	if err != nil {
		return models.Message{}, err
	}
	return m.store.SetStarred(ctx, caller, session, id, starred)
}

// Pin keeps a message at the top of its chat for a while; no time takes it down.
func (m *Messages) Pin(ctx context.Context, caller models.Caller, session, id uuid.UUID, duration time.Duration) (models.Message, error) {
	_, err := m.act(ctx, caller, session, id, func(ctx context.Context, target waha.Target, message models.Message) (models.Event, error) {
		if duration <= 0 {
			return models.Event{}, m.fleet.waha.UnpinMessage(ctx, target, message.ChatID, wahaIDOf(message))
		}
		return models.Event{}, m.fleet.waha.PinMessage(ctx, target, message.ChatID, wahaIDOf(message), duration)
	})
	if err != nil {
		return models.Message{}, err
	}
	var until time.Time
	if duration > 0 {
		until = time.Now().Add(duration).UTC()
	}
	return m.store.SetPinned(ctx, caller, session, id, until)
}

// Presence shows a chat's people what the owner does just now: typing, recording, or neither. Asked for, it also lets
// WhatsApp tell what they do.
func (m *Messages) Presence(ctx context.Context, caller models.Caller, session uuid.UUID, chat string, state models.PresenceState) error {
	id, err := parseChat(chat)
	if err != nil {
		return err
	}
	target, err := m.fleet.connected(ctx, caller, session)
	if err != nil {
		return err
	}
	if kept, err := m.store.ResolveChat(ctx, caller, session, id); err == nil {
		id = kept
	}
	switch state {
	case models.PresenceTyping:
		err = m.fleet.waha.Typing(ctx, target, id, true)
	case models.PresencePaused:
		err = m.fleet.waha.Typing(ctx, target, id, false)
	case models.PresenceOnline:
		err = m.fleet.waha.SubscribePresence(ctx, target, id)
	default:
		err = m.fleet.waha.SetPresence(ctx, target, state, id)
	}
	return answerOf(err)
}

// RejectCall hangs up on a caller.
func (m *Messages) RejectCall(ctx context.Context, caller models.Caller, session uuid.UUID, callID string) (models.Message, error) {
	call, err := m.store.MessageByWhatsAppID(ctx, caller, session, models.CallMessageID(callID))
	if err != nil {
		return models.Message{}, err
	}
	if call.Content.Call == nil || call.Content.Call.State != models.CallRinging {
		return models.Message{}, apperr.CallOver
	}
	target, err := m.fleet.connected(ctx, caller, session)
	if err != nil {
		return models.Message{}, err
	}
	if err := m.fleet.waha.RejectCall(ctx, target, call.ChatID, callID); err != nil {
		return models.Message{}, answerOf(err)
	}
	event := models.Event{SessionID: session, Call: &models.CallChange{CallID: callID, State: models.CallRejected}}
	if err := m.store.Receive(ctx, []models.Event{event}); err != nil {
		return models.Message{}, err
	}
	return m.store.Message(ctx, caller, session, call.ID)
}
