package store

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

const (
	// mergeRows bounds one step of a merge, so that a chat of many years does not hold its owner's other chats up.
	mergeRows = 1000
	// maxPendingMerges bounds one look at what is to be merged.
	maxPendingMerges = 100
)

// Merge is a pair of addresses under both of which something may be stored.
type Merge struct {
	SessionID uuid.UUID
	models.Twins
}

// PendingMerges lists pairs that became known, the oldest first.
func (s *Store) PendingMerges(ctx context.Context) ([]Merge, error) {
	var merges []Merge
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		rows, err := w.PendingMerges(ctx, maxPendingMerges)
		merges = mapAll(rows, func(r sqlc.PendingMergesRow) Merge {
			return Merge{r.SessionID, models.Twins{LID: models.ChatID(r.Lid), Phone: models.ChatID(r.Phone)}}
		})
		return err
	})
	return merges, err
}

// MergeStep puts a part of what is stored under two addresses together, and says whether there is more to do. Between steps
// all is as true as before and after: each message is in one chat, and what is unread is counted once.
func (s *Store) MergeStep(ctx context.Context, m Merge) (more bool, err error) {
	err = s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockHeadsOfSessions(ctx, []uuid.UUID{m.SessionID}); err != nil {
			return err
		}
		pair := sqlc.LockMergeParams{SessionID: m.SessionID, Lid: string(m.LID), Phone: string(m.Phone)}
		if _, err := w.LockMerge(ctx, pair); err != nil {
			if errors.Is(err, pgx.ErrNoRows) {
				return nil // in other hands, or done
			}
			return err
		}
		if more, err = w.mergeChats(ctx, m); more || err != nil {
			return err
		}
		if more, err = w.mergeWords(ctx, m); more || err != nil {
			return err
		}
		return w.ForgetMerge(ctx, sqlc.ForgetMergeParams(pair))
	})
	return more && err == nil, err
}

// mergeChats moves messages into the chat that was there first. The other one goes with the last of them.
func (w *work) mergeChats(ctx context.Context, m Merge) (more bool, err error) {
	chats, err := w.ContactsToMerge(ctx, sqlc.ContactsToMergeParams{SessionID: m.SessionID, Lid: string(m.LID), Phone: string(m.Phone)})
	if err != nil || len(chats) < 2 {
		return false, err
	}
	keeper, other := chats[0], chats[1]
	moved, err := w.MoveMessages(ctx, sqlc.MoveMessagesParams{
		SessionID: m.SessionID, FromChat: other.ChatID, ToChat: keeper.ChatID, PhoneNumber: m.Phone.Phone(), MaxRows: mergeRows,
	})
	if err != nil {
		return false, err
	}
	fold := sqlc.FoldContactParams{Keeper: keeper.ID, Other: other.ID, PhoneNumber: m.Phone.Phone()}
	if err := w.FoldContact(ctx, fold); err != nil {
		return false, err
	}
	more = moved == mergeRows
	if !more {
		if err := w.DeleteContact(ctx, other.ID); err != nil {
			return false, err
		}
	}
	for _, chat := range []uuid.UUID{keeper.ID, other.ID} {
		if err := w.appendChange(ctx, keeper.UserID, m.SessionID, "contact", chat); err != nil {
			return false, err
		}
	}
	return more, nil
}

// mergeWords makes what was said and done under the hidden id the phone number's.
func (w *work) mergeWords(ctx context.Context, m Merge) (more bool, err error) {
	words := sqlc.MoveReactionsParams{SessionID: m.SessionID, Lid: string(m.LID), Phone: string(m.Phone), MaxRows: mergeRows}
	members := sqlc.MoveMembershipsParams{SessionID: m.SessionID, Lid: string(m.LID), Phone: string(m.Phone), MaxRows: mergeRows}
	for _, move := range []func() (int64, error){
		func() (int64, error) { return w.MoveReactions(ctx, words) },
		func() (int64, error) { return w.MoveVotes(ctx, sqlc.MoveVotesParams(words)) },
		func() (int64, error) { return w.MoveResponses(ctx, sqlc.MoveResponsesParams(words)) },
		func() (int64, error) { return w.MoveMemberships(ctx, members) },
	} {
		moved, err := move()
		if err != nil || moved == mergeRows {
			return moved == mergeRows, err
		}
	}
	return false, nil
}
