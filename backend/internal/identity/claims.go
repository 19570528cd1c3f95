package identity

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/lestrrat-go/jwx/v2/jwt"

	"github.com/conectafy/conectafy/backend/models"
)

// roleUser is the role of everybody who signed in. The API keys carry "anon" and "service_role", which are not people.
const roleUser = "authenticated"

// uuidLength is the plain spelling with hyphens; the parser accepts others, which PostgreSQL would read differently.
const uuidLength = 36

// readClaims checks what a correctly signed payload says.
func (v *Verifier) readClaims(payload []byte) (models.Caller, error) {
	token := jwt.New()
	if err := json.Unmarshal(payload, token); err != nil {
		return models.Caller{}, fmt.Errorf("%w: claims: %w", ErrInvalidToken, err)
	}
	if err := jwt.Validate(token, v.rules()...); err != nil {
		if errors.Is(err, jwt.ErrTokenExpired()) {
			return models.Caller{}, fmt.Errorf("%w: %w", ErrExpiredToken, err)
		}
		return models.Caller{}, fmt.Errorf("%w: %w", ErrInvalidToken, err)
	}
	userID, err := uuid.Parse(token.Subject())
	if err != nil || len(token.Subject()) != uuidLength {
		return models.Caller{}, fmt.Errorf("%w: subject is not a UUID", ErrInvalidToken)
	}
	if role := text(token, "role"); role != roleUser {
		return models.Caller{}, fmt.Errorf("%w: role %q", ErrForbidden, role)
	}
	if anonymous, _ := token.Get("is_anonymous"); anonymous == true && !v.cfg.AllowAnonymous {
		return models.Caller{}, fmt.Errorf("%w: anonymous user", ErrForbidden)
	}
	return models.Caller{
		UserID:     userID,
		Role:       roleUser,
		LoginID:    text(token, "session_id"),
		Email:      text(token, "email"),
		ClaimsJSON: payload,
		ExpiresAt:  token.Expiration(),
	}, nil
}

func (v *Verifier) rules() []jwt.ValidateOption {
	rules := []jwt.ValidateOption{
		jwt.WithClock(jwt.ClockFunc(v.now)),
		jwt.WithAcceptableSkew(v.cfg.Leeway),
		jwt.WithRequiredClaim(jwt.ExpirationKey),
		jwt.WithRequiredClaim(jwt.SubjectKey),
		jwt.WithAudience(v.cfg.Audience),
	}
	if v.cfg.Issuer != "" {
		rules = append(rules, jwt.WithIssuer(v.cfg.Issuer))
	}
	return rules
}

func text(token jwt.Token, claim string) string {
	value, _ := token.Get(claim)
	s, _ := value.(string)
	return s
}
