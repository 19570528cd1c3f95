// Package store is the only place with SQL. Its methods go through one of two doors: asUser, where Row Level Security
// shows a caller what is theirs, and asService, for webhooks, workers and the reconciler, which have no user.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// Store reads and writes PostgreSQL.
type Store struct {
	pool    *pgxpool.Pool
	sealer  Sealer
	jobs    JobInserter
	timeout time.Duration
	twins   *twinCache
	log     zerolog.Logger
}

// Sealer encrypts what is secret before it is stored.
type Sealer interface {
	Seal(plain, context string) ([]byte, error)
	Open(sealed []byte, context string) (string, error)
}

// New returns a Store. A query takes at most timeout. The log hears of every change of a session's state, whoever told it.
func New(pool *pgxpool.Pool, sealer Sealer, jobs JobInserter, timeout time.Duration, log zerolog.Logger) *Store {
	return &Store{pool: pool, sealer: sealer, jobs: jobs, timeout: timeout, twins: newTwinCache(), log: log}
}

// Through is the same Store over connections of its own.
func (s *Store) Through(pool *pgxpool.Pool) *Store {
	other := *s
	other.pool = pool
	return &other
}

// Ping asks the database for an answer.
func (s *Store) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	return translate(s.pool.Ping(ctx))
}

// become gives a transaction its role, claims and time limit, exactly as PostgREST does. All three end with it.
const become = `select set_config('role', $1, true), set_config('request.jwt.claims', $2, true),
	set_config('statement_timeout', $3, true)`

const (
	roleUser    = "authenticated"
	roleService = "service_role"
)

// work is one transaction.
type work struct {
	*sqlc.Queries
	tx     pgx.Tx
	limit  string
	claims string
}

// elevate lets the rest of a user's transaction write what people may only read. What it touches must have been seen
// as the user before, in this same transaction.
func (w *work) elevate(ctx context.Context) error {
	_, err := w.tx.Exec(ctx, become, roleService, w.claims, w.limit)
	return err
}

// asUser runs fn, with the time limit of a query, in a transaction in which the database shows and changes only what is the caller's.
func (s *Store) asUser(ctx context.Context, caller models.Caller, fn func(context.Context, *work) error) error {
	return s.inTx(ctx, roleUser, string(caller.ClaimsJSON), fn)
}

// asService runs fn in a transaction without a wall between tenants. Every query in it names the session it means and
// says in a comment why it may.
func (s *Store) asService(ctx context.Context, fn func(context.Context, *work) error) error {
	return s.inTx(ctx, roleService, "", fn)
}

func (s *Store) inTx(ctx context.Context, role, claims string, fn func(context.Context, *work) error) error {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, become, role, claims, s.limit()); err != nil {
			return fmt.Errorf("become %s: %w", role, err)
		}
		return fn(ctx, &work{Queries: sqlc.New(tx), tx: tx, limit: s.limit(), claims: claims})
	})
	return translate(err)
}

func (s *Store) limit() string { return fmt.Sprintf("%dms", s.timeout.Milliseconds()) }

// readAsUser runs one query as the caller in a single round trip: the statements of a pipeline are one transaction,
// so the role and the claims hold for the query and for nothing after it.
func (s *Store) readAsUser(ctx context.Context, caller models.Caller, fn func(context.Context, *sqlc.Queries) error) error {
	return s.queryAsUser(ctx, caller, func(ctx context.Context, db sqlc.DBTX) error { return fn(ctx, sqlc.New(db)) })
}

// rereadAsUser is readAsUser for a query that is asked all the time and has one good plan, whatever it is asked for.
func (s *Store) rereadAsUser(ctx context.Context, caller models.Caller, fn func(context.Context, *sqlc.Queries) error) error {
	return s.query(ctx, caller, becomeWithKeptPlans, func(ctx context.Context, db sqlc.DBTX) error { return fn(ctx, sqlc.New(db)) })
}

// queryAsUser is readAsUser for who reads the rows themselves.
func (s *Store) queryAsUser(ctx context.Context, caller models.Caller, fn func(context.Context, sqlc.DBTX) error) error {
	return s.query(ctx, caller, become, fn)
}

func (s *Store) query(
	ctx context.Context, caller models.Caller, become string, fn func(context.Context, sqlc.DBTX) error,
) error {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	err := s.pool.AcquireFunc(ctx, func(conn *pgxpool.Conn) error {
		one := &oneQuery{conn: conn, become: become, args: []any{roleUser, string(caller.ClaimsJSON), s.limit()}}
		return errors.Join(fn(ctx, one), one.close())
	})
	return translate(err)
}

// oneQuery is a sqlc.DBTX that sends its query behind the statement that takes the role.
type oneQuery struct {
	conn    *pgxpool.Conn
	become  string
	args    []any
	results pgx.BatchResults
}

func (o *oneQuery) send(ctx context.Context, sql string, args []any) error {
	batch := &pgx.Batch{}
	batch.Queue(o.become, o.args...)
	batch.Queue(sql, args...)
	o.results = o.conn.SendBatch(ctx, batch)
	_, err := o.results.Exec()
	return err
}

func (o *oneQuery) close() error {
	if o.results == nil {
		return nil
	}
	return o.results.Close()
}

func (o *oneQuery) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	if err := o.send(ctx, sql, args); err != nil {
		return pgconn.CommandTag{}, err
	}
	return o.results.Exec()
}

func (o *oneQuery) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	if err := o.send(ctx, sql, args); err != nil {
		return nil, err
	}
	return o.results.Query()
}

func (o *oneQuery) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	if err := o.send(ctx, sql, args); err != nil {
		return failedRow{err}
	}
	return o.results.QueryRow()
}

type failedRow struct{ err error }

func (r failedRow) Scan(...any) error { return r.err }
