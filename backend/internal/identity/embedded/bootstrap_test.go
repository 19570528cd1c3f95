package embedded

import (
	"errors"
	"net/url"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/testkit/pgtest"
)

const (
	errNoPrivilege = "42501"
	errBadText     = "22P02"
)

func TestBootstrapRepeats(t *testing.T) {
	t.Parallel()
	db := bootstrapped(t)
	pool := db.Super(t)
	if _, err := pool.Exec(t.Context(), "insert into auth.users (id, email) values (gen_random_uuid(), 'ana@example.com')"); err != nil {
		t.Fatal(err)
	}
	if err := database.Bootstrap(t.Context(), db.SuperDSN); err != nil {
		t.Fatal(err)
	}
	var users int
	if err := pool.QueryRow(t.Context(), "select count(*) from auth.users").Scan(&users); err != nil || users != 1 {
		t.Errorf("%d users after the second run (%v), want 1", users, err)
	}
}

// TestBootstrapOfManyDatabases prepares several databases of a server that has no roles yet at the same time.
func TestBootstrapOfManyDatabases(t *testing.T) {
	t.Parallel()
	dsn := pgtest.Cluster(t)
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	var group sync.WaitGroup
	for _, name := range []string{"one", "two", "three", "four"} {
		if _, err := conn.Exec(t.Context(), "create database "+name); err != nil {
			t.Fatal(err)
		}
		group.Go(func() {
			if err := database.Bootstrap(t.Context(), inDatabase(t, dsn, name)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	group.Wait()
}

func TestAuthFunctions(t *testing.T) {
	t.Parallel()
	pool := bootstrapped(t).Super(t)
	const ana, eva = "7c1f3a52-0d7b-4c39-9a9e-1f4d4f1c2b3a", "00000000-0000-4000-8000-000000000001"
	for name, test := range map[string]struct {
		settings map[string]string
		want     string
		code     string
	}{
		"nobody":                {want: "|||"},
		"empty settings":        {settings: map[string]string{"request.jwt.claims": "", "request.jwt.claim.sub": ""}, want: "|||"},
		"claims":                {settings: map[string]string{"request.jwt.claims": `{"sub":"` + ana + `","role":"authenticated","email":"a@b.c"}`}, want: ana + "|authenticated|a@b.c|" + ana},
		"single claim":          {settings: map[string]string{"request.jwt.claim.sub": eva, "request.jwt.claim.role": "anon"}, want: eva + "|anon||"},
		"the single claim wins": {settings: map[string]string{"request.jwt.claims": `{"sub":"` + ana + `"}`, "request.jwt.claim.sub": eva}, want: eva + "|||" + ana},
		"claims without sub":    {settings: map[string]string{"request.jwt.claims": `{"role":"anon"}`}, want: "|anon||"},
		"claims are not JSON":   {settings: map[string]string{"request.jwt.claims": `nonsense`}, code: errBadText},
		"sub is not a UUID":     {settings: map[string]string{"request.jwt.claims": `{"sub":"42"}`}, code: errBadText},
	} {
		err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
			for setting, value := range test.settings {
				if _, err := tx.Exec(t.Context(), "select set_config($1, $2, true)", setting, value); err != nil {
					return err
				}
			}
			if _, err := tx.Exec(t.Context(), "set local role authenticated"); err != nil {
				return err
			}
			var got string
			err := tx.QueryRow(t.Context(), `select concat(auth.uid(), '|', auth.role(), '|', auth.email(), '|', auth.jwt() ->> 'sub')`).Scan(&got)
			if err == nil && got != test.want {
				t.Errorf("%s: got %q, want %q", name, got, test.want)
			}
			return err
		})
		if codeOf(err) != test.code {
			t.Errorf("%s: %v, want code %q", name, err, test.code)
		}
	}
}

// TestWhoMayReadWhat is the wall between the API, which serves tenants, and the identity server, which holds their passwords.
func TestWhoMayReadWhat(t *testing.T) {
	t.Parallel()
	db := bootstrapped(t)
	if _, err := db.Super(t).Exec(t.Context(), "create table public.things (id int); create table public.owned (id int); grant select on public.owned to authenticated"); err != nil {
		t.Fatal(err)
	}
	as := func(login, role, sql string) string {
		t.Helper()
		return codeOf(pgx.BeginFunc(t.Context(), poolAs(t, db, login), func(tx pgx.Tx) error {
			if role != "" {
				if _, err := tx.Exec(t.Context(), "set local role "+role); err != nil {
					return err
				}
			}
			_, err := tx.Exec(t.Context(), sql)
			return err
		}))
	}
	const passwords = "select encrypted_password from auth.users"
	for _, test := range []struct{ login, role, sql, want string }{
		{database.ServerRole, "", passwords, errNoPrivilege},
		{database.ServerRole, "authenticated", passwords, errNoPrivilege},
		{database.ServerRole, "service_role", passwords, errNoPrivilege},
		{database.ServerRole, "service_role", "select token from auth.refresh_tokens", errNoPrivilege},
		{database.ServerRole, "service_role", "select id from auth.sessions", errNoPrivilege},
		{database.ServerRole, "service_role", "select auth.uid()", ""},
		{database.ServerRole, "authenticated", "select id from public.owned", ""},
		{database.ServerRole, "authenticated", "truncate public.owned", errNoPrivilege},
		{database.ServerRole, "authenticated", "select id from public.things", errNoPrivilege},
		{database.ServerRole, "", "select id from public.owned", errNoPrivilege}, // it inherits nothing
		{database.ServerRole, "", "create table public.mine (id int)", errNoPrivilege},
		{database.ServerRole, "anon", "select 1", errNoPrivilege},
		{database.ServerRole, DatabaseRole, "select 1", errNoPrivilege},
		{DatabaseRole, "", passwords, ""},
		{DatabaseRole, "", "truncate auth.users cascade", errNoPrivilege},
		{DatabaseRole, "", "drop table auth.users", errNoPrivilege},
		{DatabaseRole, "", "select id from public.owned", errNoPrivilege},
		{DatabaseRole, "", "create table public.mine (id int)", errNoPrivilege},
		{DatabaseRole, "service_role", "select 1", errNoPrivilege},
		{DatabaseRole, "authenticated", "select 1", errNoPrivilege},
	} {
		if got := as(test.login, test.role, test.sql); got != test.want {
			t.Errorf("%s as %q, %s: got code %q, want %q", test.login, test.role, test.sql, got, test.want)
		}
	}
	var dangerous []string
	err := db.Super(t).QueryRow(t.Context(), `
		select array_agg(rolname::text) from pg_roles
		 where rolname in ('anon', 'authenticated', 'conectafy_server', 'conectafy_auth')
		   and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit)`).Scan(&dangerous)
	if err != nil || len(dangerous) != 0 {
		t.Errorf("roles with rights that they must not have: %v (%v)", dangerous, err)
	}
}

func codeOf(err error) string {
	var pgErr *pgconn.PgError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &pgErr):
		return pgErr.Code
	default:
		return err.Error()
	}
}

func inDatabase(t *testing.T, dsn, name string) string {
	t.Helper()
	address, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	return address.String()
}
