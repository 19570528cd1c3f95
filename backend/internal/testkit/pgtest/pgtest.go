// Package pgtest gives each test a PostgreSQL database of its own.
//
// The server is the one that TEST_DATABASE_URL names (a superuser's connection string), or else one that the test
// process starts for itself. A database is a copy of a template, which is prepared once per server and key, whatever the
// number of test processes, so that a fresh migrated database costs tens of milliseconds.
//
// A database goes when its test ends. With PGTEST_KEEP set, that of a failed test stays and its address is printed.
package pgtest

import (
	"context"
	"crypto/rand"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// ServerRole is the login role that the application itself uses.
const ServerRole = "conectafy_server"

const setupTimeout = 2 * time.Minute

// Prepare fills a template. Two Prepares with one Key must do the same: a hash of the files applied is a good key.
type Prepare struct {
	Key string
	Run func(ctx context.Context, superDSN string) error
}

// DB is a database that belongs to one test.
type DB struct {
	Name      string
	SuperDSN  string // As the superuser.
	ServerDSN string // As ServerRole; empty unless the Prepare made that role.
}

// New returns a copy of the template that prepare fills.
func New(t testing.TB, prepare Prepare) *DB {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), setupTimeout)
	defer cancel()
	s := server(t)
	template, err := s.template(ctx, prepare)
	if err != nil {
		t.Fatalf("prepare the template database: %v", err)
	}
	return s.database(ctx, t, template.name, template.serverPassword)
}

// Bare returns an empty database, as CREATE DATABASE leaves it. Roles belong to the whole server: a test that needs them
// missing asks for a Cluster.
func Bare(t testing.TB) *DB {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), setupTimeout)
	defer cancel()
	return server(t).database(ctx, t, "template0", "")
}

// Super returns a pool of superuser connections, closed when the test ends.
func (d *DB) Super(t testing.TB) *pgxpool.Pool {
	t.Helper()
	return pool(t, d.SuperDSN)
}

// Server returns a pool of connections as ServerRole, closed when the test ends.
func (d *DB) Server(t testing.TB) *pgxpool.Pool {
	t.Helper()
	if d.ServerDSN == "" {
		t.Fatalf("database %s has no role %s", d.Name, ServerRole)
	}
	return pool(t, d.ServerDSN)
}

func pool(t testing.TB, dsn string) *pgxpool.Pool {
	t.Helper()
	p, err := pgxpool.New(t.Context(), dsn)
	if err != nil {
		t.Fatalf("open a pool: %v", err)
	}
	t.Cleanup(p.Close)
	return p
}

func (s *cluster) database(ctx context.Context, t testing.TB, template, serverPassword string) *DB {
	t.Helper()
	name := testPrefix + strings.ToLower(rand.Text())
	if err := s.exec(ctx, "CREATE DATABASE "+quote(name)+" TEMPLATE "+quote(template)); err != nil {
		t.Fatalf("create the test's database: %v", err)
	}
	db := &DB{Name: name, SuperDSN: s.dsn(name, "", "")}
	if serverPassword != "" {
		db.ServerDSN = s.dsn(name, ServerRole, serverPassword)
	}
	t.Cleanup(func() { s.drop(t, db) }) //nolint:contextcheck // ctx is over by then; the cleanup has a limit of its own.
	return db
}

func (s *cluster) drop(t testing.TB, db *DB) {
	t.Helper()
	if t.Failed() && os.Getenv("PGTEST_KEEP") != "" {
		t.Logf("the test's database is kept: %s", db.SuperDSN)
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), setupTimeout)
	defer cancel()
	if err := s.exec(ctx, "DROP DATABASE IF EXISTS "+quote(db.Name)+" WITH (FORCE)"); err != nil {
		t.Errorf("drop the test's database: %v", err)
	}
}

// oneServer starts or finds the process's server once, for all its tests.
var oneServer = sync.OnceValues(openServer)

func server(t testing.TB) *cluster {
	t.Helper()
	s, err := oneServer()
	if err != nil {
		t.Fatalf("no PostgreSQL for the tests: %v", err)
	}
	return s
}

func quote(identifier string) string { return pgx.Identifier{identifier}.Sanitize() }
