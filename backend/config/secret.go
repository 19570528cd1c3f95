package config

import (
	"fmt"
	"io"
	"log/slog"
)

const masked = "***"

// Secret is text that no way of printing shows.
type Secret string

// Reveal returns the text itself.
func (s Secret) Reveal() string { return string(s) }

// Format prints the mask whatever the verb.
func (Secret) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, masked) } // A State has nowhere to report to.

// MarshalText encodes the mask, in JSON too.
func (Secret) MarshalText() ([]byte, error) { return []byte(masked), nil }

// LogValue logs the mask.
func (Secret) LogValue() slog.Value { return slog.StringValue(masked) }

// Key is a 256-bit key that no way of printing shows.
type Key [32]byte

// Format prints the mask whatever the verb.
func (Key) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, masked) } // A State has nowhere to report to.

// MarshalText encodes the mask, in JSON too.
func (Key) MarshalText() ([]byte, error) { return []byte(masked), nil }

// LogValue logs the mask.
func (Key) LogValue() slog.Value { return slog.StringValue(masked) }
