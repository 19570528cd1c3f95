package waha

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// envelope is the outside of every webhook.
type envelope struct {
	Timestamp int64           `json:"timestamp"` // milliseconds
	Event     string          `json:"event"`
	Session   string          `json:"session"`
	Me        *meAnswer       `json:"me"`
	Payload   json.RawMessage `json:"payload"`
}

// Decode says what a webhook's body means for a session. It never fails: what it does not understand comes back as
// unprocessed, with the reason, and what needs no storing comes back empty.
func Decode(session uuid.UUID, body []byte, now time.Time) models.Event {
	event, name, err := decode(body, now)
	if err != nil {
		event = models.Event{Unprocessed: &models.UnprocessedWebhook{
			Event: clean(name, maxName), Reason: clean(err.Error(), maxReason), Body: body,
		}}
	}
	event.SessionID, event.Body = session, body
	if event.Message != nil {
		event.Message.SessionID = session
	}
	return event
}

// maxReason bounds the reason kept with an unprocessed webhook.
const maxReason = 500

func decode(body []byte, now time.Time) (models.Event, string, error) {
	var e envelope
	if err := json.Unmarshal(body, &e); err != nil {
		return models.Event{}, "", fmt.Errorf("not an envelope: %w", err)
	}
	var event models.Event
	var err error
	switch e.Event {
	case "message.any", "message":
		event.Message, err = decodeMessage(e.Payload, now)
	case "message.ack":
		event.Acks, err = decodeAck(e.Payload, models.AckPlayed)
	case "message.ack.group":
		// One reader of many: to the group as a whole the message is delivered.
		event.Acks, err = decodeAck(e.Payload, models.AckDevice)
	case "session.status":
		event.Status, err = decodeStatus(e, now)
	default:
		err = fmt.Errorf("unsupported event %q", e.Event)
	}
	return event, e.Event, err
}

func decodeMessage(payload []byte, now time.Time) (*models.Message, error) {
	var wire wireMessage
	if err := json.Unmarshal(payload, &wire); err != nil {
		return nil, fmt.Errorf("not a message: %w", err)
	}
	message, err := wire.message(now)
	if err != nil {
		return nil, err
	}
	if !message.ChatID.IsConversation() {
		return nil, nil //nolint:nilnil // status posts and channels are not kept
	}
	return &message, nil
}

func decodeAck(payload []byte, highest models.Ack) ([]models.AckUpdate, error) {
	var wire struct {
		ID  string `json:"id"`
		Ack *int   `json:"ack"`
	}
	if err := json.Unmarshal(payload, &wire); err != nil {
		return nil, fmt.Errorf("not a receipt: %w", err)
	}
	id, err := parseMessageID(wire.ID)
	if err != nil {
		return nil, err
	}
	if wire.Ack == nil || *wire.Ack < int(models.AckError) || *wire.Ack > int(models.AckPlayed) {
		return nil, fmt.Errorf("unknown receipt")
	}
	ack := models.Ack(*wire.Ack)
	// A receipt of a message of others says that the owner read it elsewhere; pending says nothing new.
	if !id.fromMe || ack == models.AckPending {
		return nil, nil
	}
	return []models.AckUpdate{{MessageID: id.raw, Ack: min(ack, highest)}}, nil
}

func decodeStatus(e envelope, now time.Time) (*models.StatusReport, error) {
	var wire struct {
		Status models.WAHAStatus `json:"status"`
	}
	if err := json.Unmarshal(e.Payload, &wire); err != nil {
		return nil, fmt.Errorf("not a status: %w", err)
	}
	if wire.Status == "" || len(wire.Status) > maxName {
		return nil, fmt.Errorf("a status without its name")
	}
	report := &models.StatusReport{Status: wire.Status, At: now}
	// WAHA tells milliseconds, cut off: the latest moment it can have meant.
	if at := time.UnixMilli(e.Timestamp + 1).Add(-time.Microsecond); e.Timestamp > 0 && at.Before(now) {
		report.At = at.UTC()
	}
	report.PhoneNumber, report.PushName = e.Me.info()
	return report, nil
}
