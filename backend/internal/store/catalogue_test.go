package store_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
)

// holes lists what lets rows past the wall between tenants: a table without Row Level Security, a policy that is not for
// signed-in people alone, a view with the rights of its maker, rows copied out of the policies' reach, and functions
// with the rights of their maker.
const holes = `
	select 'no row level security: ' || c.oid::regclass from pg_class c
	where c.relnamespace in ('public'::regnamespace, 'conectafy'::regnamespace) and c.relkind in ('r', 'p') and not c.relrowsecurity
	union all
	select 'policy for too many: ' || policyname || ' on ' || tablename from pg_policies
	where schemaname in ('public', 'conectafy') and roles <> '{authenticated}'
	union all
	select 'view with the rights of its maker: ' || c.oid::regclass from pg_class c
	where c.relnamespace in ('public'::regnamespace, 'conectafy'::regnamespace) and c.relkind = 'v'
		and not coalesce('security_invoker=true' = any (c.reloptions) or 'security_invoker=on' = any (c.reloptions), false)
	union all
	select 'policies do not hold for: ' || c.oid::regclass from pg_class c
	where c.relnamespace in ('public'::regnamespace, 'conectafy'::regnamespace) and c.relkind in ('m', 'f')
	union all
	select 'function with the rights of its maker: ' || p.oid::regprocedure from pg_proc p
	where p.pronamespace in ('public'::regnamespace, 'conectafy'::regnamespace) and p.prosecdef
	order by 1`

func findHoles(t *testing.T, tx pgx.Tx) []string {
	t.Helper()
	rows, err := tx.Query(t.Context(), holes)
	if err != nil {
		t.Fatal(err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// begin opens a transaction that is not kept.
func begin(t *testing.T, db *dbtest.DB) pgx.Tx {
	t.Helper()
	tx, err := db.Super.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) })
	return tx
}

func TestTheWallHasNoHoles(t *testing.T) {
	t.Parallel()
	for _, hole := range findHoles(t, begin(t, dbtest.New(t))) {
		t.Error(hole)
	}
}

// The test above would be worth nothing if it found nothing.
func TestHolesAreFound(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	for _, sql := range []string{
		"create table public.leads (id integer)",
		"create table conectafy.notes (id integer)",
		"alter table public.messages disable row level security",
		"create policy everybody on public.messages using (true)",
		"create policy visitors on public.contacts for select to anon using (true)",
		"create policy two on public.contacts for select to anon, authenticated using (true)",
		"create view public.inbox as select * from public.messages",
		"create view public.inbox with (security_invoker = false) as select * from public.messages",
		"create materialized view public.totals as select count(*) from public.messages",
		"create function public.peek() returns bigint language sql security definer as 'select count(*) from public.messages'",
	} {
		t.Run(sql, func(t *testing.T) {
			tx := begin(t, db)
			if _, err := tx.Exec(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
			if found := findHoles(t, tx); len(found) != 1 {
				t.Errorf("got %v, want the one hole", found)
			}
		})
	}
}
