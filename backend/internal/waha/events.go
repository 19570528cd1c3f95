package waha

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// envelope is the outside of every webhook.
type envelope struct {
	Timestamp looseNumber     `json:"timestamp"` // milliseconds
	Event     string          `json:"event"`
	Me        *account        `json:"me"`
	Payload   json.RawMessage `json:"payload"`
}

// Decode says what a webhook's body means for a session. It never fails: what it does not understand comes back as
// unprocessed, with the reason, and what needs no storing comes back empty.
func Decode(session uuid.UUID, body []byte, now time.Time) models.Event {
	var name string
	event, err := guarded(func() (event models.Event, err error) {
		event, name, err = decode(body, now)
		return event, err
	})
	if err != nil {
		event = models.Event{Unprocessed: &models.UnprocessedWebhook{
			Event: clean(name, maxName), Reason: clean(err.Error(), maxReason), Body: body,
		}}
	}
	event = owned(event, session)
	event.Body = body
	return event
}

var errBroken = errors.New("the decoder broke")

// guarded makes an error of a mistake in the decoder: it must cost one webhook, not be repeated by WAHA for as long as
// it retries.
func guarded(decode func() (models.Event, error)) (event models.Event, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			event, err = models.Event{}, fmt.Errorf("%w: %v", errBroken, broken)
		}
	}()
	return decode()
}

func owned(event models.Event, session uuid.UUID) models.Event {
	event.SessionID = session
	if event.Message != nil {
		event.Message.SessionID = session
	}
	return event
}

func decode(body []byte, now time.Time) (models.Event, string, error) {
	var e envelope
	if err := unmarshal(body, &e); err != nil {
		return models.Event{}, "", fmt.Errorf("not an envelope: %w", err)
	}
	event, err := e.decode(now)
	return event, e.Event, err
}

func (e *envelope) decode(now time.Time) (models.Event, error) {
	switch e.Event {
	case "message.any", "message", "message.waiting":
		return decodeMessage(e.Payload, models.OriginLive, now)
	case "message.ack":
		return decodeAck(e.Payload, models.AckPlayed)
	case "message.ack.group":
		// One reader of many: to the group as a whole the message is delivered.
		return decodeAck(e.Payload, models.AckDevice)
	case "message.reaction":
		return decodeReaction(e.Payload, now)
	case "message.edited":
		return decodeEdit(e.Payload, now)
	case "message.revoked":
		return decodeRevocation(e.Payload, now)
	case "poll.vote":
		return decodeVote(e.Payload, now)
	case "event.response":
		return decodeResponse(e.Payload, now)
	case "poll.vote.failed", "event.response.failed":
		return models.Event{}, fmt.Errorf("WAHA could not decrypt it: %s", e.Event)
	case "session.status":
		return decodeStatus(e, now)
	default:
		return e.decodeRest(now)
	}
}

// decodeRest understands what is told of chats and people.
func (e *envelope) decodeRest(now time.Time) (models.Event, error) {
	switch e.Event {
	case "chat.archive":
		return decodeArchive(e.Payload, now)
	case "presence.update":
		return decodePresence(e.Payload)
	case "group.v2.join", "group.v2.leave", "group.v2.participants", "group.v2.update", "group.v2.participants.join-request":
		return decodeGroupEvent(e, now)
	case "call.received":
		return decodeCall(e.Payload, now)
	case "call.accepted":
		return decodeCallChange(e.Payload, models.CallAccepted)
	case "call.rejected":
		return decodeCallChange(e.Payload, models.CallRejected)
	}
	if reason := unwanted[e.Event]; reason != "" {
		return models.Event{}, nil
	}
	if e.Event == "" {
		return models.Event{}, errors.New("not an envelope: it names no event")
	}
	return models.Event{}, fmt.Errorf("unsupported event %q", e.Event)
}

// unwanted are the events that we understand and have no use for, with the reason.
var unwanted = map[string]string{ //nolint:gochecknoglobals // a constant table
	"state.change":       "the engine's own state; session.status says what it means",
	"engine.event":       "for those who debug the engine",
	"group.join":         "group.v2.join says the same on every engine",
	"group.leave":        "group.v2.leave says the same on every engine",
	"label.upsert":       "labels of the phone's application are not shown",
	"label.deleted":      "labels of the phone's application are not shown",
	"label.chat.added":   "labels of the phone's application are not shown",
	"label.chat.deleted": "labels of the phone's application are not shown",
}
