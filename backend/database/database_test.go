package database_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/testkit/pgtest"
)

// connect opens a connection that is closed with the test.
func connect(t *testing.T, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
	return conn
}

func text(t *testing.T, conn *pgx.Conn, sql string, args ...any) string {
	t.Helper()
	var s string
	if err := conn.QueryRow(t.Context(), sql, args...).Scan(&s); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return s
}

// shape describes everything that migrations make, grants included.
const shape = `select md5(string_agg(line, chr(10) order by line)) from (
	select format('%s %s %s %s %s', c.oid::regclass, c.relkind, c.relrowsecurity, c.relacl, c.reloptions) as line
	from pg_class c where c.relnamespace::regnamespace::text in ('public', 'conectafy', 'river')
	union all select format('%s %s %s %s %s %s', a.attrelid::regclass, a.attname, a.atttypid::regtype, a.attnotnull, a.attacl,
		pg_get_expr(d.adbin, d.adrelid))
	from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
	where c.relnamespace::regnamespace::text in ('public', 'conectafy', 'river') and a.attnum > 0
	union all select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
	where connamespace::regnamespace::text in ('public', 'conectafy', 'river')
	union all select format('%s %s %s %s %s', schemaname, tablename, policyname, roles, qual) from pg_policies
	union all select format('%s %s', nspname, nspacl) from pg_namespace where nspname in ('public', 'conectafy', 'river')
	union all select format('%s %s', p.oid::regprocedure, p.proacl) from pg_proc p
	where p.pronamespace::regnamespace::text in ('public', 'conectafy', 'river')
	union all select 'version ' || version_id from conectafy.goose_db_version
) lines`

func TestMigrateTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	dsn := pgtest.Cluster(t) // nothing was done to it: the roles are missing too
	conn := connect(t, dsn)
	var first string
	for i := range 2 {
		if err := errors.Join(database.Bootstrap(t.Context(), dsn), database.Migrate(t.Context(), dsn)); err != nil {
			t.Fatalf("round %d: %v", i, err)
		}
		switch got := text(t, conn, shape); {
		case i == 0:
			first = got
		case got != first:
			t.Error("the second round changed the schema")
		}
	}
}

func TestMigrateFromManyProcesses(t *testing.T) {
	t.Parallel()
	db := pgtest.Bare(t)
	if err := database.Bootstrap(t.Context(), db.SuperDSN); err != nil {
		t.Fatal(err)
	}
	var processes sync.WaitGroup
	for range 8 {
		processes.Go(func() {
			if err := database.Migrate(t.Context(), db.SuperDSN); err != nil {
				t.Errorf("migrate: %v", err)
			}
		})
	}
	processes.Wait()
	conn := connect(t, db.SuperDSN)
	if n := text(t, conn, "select (count(*) = count(distinct version_id))::text from conectafy.goose_db_version"); n != "true" {
		t.Error("a migration was applied twice")
	}
}
