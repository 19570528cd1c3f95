package services

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/realtime"
	"github.com/conectafy/conectafy/backend/models"
)

// Updates returns what changed after a cursor. When nothing did it waits up to wait for something to change.
// A nil session means all of the caller's.
func (m *Messages) Updates(
	ctx context.Context, caller models.Caller, session *uuid.UUID, cursor string, wait time.Duration,
) (models.Updates, error) {
	if cursor == "" || wait <= 0 {
		return m.store.Updates(ctx, caller, session, cursor)
	}
	reader, err := m.hub.Subscribe(caller.UserID)
	if err != nil {
		return models.Updates{}, answerOf(err)
	}
	defer reader.Close()
	f := &follower{feed: m.feed, meter: m.meter, caller: caller, session: session, reader: reader, cursor: cursor, due: true}
	piece, err := f.next(ctx, wait)
	return piece.Updates, err
}

// Follow gives what changes for the caller after a cursor, in all of their sessions, to tell as it happens, and nothing where
// nothing happens for so long as beat. It ends when tell says so, or with an error.
func (m *Messages) Follow(
	ctx context.Context, caller models.Caller, cursor string, beat time.Duration, tell func(Piece) bool,
) error {
	reader, err := m.hub.Subscribe(caller.UserID)
	if err != nil {
		return answerOf(err)
	}
	defer reader.Close()
	f := &follower{feed: m.feed, meter: m.meter, caller: caller, reader: reader, cursor: cursor, due: true}
	for {
		piece, err := f.next(ctx, beat)
		if err != nil {
			return err
		}
		if !tell(piece) {
			return nil
		}
	}
}

// follower reads the feed from place to place. It asks the database only when it was woken by a change.
type follower struct {
	feed    *feed
	meter   Meter
	caller  models.Caller
	session *uuid.UUID // nil for all of them
	reader  *realtime.Reader
	cursor  string
	wakes   uint64 // up to which changes are read
	due     bool   // to read without a wake: at the beginning, where more follows, and now and then, should a wake be lost
}

// next reads the feed until there is something to tell, or for so long as wait.
func (f *follower) next(ctx context.Context, wait time.Duration) (Piece, error) {
	deadline, waited := time.After(wait), false
	for {
		piece := Piece{Updates: models.Updates{Cursor: f.cursor}}
		if wakes := f.reader.Wakes(); f.due || wakes > f.wakes {
			var err error
			if piece, err = f.feed.read(ctx, f.caller, f.session, f.cursor, wakes); err != nil {
				return piece, err
			}
			// What was passed over need not be looked at again.
			f.cursor, f.wakes, f.due = piece.Cursor, piece.wakes, piece.HasMore
		}
		piece.Presence = presenceOf(f.reader.Told(), f.session)
		if !piece.IsEmpty() {
			if waited && !piece.Newest.IsZero() {
				f.meter.FeedRead(time.Since(piece.Newest))
			}
			return piece, nil
		}
		if !untilWoken(ctx, f.reader, deadline) {
			f.due = true
			return piece, ctx.Err()
		}
		waited = true
	}
}

func presenceOf(told []models.ChatPresence, session *uuid.UUID) []models.ChatPresence {
	if session == nil {
		return told
	}
	var own []models.ChatPresence
	for _, p := range told {
		if p.SessionID == *session {
			own = append(own, p)
		}
	}
	return own
}

func isEmpty(u models.Updates) bool {
	return len(u.Messages) == 0 && len(u.Contacts) == 0 && len(u.Sessions) == 0 && len(u.RemovedSessions) == 0 &&
		len(u.RemovedContacts) == 0 && len(u.RemovedMessages) == 0 && len(u.Presence) == 0 && !u.HasMore
}
