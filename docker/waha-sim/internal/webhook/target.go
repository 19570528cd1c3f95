// Package webhook posts events the way WAHA does: signed, each on its own, and repeated by one of three policies.
package webhook

import (
	"math/rand/v2"
	"strings"
	"time"
)

// DefaultAttempts is how often a post is repeated when nothing else is configured.
const DefaultAttempts = 15

// Policy says how the pauses between repetitions grow.
type Policy string

// The policies that WAHA knows.
const (
	Constant    Policy = "constant"
	Linear      Policy = "linear"
	Exponential Policy = "exponential"
)

// Valid tells whether WAHA knows the policy.
func (p Policy) Valid() bool { return p == Constant || p == Linear || p == Exponential }

// Retry says how often and after what pause a failed post is repeated.
type Retry struct {
	Policy   Policy
	Delay    time.Duration
	Attempts int
}

// Pause is the time before repetition n, counted from 1.
func (r Retry) Pause(n int) time.Duration {
	switch r.Policy {
	case Linear:
		return r.Delay * time.Duration(n)
	case Exponential:
		pause := r.Delay << min(n, 20)
		return pause + time.Duration(rand.Float64()*0.2*float64(pause))
	}
	return r.Delay
}

// Header is a header that the receiver asked for.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Target is one receiver.
type Target struct {
	URL     string
	Events  []string
	Key     string // signs the body when not empty
	Retry   Retry
	Headers []Header
}

// Wants tells whether the receiver subscribed to the event, by name, by a prefix such as "message.*", or by "*", which
// leaves out the two events meant for debugging.
func (t Target) Wants(event string) bool {
	for _, wanted := range t.Events {
		if wanted == event {
			return true
		}
		if wanted == "*" && event != "state.change" && event != "engine.event" {
			return true
		}
		if prefix, wildcard := strings.CutSuffix(wanted, "*"); wildcard && prefix != "" && strings.HasPrefix(event, prefix) {
			return true
		}
	}
	return false
}
