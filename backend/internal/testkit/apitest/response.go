package apitest

import (
	"encoding/json"
	"net/http"
	"testing"
)

// Response is an answer of the API.
type Response struct {
	Code   int
	Header http.Header
	Body   []byte
	t      testing.TB
	what   string
}

// Field is a part of a validation error.
type Field struct {
	Field, Rule, Message string
}

// Problem is an error of the API.
type Problem struct {
	Success                         bool
	Error, Message, Code, RequestID string
	Fields                          []Field
	Data                            json.RawMessage
}

// Status requires a status.
func (r *Response) Status(want int) *Response {
	r.t.Helper()
	if r.Code != want {
		r.t.Fatalf("%s: status %d, want %d\n%s", r.what, r.Code, want, r.excerpt())
	}
	return r
}

// Problem requires an error with a status and a code, and returns it.
func (r *Response) Problem(status int, code string) Problem {
	r.t.Helper()
	r.Status(status)
	var problem Problem
	r.decode(r.Body, &problem)
	if problem.Code != code {
		r.t.Fatalf("%s: code %q, want %q\n%s", r.what, problem.Code, code, r.excerpt())
	}
	return problem
}

// Data reads the data of a success.
func (r *Response) Data(into any) *Response {
	r.t.Helper()
	var envelope struct {
		Success bool
		Message string
		Data    json.RawMessage
	}
	r.decode(r.Body, &envelope)
	if !envelope.Success || envelope.Message == "" {
		r.t.Fatalf("%s: no success with a message: %s", r.what, r.excerpt())
	}
	r.decode(envelope.Data, into)
	return r
}

func (r *Response) decode(raw []byte, into any) {
	r.t.Helper()
	if err := json.Unmarshal(raw, into); err != nil {
		r.t.Fatalf("%s: read the answer: %v\n%s", r.what, err, r.excerpt())
	}
}

// maxExcerpt is how much of an answer a failed test shows.
const maxExcerpt = 1000

func (r *Response) excerpt() []byte { return r.Body[:min(len(r.Body), maxExcerpt)] }

// JSON reads the whole answer.
func (r *Response) JSON(into any) *Response {
	r.t.Helper()
	r.decode(r.Body, into)
	return r
}
