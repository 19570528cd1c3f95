package services

import (
	"time"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/models"
)

// Meter counts what happens, for those who watch over the server. It never waits. An outcome is one of a few words of ours.
type Meter interface {
	Webhook(event, outcome string)
	Sent(outcome string)
	Fetched(outcome string)
	FeedRead(age time.Duration)
}

// The outcomes of what went well; what didn't has the code of its error.
const (
	outcomeStored  = "stored"
	outcomeIgnored = "ignored" // nothing in it needs storing
	outcomeSent    = "sent"
	outcomeDelayed = "delayed" // it is tried again
)

// outcomeOf says what became of a webhook whose event is known.
func outcomeOf(event models.Event, err error) string {
	switch {
	case err != nil:
		return apperr.From(err).Code
	case event.IsEmpty():
		return outcomeIgnored
	}
	return outcomeStored
}
