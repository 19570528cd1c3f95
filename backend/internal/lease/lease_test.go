package lease_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/lease"
	"github.com/conectafy/conectafy/backend/internal/testkit/pgtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

// holder is a process that wants a lease.
type holder struct {
	holds chan struct{} // a value each time it got the lease
	ended chan error    // how Hold ended
	cause chan error    // why the work was told to stop
}

func hold(ctx context.Context, db *pgtest.DB, name string, working *atomic.Int32) holder {
	h := holder{holds: make(chan struct{}, 1), ended: make(chan error, 1), cause: make(chan error, 1)}
	go func() {
		h.ended <- lease.New(db.SuperDSN, name, zerolog.Nop()).Hold(ctx, func(ctx context.Context) error {
			working.Add(1)
			h.holds <- struct{}{}
			<-ctx.Done()
			working.Add(-1)
			h.cause <- context.Cause(ctx)
			return context.Cause(ctx)
		})
	}()
	return h
}

// waiting says that some process asked for the lease and did not get it.
const waiting = `select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
	and query like '%pg_try_advisory_lock%' and state = 'idle'`

func TestOneHoldsAndTheOtherTakesOver(t *testing.T) {
	t.Parallel()
	db := pgtest.Bare(t)
	super := db.Super(t)
	var working, elsewhere atomic.Int32
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	first := hold(ctx, db, "reconciler", &working)
	wait.For(t, "the first to hold", first.holds)
	second := hold(ctx, db, "reconciler", &working)
	other := hold(ctx, db, "another", &elsewhere)
	wait.For(t, "one of another name to hold", other.holds)
	wait.Until(t, "the second has asked", func() bool {
		var n int
		return super.QueryRow(t.Context(), waiting).Scan(&n) == nil && n >= 1
	})
	if n := working.Load(); n != 1 {
		t.Fatalf("%d work at once", n)
	}

	_, err := super.Exec(t.Context(), `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
		where l.locktype = 'advisory' and d.datname = current_database() and l.granted
			and l.objid = (hashtext('conectafy.reconciler')::bigint & 4294967295)::oid`)
	if err != nil {
		t.Fatal(err)
	}
	if err := wait.For(t, "the first to be told", first.cause); !errors.Is(err, lease.ErrLost) {
		t.Errorf("the first was told %v, want ErrLost", err)
	}
	if err := wait.For(t, "the first to end", first.ended); !errors.Is(err, lease.ErrLost) {
		t.Errorf("the first ended with %v, want ErrLost", err)
	}
	wait.For(t, "the second to take over", second.holds)
	stop()
	if err := wait.For(t, "the second to end", second.ended); !errors.Is(err, context.Canceled) {
		t.Errorf("the second ended with %v", err)
	}
	if err := wait.For(t, "the other to end", other.ended); !errors.Is(err, context.Canceled) {
		t.Errorf("the other ended with %v", err)
	}
}

// Whoever is done gives the lease back at once, and whoever is told to stop while waiting stops.
func TestLeaseIsGivenBack(t *testing.T) {
	t.Parallel()
	db := pgtest.Bare(t)
	done := errors.New("done")
	for range 2 {
		err := lease.New(db.SuperDSN, "x", zerolog.Nop()).Hold(t.Context(), func(context.Context) error { return done })
		if !errors.Is(err, done) {
			t.Fatalf("got %v, want what the work answered", err)
		}
	}
	var working atomic.Int32
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	first := hold(ctx, db, "x", &working)
	wait.For(t, "the first to hold", first.holds)
	impatient, leave := context.WithCancel(t.Context())
	second := hold(impatient, db, "x", &working)
	leave()
	if err := wait.For(t, "the second to leave", second.ended); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	if working.Load() != 1 {
		t.Error("the second worked")
	}
}

func TestLeaseOfADatabaseThatIsNotThere(t *testing.T) {
	t.Parallel()
	err := lease.New("postgres://nobody@127.0.0.1:1/none", "x", zerolog.Nop()).Hold(t.Context(), func(context.Context) error {
		t.Error("worked without a lease")
		return nil
	})
	if err == nil {
		t.Error("no error")
	}
}
