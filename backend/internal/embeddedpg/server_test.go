package embeddedpg_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/embeddedpg"
)

func options(dir string) embeddedpg.Options {
	return embeddedpg.Options{DataDir: dir, BinDir: os.Getenv("POSTGRES_BIN_DIR"), Unsafe: true, Log: zerolog.Nop()}
}

func start(t *testing.T, o embeddedpg.Options) *embeddedpg.Server {
	t.Helper()
	server, err := embeddedpg.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return server
}

func connect(t *testing.T, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) }) // The server may be gone by then.
	return conn
}

// query returns the one value that sql gives.
func query(t *testing.T, dsn, sql string) string {
	t.Helper()
	var value string
	if err := connect(t, dsn).QueryRow(t.Context(), sql).Scan(&value); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return value
}

func execute(t *testing.T, dsn, sql string) {
	t.Helper()
	if _, err := connect(t, dsn).Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func stop(t *testing.T, server *embeddedpg.Server) {
	t.Helper()
	if err := server.Stop(); err != nil {
		t.Error(err)
	}
}

func TestSecondStartFindsTheData(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := start(t, options(dir))
	execute(t, first.DSN(), `CREATE TABLE kept AS SELECT 'here' AS value`)
	stop(t, first)
	stop(t, first) // Stopping twice is harmless.

	second := start(t, options(dir))
	defer stop(t, second)
	if got := query(t, second.DSN(), `SELECT value FROM kept`); got != "here" {
		t.Errorf("kept row = %q", got)
	}
}

func TestServerIsPrivate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := start(t, options(dir))
	defer stop(t, server)

	for sql, want := range map[string]string{
		`SHOW listen_addresses`:        "127.0.0.1",
		`SHOW unix_socket_directories`: "",
		`SHOW server_encoding`:         "UTF8",
		`SELECT datcollate FROM pg_database WHERE datname = 'template1'`:      "C.UTF-8",
		`SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules`: "scram-sha-256",
	} {
		if got := query(t, server.DSN(), sql); got != want {
			t.Errorf("%s = %q, want %q", sql, got, want)
		}
	}
	for name, want := range map[string]os.FileMode{"password": 0o600, "cluster": 0o700, "postgres.log": 0o600} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("mode of %s = %o, want %o", name, got, want)
		}
	}
	if _, err := pgx.Connect(t.Context(), strings.Replace(server.DSN(), "postgres:", "postgres:x", 1)); err == nil {
		t.Error("a wrong password was accepted")
	}
}

func TestDataIsDurableUnlessAskedOtherwise(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	o.Unsafe = false
	server := start(t, o)
	defer stop(t, server)
	for _, setting := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		if got := query(t, server.DSN(), "SHOW "+setting); got != "on" {
			t.Errorf("%s = %q", setting, got)
		}
	}
}

// A project below a folder that is closed to others, as /root is, must work for root too.
func TestDataMayLieBelowAClosedFolder(t *testing.T) {
	t.Parallel()
	closed := filepath.Join(t.TempDir(), "closed")
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	server := start(t, options(filepath.Join(closed, "project", "postgres")))
	defer stop(t, server)
	if got := query(t, server.DSN(), `SELECT 'up'`); got != "up" {
		t.Errorf("got %q", got)
	}
	if info, err := os.Stat(closed); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder was opened: %v, %v", info.Mode(), err)
	}
}

// Programs that the server's user can't run are named before anything is tried.
func TestProgramsBelowAClosedFolder(t *testing.T) {
	t.Parallel()
	found, err := embeddedpg.Find(t.Context(), os.Getenv("POSTGRES_BIN_DIR"), 0)
	if err != nil {
		t.Fatal(err)
	}
	closed := filepath.Join(t.TempDir(), "closed")
	o := options(t.TempDir())
	o.BinDir = filepath.Join(closed, "bin")
	if err := errors.Join(os.Mkdir(closed, 0o700), os.Symlink(found.Dir, o.BinDir)); err != nil {
		t.Fatal(err)
	}
	server, err := embeddedpg.Start(t.Context(), o)
	switch {
	case os.Geteuid() != 0 && err == nil:
		stop(t, server) // Nobody is dropped to, so the folder is no obstacle.
	case os.Geteuid() != 0 || err == nil || !strings.Contains(err.Error(), o.BinDir):
		t.Errorf("got %v", err)
	}
}

func TestOneServerPerFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := start(t, options(dir))
	defer stop(t, server)
	if _, err := embeddedpg.Start(t.Context(), options(dir)); !errors.Is(err, embeddedpg.ErrInUse) {
		t.Errorf("second start: %v", err)
	}
}

func TestTakenPortIsNamed(t *testing.T) {
	t.Parallel()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	o := options(t.TempDir())
	o.Port = listener.Addr().(*net.TCPAddr).Port

	_, err = embeddedpg.Start(t.Context(), o)
	var taken *embeddedpg.PortTakenError
	if !errors.As(err, &taken) || taken.Port != o.Port {
		t.Fatalf("got %v", err)
	}
	for _, word := range []string{strconv.Itoa(o.Port), "POSTGRES_PORT"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q lacks %s", err, word)
		}
	}
}

func TestDataOfAnotherVersionIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	marker := filepath.Join(dir, "cluster", "PG_VERSION")
	if err := errors.Join(os.Mkdir(filepath.Dir(marker), 0o700), os.WriteFile(marker, []byte("9\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	_, err := embeddedpg.Start(t.Context(), options(dir))
	if err == nil || !strings.Contains(err.Error(), "made by PostgreSQL 9") {
		t.Errorf("got %v", err)
	}
}

func TestFindSaysWhatIsMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	found, err := embeddedpg.Find(t.Context(), t.TempDir(), 0)
	if err != nil && !errors.Is(err, embeddedpg.ErrNoBinaries) {
		t.Errorf("got %v", err)
	}
	if err == nil && !strings.HasPrefix(found.Dir, "/usr/lib/postgresql/") {
		t.Errorf("found %s in an empty folder and an empty PATH", found.Dir)
	}
}
