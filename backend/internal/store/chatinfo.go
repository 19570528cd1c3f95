package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// InfoClaim is a chat of which WhatsApp is to be asked more.
type InfoClaim struct {
	models.Contact
	UserID       uuid.UUID
	claimedUntil *time.Time
}

// ClaimChatInfo takes chats of connected numbers that are due, at most so many of each number, each for as long as lease.
func (s *Store) ClaimChatInfo(ctx context.Context, most, perSession int, lease time.Duration) ([]InfoClaim, error) {
	var claims []InfoClaim
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		rows, err := w.ClaimChatInfo(ctx, sqlc.ClaimChatInfoParams{
			MaxRows: int32(most), PerSession: int32(perSession), LeaseSeconds: lease.Seconds(),
		})
		claims = mapAll(rows, func(r sqlc.Contact) InfoClaim {
			return InfoClaim{Contact: toContact(r), UserID: r.UserID, claimedUntil: r.NextInfoAt}
		})
		return err
	})
	return claims, err
}

// AskChatInfoAt says when WhatsApp is to be asked again about a chat that was claimed; never, if at is zero.
func (s *Store) AskChatInfoAt(ctx context.Context, c InfoClaim, at time.Time) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		return w.AskChatInfoAt(ctx, sqlc.AskChatInfoAtParams{ID: c.ID, ClaimedUntil: c.claimedUntil, At: orNull(at)})
	})
}

// SetPicture stores where the picture of a chat is kept; empty if it has none.
func (s *Store) SetPicture(ctx context.Context, c InfoClaim, key string) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockHeads(ctx, []uuid.UUID{c.UserID}); err != nil {
			return err
		}
		changed, err := w.SetPicture(ctx, sqlc.SetPictureParams{ID: c.ID, PictureKey: orNull(key)})
		if err != nil || changed == 0 {
			return err
		}
		return w.appendChange(ctx, c.UserID, c.SessionID, "contact", c.ID)
	})
}
