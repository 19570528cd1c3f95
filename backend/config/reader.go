package config

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Lookup finds a variable; os.LookupEnv is one.
type Lookup func(name string) (string, bool)

// reader reads variables one after the other and gathers what is wrong with them.
type reader struct {
	lookup    Lookup
	problems  []error
	variables []variable
	settings  []Setting
}

// variable is what .env.example must say of a variable.
type variable struct {
	name, fallback string
}

// raw returns a variable's text. An empty one counts as unset, since compose files pass those on.
func (r *reader) raw(name, fallback string) string {
	r.variables = append(r.variables, variable{name, fallback})
	value, _ := r.lookup(name)
	if value == "" {
		return fallback
	}
	return value
}

func (r *reader) plain(name, fallback string) string {
	value := r.raw(name, fallback)
	r.settings = append(r.settings, Setting{name, value})
	return value
}

// secret reads NAME, or the file that NAME_FILE names. It returns whether there is one, besides its text.
func (r *reader) secret(name string) (string, bool) {
	value := r.raw(name, "")
	if path, _ := r.lookup(name + "_FILE"); path != "" {
		if value != "" {
			r.problem(name, "or %s_FILE, not both", name)
		}
		value = r.file(name+"_FILE", path)
	}
	r.settings = append(r.settings, Setting{name + "_configured", strconv.FormatBool(value != "")})
	return value, value != ""
}

func (r *reader) file(name, path string) string {
	text, err := os.ReadFile(path) // The operator says which file.
	if err != nil {
		r.problem(name, "must name a readable file: %w", err)
	}
	return strings.TrimRight(string(text), "\r\n")
}

// problem records what is allowed. It never gets a secret's value.
func (r *reader) problem(name, allowed string, args ...any) {
	r.problems = append(r.problems, fmt.Errorf(name+" "+allowed, args...))
}

func (r *reader) err() error { return errors.Join(r.problems...) }
