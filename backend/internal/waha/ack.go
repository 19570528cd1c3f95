package waha

import (
	"errors"
	"fmt"

	"github.com/conectafy/conectafy/backend/models"
)

// decodeAck reads a receipt. WEBJS tells it with a whole message, of which the same fields count.
func decodeAck(payload []byte, highest models.Ack) (models.Event, error) {
	var wire struct {
		ID    string       `json:"id"`
		Ack   *looseNumber `json:"ack"`
		Error struct {
			Code looseNumber `json:"code"`
		} `json:"error"`
	}
	if err := unmarshal(payload, &wire); err != nil {
		return models.Event{}, fmt.Errorf("not a receipt: %w", err)
	}
	id, err := parseMessageID(wire.ID)
	if err != nil {
		return models.Event{}, err
	}
	if wire.Ack == nil || *wire.Ack < looseNumber(models.AckError) || *wire.Ack > looseNumber(models.AckPlayed) {
		return models.Event{}, errors.New("unknown receipt")
	}
	ack := models.Ack(*wire.Ack)
	switch {
	case !id.chat.IsConversation(), ack == models.AckPending:
		return models.Event{}, nil
	case !id.fromMe && ack < models.AckRead:
		return models.Event{}, nil // that others' messages reached us is known
	case !id.fromMe:
		return models.Event{ReadElsewhere: id.raw}, nil
	}
	update := models.AckUpdate{MessageID: id.raw, Ack: min(ack, highest)}
	if ack == models.AckError {
		update.ErrorCode = failure(wire.Error.Code)
	}
	return models.Event{Acks: []models.AckUpdate{update}}, nil
}

// failure names WhatsApp's codes for what it does not let an account do; others stay without a name.
func failure(code looseNumber) string {
	switch code {
	case 463:
		return models.FailRestricted
	case 475:
		return models.FailQuota
	default:
		return ""
	}
}
