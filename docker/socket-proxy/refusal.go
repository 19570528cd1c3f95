package main

import (
	"encoding/json"
	"errors"
	"net/http"
)

// refusal is why a call doesn't go through. Its rule is told to the caller and logged, so it has no values of the call in it.
type refusal struct {
	status int
	rule   string // a sentence for the log; the caller reads it too unless there is an answer
	answer string // if set, what the caller reads instead
}

func (r *refusal) Error() string { return r.rule }

// refuse answers 403.
func refuse(rule string) error { return &refusal{status: http.StatusForbidden, rule: rule} }

// errUnavailable means that the engine didn't say what a rule needs to know.
var errUnavailable = errors.New("the Docker engine doesn't answer")

// absent is what the engine itself would answer about something that isn't there.
type absent struct{ message string }

func (a absent) Error() string { return a.message }

// answer writes an error as Docker does.
func answer(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"message": message}) // the caller is gone if it fails
}
