package models

import (
	"time"

	"github.com/google/uuid"
)

// Updates is a piece of the change feed: the rows as they are now that changed after a cursor.
type Updates struct {
	Cursor   string
	HasMore  bool
	Messages []Message
	Contacts []Contact
	Sessions []Session
	Newest   time.Time      // when the last of the changes was made
	Presence []ChatPresence // what people do just now; it has no place in the feed
	// What is gone: a session that was deleted, a chat that became part of another, a message that was discarded.
	RemovedSessions []uuid.UUID
	RemovedContacts []uuid.UUID
	RemovedMessages []uuid.UUID
}
