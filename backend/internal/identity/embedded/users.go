package embedded

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// roleUser is both the role and the audience of everybody who signed in.
const roleUser = "authenticated"

const (
	maxEmail = 255
	// maxMetadata keeps access tokens, which carry the metadata, below what services accept in a header.
	maxMetadata = 4 << 10
)

// emailIndex is the unique index that decides races for an address.
const emailIndex = "users_email_partial_key"

// user is a row of auth.users with its identities.
type user struct {
	ID               uuid.UUID
	Email            string
	PasswordHash     string
	EmailConfirmedAt *time.Time
	ConfirmedAt      *time.Time
	LastSignInAt     *time.Time
	BannedUntil      *time.Time
	AppMetadata      json.RawMessage
	UserMetadata     json.RawMessage
	CreatedAt        time.Time
	UpdatedAt        time.Time
	Identities       []userIdentity
}

// userIdentity is a row of auth.identities.
type userIdentity struct {
	ID           uuid.UUID
	Provider     string
	Data         json.RawMessage
	Email        string
	LastSignInAt *time.Time
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

func (u user) banned(now time.Time) bool { return u.BannedUntil != nil && now.Before(*u.BannedUntil) }

// querier is a pool or a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

const selectUser = `
	select id, coalesce(email, ''), coalesce(encrypted_password, ''), email_confirmed_at, confirmed_at, last_sign_in_at, banned_until,
	       raw_app_meta_data, raw_user_meta_data, created_at, updated_at
	  from auth.users `

const selectIdentities = `
	select id, provider, identity_data, coalesce(email, ''), last_sign_in_at, created_at, updated_at
	  from auth.identities where user_id = $1 order by created_at, id`

func scanUser(row pgx.CollectableRow) (user, error) {
	var u user
	err := row.Scan(&u.ID, &u.Email, &u.PasswordHash, &u.EmailConfirmedAt, &u.ConfirmedAt, &u.LastSignInAt, &u.BannedUntil,
		&u.AppMetadata, &u.UserMetadata, &u.CreatedAt, &u.UpdatedAt)
	return u, err
}

func scanIdentity(row pgx.CollectableRow) (userIdentity, error) {
	var i userIdentity
	err := row.Scan(&i.ID, &i.Provider, &i.Data, &i.Email, &i.LastSignInAt, &i.CreatedAt, &i.UpdatedAt)
	return i, err
}

func userByID(ctx context.Context, db querier, id uuid.UUID) (user, error) {
	return oneUser(ctx, db, "where id = $1", id)
}

// lockUser is userByID for whoever is about to change the user.
func lockUser(ctx context.Context, tx pgx.Tx, id uuid.UUID) (user, error) {
	return oneUser(ctx, tx, "where id = $1 for update", id)
}

func userByEmail(ctx context.Context, db querier, email string) (user, error) {
	return oneUser(ctx, db, "where email = $1 and is_sso_user = false", email)
}

func oneUser(ctx context.Context, db querier, where string, arg any) (user, error) {
	rows, err := db.Query(ctx, selectUser+where, arg)
	if err != nil {
		return user{}, fmt.Errorf("read user: %w", err)
	}
	found, err := pgx.CollectExactlyOneRow(rows, scanUser)
	if errors.Is(err, pgx.ErrNoRows) {
		return user{}, errUserNotFound
	}
	if err != nil {
		return user{}, fmt.Errorf("read user: %w", err)
	}
	if rows, err = db.Query(ctx, selectIdentities, found.ID); err != nil {
		return user{}, fmt.Errorf("read identities: %w", err)
	}
	if found.Identities, err = pgx.CollectRows(rows, scanIdentity); err != nil {
		return user{}, fmt.Errorf("read identities: %w", err)
	}
	return found, nil
}

// newUser is a person to be.
type newUser struct {
	id           uuid.UUID
	email        string
	passwordHash string
	confirmed    bool
	appMetadata  json.RawMessage // added to what every user has
	userMetadata json.RawMessage
	bannedUntil  *time.Time
}

const insertUser = `
	insert into auth.users (id, email, encrypted_password, email_confirmed_at, banned_until, raw_app_meta_data, raw_user_meta_data,
	                        created_at, updated_at)
	values ($1, $2, $3, case when $4 then $5::timestamptz end, $6,
	        $7::jsonb || '{"provider": "email", "providers": ["email"]}', $8::jsonb, $5, $5)`

const insertIdentity = `
	insert into auth.identities (provider_id, user_id, provider, identity_data, last_sign_in_at, created_at, updated_at)
	values ($1::text, $1::uuid, 'email', $2::jsonb || jsonb_build_object(
	            'sub', $1::text, 'email', $3::text, 'email_verified', false, 'phone_verified', false), $4, $4, $4)`

// insertNewUser stores a user with its identity. identityMetadata is what the person said at sign-up.
func insertNewUser(ctx context.Context, tx pgx.Tx, u newUser, identityMetadata json.RawMessage, now time.Time) error {
	_, err := tx.Exec(ctx, insertUser, u.id, u.email, u.passwordHash, u.confirmed, now, u.bannedUntil,
		orEmpty(u.appMetadata), orEmpty(u.userMetadata))
	if err != nil {
		return fmt.Errorf("insert user: %w", refuseUnstorable(err))
	}
	if _, err := tx.Exec(ctx, insertIdentity, u.id.String(), orEmpty(identityMetadata), u.email, now); err != nil {
		return fmt.Errorf("insert identity: %w", refuseUnstorable(err))
	}
	return nil
}

// userChange is what of a user is to change; nil and empty mean "leave as it is".
type userChange struct {
	email        string
	passwordHash string
	appMetadata  json.RawMessage
	userMetadata json.RawMessage
	confirm      bool
	ban          bool // bannedUntil is to be set, or lifted when nil
	bannedUntil  *time.Time
}

// A null in new metadata removes the member of that name.
const updateUser = `
	update auth.users
	   set email = coalesce(nullif($2, ''), email),
	       encrypted_password = coalesce(nullif($3, ''), encrypted_password),
	       raw_app_meta_data = (raw_app_meta_data || $4::jsonb)
	           - array(select key from jsonb_each($4::jsonb) where value = 'null'),
	       raw_user_meta_data = (raw_user_meta_data || $5::jsonb)
	           - array(select key from jsonb_each($5::jsonb) where value = 'null')
	           || case when $2 = '' or not raw_user_meta_data ? 'email' then '{}' else jsonb_build_object('email', $2::text) end,
	       email_confirmed_at = case when $6 then coalesce(email_confirmed_at, $9) else email_confirmed_at end,
	       banned_until = case when $7 then $8 else banned_until end,
	       recovery_token = case when $2 = '' and $3 = '' then recovery_token else '' end,
	       updated_at = $9
	 where id = $1
	returning octet_length(raw_app_meta_data::text), octet_length(raw_user_meta_data::text)`

const updateIdentityEmail = `
	update auth.identities
	   set identity_data = identity_data || jsonb_build_object('email', $2::text), updated_at = $3
	 where user_id = $1 and provider = 'email'`

func changeUser(ctx context.Context, tx pgx.Tx, id uuid.UUID, change userChange, now time.Time) error {
	var appSize, userSize int
	err := tx.QueryRow(ctx, updateUser, id, change.email, change.passwordHash, orEmpty(change.appMetadata),
		orEmpty(change.userMetadata), change.confirm, change.ban, change.bannedUntil, now).Scan(&appSize, &userSize)
	switch {
	case violates(err, emailIndex):
		return errEmailExists
	case err != nil:
		return fmt.Errorf("update user: %w", refuseUnstorable(err))
	case max(appSize, userSize) > maxMetadata:
		return invalid("Metadata is too large")
	}
	if change.email != "" {
		if _, err := tx.Exec(ctx, updateIdentityEmail, id, change.email, now); err != nil {
			return fmt.Errorf("update identity: %w", err)
		}
	}
	return nil
}

func orEmpty(object json.RawMessage) json.RawMessage {
	if len(object) == 0 {
		return json.RawMessage("{}")
	}
	return object
}

// metadata is a JSON object that a request brought along.
type metadata map[string]any

// encode writes metadata and refuses what would not fit into a token.
func (m metadata) encode() (json.RawMessage, error) {
	if m == nil {
		return nil, nil
	}
	encoded, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("encode metadata: %w", err)
	}
	if len(encoded) > maxMetadata {
		return nil, invalid("Metadata is too large")
	}
	return encoded, nil
}

// normalizeEmail lowers an address, which is how addresses are compared.
func normalizeEmail(email string) (string, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > maxEmail || !strings.Contains(email[strings.LastIndex(email, "@"):], ".") {
		return "", invalid("Unable to validate email address: invalid format")
	}
	return email, nil
}
