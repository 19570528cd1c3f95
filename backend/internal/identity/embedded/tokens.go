package embedded

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"
	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jwt"
)

const maxTokenBytes = 16 << 10

// accessToken is what a person shows to every service until expiresAt.
type accessToken struct {
	signed    string
	expiresAt time.Time
}

func (s *Server) issue(who user, login session) (accessToken, error) {
	now := s.cfg.Now()
	expiresAt := now.Add(s.cfg.TokenLifetime)
	token, err := jwt.NewBuilder().
		Issuer(s.issuer).Subject(who.ID.String()).Audience([]string{roleUser}).IssuedAt(now).Expiration(expiresAt).
		Claim("role", roleUser).
		Claim("email", who.Email).
		Claim("phone", "").
		Claim("app_metadata", who.AppMetadata).
		Claim("user_metadata", who.UserMetadata).
		Claim("aal", "aal1").
		Claim("amr", []map[string]any{{"method": "password", "timestamp": login.CreatedAt.Unix()}}).
		Claim("session_id", login.ID.String()).
		Claim("is_anonymous", false).
		Build()
	if err != nil {
		return accessToken{}, fmt.Errorf("build access token: %w", err)
	}
	token.Options().Enable(jwt.FlattenAudience)
	signed, err := jwt.Sign(token, jwt.WithKey(jwa.ES256, s.keys.signing))
	if err != nil {
		return accessToken{}, fmt.Errorf("sign access token: %w", err)
	}
	return accessToken{signed: string(signed), expiresAt: expiresAt}, nil
}

// bearerClaims verifies the caller's token, which may be a person's or an API key.
func (s *Server) bearerClaims(r *http.Request) (jwt.Token, error) {
	raw := bearer(r)
	if raw == "" {
		return nil, errNoBearer
	}
	if len(raw) > maxTokenBytes {
		return nil, badToken("invalid JWT: unable to parse or verify signature, token is too long")
	}
	token, err := jwt.Parse([]byte(raw), jwt.WithKeySet(s.keys.accepted), jwt.WithValidate(false))
	if err != nil {
		return nil, badToken("invalid JWT: unable to parse or verify signature, token signature is invalid")
	}
	err = jwt.Validate(token, jwt.WithClock(jwt.ClockFunc(s.cfg.Now)), jwt.WithRequiredClaim(jwt.ExpirationKey))
	switch {
	case errors.Is(err, jwt.ErrTokenExpired()):
		return nil, badToken("invalid JWT: unable to parse or verify signature, token has invalid claims: token is expired")
	case err != nil:
		return nil, badToken("invalid JWT: unable to parse or verify signature, token has invalid claims")
	}
	return token, nil
}

// principal is the person who asks and the sign-in that they ask with, which is absent from tokens made elsewhere.
type principal struct {
	user  user
	login uuid.NullUUID
}

// signedIn verifies that the caller is a person who exists, is not banned, and has not signed out.
func (s *Server) signedIn(r *http.Request) (principal, error) {
	token, err := s.bearerClaims(r)
	if err != nil {
		return principal{}, err
	}
	if token.Subject() == "" {
		return principal{}, badToken("invalid claim: missing sub claim")
	}
	id, err := uuid.Parse(token.Subject())
	if err != nil {
		return principal{}, badToken("invalid claim: sub claim must be a UUID")
	}
	who, err := userByID(r.Context(), s.pool, id)
	if errors.Is(err, errUserNotFound) {
		return principal{}, errUserGone
	}
	if err != nil {
		return principal{}, err
	}
	if who.banned(s.cfg.Now()) {
		return principal{}, errBanned
	}
	login, err := s.standingLogin(r, who, token)
	return principal{user: who, login: login}, err
}

func (s *Server) standingLogin(r *http.Request, who user, token jwt.Token) (uuid.NullUUID, error) {
	claim, _ := token.Get("session_id")
	text, _ := claim.(string)
	if text == "" {
		return uuid.NullUUID{}, nil
	}
	id, err := uuid.Parse(text)
	if err != nil {
		return uuid.NullUUID{}, errSessionGone
	}
	stands, err := sessionExists(r.Context(), s.pool, id, who.ID)
	if err != nil {
		return uuid.NullUUID{}, err
	}
	if !stands {
		return uuid.NullUUID{}, errSessionGone
	}
	return uuid.NullUUID{UUID: id, Valid: true}, nil
}

// adminOnly lets only the service_role API key in.
func (s *Server) adminOnly(next handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		token, err := s.bearerClaims(r)
		if err != nil {
			return err
		}
		if role, _ := token.Get("role"); role != "service_role" && role != "supabase_admin" {
			return errNotAdmin
		}
		return next(w, r)
	}
}

// sessionView is the answer to everything that signs somebody in.
type sessionView struct {
	AccessToken  string   `json:"access_token"`
	TokenType    string   `json:"token_type"`
	ExpiresIn    int64    `json:"expires_in"`
	ExpiresAt    int64    `json:"expires_at"`
	RefreshToken string   `json:"refresh_token"`
	User         userView `json:"user"`
	// WeakPassword is sent by the password grant only, and always null there.
	WeakPassword json.RawMessage `json:"weak_password,omitempty"`
}

func (s *Server) viewSession(granted grant) (sessionView, error) {
	token, err := s.issue(granted.user, granted.session)
	if err != nil {
		return sessionView{}, err
	}
	return sessionView{
		AccessToken: token.signed, TokenType: "bearer",
		ExpiresIn: int64(s.cfg.TokenLifetime.Seconds()), ExpiresAt: token.expiresAt.Unix(),
		RefreshToken: granted.refreshToken, User: viewUser(granted.user),
	}, nil
}
