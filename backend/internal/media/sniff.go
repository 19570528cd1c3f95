// Package media finds out what a file is by looking into it. Names and declared types are claims of strangers and count for nothing.
package media

import (
	"fmt"
	"io"
	"mime"

	"github.com/gabriel-vasile/mimetype"
)

// octets is the type of what nobody knows.
const octets = "application/octet-stream"

// Sniff tells a file's type from its first bytes, without parameters. The reader is at its beginning afterwards. It fails only if the
// file cannot be read.
func Sniff(r io.ReadSeeker) (string, error) {
	if err := rewind(r); err != nil {
		return "", err
	}
	found, err := mimetype.DetectReader(r)
	if err != nil {
		return "", fmt.Errorf("read a file: %w", err)
	}
	plain, _, err := mime.ParseMediaType(found.String())
	if err != nil {
		plain = octets
	}
	return plain, rewind(r)
}

func rewind(r io.Seeker) error {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read a file from its beginning: %w", err)
	}
	return nil
}
