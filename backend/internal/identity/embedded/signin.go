package embedded

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/jackc/pgx/v5"
)

func (s *Server) token(w http.ResponseWriter, r *http.Request) error {
	if err := s.takeFrom(r, s.limits.token); err != nil {
		return err
	}
	switch r.URL.Query().Get("grant_type") {
	case "password":
		return s.passwordGrant(w, r)
	case "refresh_token":
		return s.refreshGrant(w, r)
	default:
		return errUnsupportedGrant
	}
}

func (s *Server) passwordGrant(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var in struct {
		Email    string `json:"email"`
		Password string `json:"password"`
	}
	if err := readBody(r, &in); err != nil {
		return err
	}
	if in.Email == "" {
		return invalid("missing email or phone")
	}
	who, err := s.checkCredentials(ctx, strings.ToLower(strings.TrimSpace(in.Email)), in.Password)
	if err != nil {
		return err
	}
	var granted grant
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		// The row is locked against a password change or a deletion between the check and the sign-in.
		now, err := lockUser(ctx, tx, who.ID)
		if errors.Is(err, errUserNotFound) || (err == nil && now.PasswordHash != who.PasswordHash) {
			return errInvalidCredentials
		}
		if err != nil {
			return err
		}
		granted, err = s.grantSession(ctx, tx, who.ID, s.origin(r))
		return err
	})
	if err != nil {
		return err
	}
	view, err := s.viewSession(granted)
	if err != nil {
		return err
	}
	view.WeakPassword = json.RawMessage("null")
	writeJSON(w, http.StatusOK, view)
	return nil
}

// checkCredentials says the same to a wrong password and to an unknown address, after the same time.
func (s *Server) checkCredentials(ctx context.Context, email, password string) (user, error) {
	giveBack, err := s.limits.failedSignIns.take(email)
	if err != nil {
		return user{}, err
	}
	who, err := userByEmail(ctx, s.pool, storable(email))
	if err != nil && !errors.Is(err, errUserNotFound) {
		giveBack()
		return user{}, err
	}
	good, err := s.passwords.match(ctx, who.PasswordHash, password)
	if err != nil {
		giveBack()
		return user{}, err
	}
	if !good {
		return user{}, errInvalidCredentials
	}
	giveBack()
	switch {
	case who.banned(s.cfg.Now()):
		return user{}, errBannedAtSignIn
	case who.EmailConfirmedAt == nil:
		return user{}, errEmailNotConfirmed
	default:
		return who, nil
	}
}

// storable is a text that PostgreSQL takes as a parameter; one that it would refuse is nobody's address.
func storable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "?"), "\x00", "?")
}

func (s *Server) refreshGrant(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		RefreshToken string `json:"refresh_token"`
	}
	if err := readBody(r, &in); err != nil {
		return err
	}
	if !looksLikeRefreshToken(in.RefreshToken) {
		return invalid("Refresh token is not valid")
	}
	granted, err := s.refresh(r.Context(), in.RefreshToken)
	if err != nil {
		return err
	}
	return s.writeSession(w, granted)
}

func (s *Server) refresh(ctx context.Context, presented string) (grant, error) {
	var granted grant
	var reused bool
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		var err error
		if granted.session, granted.refreshToken, reused, err = s.rotate(ctx, tx, presented); err != nil {
			return err
		}
		if granted.user, err = userByID(ctx, tx, granted.session.UserID); err != nil {
			return fmt.Errorf("read user of session: %w", err)
		}
		if granted.user.banned(s.cfg.Now()) {
			return errBannedAtSignIn
		}
		return nil
	})
	if err != nil {
		return grant{}, err
	}
	if reused {
		s.log.Warn().Stringer("user_id", granted.session.UserID).Msg("refresh token used again; its sign-in was revoked")
		return grant{}, errTokenReused
	}
	return granted, nil
}
