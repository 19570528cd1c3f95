package waha

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

type wireCall struct {
	ID        string      `json:"id"`
	From      string      `json:"from"`
	Timestamp looseNumber `json:"timestamp"`
	IsVideo   bool        `json:"isVideo"`
	IsGroup   bool        `json:"isGroup"`
	Data      struct {
		From           string
		CallCreator    string
		CallCreatorAlt string // GOWS
		CallerPN       string // NOWEB
		GroupJID       string // both
	} `json:"_data"`
}

// callPrefix begins the message id of a call, so that it is none of WhatsApp's.
const callPrefix = "call:"

func parseCall(payload []byte) (wireCall, error) {
	var wire wireCall
	if err := unmarshal(payload, &wire); err != nil {
		return wireCall{}, fmt.Errorf("not a call: %w", err)
	}
	if wire.ID == "" || wire.ID != clean(wire.ID, maxMessageID-len(callPrefix)) {
		return wireCall{}, errors.New("a call without its id")
	}
	return wire, nil
}

// decodeCall reads that somebody calls: an entry in the timeline of the caller, or of the group that is called.
func decodeCall(payload []byte, now time.Time) (models.Event, error) {
	wire, err := parseCall(payload)
	if err != nil {
		return models.Event{}, err
	}
	chat, err := conversation(wire.From)
	if err != nil || chat == "" {
		return models.Event{}, err
	}
	row, err := uuid.NewV7()
	if err != nil {
		return models.Event{}, err
	}
	caller, pairs := person(wire.From), wire.twins()
	m := &models.Message{
		ID: row, ChatID: chat, MessageID: callPrefix + wire.ID, Type: models.TypeCall, Origin: models.OriginLive,
		FromNumber: phoneOf(caller, pairs), Timestamp: momentOr(wire.Timestamp, now),
		Content: models.Content{Call: &models.Call{
			CallID: wire.ID, Video: wire.IsVideo, Group: wire.IsGroup || chat.IsGroup(), State: models.CallRinging,
		}},
	}
	if group, err := conversation(wire.Data.GroupJID); err == nil && group.IsGroup() {
		m.ChatID, m.Content.Call.Group = group, true
	}
	if m.ChatID.IsGroup() {
		m.Participant = string(caller)
	}
	return models.Event{Message: m, Twins: pairs}, nil
}

func (w *wireCall) twins() []models.Twins {
	var pairs pairs
	caller := cmp.Or(w.Data.CallCreator, w.Data.From, w.From)
	pairs.add(caller, w.Data.CallCreatorAlt)
	pairs.add(caller, w.Data.CallerPN)
	return pairs
}

// decodeCallChange reads how a call goes on. It may come before the call itself.
func decodeCallChange(payload []byte, state models.CallState) (models.Event, error) {
	wire, err := parseCall(payload)
	if err != nil {
		return models.Event{}, err
	}
	return models.Event{Call: &models.CallChange{CallID: wire.ID, State: state}}, nil
}
