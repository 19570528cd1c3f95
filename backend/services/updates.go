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
	return m.next(ctx, caller, session, cursor, reader, wait)
}

// Follow gives what changes for the caller after a cursor, in all of their sessions, to tell as it happens, and nothing where
// nothing happens for so long as beat. It ends when tell says so, or with an error.
func (m *Messages) Follow(
	ctx context.Context, caller models.Caller, cursor string, beat time.Duration, tell func(models.Updates) bool,
) error {
	reader, err := m.hub.Subscribe(caller.UserID)
	if err != nil {
		return answerOf(err)
	}
	defer reader.Close()
	for {
		updates, err := m.next(ctx, caller, nil, cursor, reader, beat)
		if err != nil {
			return err
		}
		if !tell(updates) {
			return nil
		}
		cursor = updates.Cursor
	}
}

// next reads the feed until there is something to tell, or for so long as wait.
func (m *Messages) next(
	ctx context.Context, caller models.Caller, session *uuid.UUID, cursor string, reader *realtime.Reader, wait time.Duration,
) (models.Updates, error) {
	deadline, waited := time.After(wait), false
	for {
		updates, err := m.feed.read(ctx, caller, session, cursor)
		if err != nil {
			return updates, err
		}
		updates.Presence = presenceOf(reader.Told(), session)
		if !isEmpty(updates) {
			if waited && !updates.Newest.IsZero() {
				m.meter.FeedRead(time.Since(updates.Newest))
			}
			return updates, nil
		}
		// What was passed over need not be looked at again.
		cursor = updates.Cursor
		if !untilWoken(ctx, reader, deadline) {
			return updates, ctx.Err()
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
