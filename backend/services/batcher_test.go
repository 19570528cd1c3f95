package services

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/models"
)

const ana models.ChatID = "5491122334455@c.us"

// runBatcher returns a Batcher that works, and what ends it.
func runBatcher(t *testing.T, st *store.Store, cfg BatcherConfig) (*Batcher, func()) {
	t.Helper()
	b := NewBatcher(cfg, st, zerolog.Nop())
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	end := sync.OnceFunc(func() {
		stop()
		if err := wait.For(t, "the batcher to end", ended); err != nil {
			t.Errorf("the batcher ended with %v", err)
		}
	})
	t.Cleanup(end)
	return b, end
}

// holdHead keeps every writer of a database waiting until the function it returns is called.
func holdHead(t *testing.T, db *dbtest.DB) (release func()) {
	t.Helper()
	tx, err := db.Super.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), "select 1 from public.feed_heads for update"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) })
	return func() {
		if err := tx.Commit(t.Context()); err != nil && !errors.Is(err, pgx.ErrTxClosed) {
			t.Error(err)
		}
	}
}

// storeAll stores the first event alone and holds its transaction up until all the others wait in the queue.
func storeAll(t *testing.T, db *dbtest.DB, b *Batcher, events []models.Event) []error {
	t.Helper()
	release := holdHead(t, db)
	results := make([]error, len(events))
	var callers sync.WaitGroup
	store := func(i int) { callers.Go(func() { results[i] = b.Store(t.Context(), events[i]) }) }
	store(0)
	wait.Until(t, "the first is being written", func() bool {
		return db.Int(t, `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`) == 1
	})
	for i := 1; i < len(events); i++ {
		store(i)
	}
	wait.Until(t, "the others wait", func() bool { return len(b.queue) == len(events)-1 })
	release()
	callers.Wait()
	return results
}

func TestConcurrentEventsShareACommit(t *testing.T) {
	t.Parallel()
	const events, batch = 201, 100
	db := dbtest.New(t)
	session := db.Session(t, db.User(t, "owner"))
	b, _ := runBatcher(t, db.Store, BatcherConfig{Writers: 1, Batch: batch, Queue: events})
	all := make([]models.Event, events)
	for i := range all {
		all[i] = dbtest.Incoming(session, ana, fmt.Sprint(i), "hola")
	}
	for i, err := range storeAll(t, db, b, all) {
		if err != nil {
			t.Errorf("event %d: %v", i, err)
		}
	}
	if n := db.Int(t, "select count(*) from public.messages"); n != events {
		t.Errorf("%d messages are stored, want %d", n, events)
	}
	if n := db.Int(t, "select count(distinct xmin::text) from public.messages"); n != 3 {
		t.Errorf("%d transactions stored one event, then two hundred; want 3", n)
	}
}

// An event that the database refuses is kept as it came, and costs the ones beside it nothing.
func TestPoisonAmongGoodEvents(t *testing.T) {
	t.Parallel()
	const events, poison = 20, 13
	db := dbtest.New(t)
	session := db.Session(t, db.User(t, "owner"))
	b, _ := runBatcher(t, db.Store, BatcherConfig{Writers: 1, Batch: events, Queue: events})
	all := make([]models.Event, events)
	for i := range all {
		all[i] = dbtest.Incoming(session, ana, fmt.Sprint(i), "hola")
		all[i].Body = fmt.Appendf(nil, "body %d", i)
	}
	all[poison].Message.Body = "\x00"
	for i, err := range storeAll(t, db, b, all) {
		if err != nil {
			t.Errorf("event %d: %v", i, err)
		}
	}
	if n := db.Int(t, "select count(*) from public.messages"); n != events-1 {
		t.Errorf("%d messages are stored, want %d", n, events-1)
	}
	if n := db.Int(t, "select unread_count from public.contacts"); n != events-1 {
		t.Errorf("%d are unread, want %d", n, events-1)
	}
	if n := db.Int(t, "select count(*) from conectafy.unprocessed_webhooks where body = $1", all[poison].Body); n != 1 {
		t.Errorf("the refused event is kept %d times, want once", n)
	}
	// Without the body as it came there is nothing to keep: the caller must hear of it.
	if err := b.Store(t.Context(), models.Event{SessionID: session.ID, Message: all[poison].Message}); !errors.Is(err, store.ErrUnstorable) {
		t.Errorf("an event without its body: got %v, want ErrUnstorable", err)
	}
}

