// Package database holds the schema: the bootstrap of a bare PostgreSQL, the migrations, and the queries sqlc reads.
package database

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// Files are the bootstrap, the server's role and the migrations, for whoever needs to know whether they changed.
//
//go:embed bootstrap.sql server.sql migrations/*.sql
var Files embed.FS

// RiverSchema is where the job queue keeps its tables.
const RiverSchema = "river"

// ServerRole is the login role of the backend: it owns nothing, inherits nothing and cannot pass Row Level Security.
const ServerRole = "conectafy_server"

// AuthRole is the login role of the embedded identity server: it sees the schema auth and nothing else.
const AuthRole = "conectafy_auth"

// migrationLock is the advisory lock under which one process at a time migrates.
const migrationLock = 5_402_119_001

// Bootstrap makes the roles and the auth schema that Supabase brings along, on a PostgreSQL that has neither.
// It may be repeated. The connection must be a superuser's.
func Bootstrap(ctx context.Context, dsn string) error {
	script, err := Files.ReadFile("bootstrap.sql")
	if err != nil {
		return fmt.Errorf("read bootstrap: %w", err)
	}
	server, err := Files.ReadFile("server.sql")
	if err != nil {
		return fmt.Errorf("read the server's role: %w", err)
	}
	return withLock(ctx, dsn, func(conn *pgx.Conn) error {
		if _, err := conn.Exec(ctx, string(script)+string(server)); err != nil {
			return fmt.Errorf("bootstrap: %w", err)
		}
		return nil
	})
}

// Migrate brings the schema up to date. Several processes may call it at once: the others wait.
func Migrate(ctx context.Context, dsn string) error {
	return withLock(ctx, dsn, func(conn *pgx.Conn) error {
		if _, err := conn.Exec(ctx, "create schema if not exists conectafy; create schema if not exists "+RiverSchema); err != nil {
			return fmt.Errorf("create schemas: %w", err)
		}
		if err := migrateOwn(ctx, conn.Config()); err != nil {
			return err
		}
		return migrateRiver(ctx, dsn)
	})
}

func migrateOwn(ctx context.Context, config *pgx.ConnConfig) error {
	db := stdlib.OpenDB(*config)
	defer func(db *sql.DB) { _ = db.Close() }(db)
	files, err := fs.Sub(Files, "migrations")
	if err != nil {
		return fmt.Errorf("open migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files,
		goose.WithTableName("conectafy.goose_db_version"), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func migrateRiver(ctx context.Context, dsn string) error {
	pool, err := pgxpool.New(ctx, dsn)
	if err != nil {
		return fmt.Errorf("connect for the queue's migrations: %w", err)
	}
	defer pool.Close()
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: RiverSchema})
	if err != nil {
		return fmt.Errorf("read the queue's migrations: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate the queue: %w", err)
	}
	// The queue belongs to the server alone.
	_, err = pool.Exec(ctx, `
		revoke all on schema river from public;
		grant usage on schema river to service_role;
		grant select, insert, update, delete on all tables in schema river to service_role;
		grant usage on all sequences in schema river to service_role;
		grant execute on all functions in schema river to service_role`)
	if err != nil {
		return fmt.Errorf("grant the queue: %w", err)
	}
	return nil
}

func withLock(ctx context.Context, dsn string, fn func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return fmt.Errorf("connect to migrate: %w", err)
	}
	// Closing the connection gives the lock back.
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, "select pg_advisory_lock($1)", int64(migrationLock)); err != nil {
		return fmt.Errorf("wait for another migration: %w", err)
	}
	return fn(conn)
}
