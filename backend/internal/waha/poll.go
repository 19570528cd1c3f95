package waha

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// poll is a question with its options.
func (p *part) poll() *models.Poll {
	poll := &models.Poll{Question: clean(p.Name, maxDescription), MultipleAnswers: p.Selectable != 1}
	for _, name := range texts(p.Options) {
		poll.Options = append(poll.Options, models.PollOption{Name: name})
	}
	return poll
}

// texts are the names of options, each once: an empty one cannot be chosen, and two alike cannot be told apart.
func texts(options []option) []string {
	names := make([]string, 0, min(len(options), maxOptions))
	for _, o := range options {
		name := clean(cmp.Or(o.OptionName, o.Name), maxTitle)
		if name != "" && len(names) < maxOptions && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

type wireVote struct {
	Vote struct {
		ID          string      `json:"id"`
		From        string      `json:"from"`
		Participant string      `json:"participant"`
		FromMe      bool        `json:"fromMe"`
		Options     []string    `json:"selectedOptions"`
		Timestamp   looseNumber `json:"timestamp"`
	} `json:"vote"`
	Poll struct {
		ID string `json:"id"`
	} `json:"poll"`
}

// decodeVote reads what somebody chose in a poll: the whole choice, which is empty after a withdrawal.
func decodeVote(payload []byte, now time.Time) (models.Event, error) {
	var wire wireVote
	if err := unmarshal(payload, &wire); err != nil {
		return models.Event{}, fmt.Errorf("not a vote: %w", err)
	}
	poll, err := parseMessageID(wire.Poll.ID)
	if err != nil || !poll.chat.IsConversation() {
		return models.Event{}, err
	}
	voter := wire.voter(poll.chat)
	if voter == "" {
		return models.Event{}, errors.New("a vote of nobody")
	}
	vote := &models.Vote{MessageID: poll.raw, Voter: voter, Options: []string{}, At: momentOr(wire.Vote.Timestamp, now)}
	for _, text := range wire.Vote.Options {
		name := clean(text, maxTitle)
		if name != "" && len(vote.Options) < maxOptions && !slices.Contains(vote.Options, name) {
			vote.Options = append(vote.Options, name)
		}
	}
	return models.Event{Vote: vote}, nil
}

func (w *wireVote) voter(chat models.ChatID) models.ChatID {
	id, err := parseMessageID(w.Vote.ID)
	if err != nil {
		id = messageID{chat: chat}
	}
	id.fromMe = id.fromMe || w.Vote.FromMe
	return cmp.Or(id.author(w.Vote.Participant), person(w.Vote.From))
}
