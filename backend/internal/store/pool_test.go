package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// What one caller's transaction was allowed must not pass on to the next user of the connection.
func TestRoleAndClaimsEndWithTheirTransaction(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner, other := db.User(t, "owner"), db.User(t, "other")
	session := furnish(t, db, owner)
	pool := dbtest.Pool(t, db.ServerDSN, 1)
	st := dbtest.StoreOn(t, pool, 30*time.Second)
	ctx := t.Context()
	start := must[models.Updates](t)(st.Updates(ctx, owner, nil, ""))
	cancelled, cancel := context.WithCancel(ctx)
	cancel()

	for _, c := range []struct {
		name string
		use  func() error
		want *apperr.Error
	}{
		{"a read as the user", func() error { _, err := st.Sessions(ctx, owner); return err }, nil},
		{"a read of nothing", func() error { _, err := st.Session(ctx, owner, uuid.New()); return err }, apperr.SessionNotFound},
		{"a read with claims that are no JSON", func() error {
			_, err := st.Sessions(ctx, models.Caller{UserID: owner.UserID, ClaimsJSON: []byte("{")})
			if err == nil {
				t.Error("broken claims read rows")
			}
			return nil
		}, nil},
		{"a read with kept plans", func() error { _, err := st.Updates(ctx, owner, nil, start.Cursor); return err }, nil},
		{"a transaction as the user", func() error { _, err := st.Participants(ctx, owner, session.ID, ana); return err }, nil},
		{"one that fails inside", func() error { _, err := st.Participants(ctx, owner, uuid.New(), ana); return err }, apperr.SessionNotFound},
		{"one that takes the service role", func() error { _, err := st.MarkRead(ctx, owner, session.ID, ana); return err }, nil},
		{"one that fails with the service role", func() error {
			_, err := st.QueueMessage(ctx, owner, models.Message{ID: uuid.New(), SessionID: session.ID, Type: "text", MessageID: "a\x00"}, models.SendKey{})
			if err == nil {
				t.Error("a NUL was stored")
			}
			return nil
		}, nil},
		{"a transaction as the service", func() error { _, err := st.AllSessions(ctx); return err }, nil},
		{"a pipeline as the service", func() error {
			return st.Receive(ctx, []models.Event{dbtest.Incoming(session, ana, "p", "p")})
		}, nil},
		{"a caller who left", func() error { _, _ = st.Participants(cancelled, owner, session.ID, ana); return nil }, nil},
	} {
		if err := c.use(); c.want == nil && err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if c.want != nil {
			wantCode(t, c.name, err, c.want)
		}
		checkPlain(t, c.name, pool)
		if list, err := st.Sessions(ctx, other); err != nil || len(list) != 0 {
			t.Errorf("%s: afterwards another person sees %d sessions, %v", c.name, len(list), err)
		}
	}
}

// checkPlain looks at the pool's one connection as whoever comes next finds it.
func checkPlain(t *testing.T, after string, pool *pgxpool.Pool) {
	t.Helper()
	var user, role, claims, plans string
	err := pool.QueryRow(t.Context(), `select current_user, current_setting('role'),
		coalesce(current_setting('request.jwt.claims', true), ''), current_setting('plan_cache_mode')`).Scan(&user, &role, &claims, &plans)
	if err != nil {
		t.Fatalf("%s: the connection is of no use: %v", after, err)
	}
	if user != "conectafy_server" || role != "none" || claims != "" || plans != "auto" {
		t.Errorf("%s: left behind user %s, role %s, claims %q, plans %s", after, user, role, claims, plans)
	}
	if _, err := pool.Exec(t.Context(), "select 1 from public.messages"); !denied(err) {
		t.Errorf("%s: a statement without a role: got %v, want it denied", after, err)
	}
}

// To plan the statement that stores messages takes longer than the statement does.
func TestPlansOfWhatStoresWebhooksAreKept(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	session := db.Session(t, db.User(t, "owner"))
	pool := dbtest.Pool(t, db.ServerDSN, 1)
	st := dbtest.StoreOn(t, pool, 30*time.Second)
	for batch := range 10 {
		var events []models.Event
		for i := range batch + 1 {
			events = append(events, dbtest.Incoming(session, ana, fmt.Sprint("3A", batch, "-", i), "hola"))
		}
		if err := st.Receive(t.Context(), events); err != nil {
			t.Fatal(err)
		}
	}
	var kept, anew int
	err := pool.QueryRow(t.Context(), `select generic_plans, custom_plans from pg_prepared_statements
		where statement like '%ReceiveMessages%'`).Scan(&kept, &anew)
	if err != nil || kept != 10 || anew != 0 {
		t.Errorf("the plan was kept %d times and made anew %d times, %v; want 10 and 0", kept, anew, err)
	}
}
