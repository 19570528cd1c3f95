package database_test

import (
	"errors"
	"net/url"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/testkit/pgtest"
)

// likeSupabase makes a server look as Supabase hands it out, in what matters here: the roles and the schema auth are
// there and belong to others, the role that migrates is no superuser, and everything new in public is given to the
// roles of the API by default.
const likeSupabase = `
	create role anon nologin noinherit;
	create role authenticated nologin noinherit;
	create role service_role nologin noinherit bypassrls;
	create role supabase_auth_admin nologin noinherit createrole;
	create role owner_of_project login password 'test' createdb createrole replication bypassrls;
	grant anon, authenticated, service_role to owner_of_project;
	create schema auth authorization supabase_auth_admin;
	grant usage on schema auth to anon, authenticated, service_role, owner_of_project;
	create table auth.users (id uuid primary key, email text);
	alter table auth.users owner to supabase_auth_admin;
	alter table auth.users enable row level security;
	grant all on auth.users to owner_of_project;
	create function auth.uid() returns uuid language sql stable as $$
		select coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''),
			(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'))::uuid $$;
	alter function auth.uid() owner to supabase_auth_admin;
	alter schema public owner to owner_of_project;
	grant usage on schema public to anon, authenticated, service_role;
	grant create on database postgres to owner_of_project;
	alter default privileges for role owner_of_project in schema public grant all on tables to anon, authenticated, service_role;
	alter default privileges for role owner_of_project in schema public grant all on functions to anon, authenticated, service_role;
	alter default privileges for role owner_of_project in schema public grant all on sequences to anon, authenticated, service_role;`

func supabase(t *testing.T) (super *pgx.Conn, project string) {
	t.Helper()
	dsn := pgtest.Cluster(t)
	super = connect(t, dsn)
	if _, err := super.Exec(t.Context(), likeSupabase); err != nil {
		t.Fatal(err)
	}
	return super, login(t, dsn, "owner_of_project", "test")
}

// login is the address as seen by another role.
func login(t *testing.T, dsn, role, password string) string {
	t.Helper()
	address, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	address.User = url.UserPassword(role, password)
	return address.String()
}

func TestMigrateOnSupabase(t *testing.T) {
	t.Parallel()
	super, project := supabase(t)
	for _, password := range []string{"the first", "the second's: 100 %"} {
		if err := database.EnsureServerLogin(t.Context(), project, password); err != nil {
			t.Fatal(err)
		}
		if err := database.Migrate(t.Context(), project); err != nil {
			t.Fatal(err)
		}
		server := connect(t, login(t, project, database.ServerRole, password))
		if _, err := server.Exec(t.Context(), "set role authenticated"); err != nil {
			t.Error(err)
		}
	}
	_, err := pgx.Connect(t.Context(), login(t, project, database.ServerRole, "the first"))
	if refused := (*pgconn.PgError)(nil); !errors.As(err, &refused) || refused.Code != "28P01" { // invalid_password
		t.Errorf("the server's first password: got %v", err)
	}
	// The defaults would have handed all of it out.
	if _, err := connect(t, project).Exec(t.Context(), "create table public.made_by_others (id integer)"); err != nil {
		t.Fatal(err)
	}
	if text(t, super, "select has_table_privilege('anon', 'public.made_by_others', 'truncate')::text") != "true" {
		t.Fatal("this server has not Supabase's default privileges")
	}
	rows, err := super.Query(t.Context(), `select format('%s on %s to %s', privilege, c.oid::regclass, grantee)
		from pg_class c, unnest(array['anon', 'authenticated', 'conectafy_server']) grantee,
			unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) privilege
		where c.relnamespace::regnamespace::text in ('public', 'conectafy', 'river') and c.relkind in ('r', 'p', 'v', 'm', 'f')
			and c.relname <> 'made_by_others' and has_table_privilege(grantee, c.oid, privilege)
			and not (grantee = 'authenticated' and privilege = 'select' and c.relnamespace = 'public'::regnamespace)`)
	if err != nil {
		t.Fatal(err)
	}
	tooMany, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, grant := range tooMany {
		t.Errorf("granted: %s", grant)
	}
	columns := text(t, super, `select coalesce(string_agg(a.attname, ' ' order by a.attname), '')
		from pg_attribute a join pg_class c on c.oid = a.attrelid
		where c.relnamespace = 'public'::regnamespace and c.relname <> 'made_by_others' and a.attnum > 0
			and has_column_privilege('authenticated', c.oid, a.attname, 'update')`)
	if columns != "session_name updated_at" {
		t.Errorf("people may update the columns %q", columns)
	}
	if text(t, super, `select count(*)::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname in ('public', 'conectafy') and relname <> 'made_by_others' and relkind = 'r' and not relrowsecurity`) != "0" {
		t.Error("a table is without row level security")
	}
}
