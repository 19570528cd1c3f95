package controllers

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

const (
	defaultLimit = 50
	maxLimit     = 200
	maxOffset    = 1_000_000
	maxCursor    = 200
	maxWait      = 60 // seconds
	maxKey       = 200
)

// pathID reads an id from the path.
func (in *input) pathID(name string) uuid.UUID { return in.uuid(name, in.c.Param(name)) }

// queryID reads an id from the query; there may be none.
func (in *input) queryID(name string) uuid.UUID {
	value, given := in.c.GetQuery(name)
	if !given {
		return uuid.Nil
	}
	return in.uuid(name, value)
}

// uuid takes the usual form alone, of the four that the library reads.
func (in *input) uuid(name, value string) uuid.UUID {
	id, err := uuid.Parse(value)
	if err != nil || len(value) != len(id.String()) || id == uuid.Nil {
		in.wrong(name, "uuid", "")
	}
	return id
}

// chat reads a chat's id or a phone number from the path.
func (in *input) chat(name string) string {
	chat, err := models.ParseChatID(in.c.Param(name))
	if err != nil {
		in.wrong(name, "chat_id", "")
	}
	return string(chat)
}

// recipient reads from the path whom a message is for. Nobody writes to status posts and channels.
func (in *input) recipient(name string) string {
	if !isRecipient(in.c.Param(name)) {
		in.wrong(name, "chat_id", "")
		return ""
	}
	return in.chat(name)
}

// integer reads a number from the query.
func (in *input) integer(name string, fallback, least, most int) int {
	value, given := in.c.GetQuery(name)
	if !given {
		return fallback
	}
	number, err := strconv.Atoi(value)
	tooBig := errors.Is(err, strconv.ErrRange) // and number is the nearest there is
	switch {
	case err != nil && !tooBig:
		in.wrong(name, "integer", "")
	case number < least:
		in.wrong(name, "min", strconv.Itoa(least))
	case number > most:
		in.wrong(name, "max", strconv.Itoa(most))
	}
	return number
}

// seconds reads a time to wait from the query.
func (in *input) seconds(name string, fallback int) time.Duration {
	return time.Duration(in.integer(name, fallback, 0, maxWait)) * time.Second
}

// flag reads true or false from the query.
func (in *input) flag(name string) bool {
	value, given := in.c.GetQuery(name)
	if !given {
		return false
	}
	flag, err := strconv.ParseBool(value)
	if err != nil {
		in.wrong(name, "boolean", "")
	}
	return flag
}

// cursor reads a place in the feed from the query, or else from where a browser tells how far its stream came.
func (in *input) cursor() string {
	cursor := in.c.GetHeader("Last-Event-ID")
	if cursor == "" {
		cursor = in.c.Query("cursor")
	}
	if len(cursor) > maxCursor {
		in.wrong("cursor", "max_length", strconv.Itoa(maxCursor))
	}
	return cursor
}

// idempotencyKey reads the name that a caller gave to a send.
func (in *input) idempotencyKey() string {
	const name = "Idempotency-Key"
	key := strings.TrimSpace(in.c.GetHeader(name))
	if len(key) > maxKey {
		in.wrong(name, "max_length", strconv.Itoa(maxKey))
	}
	if strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r > '~' }) {
		in.wrong(name, "printable", "")
	}
	return key
}

// page reads which part of a list is wanted.
func (in *input) page() models.Page {
	return models.Page{
		Limit:  in.integer("limit", defaultLimit, 1, maxLimit),
		Offset: in.integer("offset", 0, 0, maxOffset),
	}
}

// pageAround also reads places in the list, of which only one can be meant.
func (in *input) pageAround() models.Page {
	page := in.page()
	page.Before, page.After, page.Around = in.queryID("before"), in.queryID("after"), in.queryID("around")
	switch near := page.Before != uuid.Nil || page.After != uuid.Nil; {
	case page.Around != uuid.Nil && near:
		in.wrong("around", "exclusive", "before/after")
	case page.Before != uuid.Nil && page.After != uuid.Nil:
		in.wrong("after", "exclusive", "before")
	case (near || page.Around != uuid.Nil) && page.Offset > 0:
		in.wrong("offset", "exclusive", "before/after/around")
	}
	return page
}
