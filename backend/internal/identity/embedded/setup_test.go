package embedded

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/rs/zerolog"
	"golang.org/x/crypto/bcrypt"

	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/testkit/pgtest"
)

const goodPassword = "Str0ng-Passw0rd!"

// clock is the server's clock, which tests move.
type clock struct {
	mu   sync.Mutex
	time time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.time
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = c.time.Add(d)
}

// bench is a running server on a database of its own.
type bench struct {
	t       *testing.T
	url     string // PublicURL
	server  *Server
	web     *httptest.Server
	clock   *clock
	super   *pgxpool.Pool // of the superuser
	pool    *pgxpool.Pool // the server's own
	anonKey string
	service string
	log     *logbook
}

// logbook keeps what the server logs.
type logbook struct {
	mu    sync.Mutex
	lines []byte
}

func (l *logbook) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line...)
	return len(line), nil
}

// links are those that the log has for people who forgot their password, oldest first.
func (l *logbook) links(t *testing.T) []string {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	var links []string
	for line := range bytes.Lines(l.lines) {
		var entry struct{ Level, Link string }
		if err := json.Unmarshal(line, &entry); err != nil {
			t.Fatal(err)
		}
		if entry.Link != "" && entry.Level == "info" {
			links = append(links, entry.Link)
		}
	}
	return links
}

func setup(t *testing.T, change ...func(*Config)) *bench {
	t.Helper()
	return setupWithCost(t, bcrypt.MinCost, change...)
}

func setupWithCost(t *testing.T, cost int, change ...func(*Config)) *bench {
	t.Helper()
	db := bootstrapped(t)
	b := &bench{t: t, clock: &clock{time: time.Now().Truncate(time.Microsecond)}, super: db.Super(t), pool: poolAs(t, db, DatabaseRole), log: &logbook{}}
	b.web = httptest.NewUnstartedServer(nil)
	b.url = "http://" + b.web.Listener.Addr().String()
	plenty := Limit{Events: 1000, Per: time.Second, Burst: 1000}
	cfg := Config{
		PublicURL: b.url, KeyFile: filepath.Join(t.TempDir(), "keys.json"), Now: b.clock.now,
		Limits: Limits{Token: plenty, SignUp: plenty, Recover: plenty, UpdateUser: plenty, FailedSignIns: plenty},
	}
	for _, apply := range change {
		apply(&cfg)
	}
	var err error
	if b.server, err = newServer(cfg, b.pool, zerolog.New(zerolog.MultiLevelWriter(zerolog.NewTestWriter(t), b.log)), cost); err != nil {
		t.Fatal(err)
	}
	b.web.Config.Handler = b.server.Handler()
	b.web.Start()
	t.Cleanup(b.web.Close)
	if b.anonKey, err = b.server.AnonKey(); err != nil {
		t.Fatal(err)
	}
	if b.service, err = b.server.ServiceRoleKey(); err != nil {
		t.Fatal(err)
	}
	return b
}

func bootstrapped(t *testing.T) *pgtest.DB {
	t.Helper()
	script, err := database.Files.ReadFile("bootstrap.sql")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(script)
	return pgtest.New(t, pgtest.Prepare{Key: "bootstrap " + hex.EncodeToString(sum[:]), Run: database.Bootstrap})
}

// poolAs opens connections that have the rights of a role and no more.
func poolAs(t *testing.T, db *pgtest.DB, role string) *pgxpool.Pool {
	t.Helper()
	config, err := pgxpool.ParseConfig(db.SuperDSN)
	if err != nil {
		t.Fatal(err)
	}
	config.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "set session authorization "+pgx.Identifier{role}.Sanitize())
		return err
	}
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// answer is what the server said.
type answer struct {
	status int
	header http.Header
	text   string
	body   map[string]any
}

func (a answer) field(name string) string {
	text, _ := a.body[name].(string)
	return text
}

// call sends what supabase-js would send. A body that is text goes out as it is.
func (b *bench) call(method, path, bearer string, body any) answer {
	b.t.Helper()
	headers := map[string]string{"apikey": b.anonKey, "X-Supabase-Api-Version": apiVersion}
	if bearer != "" {
		headers["Authorization"] = "Bearer " + bearer
	}
	return b.send(method, PathPrefix+path, headers, body)
}

func (b *bench) send(method, path string, headers map[string]string, body any) answer {
	b.t.Helper()
	var reader io.Reader
	switch body := body.(type) {
	case nil:
	case string:
		reader = bytes.NewBufferString(body)
	default:
		encoded, err := json.Marshal(body)
		if err != nil {
			b.t.Fatal(err)
		}
		reader = bytes.NewReader(encoded)
	}
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, reader)
	if err != nil {
		b.t.Fatal(err)
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	resp, err := b.web.Client().Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	got := answer{status: resp.StatusCode, header: resp.Header, text: string(text)}
	if resp.Header.Get("Content-Type") == "application/json" {
		if err := json.Unmarshal(text, &got.body); err != nil {
			b.t.Fatalf("%s %s: %v in %s", method, path, err, text)
		}
	}
	return got
}

type object = map[string]any

func (b *bench) signUp(email string) answer {
	b.t.Helper()
	got := b.call("POST", "/signup", "", object{"email": email, "password": goodPassword})
	if got.status != http.StatusOK {
		b.t.Fatalf("sign up %s: %d %s", email, got.status, got.text)
	}
	return got
}

func (b *bench) signIn(email, password string) answer {
	b.t.Helper()
	return b.call("POST", "/token?grant_type=password", "", object{"email": email, "password": password})
}

func (b *bench) refresh(token string) answer {
	b.t.Helper()
	return b.call("POST", "/token?grant_type=refresh_token", "", object{"refresh_token": token})
}

// expect checks the status and the code of an answer.
func (b *bench) expect(what string, got answer, status int, code string) {
	b.t.Helper()
	if got.status != status || got.field("code") != code {
		b.t.Errorf("%s: got %d %s, want %d %s", what, got.status, got.text, status, code)
	}
}
