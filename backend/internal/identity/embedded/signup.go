package embedded

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

type signUpRequest struct {
	Email    string   `json:"email"`
	Phone    string   `json:"phone"`
	Password string   `json:"password"`
	Data     metadata `json:"data"`
}

// grant is what somebody who signed in gets.
type grant struct {
	user         user
	session      session
	refreshToken string
}

func (s *Server) signUp(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	if err := s.takeFrom(r, s.limits.signUp); err != nil {
		return err
	}
	var in signUpRequest
	if err := readBody(r, &in); err != nil {
		return err
	}
	person, said, err := s.prepareSignUp(ctx, in)
	if err != nil {
		return err
	}
	var granted grant
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if err := insertNewUser(ctx, tx, person, said, s.cfg.Now()); err != nil {
			return err
		}
		var err error
		granted, err = s.grantSession(ctx, tx, person.id, s.origin(r))
		return err
	})
	if violates(err, emailIndex) {
		return errUserExists
	}
	if err != nil {
		return err
	}
	s.log.Info().Stringer("user_id", person.id).Msg("user signed up")
	return s.writeSession(w, granted)
}

// prepareSignUp checks a sign-up. What the person said about themselves comes back apart, for the identity.
func (s *Server) prepareSignUp(ctx context.Context, in signUpRequest) (newUser, json.RawMessage, error) {
	switch {
	case s.cfg.DisableSignup:
		return newUser{}, nil, errSignupDisabled
	case in.Email == "" && in.Phone == "":
		return newUser{}, nil, errAnonymousDisabled
	case in.Password == "":
		return newUser{}, nil, invalid("Signup requires a valid password")
	}
	email, err := normalizeEmail(in.Email)
	if err != nil {
		return newUser{}, nil, err
	}
	if err := checkPassword(in.Password); err != nil {
		return newUser{}, nil, err
	}
	id := uuid.New()
	said, err := in.Data.encode()
	if err != nil {
		return newUser{}, nil, err
	}
	if in.Data == nil {
		in.Data = metadata{}
	}
	in.Data["sub"], in.Data["email"], in.Data["email_verified"], in.Data["phone_verified"] = id.String(), email, true, false
	all, err := in.Data.encode()
	if err != nil {
		return newUser{}, nil, err
	}
	hash, err := s.passwords.hash(ctx, in.Password)
	return newUser{id: id, email: email, passwordHash: hash, confirmed: true, userMetadata: all}, said, err
}

// grantSession signs somebody in within the caller's transaction.
func (s *Server) grantSession(ctx context.Context, tx pgx.Tx, userID uuid.UUID, from origin) (grant, error) {
	login, token, err := s.openSession(ctx, tx, userID, from)
	if err != nil {
		return grant{}, err
	}
	who, err := userByID(ctx, tx, userID)
	if err != nil {
		return grant{}, fmt.Errorf("read user who signs in: %w", err)
	}
	return grant{user: who, session: login, refreshToken: token}, nil
}

func (s *Server) origin(r *http.Request) origin {
	return origin{userAgent: userAgent(r), ip: s.cfg.ClientIP(r)}
}

func (s *Server) writeSession(w http.ResponseWriter, granted grant) error {
	view, err := s.viewSession(granted)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, view)
	return nil
}
