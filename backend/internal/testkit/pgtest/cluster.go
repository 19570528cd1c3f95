package pgtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/embeddedpg"
)

const (
	testPrefix     = "test_"
	templatePrefix = "tmpl_"
	maxSlots       = 64
)

// cluster is a PostgreSQL server that tests make databases on.
type cluster struct {
	address url.URL // The superuser's, of the database postgres.
	admin   *pgxpool.Pool
	// own is the server that this process started: unreferenced, its folder's lock would be collected and given away.
	own *embeddedpg.Server

	mu        sync.Mutex
	templates map[string]template // By key.
}

func openServer() (*cluster, error) {
	ctx, cancel := context.WithTimeout(context.Background(), setupTimeout)
	defer cancel()
	if dsn := os.Getenv("TEST_DATABASE_URL"); dsn != "" {
		return connect(ctx, dsn)
	}
	server, err := startInSlot(ctx)
	if err != nil {
		return nil, err
	}
	s, err := connect(ctx, server.DSN())
	if err != nil {
		return nil, errors.Join(err, server.Stop())
	}
	s.own = server
	return s, s.dropLeftovers(ctx)
}

func connect(ctx context.Context, dsn string) (*cluster, error) {
	address, err := url.Parse(dsn)
	if err != nil {
		return nil, errors.New("TEST_DATABASE_URL must be a URL: postgres://user:password@host:port/database")
	}
	config, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("understand the server's address: %w", err)
	}
	config.MaxConns = 4
	admin, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open a pool: %w", err)
	}
	return &cluster{address: *address, admin: admin, templates: map[string]template{}}, admin.Ping(ctx)
}

// startInSlot starts a server on the first data folder that no other test process uses. Folders are used again by later
// runs, which saves making the cluster and the templates; a process that dies gives its folder back.
func startInSlot(ctx context.Context) (*embeddedpg.Server, error) {
	root := filepath.Join(os.TempDir(), "conectafy-pgtest-"+strconv.Itoa(os.Getuid()))
	if err := os.MkdirAll(root, 0o755); err != nil { // PostgreSQL may run as another user, see embeddedpg.
		return nil, fmt.Errorf("make the folder of the test servers: %w", err)
	}
	for slot := range maxSlots {
		server, err := startOrRebuild(ctx, filepath.Join(root, strconv.Itoa(slot)))
		if !errors.Is(err, embeddedpg.ErrInUse) {
			return server, err
		}
	}
	return nil, fmt.Errorf("all %d folders below %s are in use", maxSlots, root)
}

// startOrRebuild gives an unusable folder (another version's, or one that a power cut hit) a second chance, empty.
func startOrRebuild(ctx context.Context, dir string) (*embeddedpg.Server, error) {
	options := embeddedpg.Options{DataDir: dir, BinDir: os.Getenv("POSTGRES_BIN_DIR"), Unsafe: true, Log: zerolog.Nop()}
	server, err := embeddedpg.Start(ctx, options)
	if err == nil || errors.Is(err, embeddedpg.ErrInUse) || errors.Is(err, embeddedpg.ErrNoBinaries) {
		return server, err
	}
	if err := os.RemoveAll(filepath.Join(dir, "cluster")); err != nil {
		return nil, fmt.Errorf("clear a broken test server: %w", err)
	}
	return embeddedpg.Start(ctx, options)
}

// leftovers are the databases of killed test processes, and all templates but the newest few: each change of a migration
// makes another.
const leftovers = `SELECT datname FROM pg_database WHERE starts_with(datname, 'test_')
	UNION ALL (SELECT datname FROM pg_database WHERE starts_with(datname, 'tmpl_') ORDER BY oid DESC OFFSET 10)`

// dropLeftovers cleans a server that is now ours alone.
func (s *cluster) dropLeftovers(ctx context.Context) error {
	rows, err := s.admin.Query(ctx, leftovers)
	if err != nil {
		return fmt.Errorf("look for leftover databases: %w", err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("list leftover databases: %w", err)
	}
	for _, name := range names {
		if err := s.exec(ctx, "DROP DATABASE "+quote(name)+" WITH (FORCE)"); err != nil {
			return fmt.Errorf("drop a leftover database: %w", err)
		}
	}
	return nil
}

func (s *cluster) exec(ctx context.Context, sql string) error {
	_, err := s.admin.Exec(ctx, sql)
	return err
}

// dsn is the address of one of the server's databases; without a role, the superuser's.
func (s *cluster) dsn(database, role, password string) string {
	address := s.address
	address.Path = "/" + database
	if role != "" {
		address.User = url.UserPassword(role, password)
	}
	return address.String()
}

// serverPassword is the same for all processes on one server, which share its roles, and nobody else knows it.
func (s *cluster) serverPassword() string {
	secret, _ := s.address.User.Password() // Without one the server trusts everybody anyway.
	sum := sha256.Sum256([]byte(ServerRole + "\x00" + secret))
	return hex.EncodeToString(sum[:])
}

// Cluster starts a server that nothing was done to, for tests about roles, and returns the superuser's address.
func Cluster(t testing.TB) string {
	t.Helper()
	options := embeddedpg.Options{DataDir: t.TempDir(), BinDir: os.Getenv("POSTGRES_BIN_DIR"), Unsafe: true, Log: zerolog.Nop()}
	server, err := embeddedpg.Start(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server.DSN()
}
