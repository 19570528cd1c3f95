// Package apperr has the errors that callers of the API may see. An error's code is for programs and never changes; its
// sentence, in the reader's language, is chosen where the answer is written; its cause goes to the log alone.
package apperr

import (
	"errors"
	"fmt"
	"time"
)

// Kind is what class of answer an error is.
type Kind int

// The kinds, in the order of their HTTP statuses.
const (
	Invalid Kind = iota + 1
	Unauthorized
	Forbidden
	NotFound
	MethodNotAllowed
	Conflict
	Gone
	TooLarge
	UnsupportedMedia
	Unprocessable
	TooMany
	Internal
	BadGateway
	Unavailable
	Timeout
)

// String names the kind as text/*.json do under "titles".
func (k Kind) String() string {
	names := [...]string{
		Invalid: "invalid", Unauthorized: "unauthorized", Forbidden: "forbidden", NotFound: "not_found",
		MethodNotAllowed: "method_not_allowed", Conflict: "conflict", Gone: "gone", TooLarge: "too_large",
		UnsupportedMedia: "unsupported_media", Unprocessable: "unprocessable", TooMany: "too_many",
		Internal: "internal", BadGateway: "bad_gateway", Unavailable: "unavailable", Timeout: "timeout",
	}
	if k < Invalid || int(k) >= len(names) {
		return "unknown"
	}
	return names[k]
}

// Field says which rule one field of a request broke. Rule is one of the names in text/*.json under "rules".
type Field struct {
	Name  string
	Rule  string
	Param string
}

// Error is an answer.
type Error struct {
	Kind       Kind
	Code       string
	Args       []any         // for the sentence of Code
	Fields     []Field       // what was wrong with the request
	Data       any           // what else the caller may see, such as the checks behind "not ready"
	RetryAfter time.Duration // when it is worth trying again
	Err        error         // the cause: logged, never sent
}

func define(kind Kind, code string) *Error { return &Error{Kind: kind, Code: code} }

// Error tells the code and the cause, for logs.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Code
	}
	return fmt.Sprintf("%s: %v", e.Code, e.Err)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is says whether target is the same answer, whatever its cause.
func (e *Error) Is(target error) bool {
	var other *Error
	return errors.As(target, &other) && other.Code == e.Code
}

// Because returns a copy with a cause.
func (e *Error) Because(err error) *Error {
	c := *e
	c.Err = err
	return &c
}

// With returns a copy with arguments for its sentence.
func (e *Error) With(args ...any) *Error {
	c := *e
	c.Args = args
	return &c
}

// Showing returns a copy with data for the caller.
func (e *Error) Showing(data any) *Error {
	c := *e
	c.Data = data
	return &c
}

// Retry returns a copy that tells when to try again.
func (e *Error) Retry(after time.Duration) *Error {
	c := *e
	c.RetryAfter = after
	return &c
}

// InvalidFields is the answer to a request whose fields broke rules.
func InvalidFields(fields ...Field) *Error {
	c := *ValidationFailed
	c.Fields = fields
	return &c
}

// From finds the answer in err's chain; anything else is an internal error.
func From(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return InternalError.Because(err)
}
