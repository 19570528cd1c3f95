package services

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

func TestLogsAreMasked(t *testing.T) {
	t.Parallel()
	const key, secret = "k-0123456789", "s-abcdefghij"
	for line, want := range map[string]string{
		"plain words, 3000 and 5491122334455@c.us":                              "plain words, 3000 and 5491122334455@c.us",
		"X-Api-Key: " + key + " and again " + key:                               "X-Api-Key: [masked] and again [masked]",
		`{"hmac":{"key":"` + secret + `"}}`:                                     `{"hmac":{"key":"[masked]"}}`,
		`{"qr":"2@AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/=,KEY=,ID=,SECRET=,1"}`: `{"qr":"[masked]"}`,
		"▄▄▄▄▄ ▄▄ ▄ █ ▀":                                                        "[masked]",
		strings.Repeat("0123456789abcdef", 8):                                   "[masked]",
		"Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig_-x":     "Authorization: Bearer [masked]",
		"message id 3EB05DD80892943653DB3A":                                     "message id 3EB05DD80892943653DB3A",
		"":                                                                      "",
	} {
		if got := maskLine(line, []string{key, secret}); got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}

// A secret is masked however the log comes in pieces.
func TestLogsInPieces(t *testing.T) {
	t.Parallel()
	source := io.NopCloser(iotest.OneByteReader(strings.NewReader("first\nthe secret is abcdef\nlast without an end")))
	masked, err := io.ReadAll(maskLines(source, "abcdef"))
	if want := "first\nthe secret is [masked]\nlast without an end\n"; err != nil || string(masked) != want {
		t.Errorf("got %q, %v; want %q", masked, err, want)
	}
}

// One line that is too long costs its own end, not the rest of the log.
func TestLogWithALineWithoutEnd(t *testing.T) {
	t.Parallel()
	source := io.NopCloser(strings.NewReader("before\n" + strings.Repeat("x", 3*maxLogLine) + " abcdef\nafter\n"))
	masked, err := io.ReadAll(maskLines(source, "abcdef"))
	if err != nil {
		t.Fatalf("the log broke off: %v", err)
	}
	lines := strings.Split(strings.TrimSpace(string(masked)), "\n")
	if lines[0] != "before" || lines[len(lines)-1] != "after" || strings.Contains(string(masked), "abcdef") {
		t.Errorf("got %d lines, the first %.20q and the last %.20q", len(lines), lines[0], lines[len(lines)-1])
	}
	for _, line := range lines {
		if len(line) > maxLogLine {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
}

// closed tells when a log is closed; it gives nothing before.
type closed chan struct{}

func (c closed) Read([]byte) (int, error) {
	<-c
	return 0, io.EOF
}

func (c closed) Close() error {
	close(c)
	return nil
}

func TestClosingALogClosesItsSource(t *testing.T) {
	t.Parallel()
	source := make(closed)
	if err := maskLines(source).Close(); err != nil {
		t.Fatal(err)
	}
	wait.For(t, "the source to be closed", source)
}
