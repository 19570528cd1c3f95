package waha

import (
	"cmp"
	"fmt"

	"github.com/conectafy/conectafy/backend/models"
)

// decodePresence reads what the people of a chat do just now.
func decodePresence(payload []byte) (models.Event, error) {
	var wire struct {
		ID     string `json:"id"`
		People []struct {
			Participant string      `json:"participant"`
			State       string      `json:"lastKnownPresence"`
			LastSeen    looseNumber `json:"lastSeen"`
		} `json:"presences"`
	}
	if err := unmarshal(payload, &wire); err != nil {
		return models.Event{}, fmt.Errorf("not a presence: %w", err)
	}
	chat, err := conversation(wire.ID)
	if err != nil || chat == "" {
		return models.Event{}, err
	}
	presence := &models.Presence{ChatID: chat}
	for _, p := range wire.People[:min(len(wire.People), maxParticipants)] {
		who := person(cmp.Or(p.Participant, string(chat)))
		state := models.PresenceState(p.State)
		switch state {
		case models.PresenceOnline, models.PresenceOffline, models.PresenceTyping, models.PresenceRecording, models.PresencePaused:
		default:
			continue
		}
		if who == "" {
			continue
		}
		someone := models.PersonPresence{Address: who, State: state}
		if seen := moment(p.LastSeen); !seen.IsZero() {
			someone.LastSeen = seen.Unix()
		}
		presence.People = append(presence.People, someone)
	}
	if len(presence.People) == 0 {
		return models.Event{}, nil
	}
	return models.Event{Presence: presence}, nil
}
