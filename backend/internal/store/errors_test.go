package store_test

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/models"
)

func TestValuesThatCannotBeStored(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	session := db.Session(t, db.User(t, "owner"))
	noise := make([]byte, 16<<10) // incompressible, and over what an index takes
	_, _ = rand.Read(noise)
	for name, spoil := range map[string]func(*models.Message){
		"NUL in the text":       func(m *models.Message) { m.Body = "a\x00b" },
		"NUL in a name":         func(m *models.Message) { m.SenderName = "a\x00b" },
		"no UTF-8":              func(m *models.Message) { m.Body = "\xff\xfe" },
		"an id without end":     func(m *models.Message) { m.MessageID = hex.EncodeToString(noise) },
		"a source of its own":   func(m *models.Message) { m.FromMe, m.Source = true, "elsewhere" },
		"a receipt beyond them": func(m *models.Message) { m.FromMe, m.Ack = true, 99 },
	} {
		good, bad := dbtest.Incoming(session, ana, "good "+name, "x"), dbtest.Incoming(session, ana, "bad "+name, "x")
		spoil(bad.Message)
		if err := db.Store.Receive(t.Context(), []models.Event{good, bad}); !errors.Is(err, store.ErrUnstorable) {
			t.Errorf("%s: got %v, want ErrUnstorable", name, err)
		}
	}
	if n := db.Int(t, "select count(*) from public.messages"); n != 0 {
		t.Errorf("%d messages of batches that were refused as a whole are stored", n)
	}
}

// wantAway wants an answer that says when to try again.
func wantAway(t *testing.T, what string, err error, want *apperr.Error) {
	t.Helper()
	wantCode(t, what, err, want)
	var answer *apperr.Error
	if errors.As(err, &answer) && answer.RetryAfter <= 0 {
		t.Errorf("%s: the answer does not say when to try again", what)
	}
}

func TestDatabaseThatIsNotThere(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	if err := db.Store.Receive(t.Context(), []models.Event{dbtest.Incoming(session, ana, "0", "x")}); err != nil {
		t.Fatal(err)
	}
	pool := dbtest.Pool(t, db.ServerDSN, 2)
	st := dbtest.StoreOn(t, pool, 30*time.Second)
	if err := st.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	uses := map[string]func() error{
		"ping":        func() error { return st.Ping(t.Context()) },
		"read":        func() error { _, err := st.Sessions(t.Context(), owner); return err },
		"transaction": func() error { _, err := st.Participants(t.Context(), owner, session.ID, ana); return err },
		"receive": func() error {
			return st.Receive(t.Context(), []models.Event{dbtest.Incoming(session, ana, "1", "x")})
		},
	}
	// No new connections, and the ones there are end.
	db.Super.Close()
	admin := dbtest.Pool(t, db.SuperDSN, 1)
	if _, err := admin.Exec(t.Context(), `do $$ begin
			execute format('alter database %I connection limit 0', current_database());
			perform pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid();
		end $$`); err != nil {
		t.Fatal(err)
	}
	for name, use := range uses {
		for range 3 { // the first may find the ended connections, the others find none
			wantAway(t, name, use(), apperr.DatabaseUnavailable)
		}
	}
	if _, err := admin.Exec(t.Context(), `do $$ begin execute format('alter database %I connection limit -1', current_database()); end $$`); err != nil {
		t.Fatal(err)
	}
	for name, use := range uses {
		if err := use(); err != nil {
			t.Errorf("%s, after the database is back: %v", name, err)
		}
	}
	pool.Close()
	wantAway(t, "a pool that is closed", st.Ping(t.Context()), apperr.DatabaseUnavailable)
}

func TestDatabaseAtAnAddressWhereNobodyIs(t *testing.T) {
	t.Parallel()
	config, err := pgxpool.ParseConfig("postgres://conectafy_server:x@127.0.0.1:1/none")
	if err != nil {
		t.Fatal(err)
	}
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	wantAway(t, "ping", dbtest.StoreOn(t, pool, 30*time.Second).Ping(t.Context()), apperr.DatabaseUnavailable)
}

// A connection that is cut in the middle of a statement leaves nothing half done.
func TestConnectionCutInTheMiddle(t *testing.T) {
	t.Parallel()
	db, cut := heldUp(t, 30*time.Second)
	db.Exec(t, `select pg_terminate_backend(pid) from pg_stat_activity
		where datname = current_database() and wait_event_type = 'Lock'`)
	wantAway(t, "receive", wait.For(t, "the answer", cut), apperr.DatabaseUnavailable)
	if n := db.Int(t, "select count(*) from public.messages"); n != 0 {
		t.Errorf("%d messages are stored", n)
	}
}

func TestDatabaseThatTakesTooLong(t *testing.T) {
	t.Parallel()
	db, late := heldUp(t, 2*time.Second)
	wantAway(t, "receive", wait.For(t, "the answer", late), apperr.DatabaseTimeout)
	wait.Until(t, "the server gave the statement up too", func() bool {
		return db.Int(t, "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0
	})
}

// heldUp returns a database in which a Receive waits for a lock that nobody gives back.
func heldUp(t *testing.T, timeout time.Duration) (*dbtest.DB, <-chan error) {
	t.Helper()
	db := dbtest.New(t)
	session := db.Session(t, db.User(t, "owner"))
	st := dbtest.StoreOn(t, dbtest.Pool(t, db.ServerDSN, 1), timeout)
	tx, err := db.Super.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) })
	if _, err := tx.Exec(t.Context(), "select 1 from public.feed_heads for update"); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- st.Receive(t.Context(), []models.Event{dbtest.Incoming(session, ana, "1", "x")}) }()
	wait.Until(t, "it waits for the lock", func() bool {
		return db.Int(t, "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 1
	})
	return db, done
}
