package realtime_test

import (
	"context"
	"testing"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/realtime"
	"github.com/conectafy/conectafy/backend/internal/testkit/pgtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

func TestListenerComesBack(t *testing.T) {
	t.Parallel()
	db := pgtest.Bare(t)
	super := db.Super(t)
	exec := func(sql string) {
		t.Helper()
		if _, err := super.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	feed, sessions, gaps := make(chan string, 10), make(chan string, 10), make(chan struct{}, 10)
	listener := realtime.NewListener(db.SuperDSN, map[string]func(string){
		"conectafy_feed": func(p string) { feed <- p }, "Odd \"name": func(p string) { sessions <- p },
	}, func() { gaps <- struct{}{} }, zerolog.Nop())
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- listener.Run(ctx) }()

	// After the word of a gap nothing is missed: whoever reads then and listens on has seen everything.
	for range 2 {
		wait.For(t, "the word that notifications may have been missed", gaps)
		exec(`select pg_notify('conectafy_feed', 'ana'), pg_notify('Odd "name', 's1'), pg_notify('another', 'x')`)
		if got := wait.For(t, "a notification of the feed", feed); got != "ana" {
			t.Errorf("got %q", got)
		}
		if got := wait.For(t, "a notification of a session", sessions); got != "s1" {
			t.Errorf("got %q", got)
		}
		exec(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
			and query ilike 'listen%'`)
	}
	wait.For(t, "the listener to come back", gaps)
	stop()
	if err := wait.For(t, "the end", ended); err != nil {
		t.Errorf("being told to stop is no failure: %v", err)
	}
	wait.Until(t, "its connection is closed", func() bool {
		var n int
		err := super.QueryRow(t.Context(), `select count(*) from pg_stat_activity where datname = current_database() and query ilike 'listen%'
			and pid <> pg_backend_pid()`).Scan(&n)
		return err == nil && n == 0
	})
}
