package waha

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// appointment is an event that people answer.
func (p *part) appointment() *models.CalendarEvent {
	event := &models.CalendarEvent{
		Name: clean(p.Name, maxTitle), Description: clean(p.Description, maxDescription),
		StartsAt: moment(p.Starts), EndsAt: moment(p.Ends), Canceled: p.Canceled,
	}
	if p.Place != nil {
		event.Location = clean(cmp.Or(p.Place.Name, p.Place.Description, p.Place.Address), maxName)
	}
	return event
}

// maxGuests bounds what somebody says to bring along.
const maxGuests = 1000

// decodeResponse reads somebody's answer to an appointment.
func decodeResponse(payload []byte, now time.Time) (models.Event, error) {
	var wire struct {
		wireMessage
		Key struct {
			ID string `json:"id"`
		} `json:"eventCreationKey"`
		Response *struct {
			Response    string      `json:"response"`
			TimestampMs looseNumber `json:"timestampMs"`
			ExtraGuests looseNumber `json:"extraGuestCount"`
		} `json:"eventResponse"`
	}
	if err := unmarshal(payload, &wire); err != nil {
		return models.Event{}, fmt.Errorf("not a response: %w", err)
	}
	id, err := parseMessageID(wire.ID)
	if err != nil || !id.chat.IsConversation() {
		return models.Event{}, err
	}
	response := &models.EventResponse{MessageID: bareID(wire.Key.ID), Responder: id.author(wire.Participant)}
	switch {
	case wire.Response == nil:
		return models.Event{}, errors.New("a response that could not be decrypted")
	case response.MessageID == "" || response.Responder == "":
		return models.Event{}, errors.New("a response of nobody or to nothing")
	}
	response.At = momentOr(wire.Response.TimestampMs, momentOr(wire.Timestamp, now))
	response.ExtraGuests = wire.Response.ExtraGuests.count(maxGuests)
	switch said := strings.ToLower(wire.Response.Response); said {
	case "going", "not_going", "maybe":
		response.Response = said
	default:
		response.Response = "unknown"
	}
	return models.Event{Response: response, Twins: wire.Data.twins(id, response.Responder)}, nil
}
