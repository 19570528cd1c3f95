package main

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/seal"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/models"
)

// owner is a person with one session.
type owner struct {
	user    uuid.UUID
	session models.Session
	secret  string // of the session's webhooks
}

// addOwners adds people to a new database, a session each.
func (b *bench) addOwners(ctx context.Context, db string, count int) ([]owner, error) {
	super, err := pgxpool.New(ctx, b.postgres.super(db))
	if err != nil {
		return nil, err
	}
	defer super.Close()
	pool, err := pgxpool.New(ctx, b.postgres.backend(db))
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	st, err := newStore(pool)
	if err != nil {
		return nil, err
	}
	owners := make([]owner, count)
	for i := range owners {
		if owners[i], err = addOwner(ctx, super, st); err != nil {
			return nil, fmt.Errorf("add a person: %w", err)
		}
	}
	return owners, nil
}

func newStore(pool *pgxpool.Pool) (*store.Store, error) {
	jobs, err := river.NewClient(riverpgxv5.New(pool), &river.Config{Schema: database.RiverSchema})
	if err != nil {
		return nil, err
	}
	box, err := seal.New(make([]byte, seal.KeySize))
	if err != nil {
		return nil, err
	}
	return store.New(pool, box, jobs, queryTimeout, zerolog.Nop()), nil
}

func addOwner(ctx context.Context, super *pgxpool.Pool, st *store.Store) (owner, error) {
	o := owner{user: uuid.New(), secret: uuid.NewString()}
	if err := insertUser(ctx, super, o.user); err != nil {
		return o, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return o, err
	}
	o.session, err = st.CreateSession(ctx, models.Caller{UserID: o.user}, store.NewSession{
		ID: id, Name: "Ventas", ContainerName: "waha-session-" + id.String(),
		Secrets:  models.SessionSecrets{APIKey: uuid.NewString(), WebhookSecret: o.secret},
		BasePort: basePort, Limit: maxSessions,
	})
	return o, err
}

// addPerson adds somebody without sessions.
func (b *bench) addPerson(ctx context.Context, db string) (uuid.UUID, error) {
	super, err := pgxpool.New(ctx, b.postgres.super(db))
	if err != nil {
		return uuid.Nil, err
	}
	defer super.Close()
	id := uuid.New()
	return id, insertUser(ctx, super, id)
}

func insertUser(ctx context.Context, super *pgxpool.Pool, id uuid.UUID) error {
	_, err := super.Exec(ctx, `insert into auth.users (instance_id, id, aud, role, email, raw_app_meta_data, raw_user_meta_data)
		values ($1, $2, 'authenticated', 'authenticated', $3, '{}', '{}')`, uuid.Nil, id, id.String()+"@example.com")
	return err
}
