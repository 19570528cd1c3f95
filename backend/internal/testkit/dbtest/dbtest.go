// Package dbtest gives each test a migrated database, a store on it, and people who own rows in it.
package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/seal"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/pgtest"
	"github.com/conectafy/conectafy/backend/models"
)

// queryTimeout is ample: a busy test machine is no failure.
const queryTimeout = 30 * time.Second

// Prepare makes a template with all migrations applied.
func Prepare(t testing.TB) pgtest.Prepare {
	t.Helper()
	hash := sha256.New()
	err := fs.WalkDir(database.Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := database.Files.ReadFile(path)
		hash.Write([]byte(path))
		hash.Write(content)
		return err
	})
	if err != nil {
		t.Fatalf("read the migrations: %v", err)
	}
	return pgtest.Prepare{Key: hex.EncodeToString(hash.Sum(nil)), Run: func(ctx context.Context, dsn string) error {
		if err := database.Bootstrap(ctx, dsn); err != nil {
			return err
		}
		return database.Migrate(ctx, dsn)
	}}
}

// DB is a migrated database with a store.
type DB struct {
	*pgtest.DB
	Super *pgxpool.Pool // as a superuser, to look behind the scenes
	Store *store.Store
}

// New returns a fresh one. It is an installation of its own.
func New(t testing.TB) *DB {
	t.Helper()
	db := &DB{DB: pgtest.New(t, Prepare(t))}
	db.Super = db.DB.Super(t)
	db.Exec(t, "update conectafy.installation set id = gen_random_uuid()")
	db.Store = StoreOn(t, db.Server(t), queryTimeout)
	return db
}

// StoreOn returns a store that works through pool and gives a query at most timeout.
func StoreOn(t testing.TB, pool *pgxpool.Pool, timeout time.Duration) *store.Store {
	t.Helper()
	jobs, err := river.NewClient(riverpgxv5.New(pool), &river.Config{Schema: database.RiverSchema})
	if err != nil {
		t.Fatalf("open the queue: %v", err)
	}
	box, err := seal.New(make([]byte, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return store.New(pool, box, jobs, timeout, zerolog.Nop())
}

// Pool opens a pool of at most conns connections at an address of the database, closed when the test ends.
func Pool(t testing.TB, dsn string, conns int32) *pgxpool.Pool {
	t.Helper()
	config, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	config.MaxConns = conns
	config.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		store.RegisterTypes(conn.TypeMap())
		return nil
	}
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// Exec runs a statement as the superuser.
func (db *DB) Exec(t testing.TB, sql string, args ...any) {
	t.Helper()
	if _, err := db.Super.Exec(t.Context(), sql, args...); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// Int asks for one number as the superuser.
func (db *DB) Int(t testing.TB, sql string, args ...any) int {
	t.Helper()
	var n int
	if err := db.Super.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return n
}

// User adds a person.
func (db *DB) User(t testing.TB, name string) models.Caller {
	t.Helper()
	id := uuid.New()
	db.Exec(t, `insert into auth.users (instance_id, id, aud, role, email, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
		values (@instance, @id, 'authenticated', 'authenticated', @email, '{}', '{}', now(), now())`,
		pgx.NamedArgs{"instance": uuid.Nil, "id": id, "email": name + "-" + id.String() + "@example.com"})
	return Caller(t, id)
}

// Caller is a person as a verified token describes them.
func Caller(t testing.TB, id uuid.UUID) models.Caller {
	t.Helper()
	claims, err := json.Marshal(map[string]any{"sub": id, "role": "authenticated", "aud": "authenticated"})
	if err != nil {
		t.Fatal(err)
	}
	return models.Caller{UserID: id, Role: "authenticated", ClaimsJSON: claims, ExpiresAt: time.Now().Add(time.Hour)}
}

// Session adds a session of a person.
func (db *DB) Session(t testing.TB, owner models.Caller) models.Session {
	t.Helper()
	id := uuid.Must(uuid.NewV7())
	session, err := db.Store.CreateSession(t.Context(), owner, store.NewSession{
		ID: id, Name: "Tienda", ContainerName: "waha-session-" + id.String(), WebhookURL: "http://127.0.0.1/",
		Secrets:  models.SessionSecrets{APIKey: "key-" + id.String(), WebhookSecret: "secret-" + id.String()},
		BasePort: 20_000, Limit: 1000,
	})
	if err != nil {
		t.Fatalf("add a session: %v", err)
	}
	return session
}

// Incoming is a text from a person, as a webhook would bring it.
func Incoming(session models.Session, chat models.ChatID, id, text string) models.Event {
	return models.Event{SessionID: session.ID, Message: &models.Message{
		ID: uuid.Must(uuid.NewV7()), SessionID: session.ID, ChatID: chat, MessageID: id, WAHAID: "false_" + string(chat) + "_" + id,
		FromNumber: chat.Phone(), SenderName: "Ana", Body: text, Type: models.TypeText, Ack: models.AckDevice, Timestamp: time.Now().UTC(),
	}}
}

// Connect marks a session as connected.
func (db *DB) Connect(t testing.TB, session models.Session) {
	t.Helper()
	_, err := db.Store.ApplyStatus(t.Context(), session.ID, store.StatusChange{
		Status: models.StatusConnected, WAHAStatus: models.WAHAWorking, At: time.Now(), PhoneNumber: "5491100000000",
	})
	if err != nil {
		t.Fatalf("connect a session: %v", err)
	}
}
