package services

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/hashicorp/golang-lru/v2/expirable"
	"golang.org/x/sync/singleflight"

	"github.com/conectafy/conectafy/backend/internal/store"
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
	store   *store.Store
	flights singleflight.Group
	pieces  *expirable.LRU[feedPlace, models.Updates]
}

type feedPlace struct {
	owner   uuid.UUID
	session uuid.UUID // nil for all of them
	cursor  string
}

func newFeed(st *store.Store) *feed {
	return &feed{store: st, pieces: expirable.NewLRU[feedPlace, models.Updates](maxShared, nil, sharedFor)}
}

func (f *feed) read(ctx context.Context, caller models.Caller, session *uuid.UUID, cursor string) (models.Updates, error) {
	place := feedPlace{owner: caller.UserID, cursor: cursor}
	if session != nil {
		place.session = *session
	}
	if piece, ok := f.pieces.Get(place); ok {
		return piece, nil
	}
	key := place.owner.String() + place.session.String() + place.cursor
	flight := f.flights.DoChan(key, func() (any, error) {
		// Whoever began it may leave; the others still want it. The store bounds it.
		piece, err := f.store.Updates(context.WithoutCancel(ctx), caller, session, cursor)
		if err == nil && !isEmpty(piece) {
			f.pieces.Add(place, piece)
		}
		return piece, err
	})
	select {
	case result := <-flight:
		piece, _ := result.Val.(models.Updates)
		return piece, result.Err
	case <-ctx.Done():
		return models.Updates{}, ctx.Err()
	}
}
