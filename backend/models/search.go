package models

import "github.com/google/uuid"

// SearchScope says where to search: in one chat, in one session, or, without a session, in all of the caller's.
type SearchScope struct {
	Session uuid.UUID
	Chat    ChatID
	Limit   int
	Cursor  string
}

// SearchHit is a message that was found.
type SearchHit struct {
	Message  Message
	ChatName string
	// Snippet is the part of the message's words around the first match; Matches are places in it.
	Snippet string
	Matches []TextRange
}

// TextRange is a place in a text, counted in characters.
type TextRange struct{ Start, Length int }

// SearchPage is a part of what was found, newest first. Next is where the rest begins, or empty.
type SearchPage struct {
	Hits []SearchHit
	Next string
}