func TestFullQueueIsRefused(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	session := db.Session(t, db.User(t, "owner"))
	b := NewBatcher(BatcherConfig{Writers: 1, Batch: 1, Queue: 1}, db.Store, zerolog.Nop()) // it does not run
	ctx, leave := context.WithCancel(t.Context())
	waiting := make(chan error, 1)
	go func() { waiting <- b.Store(ctx, dbtest.Incoming(session, ana, "1", "x")) }()
	wait.Until(t, "the queue is full", func() bool { return len(b.queue) == 1 })
	err := b.Store(t.Context(), dbtest.Incoming(session, ana, "2", "x"))
	var answer *apperr.Error
	if !errors.Is(err, apperr.Overloaded) || !errors.As(err, &answer) || answer.RetryAfter <= 0 {
		t.Errorf("got %v, want overloaded and when to try again", err)
	}
	leave()
	if err := wait.For(t, "the one who left", waiting); !errors.Is(err, apperr.Overloaded) {
		t.Errorf("a caller who left before the commit: got %v, want an error", err)
	}
}

// What waits when the batcher is told to stop is stored before it ends.
func TestStopDrains(t *testing.T) {
	t.Parallel()
	const events = 50
	db := dbtest.New(t)
	session := db.Session(t, db.User(t, "owner"))
	b := NewBatcher(BatcherConfig{Writers: 2, Batch: 7, Queue: events}, db.Store, zerolog.Nop())
	var callers sync.WaitGroup
	for i := range events {
		callers.Go(func() {
			if err := b.Store(t.Context(), dbtest.Incoming(session, ana, fmt.Sprint(i), "x")); err != nil {
				t.Errorf("event %d: %v", i, err)
			}
		})
	}
	wait.Until(t, "all wait", func() bool { return len(b.queue) == events })
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := b.Run(stopped); err != nil {
		t.Fatal(err)
	}
	callers.Wait()
	if n := db.Int(t, "select count(*) from public.messages"); n != events {
		t.Errorf("%d messages are stored, want %d", n, events)
	}
}

// Whatever happens to the database, what was answered as stored is stored.
func TestNothingIsAnsweredThatIsNotStored(t *testing.T) {
	t.Parallel()
	const callers, each = 8, 25
	db := dbtest.New(t)
	session := db.Session(t, db.User(t, "owner"))
	st := dbtest.StoreOn(t, dbtest.Pool(t, db.ServerDSN, 2), 30*time.Second)
	b, _ := runBatcher(t, st, BatcherConfig{Writers: 2, Batch: 10, Queue: callers})
	var mu sync.Mutex
	stored, refused := map[string]bool{}, 0
	var work sync.WaitGroup
	for c := range callers {
		work.Go(func() {
			for i := range each {
				id := fmt.Sprintf("%d-%d", c, i)
				if c == 0 && i%5 == 0 {
					db.Exec(t, `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'conectafy_server'`)
				}
				err := b.Store(t.Context(), dbtest.Incoming(session, ana, id, "x"))
				mu.Lock()
				if err == nil {
					stored[id] = true
				} else {
					refused++
				}
				mu.Unlock()
			}
		})
	}
	work.Wait()
	for id := range stored {
		if db.Int(t, "select count(*) from public.messages where message_id = $1", id) != 1 {
			t.Errorf("message %s was answered as stored and is not", id)
		}
	}
	if len(stored) == 0 || refused == 0 {
		t.Errorf("%d were stored and %d refused: the test has cut no connection, or all", len(stored), refused)
	}
	if u, n := db.Int(t, "select unread_count from public.contacts"), db.Int(t, "select count(*) from public.messages"); u != n {
		t.Errorf("%d are unread of %d messages", u, n)
	}
}
