package store

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
)

// place is where a page of a list ended: behind this row. In a list of chats it also says whether the row was pinned.
type place struct {
	Pinned bool
	At     time.Time // zero for a chat without messages
	ID     uuid.UUID
}

// placePrefix is the version of the form of a place in a list.
const placePrefix = "p1"

func (p place) String() string {
	at := ""
	if !p.At.IsZero() {
		at = strconv.FormatInt(p.At.UnixMicro(), 10)
	}
	fields := []string{placePrefix, strconv.FormatBool(p.Pinned), at, p.ID.String()}
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join(fields, ".")))
}

// parsePlace reads a place. An empty text is the beginning of the list: nil.
func parsePlace(cursor string) (*place, error) {
	if cursor == "" {
		return nil, nil //nolint:nilnil // no place is the beginning
	}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, apperr.CursorInvalid.Because(err)
	}
	fields := strings.Split(string(text), ".")
	if len(fields) != 4 || fields[0] != placePrefix {
		return nil, apperr.CursorInvalid
	}
	var p place
	if p.Pinned, err = strconv.ParseBool(fields[1]); err != nil {
		return nil, apperr.CursorInvalid.Because(err)
	}
	if fields[2] != "" {
		micros, err := strconv.ParseInt(fields[2], 10, 64)
		if err != nil || micros < minPlace || micros > maxPlace {
			return nil, apperr.CursorInvalid.Because(err)
		}
		p.At = time.UnixMicro(micros)
	}
	if p.ID, err = uuid.Parse(fields[3]); err != nil {
		return nil, apperr.CursorInvalid.Because(err)
	}
	return &p, nil
}

// The years 1 to 9999 in microseconds, which PostgreSQL knows all of.
const (
	minPlace = -62_135_596_800_000_000
	maxPlace = 253_402_300_799_999_999
)
