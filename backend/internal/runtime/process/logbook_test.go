package process

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

func TestLogIsBoundedAndKeepsTheEnd(t *testing.T) {
	t.Parallel()
	book := &logbook{path: filepath.Join(t.TempDir(), "log"), limit: 1000}
	defer book.close()
	for i := range 1000 {
		if _, err := fmt.Fprintf(book, "line %d\n", i); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := book.read(0)
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) > 2000 || len(kept) < 1000 {
		t.Errorf("kept %d bytes, want 1000 to 2000", len(kept))
	}
	if !strings.HasPrefix(string(kept), "line ") || !strings.HasSuffix(string(kept), "line 999\n") {
		t.Errorf("kept %.20q … %q, want whole lines up to the last", kept, kept[len(kept)-20:])
	}
}

func TestLastLines(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text, want string
		n                int
	}{
		{"last", "a\nb\nc\n", "c\n", 1},
		{"two", "a\nb\nc\n", "b\nc\n", 2},
		{"more than there are", "a\nb\n", "a\nb\n", 9},
		{"unfinished line", "a\nb", "b", 1},
		{"nothing", "", "", 3},
		{"empty lines", "\n\n\n", "\n\n", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := string(lastLines([]byte(test.text), test.n)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestSlowFollowerIsCutOff(t *testing.T) {
	t.Parallel()
	book := &logbook{path: filepath.Join(t.TempDir(), "log"), limit: 1 << 20}
	defer book.close()
	log, err := book.open(t.Context(), 0, true)
	if err != nil {
		t.Fatal(err)
	}
	for range followerLag + 1 {
		if _, err := io.WriteString(book, "x\n"); err != nil {
			t.Fatal(err)
		}
	}
	got, err := io.ReadAll(log)
	if !errors.Is(err, errLagging) || len(got) != 2*followerLag {
		t.Errorf("got %d bytes and %v, want %d and errLagging", len(got), err, 2*followerLag)
	}
}
