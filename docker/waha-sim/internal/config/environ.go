package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// environment reads typed values and collects what is wrong with them.
type environment struct {
	values   map[string]string
	problems []error
}

func parseEnviron(environ []string) *environment {
	env := &environment{values: map[string]string{}}
	for _, pair := range environ {
		name, value, _ := strings.Cut(pair, "=")
		env.values[name] = value
	}
	return env
}

func (e *environment) fail(format string, args ...any) {
	e.problems = append(e.problems, fmt.Errorf(format, args...))
}

func (e *environment) text(name, otherwise string) string {
	if value := e.values[name]; value != "" {
		return value
	}
	return otherwise
}

func (e *environment) list(name string) []string {
	var items []string
	for item := range strings.SplitSeq(e.values[name], ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

func (e *environment) flag(name string, otherwise bool) bool {
	switch strings.ToLower(e.values[name]) {
	case "":
		return otherwise
	case "true", "1", "yes", "on":
		return true
	case "false", "0", "no", "off":
		return false
	}
	e.fail("%s: %q is neither True nor False", name, e.values[name])
	return otherwise
}

func (e *environment) number(name string, otherwise int) int {
	value := e.values[name]
	if value == "" {
		return otherwise
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		e.fail("%s: %q is not a whole number from 0 up", name, value)
		return otherwise
	}
	return n
}

func (e *environment) millis(name string, otherwise time.Duration) time.Duration {
	return time.Duration(e.number(name, int(otherwise.Milliseconds()))) * time.Millisecond
}

func (e *environment) exposed() map[string]string {
	shown := map[string]string{}
	for name, value := range e.values {
		if strings.HasPrefix(name, "WAHA_") || strings.HasPrefix(name, "WHATSAPP_") {
			shown[name] = value
		}
	}
	return shown
}
