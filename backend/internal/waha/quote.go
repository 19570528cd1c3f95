package waha

import "github.com/conectafy/conectafy/backend/models"

// wireQuote is the message that another one answers.
type wireQuote struct {
	ID          string     `json:"id"`
	Participant string     `json:"participant"`
	Body        string     `json:"body"`
	HasMedia    bool       `json:"hasMedia"`
	Media       *wireMedia `json:"media"`
	Data        struct {
		content        // GOWS and NOWEB
		Type    string `json:"type"` // WEBJS
	} `json:"_data"`
}

func (q *wireQuote) quote() *models.Quote {
	if q == nil {
		return nil
	}
	id := bareID(q.ID)
	if id == "" {
		return nil
	}
	quoted := wireMessage{Body: q.Body, HasMedia: q.HasMedia, Media: q.Media}
	quoted.Data.Content, quoted.Data.Type = q.Data.content, q.Data.Type
	kind, part, viewOnce := quoted.content()
	return &models.Quote{
		MessageID: id, From: person(q.Participant), Body: quoted.body(kind, part, viewOnce), Type: kind,
	}
}
