package embedded

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func (s *Server) getUser(w http.ResponseWriter, r *http.Request) error {
	caller, err := s.signedIn(r)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, viewUser(caller.user))
	return nil
}

type updateUserRequest struct {
	Email       string          `json:"email"`
	Password    string          `json:"password"`
	Data        metadata        `json:"data"`
	AppMetadata json.RawMessage `json:"app_metadata"`
}

// updateUser changes what people may change about themselves. A new address holds at once: addresses are not verified here.
func (s *Server) updateUser(w http.ResponseWriter, r *http.Request) error {
	if err := s.takeFrom(r, s.limits.updateUser); err != nil {
		return err
	}
	caller, err := s.signedIn(r)
	if err != nil {
		return err
	}
	var in updateUserRequest
	if err := readBody(r, &in); err != nil {
		return err
	}
	if in.AppMetadata != nil && string(in.AppMetadata) != "null" {
		return errAppMetadata
	}
	change, err := s.ownChange(r.Context(), caller.user, in)
	if err != nil {
		return err
	}
	changed, err := s.applyChange(r.Context(), caller.user.ID, change, "others", caller.login)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, viewUser(changed))
	return nil
}

func (s *Server) ownChange(ctx context.Context, who user, in updateUserRequest) (userChange, error) {
	change, err := s.commonChange(ctx, in.Email, in.Password)
	if err != nil {
		return userChange{}, err
	}
	if in.Password != "" {
		same, err := s.passwords.match(ctx, who.PasswordHash, in.Password)
		if err != nil {
			return userChange{}, err
		}
		if same {
			return userChange{}, errSamePassword
		}
	}
	change.userMetadata, err = in.Data.encode()
	return change, err
}

// commonChange checks and prepares what a person and an administrator change alike.
func (s *Server) commonChange(ctx context.Context, email, password string) (change userChange, err error) {
	if email != "" {
		if change.email, err = normalizeEmail(email); err != nil {
			return userChange{}, err
		}
	}
	if password != "" {
		if err := checkPassword(password); err != nil {
			return userChange{}, err
		}
		if change.passwordHash, err = s.passwords.hash(ctx, password); err != nil {
			return userChange{}, err
		}
	}
	return change, nil
}

// applyChange stores a change. A new password ends the sign-ins that the scope names, since an old one may be in wrong hands.
func (s *Server) applyChange(ctx context.Context, id uuid.UUID, change userChange, scope string, current uuid.NullUUID) (user, error) {
	var changed user
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := lockUser(ctx, tx, id); err != nil {
			return err
		}
		if err := changeUser(ctx, tx, id, change, s.cfg.Now()); err != nil {
			return err
		}
		if change.passwordHash != "" {
			if err := endSessions(ctx, tx, id, scope, current); err != nil {
				return err
			}
		}
		var err error
		changed, err = userByID(ctx, tx, id)
		return err
	})
	return changed, err
}

func (s *Server) logout(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	scope := r.URL.Query().Get("scope")
	switch scope {
	case "":
		scope = "global"
	case "global", "local", "others":
	default:
		return invalid(fmt.Sprintf("Unsupported logout scope %q", scope))
	}
	caller, err := s.signedIn(r)
	if err != nil {
		return err
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		return endSessions(ctx, tx, caller.user.ID, scope, caller.login)
	})
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
