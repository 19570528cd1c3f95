package services

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/hashicorp/golang-lru/v2/expirable"
	"golang.org/x/sync/singleflight"

	"github.com/conectafy/conectafy/backend/models"
)

const (
	// sharedFor is how long a piece of the feed is given to further readers at the same place. What changes in it meanwhile comes
	// with a later piece, since every change is appended.
	sharedFor = 2 * time.Second
	maxShared = 512
)

// feed reads the change feed once for all of an owner's readers that are at the same place, as the tabs of one person and the
// people of one team are.
type feed struct {
	updates func(context.Context, models.Caller, *uuid.UUID, string) (models.Updates, error)
	flights singleflight.Group
	pieces  *expirable.LRU[feedPlace, Piece]
}

// Piece is what was read of the feed, once for all who are at its place.
type Piece struct {
	models.Updates
	encoded *encodings
	wakes   uint64 // changes that woke readers after these may be missing
}

// IsEmpty says that nothing happened.
func (p Piece) IsEmpty() bool { return isEmpty(p.Updates) }

// encodings are the forms in which a piece was told, by language.
type encodings struct {
	mu sync.Mutex
	in map[string][]byte
}

// Encoded returns the piece as encode puts it, which all who read it in that language share. What is told to one reader alone,
// as what people do just now, is not shared.
func (p Piece) Encoded(language string, encode func() ([]byte, error)) ([]byte, error) {
	if p.encoded == nil || len(p.Presence) > 0 {
		return encode()
	}
	p.encoded.mu.Lock()
	defer p.encoded.mu.Unlock()
	if have, ok := p.encoded.in[language]; ok {
		return have, nil
	}
	made, err := encode()
	if err == nil {
		p.encoded.in[language] = made
	}
	return made, err
}

type feedPlace struct {
	owner   uuid.UUID
	session uuid.UUID // nil for all of them
	cursor  string
}

// newFeed returns a feed that is read by updates: Store.Updates.
func newFeed(updates func(context.Context, models.Caller, *uuid.UUID, string) (models.Updates, error)) *feed {
	return &feed{updates: updates, pieces: expirable.NewLRU[feedPlace, Piece](maxShared, nil, sharedFor)}
}

// read returns a piece for a reader who was woken so often. One who was woken later does not wait for what was begun before.
func (f *feed) read(ctx context.Context, caller models.Caller, session *uuid.UUID, cursor string, wakes uint64) (Piece, error) {
	place := feedPlace{owner: caller.UserID, cursor: cursor}
	if session != nil {
		place.session = *session
	}
	if piece, ok := f.pieces.Get(place); ok {
		return piece, nil
	}
	key := fmt.Sprintf("%s %s %s %d", place.owner, place.session, place.cursor, wakes)
	flight := f.flights.DoChan(key, func() (any, error) {
		// Whoever began it may leave; the others still want it. The store bounds it.
		updates, err := f.updates(context.WithoutCancel(ctx), caller, session, cursor)
		piece := Piece{Updates: updates, encoded: &encodings{in: make(map[string][]byte)}, wakes: wakes}
		if err == nil && !piece.IsEmpty() {
			f.pieces.Add(place, piece)
		}
		return piece, err
	})
	select {
	case result := <-flight:
		piece, _ := result.Val.(Piece)
		return piece, result.Err
	case <-ctx.Done():
		return Piece{}, ctx.Err()
	}
}
