package httpapi

import (
	"fmt"
	"strings"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// contactBody is a contact in a call: as fields, or as a vCard.
type contactBody struct {
	FullName     string `json:"fullName"`
	Organization string `json:"organization"`
	PhoneNumber  string `json:"phoneNumber"`
	WhatsAppID   string `json:"whatsappId"`
	VCard        string `json:"vcard"`
}

func cards(list []contactBody) []history.VCard {
	vCards := make([]history.VCard, 0, len(list))
	for _, c := range list {
		vCards = append(vCards, c.card())
	}
	return vCards
}

func (c contactBody) card() history.VCard {
	if c.VCard != "" {
		name := ""
		for line := range strings.Lines(c.VCard) {
			if value, found := strings.CutPrefix(strings.TrimSpace(line), "FN:"); found {
				name = value
			}
		}
		return history.VCard{Name: name, Text: c.VCard}
	}
	lines := []string{"BEGIN:VCARD", "VERSION:3.0", "FN:" + oneLine(c.FullName)}
	if c.Organization != "" {
		lines = append(lines, "ORG:"+oneLine(c.Organization)+";")
	}
	id := waid.User(firstOf(c.WhatsAppID, strings.NewReplacer("+", "", " ", "", "-", "").Replace(c.PhoneNumber)))
	lines = append(lines, fmt.Sprintf("TEL;type=CELL;waid=%s:%s", oneLine(id), oneLine(c.PhoneNumber)), "END:VCARD")
	return history.VCard{Name: c.FullName, Text: strings.Join(lines, "\n")}
}

func oneLine(text string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(text) }

// pollBody is a poll in a call.
type pollBody struct {
	Name            string   `json:"name"`
	Options         []string `json:"options"`
	MultipleAnswers bool     `json:"multipleAnswers"`
}

func (p *pollBody) question() (*history.Question, error) {
	if p == nil || p.Name == "" || len(p.Options) == 0 {
		return nil, waha.InvalidError{Problems: []string{"poll.name must be a string", "poll.options should not be empty"}}
	}
	return &history.Question{Name: p.Name, Options: p.Options, Multiple: p.MultipleAnswers}, nil
}

// eventBody is an invitation in a call.
type eventBody struct {
	Name               string     `json:"name"`
	Description        string     `json:"description"`
	StartTime          int64      `json:"startTime"`
	EndTime            int64      `json:"endTime"`
	Location           *placeName `json:"location"`
	ExtraGuestsAllowed bool       `json:"extraGuestsAllowed"`
}

type placeName struct {
	Name string `json:"name"`
}

func (e *eventBody) calendar() (*history.Calendar, error) {
	if e == nil || e.Name == "" || e.StartTime == 0 {
		return nil, waha.InvalidError{Problems: []string{"event.name must be a string", "event.startTime must be a number"}}
	}
	event := &history.Calendar{
		Name: e.Name, Description: e.Description, Start: e.StartTime, End: e.EndTime, ExtraGuests: e.ExtraGuestsAllowed,
	}
	if e.Location != nil {
		event.Location = e.Location.Name
	}
	return event, nil
}
