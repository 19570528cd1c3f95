package models

import "github.com/google/uuid"

// Event is what one webhook of WAHA means to us. Most set one of the fields; a change in a group is a notice as well, and
// many tell the two addresses of a person by the way.
type Event struct {
	SessionID     uuid.UUID
	Message       *Message
	Acks          []AckUpdate
	ReadElsewhere string // bare id of a message of others that the owner read on another device
	Reaction      *Reaction
	Edit          *Edit
	Revocation    *Revocation
	Vote          *Vote
	Response      *EventResponse
	Call          *CallChange
	Archive       *ArchiveChange
	Group         *GroupChange
	Twins         []Twins
	Presence      *Presence
	Status        *StatusReport
	Unprocessed   *UnprocessedWebhook

	// Body is what came, for the case that it cannot be stored.
	Body []byte
}

// IsEmpty says that there is nothing to store.
func (e Event) IsEmpty() bool {
	return e.Message == nil && len(e.Acks) == 0 && e.ReadElsewhere == "" && e.Reaction == nil && e.Edit == nil &&
		e.Revocation == nil && e.Vote == nil && e.Response == nil && e.Call == nil && e.Archive == nil && e.Group == nil &&
		len(e.Twins) == 0 && e.Presence == nil && e.Status == nil && e.Unprocessed == nil
}

// Kind names what the event is about, for those who count. There are as many kinds as cases here, whatever WAHA says.
func (e Event) Kind() string {
	switch {
	case e.Unprocessed != nil:
		return "unprocessed"
	case e.Message != nil:
		return "message"
	case len(e.Acks) > 0 || e.ReadElsewhere != "":
		return "ack"
	case e.Reaction != nil:
		return "reaction"
	case e.Edit != nil:
		return "edit"
	case e.Revocation != nil:
		return "revocation"
	case e.Vote != nil || e.Response != nil:
		return "vote"
	case e.Call != nil:
		return "call"
	case e.Status != nil:
		return "status"
	case e.Presence != nil:
		return "presence"
	case e.Group != nil || e.Archive != nil || len(e.Twins) > 0:
		return "chat"
	}
	return "ignored"
}

// UnprocessedWebhook is a signed webhook that could not be turned into rows and is kept for inspection.
type UnprocessedWebhook struct {
	Event  string
	Reason string
	Body   []byte
}
