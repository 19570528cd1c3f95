package apitest

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/app"
	"github.com/conectafy/conectafy/backend/internal/blobs"
	"github.com/conectafy/conectafy/backend/internal/seal"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
)

// Server is a running backend that belongs to one test.
type Server struct {
	URL      string
	DB       *dbtest.DB
	Handler  http.Handler
	contract *Contract
	auth     *fakeAuth
}

// New runs a backend, stopped when the test ends.
func (s *Suite) New(t testing.TB, env ...map[string]string) *Server {
	t.Helper()
	db, auth := dbtest.New(t), newFakeAuth(t)
	http := httptest.NewUnstartedServer(nil)
	url := "http://" + http.Listener.Addr().String()
	settings := map[string]string{
		"DATABASE_URL":        db.ServerDSN,
		"SUPABASE_URL":        auth.url,
		"SUPABASE_JWT_SECRET": auth.secret,
		"PUBLIC_URL":          url,
		"WEBHOOK_BASE_URL":    url,
	}
	for _, more := range env {
		maps.Copy(settings, more)
	}
	cfg, log := s.settings(t, settings), logger(t)
	backend, err := app.New(t.Context(), app.Options{Config: cfg, Log: log, Version: "test", Runtime: app.OpenAny(cfg, log)})
	if err != nil {
		t.Fatalf("build the backend: %v", err)
	}
	t.Cleanup(backend.Close)
	run(t, backend)
	// As in App.Run, what is being answered is answered before the workers end: a webhook waits for one of them.
	http.Config.Handler = backend.Handler()
	http.Start()
	t.Cleanup(http.Close)
	return &Server{URL: url, DB: db, Handler: backend.Handler(), contract: s.Contract, auth: auth}
}

// run lets the backend work until the test ends.
func run(t testing.TB, backend *app.App) {
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- backend.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("the backend ended: %v", err)
		}
	})
}

// Signer signs links as the server does, for files of any id and times of any past.
func (s *Server) Signer(t testing.TB) *blobs.Signer {
	t.Helper()
	key, err := hkdf.Key(sha256.New, make([]byte, seal.KeySize), nil, "conectafy media links", sha256.Size)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := blobs.NewSigner(key)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// Index makes all messages findable, as the indexer does sooner or later.
func (s *Server) Index(t testing.TB) {
	t.Helper()
	for left := 1; left > 0; {
		if _, err := s.DB.Store.IndexSearch(t.Context()); err != nil {
			t.Fatalf("index: %v", err)
		}
		left = s.DB.Int(t, "select count(*) from conectafy.search_queue")
	}
}
