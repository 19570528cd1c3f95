package controllers

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/middlewares"
)

// pageEnvelope is a success with a part of a list. What follows is asked for with the cursor; none means that nothing does.
type pageEnvelope struct {
	envelope

	NextCursor *string `json:"nextCursor"`
}

// okPage answers with a part of a list, and 304 to a caller who has exactly this answer already.
func okPage(c *gin.Context, sentence string, data any, next string) {
	body, err := marshal(pageEnvelope{
		envelope:   envelope{Success: true, Message: middlewares.LanguageFrom(c).Message(sentence), Data: data},
		NextCursor: orNull(&next),
	})
	if err != nil {
		fail(c, err)
		return
	}
	writeCached(c, body)
}

// oneOf reads one of some values from the query.
func (in *input) oneOf(name, fallback string, values ...string) string {
	value, given := in.c.GetQuery(name)
	if !given {
		return fallback
	}
	if !slices.Contains(values, value) {
		in.wrong(name, "one_of", strings.Join(values, ", "))
	}
	return value
}

// place reads where a list goes on from the query.
func (in *input) place() string {
	cursor := in.c.Query("cursor")
	if len(cursor) > maxCursor {
		in.wrong("cursor", "max_length", strconv.Itoa(maxCursor))
	}
	return cursor
}

// maxSearch bounds what is looked for, in characters.
const maxSearch = 200

// search reads a text to look for, of some characters at least.
func (in *input) search(name string, least int) string {
	text := strings.TrimSpace(in.c.Query(name))
	switch length := utf8.RuneCountInString(text); {
	case !utf8.ValidString(text), strings.ContainsRune(text, 0):
		in.wrong(name, "no_nul", "")
	case length < least:
		in.wrong(name, "min_length", strconv.Itoa(least))
	case length > maxSearch:
		in.wrong(name, "max_length", strconv.Itoa(maxSearch))
	}
	return text
}

// checkText holds a text of the body to its bounds.
func (in *input) checkText(name, text string, longest int) {
	switch {
	case strings.ContainsRune(text, 0):
		in.wrong(name, "no_nul", "")
	case utf8.RuneCountInString(text) > longest:
		in.wrong(name, "max_length", strconv.Itoa(longest))
	}
}
