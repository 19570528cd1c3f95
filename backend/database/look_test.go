package database_test

import (
	"io/fs"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/testkit/pgtest"
)

// Numbers that were there before numbers had a look get one each.
func TestLookOfOldSessions(t *testing.T) {
	t.Parallel()
	db := pgtest.Bare(t)
	if err := database.Bootstrap(t.Context(), db.SuperDSN); err != nil {
		t.Fatal(err)
	}
	conn := connect(t, db.SuperDSN)
	migrateTo(t, conn, 10)
	text(t, conn, `with person as (
			insert into auth.users (instance_id, id, aud, role, email) values (gen_random_uuid(), gen_random_uuid(), 'authenticated', 'authenticated', 'a@b.c')
			returning id
		), numbers as (
			insert into public.whatsapp_sessions (id, user_id, session_name, container_name, container_port, created_at)
			select gen_random_uuid(), person.id, 'Tienda', 'c' || n, n, now() + make_interval(secs => n) from person, generate_series(1, 12) n
			returning id
		) select count(*)::text from numbers`)
	if err := database.Migrate(t.Context(), db.SuperDSN); err != nil {
		t.Fatal(err)
	}
	const want = "TI1 TN2 T13 T24 T35 T46 T57 T68 T79 T810 T91 002"
	if got := text(t, conn, "select string_agg(initials || color, ' ' order by created_at) from public.whatsapp_sessions"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// migrateTo applies the migrations up to one of them.
func migrateTo(t *testing.T, conn *pgx.Conn, version int64) {
	t.Helper()
	if _, err := conn.Exec(t.Context(), "create schema conectafy"); err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(database.Files, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	pool := stdlib.OpenDB(*conn.Config())
	defer func() { _ = pool.Close() }()
	provider, err := goose.NewProvider(goose.DialectPostgres, pool, files,
		goose.WithTableName("conectafy.goose_db_version"), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
}
