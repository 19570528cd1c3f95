package pgtest_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/internal/testkit/pgtest"
)

// makeRole works on a server where the role is there already.
const makeRole = `DO $$ BEGIN
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'conectafy_server') THEN CREATE ROLE conectafy_server; END IF;
END $$`

func prepare(t *testing.T, ran *atomic.Int32) pgtest.Prepare {
	t.Helper()
	return pgtest.Prepare{
		Key: t.Name(), // The same at each run: a server that is used again has the template already.
		Run: func(ctx context.Context, dsn string) error {
			ran.Add(1)
			conn, err := pgx.Connect(ctx, dsn)
			if err != nil {
				return err
			}
			_, err = conn.Exec(ctx, makeRole+`; CREATE TABLE things (name text); GRANT ALL ON things TO conectafy_server`)
			return errors.Join(err, conn.Close(ctx))
		},
	}
}

func count(t *testing.T, db *pgtest.DB, sql string) int {
	t.Helper()
	var n int
	if err := db.Super(t).QueryRow(t.Context(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEachTestHasItsOwnCopy(t *testing.T) {
	t.Parallel()
	var ran atomic.Int32
	p := prepare(t, &ran)
	t.Cleanup(func() {
		if got := ran.Load(); got > 1 {
			t.Errorf("the template was prepared %d times", got)
		}
	})
	for i := range 4 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			db := pgtest.New(t, p)
			if _, err := db.Server(t).Exec(t.Context(), `INSERT INTO things VALUES ('mine')`); err != nil {
				t.Fatal(err)
			}
			if got := count(t, db, `SELECT count(*) FROM things`); got != 1 {
				t.Errorf("%d rows, want the one this test made", got)
			}
		})
	}
}

func TestServerConnectsAsItsRole(t *testing.T) {
	t.Parallel()
	var ran atomic.Int32
	db := pgtest.New(t, prepare(t, &ran))
	var who string
	if err := db.Server(t).QueryRow(t.Context(), `SELECT current_user`).Scan(&who); err != nil {
		t.Fatal(err)
	}
	if who != pgtest.ServerRole {
		t.Errorf("connected as %s", who)
	}
}

func TestBareIsEmpty(t *testing.T) {
	t.Parallel()
	db := pgtest.Bare(t)
	if got := count(t, db, `SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace`); got != 0 {
		t.Errorf("%d objects in an empty database", got)
	}
}

func TestDatabaseGoesWithItsTest(t *testing.T) {
	t.Parallel()
	watcher := pgtest.Bare(t)
	var name string
	t.Run("inner", func(t *testing.T) { name = pgtest.Bare(t).Name })
	if got := count(t, watcher, `SELECT count(*) FROM pg_database WHERE datname = '`+name+`'`); got != 0 {
		t.Errorf("database %s is still there", name)
	}
}

func TestClusterHasNoRolesOfOurs(t *testing.T) {
	t.Parallel()
	conn, err := pgx.Connect(t.Context(), pgtest.Cluster(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	var others int
	err = conn.QueryRow(t.Context(), `SELECT count(*) FROM pg_roles WHERE rolname <> 'postgres' AND NOT starts_with(rolname, 'pg_')`).Scan(&others)
	if err != nil || others != 0 {
		t.Errorf("%d roles, %v", others, err)
	}
}
