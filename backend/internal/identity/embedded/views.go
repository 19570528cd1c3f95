package embedded

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"
)

// userView is a user as clients see it: absent times are left out, never null.
type userView struct {
	ID               uuid.UUID       `json:"id"`
	Aud              string          `json:"aud"`
	Role             string          `json:"role"`
	Email            string          `json:"email"`
	EmailConfirmedAt *time.Time      `json:"email_confirmed_at,omitempty"`
	Phone            string          `json:"phone"`
	ConfirmedAt      *time.Time      `json:"confirmed_at,omitempty"`
	LastSignInAt     *time.Time      `json:"last_sign_in_at,omitempty"`
	BannedUntil      *time.Time      `json:"banned_until,omitempty"`
	AppMetadata      json.RawMessage `json:"app_metadata"`
	UserMetadata     json.RawMessage `json:"user_metadata"`
	Identities       []identityView  `json:"identities"`
	CreatedAt        time.Time       `json:"created_at"`
	UpdatedAt        time.Time       `json:"updated_at"`
	IsAnonymous      bool            `json:"is_anonymous"`
}

type identityView struct {
	IdentityID   uuid.UUID       `json:"identity_id"`
	ID           uuid.UUID       `json:"id"`
	UserID       uuid.UUID       `json:"user_id"`
	IdentityData json.RawMessage `json:"identity_data"`
	Provider     string          `json:"provider"`
	LastSignInAt *time.Time      `json:"last_sign_in_at,omitempty"`
	CreatedAt    time.Time       `json:"created_at"`
	UpdatedAt    time.Time       `json:"updated_at"`
	Email        string          `json:"email,omitempty"`
}

func viewUser(u user) userView {
	view := userView{
		ID: u.ID, Aud: roleUser, Role: roleUser, Email: u.Email,
		EmailConfirmedAt: utc(u.EmailConfirmedAt), ConfirmedAt: utc(u.ConfirmedAt), LastSignInAt: utc(u.LastSignInAt),
		BannedUntil: utc(u.BannedUntil), AppMetadata: u.AppMetadata, UserMetadata: u.UserMetadata,
		CreatedAt: u.CreatedAt.UTC(), UpdatedAt: u.UpdatedAt.UTC(),
	}
	if u.Identities != nil { // they were read: none is an empty list, while lists of users leave them null
		view.Identities = make([]identityView, 0, len(u.Identities))
	}
	for _, i := range u.Identities {
		view.Identities = append(view.Identities, identityView{
			IdentityID: i.ID, ID: u.ID, UserID: u.ID, IdentityData: i.Data, Provider: i.Provider, Email: i.Email,
			LastSignInAt: utc(i.LastSignInAt), CreatedAt: i.CreatedAt.UTC(), UpdatedAt: i.UpdatedAt.UTC(),
		})
	}
	return view
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	inUTC := t.UTC()
	return &inUTC
}
