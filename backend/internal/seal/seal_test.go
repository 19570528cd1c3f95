package seal_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/seal"
)

func TestBox(t *testing.T) {
	t.Parallel()
	box, err := seal.New(bytes.Repeat([]byte{7}, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := box.Seal("a webhook secret", "session-1")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("webhook")) {
		t.Fatal("the sealed value shows its content")
	}
	if plain, err := box.Open(sealed, "session-1"); err != nil || plain != "a webhook secret" {
		t.Fatalf("got %q, %v", plain, err)
	}

	other, err := seal.New(bytes.Repeat([]byte{8}, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	for name, open := range map[string]func() (string, error){
		"another session": func() (string, error) { return box.Open(sealed, "session-2") },
		"another key":     func() (string, error) { return other.Open(sealed, "session-1") },
		"changed":         func() (string, error) { return box.Open(changed, "session-1") },
		"cut off":         func() (string, error) { return box.Open(sealed[:5], "session-1") },
		"empty":           func() (string, error) { return box.Open(nil, "session-1") },
	} {
		if _, err := open(); !errors.Is(err, seal.ErrBroken) {
			t.Errorf("%s: got %v, want ErrBroken", name, err)
		}
	}
	if _, err := seal.New([]byte("short")); err == nil {
		t.Error("a short key was taken")
	}
}
