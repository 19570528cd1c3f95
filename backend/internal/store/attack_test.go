package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// table is one table of ours with its columns.
type table struct {
	schema, name string
	columns      []string
}

func (tb table) String() string { return pgx.Identifier{tb.schema, tb.name}.Sanitize() }

// tables lists what there is, so that a new table cannot be forgotten.
func tables(t *testing.T, db *dbtest.DB, schemas ...string) []table {
	t.Helper()
	rows, err := db.Super.Query(t.Context(), `
		select n.nspname, c.relname, array_agg(a.attname::text order by a.attnum)
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
		join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm', 'f')
		group by 1, 2 order by 1, 2`, schemas)
	if err != nil {
		t.Fatal(err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (tb table, err error) {
		err = row.Scan(&tb.schema, &tb.name, &tb.columns)
		return tb, err
	})
	if err != nil || len(found) == 0 {
		t.Fatalf("got %d tables, %v", len(found), err)
	}
	return found
}

// furnish puts a row of a person's into every table.
func furnish(t *testing.T, db *dbtest.DB, owner models.Caller) models.Session {
	t.Helper()
	session := db.Session(t, owner)
	db.Connect(t, session)
	receive(t, db, dbtest.Incoming(session, ana, "in-"+session.ID.String(), "secret"))
	receive(t, db, dbtest.EveryKind(session)...)
	// Bea was known under another address before.
	receive(t, db, models.Event{SessionID: session.ID, Reaction: &models.Reaction{MessageID: "K-voice", Sender: "99887766554433@lid", Emoji: "👍", At: dbtest.Base}})
	receive(t, db, models.Event{SessionID: session.ID, Twins: []models.Twins{{LID: "99887766554433@lid", Phone: dbtest.Bea}}})
	queue(t, db, owner, outgoing(session, ana, "secret"))
	db.Exec(t, `insert into conectafy.released_blobs (key) values ($1)`, session.ID.String())
	index(t, db)
	receive(t, db, dbtest.Incoming(session, ana, "waits-"+session.ID.String(), "to be indexed"))
	db.Exec(t, `with i as (insert into public.imports (id, session_id, user_id, reason, since)
			values (gen_random_uuid(), $1, $2, 'history', now()) returning id, user_id)
		insert into public.import_chats (import_id, chat_id, user_id) select i.id, 'x', i.user_id from i`, session.ID, owner.UserID)
	if err := db.Store.ReleaseBlob(t.Context(), "blob-"+session.ID.String()); err != nil {
		t.Fatal(err)
	}
	return session
}

// attacker is somebody on a connection to the database.
type attacker struct {
	name, role, claims string
	direct             bool // through the server's login, without taking a role
}

func attackers(victim, stranger models.Caller) []attacker {
	return []attacker{
		{name: "another person", role: "authenticated", claims: string(stranger.ClaimsJSON)},
		{name: "a token without a subject", role: "authenticated", claims: `{"role":"authenticated"}`},
		{name: "no token at all", role: "authenticated"},
		{name: "a token of nobody", role: "authenticated", claims: string(dbtestCaller(uuid.Nil))},
		{name: "the anon key", role: "anon", claims: `{"role":"anon"}`},
		{name: "the anon key with the claims of the victim", role: "anon", claims: string(victim.ClaimsJSON)},
		{name: "the server's login without a role", claims: string(victim.ClaimsJSON), direct: true},
	}
}

func dbtestCaller(id uuid.UUID) []byte {
	return fmt.Appendf(nil, `{"sub":%q,"role":"authenticated"}`, id)
}

// try runs one statement as the attacker, in a transaction of its own that is not kept, and tells how many rows it got.
func (a attacker) try(t *testing.T, db *dbtest.DB, server *pgx.Conn, sql string) (int64, error) {
	t.Helper()
	begin := db.Super.Begin
	if a.direct {
		begin = server.Begin
	}
	tx, err := begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) }()
	_, err = tx.Exec(t.Context(), `select set_config('role', coalesce(nullif($1, ''), current_setting('role')), true),
		set_config('request.jwt.claims', $2, true)`, a.role, a.claims)
	if err != nil {
		t.Fatal(err)
	}
	tag, err := tx.Exec(t.Context(), sql)
	return tag.RowsAffected(), err
}

