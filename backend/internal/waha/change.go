package waha

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// decodeReaction reads what somebody thinks of a message; an empty text takes it back.
func decodeReaction(payload []byte, now time.Time) (models.Event, error) {
	var wire struct {
		ID          string      `json:"id"`
		Timestamp   looseNumber `json:"timestamp"`
		FromMe      bool        `json:"fromMe"`
		Participant string      `json:"participant"`
		Reaction    *struct {
			Text      string `json:"text"`
			MessageID string `json:"messageId"`
		} `json:"reaction"`
		Data engineData `json:"_data"`
	}
	if err := unmarshal(payload, &wire); err != nil {
		return models.Event{}, fmt.Errorf("not a reaction: %w", err)
	}
	id, err := parseMessageID(wire.ID)
	if err != nil || !id.chat.IsConversation() {
		return models.Event{}, err
	}
	if wire.Reaction == nil {
		return models.Event{}, errors.New("a reaction of no kind")
	}
	id.fromMe = id.fromMe || wire.FromMe
	reaction := &models.Reaction{
		MessageID: bareID(wire.Reaction.MessageID), Sender: id.author(wire.Participant),
		Emoji: clean(wire.Reaction.Text, maxEmoji), At: momentOr(wire.Timestamp, now),
	}
	if reaction.MessageID == "" || reaction.Sender == "" {
		return models.Event{}, errors.New("a reaction of nobody or to nothing")
	}
	return models.Event{Reaction: reaction, Twins: wire.Data.twins(id, reaction.Sender)}, nil
}

// decodeEdit reads a new text. GOWS and NOWEB tell it with the id of the edit, WEBJS with the message's own.
func decodeEdit(payload []byte, now time.Time) (models.Event, error) {
	var wire struct {
		wireMessage
		EditedID string `json:"editedMessageId"`
	}
	if err := unmarshal(payload, &wire); err != nil {
		return models.Event{}, fmt.Errorf("not an edit: %w", err)
	}
	id, err := parseMessageID(wire.ID)
	if err != nil || !id.chat.IsConversation() {
		return models.Event{}, err
	}
	kind, part, viewOnce := wire.content()
	body := wire.body(kind, part, viewOnce)
	if body == "" {
		return models.Event{}, errors.New("an edit without a text: it could not be decrypted")
	}
	edit := &models.Edit{MessageID: cmp.Or(bareID(wire.EditedID), id.raw), Body: body, At: momentOr(wire.Timestamp, now)}
	return models.Event{Edit: edit, Twins: wire.Data.twins(id, id.author(wire.Participant))}, nil
}

// decodeRevocation reads that a message was deleted for everyone. WEBJS may name it by what it was and became only.
func decodeRevocation(payload []byte, now time.Time) (models.Event, error) {
	type side struct {
		ID        string      `json:"id"`
		Timestamp looseNumber `json:"timestamp"`
	}
	var wire struct {
		Before    side   `json:"before"`
		After     side   `json:"after"`
		RevokedID string `json:"revokedMessageId"`
	}
	if err := unmarshal(payload, &wire); err != nil {
		return models.Event{}, fmt.Errorf("not a revocation: %w", err)
	}
	for _, full := range []string{wire.After.ID, wire.Before.ID} {
		if id, err := parseMessageID(full); err == nil && !id.chat.IsConversation() {
			return models.Event{}, nil
		}
	}
	id := cmp.Or(bareID(wire.RevokedID), bareID(wire.Before.ID), bareID(wire.After.ID))
	if id == "" {
		return models.Event{}, errors.New("a revocation of nothing")
	}
	return models.Event{Revocation: &models.Revocation{MessageID: id, At: momentOr(wire.After.Timestamp, now)}}, nil
}

// decodeArchive reads that a chat was archived or brought back.
func decodeArchive(payload []byte, now time.Time) (models.Event, error) {
	var wire struct {
		ID        looseAddress `json:"id"`
		Timestamp looseNumber  `json:"timestamp"`
		Archived  *bool        `json:"archived"`
	}
	if err := unmarshal(payload, &wire); err != nil {
		return models.Event{}, fmt.Errorf("not an archived chat: %w", err)
	}
	chat, err := conversation(string(wire.ID))
	if err != nil || chat == "" {
		return models.Event{}, err
	}
	if wire.Archived == nil {
		return models.Event{}, errors.New("a chat that is neither archived nor brought back")
	}
	change := &models.ArchiveChange{ChatID: chat, Archived: *wire.Archived, At: momentOr(wire.Timestamp, now)}
	return models.Event{Archive: change}, nil
}
