package models

import (
	"time"

	"github.com/google/uuid"
)

// Caller is the person behind a request, as a verified access token describes them.
type Caller struct {
	UserID uuid.UUID
	Role   string
	// LoginID is the token's session_id claim: one sign-in of the person. It is not a WhatsApp session.
	LoginID string
	Email   string
	// ClaimsJSON is the token's payload as it was signed; it becomes request.jwt.claims. Callers may share it: never change it.
	ClaimsJSON []byte
	ExpiresAt  time.Time
}