func denied(err error) bool {
	var pgErr *pgconn.PgError
	return errors.As(err, &pgErr) && pgErr.Code == "42501"
}

// Whoever is not the owner gets no row of any table, by any statement.
func TestNobodyReachesOthersRows(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	victim, stranger := db.User(t, "victim"), db.User(t, "stranger")
	furnish(t, db, victim)
	server, err := pgx.Connect(t.Context(), db.ServerDSN)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close(context.WithoutCancel(t.Context())) }()

	for _, tb := range tables(t, db, "public", "conectafy", "river", "auth") {
		own := tb.schema == "public" || tb.schema == "conectafy"
		if n := db.Int(t, "select count(*) from "+tb.String()); own && n == 0 {
			t.Errorf("%s is empty: furnish must put a row into it, or this test proves nothing of it", tb)
		}
		statements := []string{"select 1 from " + tb.String(), "delete from " + tb.String()}
		for _, c := range tb.columns {
			column := pgx.Identifier{c}.Sanitize()
			statements = append(statements, fmt.Sprintf("update %s set %s = default", tb, column),
				fmt.Sprintf("select %s from %s", column, tb))
		}
		for _, a := range attackers(victim, stranger) {
			for _, sql := range statements {
				if n, err := a.try(t, db, server, sql); n != 0 || err != nil && !denied(err) {
					t.Errorf("%s: %s: %d rows, %v", a.name, sql, n, err)
				}
			}
			for _, sql := range []string{"insert into %s default values", "truncate %s", "lock table %s in exclusive mode"} {
				sql = fmt.Sprintf(sql, tb)
				if _, err := a.try(t, db, server, sql); !denied(err) {
					t.Errorf("%s: %s: got %v, want it denied", a.name, sql, err)
				}
			}
		}
	}
}

// A role that may do more than its part would pass the test above for want of rows.
func TestPrivileges(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	checkPrivileges(t, db)
}

// checkPrivileges holds every table to what its readers may do with it at most.
func checkPrivileges(t *testing.T, db *dbtest.DB) {
	t.Helper()
	for _, tb := range tables(t, db, "public", "conectafy", "river") {
		for _, role := range []string{"anon", "authenticated", "conectafy_server"} {
			for _, privilege := range []string{"select", "insert", "update", "delete", "truncate", "references", "trigger"} {
				may := db.Int(t, "select has_table_privilege($1, $2, $3)::int", role, tb.String(), privilege) == 1
				want := role == "authenticated" && privilege == "select" && tb.schema == "public"
				if may != want {
					t.Errorf("%s may %s %s: %v, want %v", role, privilege, tb, may, want)
				}
			}
			for _, c := range tb.columns {
				may := db.Int(t, "select has_column_privilege($1, $2, $3, 'update')::int", role, tb.String(), c) == 1
				want := role == "authenticated" && tb.name == "whatsapp_sessions" && slices.Contains([]string{"session_name", "updated_at"}, c)
				if may != want {
					t.Errorf("%s may update %s.%s: %v, want %v", role, tb, c, may, want)
				}
			}
		}
	}
}

func TestOwnerSeesAndRenames(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner, other := db.User(t, "owner"), db.User(t, "other")
	furnish(t, db, owner)
	furnish(t, db, other)
	me := attacker{role: "authenticated", claims: string(owner.ClaimsJSON)}
	for _, tb := range tables(t, db, "public") {
		want := db.Int(t, "select count(*) from "+tb.String()+" where user_id = $1", owner.UserID)
		if n, err := me.try(t, db, nil, "select 1 from "+tb.String()); err != nil || want == 0 || n != int64(want) {
			t.Errorf("%s: the owner sees %d rows, %v; want %d", tb, n, err, want)
		}
	}
	if n, err := me.try(t, db, nil, "update public.whatsapp_sessions set session_name = 'Nueva', updated_at = now()"); n != 1 || err != nil {
		t.Errorf("rename: %d rows, %v; want the one", n, err)
	}
	for _, change := range []string{"container_port = 1", "container_name = 'x'", "user_id = auth.uid()", "desired_state = 'deleted'", "webhook_url = 'http://evil/'"} {
		if _, err := me.try(t, db, nil, "update public.whatsapp_sessions set "+change); !denied(err) {
			t.Errorf("the owner sets %s: got %v, want it denied", change, err)
		}
	}
}
