package embedded

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

type adminUserRequest struct {
	ID           *uuid.UUID `json:"id"`
	Email        string     `json:"email"`
	Password     string     `json:"password"`
	EmailConfirm bool       `json:"email_confirm"`
	UserMetadata metadata   `json:"user_metadata"`
	AppMetadata  metadata   `json:"app_metadata"`
	BanDuration  string     `json:"ban_duration"`
}

func (s *Server) adminCreateUser(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var in adminUserRequest
	if err := readBody(r, &in); err != nil {
		return err
	}
	person, err := s.prepareCreate(ctx, in)
	if err != nil {
		return err
	}
	var created user
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if err := insertNewUser(ctx, tx, person, nil, s.cfg.Now()); err != nil {
			return err
		}
		var err error
		created, err = userByID(ctx, tx, person.id)
		return err
	})
	if violates(err, emailIndex) || violates(err, "users_pkey") {
		return errEmailExists
	}
	if err != nil {
		return err
	}
	s.log.Info().Stringer("user_id", person.id).Msg("user created by an administrator")
	writeJSON(w, http.StatusOK, viewUser(created))
	return nil
}

func (s *Server) prepareCreate(ctx context.Context, in adminUserRequest) (newUser, error) {
	if in.Email == "" {
		return newUser{}, invalid("Cannot create a user without either an email or phone")
	}
	if in.Password == "" {
		in.Password = rand.Text() // nobody knows it; the account waits until somebody sets one
	}
	change, err := s.adminChange(ctx, in)
	if err != nil {
		return newUser{}, err
	}
	id := uuid.New()
	if in.ID != nil && *in.ID != uuid.Nil {
		id = *in.ID
	}
	return newUser{
		id: id, email: change.email, passwordHash: change.passwordHash, confirmed: in.EmailConfirm,
		appMetadata: change.appMetadata, userMetadata: change.userMetadata, bannedUntil: change.bannedUntil,
	}, nil
}

func (s *Server) adminUpdateUser(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in adminUserRequest
	if err := readBody(r, &in); err != nil {
		return err
	}
	change, err := s.adminChange(r.Context(), in)
	if err != nil {
		return err
	}
	changed, err := s.applyChange(r.Context(), id, change, "global", uuid.NullUUID{})
	if err != nil {
		return err
	}
	s.log.Info().Stringer("user_id", id).Msg("user changed by an administrator")
	writeJSON(w, http.StatusOK, viewUser(changed))
	return nil
}

func (s *Server) adminChange(ctx context.Context, in adminUserRequest) (userChange, error) {
	change, err := s.commonChange(ctx, in.Email, in.Password)
	if err != nil {
		return userChange{}, err
	}
	change.confirm = in.EmailConfirm
	if change.appMetadata, err = in.AppMetadata.encode(); err != nil {
		return userChange{}, err
	}
	if change.userMetadata, err = s.confirmedMetadata(in); err != nil {
		return userChange{}, err
	}
	change.ban = in.BanDuration != ""
	if change.ban && in.BanDuration != "none" {
		duration, err := time.ParseDuration(in.BanDuration)
		if err != nil || duration <= 0 {
			return userChange{}, invalid("invalid format for ban duration: " + in.BanDuration)
		}
		until := s.cfg.Now().Add(duration)
		change.bannedUntil = &until
	}
	return change, nil
}

func (s *Server) confirmedMetadata(in adminUserRequest) (json.RawMessage, error) {
	if in.EmailConfirm {
		if in.UserMetadata == nil {
			in.UserMetadata = metadata{}
		}
		in.UserMetadata["email_verified"] = true
	}
	return in.UserMetadata.encode()
}

func (s *Server) adminGetUser(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	found, err := userByID(r.Context(), s.pool, id)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, viewUser(found))
	return nil
}

func (s *Server) adminDeleteUser(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in struct {
		SoftDelete bool `json:"should_soft_delete"`
	}
	if r.ContentLength != 0 {
		if err := readBody(r, &in); err != nil {
			return err
		}
	}
	if in.SoftDelete {
		return invalid("Soft deletion is not supported")
	}
	tag, err := s.pool.Exec(r.Context(), "delete from auth.users where id = $1", id)
	if err != nil {
		return fmt.Errorf("delete user: %w", err)
	}
	if tag.RowsAffected() == 0 {
		return errUserNotFound
	}
	s.log.Info().Stringer("user_id", id).Msg("user deleted by an administrator")
	writeJSON(w, http.StatusOK, struct{}{})
	return nil
}

func pathID(r *http.Request) (uuid.UUID, error) {
	id, err := uuid.Parse(r.PathValue("id"))
	if err != nil {
		return uuid.Nil, &apiError{status: http.StatusNotFound, code: "validation_failed", message: "user_id must be an UUID"}
	}
	return id, nil
}
