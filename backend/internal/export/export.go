// Package export writes a chat as a ZIP of its messages and files, message by message, whatever its length.
package export

import (
	"archive/zip"
	"bufio"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// Format is the form in which messages are written.
type Format string

// The formats.
const (
	JSON Format = "json"
	CSV  Format = "csv"
	HTML Format = "html"
)

// Chat is what is exported, with what the export is to be like.
type Chat struct {
	Contact  models.Contact
	Format   Format
	Files    bool // with the files of messages
	At       time.Time
	Language string
	Words    map[string]string // for people, in that language
}

// title is what the chat is called.
func (c *Chat) title() string {
	for _, name := range []string{c.Contact.Name, c.Contact.PhoneNumber} {
		if name != "" {
			return name
		}
	}
	return string(c.Contact.ChatID)
}

// Source gives the messages of a chat from the oldest to the newest, a part at a time; the last part is empty.
type Source func(ctx context.Context) ([]models.Message, error)

// Open opens a file of the blob store.
type Open func(ctx context.Context, key string) (io.ReadCloser, error)

// writer writes messages in one of the formats.
type writer interface {
	begin() error
	write(e *entry) error
	end() error
}

// Write writes the ZIP. Messages come first and files after them, so the messages are read twice: list and again are the same
// chat from its beginning. Files that can't be opened are left out; how many tells the answer.
func Write(ctx context.Context, to io.Writer, chat Chat, list, again Source, open Open) (missing int, err error) {
	archive := zip.NewWriter(to)
	count, err := writeMessages(ctx, archive, &chat, list)
	if err != nil {
		return 0, err
	}
	if chat.Files && open != nil {
		if missing, err = writeFiles(ctx, archive, again, count, open); err != nil {
			return missing, err
		}
	}
	return missing, archive.Close()
}

func writeMessages(ctx context.Context, archive *zip.Writer, chat *Chat, next Source) (count int, err error) {
	file, err := archive.CreateHeader(&zip.FileHeader{Name: "messages." + string(chat.Format), Method: zip.Deflate, Modified: chat.At})
	if err != nil {
		return 0, err
	}
	buffer := bufio.NewWriter(file)
	w := newWriter(chat, buffer)
	if err := w.begin(); err != nil {
		return 0, err
	}
	err = each(ctx, next, func(m *models.Message) error {
		count++
		return w.write(newEntry(chat, m))
	})
	if err != nil {
		return count, err
	}
	if err := w.end(); err != nil {
		return count, err
	}
	return count, buffer.Flush()
}

func newWriter(chat *Chat, to io.Writer) writer {
	switch chat.Format {
	case CSV:
		return newCSV(chat, to)
	case HTML:
		return newHTML(chat, to)
	case JSON:
	}
	return newJSON(chat, to)
}

func each(ctx context.Context, next Source, do func(*models.Message) error) error {
	for {
		messages, err := next(ctx)
		if err != nil || len(messages) == 0 {
			return err
		}
		for i := range messages {
			if err := do(&messages[i]); err != nil {
				return err
			}
		}
	}
}

// writeFiles adds the files of as many messages as were written.
func writeFiles(ctx context.Context, archive *zip.Writer, next Source, count int, open Open) (missing int, err error) {
	err = each(ctx, next, func(m *models.Message) error {
		if count--; count < 0 || !hasFile(m) {
			return nil
		}
		content, err := open(ctx, m.Content.Media.BlobKey)
		if err != nil {
			missing++
			return ctx.Err()
		}
		defer func() { _ = content.Close() }()
		// Pictures, sounds and films are compressed already.
		file, err := archive.CreateHeader(&zip.FileHeader{Name: fileName(m), Method: zip.Store, Modified: m.Timestamp})
		if err != nil {
			return err
		}
		if _, err = io.Copy(file, content); err != nil {
			return fmt.Errorf("copy a file: %w", err)
		}
		return nil
	})
	return missing, err
}

func hasFile(m *models.Message) bool {
	media := m.Content.Media
	return m.RevokedAt.IsZero() && media != nil && media.Status == models.MediaStored && media.BlobKey != ""
}
