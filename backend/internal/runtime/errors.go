package runtime

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// The errors that callers tell apart, with errors.Is.
var (
	ErrNotFound     = errors.New("instance not found")
	ErrNotRunning   = errors.New("instance is not running")
	ErrNameTaken    = errors.New("instance name belongs to somebody else")
	ErrPortTaken    = errors.New("port is taken by another program")
	ErrImageMissing = errors.New("image is not there")
	ErrInvalidSpec  = errors.New("invalid instance spec")
	ErrUnavailable  = errors.New("engine does not answer")
	ErrTimeout      = errors.New("engine took too long")
)

// The name is a container, a volume, a host name and a folder at once: this is what is valid as all four.
var namePattern = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// CheckName answers ErrInvalidSpec for a name that an instance can't have.
func CheckName(name string) error {
	if !namePattern.MatchString(name) {
		return fmt.Errorf("%w: name %q", ErrInvalidSpec, name)
	}
	return nil
}

// Check answers ErrInvalidSpec for what no engine could run. Values of the environment are secrets: its errors name keys only.
func (s Spec) Check() error {
	if err := CheckName(s.Name); err != nil {
		return err
	}
	if s.Port < 1 || s.Port > 65535 {
		return fmt.Errorf("%w: port %d of %s", ErrInvalidSpec, s.Port, s.Name)
	}
	for key, value := range s.Env {
		if key == "" || strings.ContainsAny(key, "=\x00") || strings.ContainsRune(value, 0) {
			return fmt.Errorf("%w: environment variable %q of %s", ErrInvalidSpec, key, s.Name)
		}
	}
	return nil
}
