package models

import "github.com/google/uuid"

// Event is what one webhook of WAHA means to us: at most one of Message, Acks, Status and Unprocessed is set.
type Event struct {
	SessionID   uuid.UUID
	Message     *Message
	Acks        []AckUpdate
	Status      *StatusReport
	Unprocessed *UnprocessedWebhook

	// Body is what came, for the case that it cannot be stored.
	Body []byte
}

// IsEmpty says that there is nothing to store.
func (e Event) IsEmpty() bool {
	return e.Message == nil && len(e.Acks) == 0 && e.Status == nil && e.Unprocessed == nil
}

// UnprocessedWebhook is a signed webhook that could not be turned into rows and is kept for inspection.
type UnprocessedWebhook struct {
	Event  string
	Reason string
	Body   []byte
}
