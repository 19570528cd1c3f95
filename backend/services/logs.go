package services

import (
	"bufio"
	"context"
	"io"
	"regexp"
	"strings"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/models"
)

// Logs returns the last lines of a session's container, and with follow those to come, with secrets masked.
// The caller closes it.
func (s *Sessions) Logs(ctx context.Context, caller models.Caller, id uuid.UUID, tail int, follow bool) (io.ReadCloser, error) {
	session, err := s.store.Session(ctx, caller, id)
	if err != nil {
		return nil, err
	}
	secrets, err := s.store.Secrets(ctx, id)
	if err != nil {
		return nil, err
	}
	lines, err := s.fleet.runtime.Logs(ctx, session.ContainerName, runtime.LogOptions{Tail: tail, Follow: follow})
	if err != nil {
		return nil, answerOf(err)
	}
	return maskLines(lines, secrets.APIKey, secrets.WebhookSecret), nil
}

const mask = "[masked]"

// maxLogLine bounds one line. What is longer is masked as a whole: half a secret at a cut would not be recognised.
const maxLogLine = 64 << 10

// What looks like a login: a QR's text, a key or hash in hex, a bearer token. Blocks draw a QR on a terminal.
var loginPattern = regexp.MustCompile(`\d@[A-Za-z0-9+/=,_-]{20,}|[0-9a-fA-F]{48,}|eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]+`)

const qrBlocks = "█▄▀"

// maskedLog is a log whose lines pass through mask one by one.
type maskedLog struct {
	*io.PipeReader
	source io.ReadCloser
}

// Close ends the log and its source.
func (m maskedLog) Close() error {
	_ = m.PipeReader.Close()
	return m.source.Close()
}

func maskLines(source io.ReadCloser, secrets ...string) io.ReadCloser {
	reader, writer := io.Pipe()
	go func() { _ = writer.CloseWithError(copyMasked(writer, source, secrets)) }()
	return maskedLog{PipeReader: reader, source: source}
}

// copyMasked ends with the log, or when nobody reads any more.
func copyMasked(to io.Writer, from io.Reader, secrets []string) error {
	lines := bufio.NewReaderSize(from, maxLogLine)
	for {
		line, more, err := lines.ReadLine()
		if err != nil {
			return err
		}
		text := maskLine(string(line), secrets)
		for more && err == nil {
			text = mask
			_, more, err = lines.ReadLine()
		}
		if _, err := io.WriteString(to, text+"\n"); err != nil {
			return err
		}
	}
}

func maskLine(line string, secrets []string) string {
	for _, secret := range secrets {
		line = strings.ReplaceAll(line, secret, mask)
	}
	if strings.ContainsAny(line, qrBlocks) {
		return mask
	}
	return loginPattern.ReplaceAllString(line, mask)
}
