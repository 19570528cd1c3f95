// Authserver is the embedded identity server in the place of GoTrue: on its port, with its environment, its paths at the root. It
// stands in for GoTrue's image in the test of the compose file.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/identity/embedded"
)

const (
	address = ":9999"
	limit   = 10 * time.Second
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	run := serve
	if len(os.Args) > 1 && os.Args[1] == "healthcheck" {
		run = healthcheck
	}
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "authserver:", err)
		os.Exit(1) //nolint:gocritic // There is nothing left to stop.
	}
}

func serve(ctx context.Context) error {
	pool, err := pgxpool.New(ctx, os.Getenv("GOTRUE_DB_DATABASE_URL"))
	if err != nil {
		return err
	}
	defer pool.Close()
	auth, err := embedded.New(embedded.Config{
		PublicURL: strings.TrimSuffix(os.Getenv("API_EXTERNAL_URL"), embedded.PathPrefix), KeyFile: os.Getenv("KEY_FILE"),
	}, pool, zerolog.New(os.Stderr))
	if err != nil {
		return err
	}
	server := &http.Server{Addr: address, Handler: below(auth.Handler()), ReadHeaderTimeout: limit}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// below puts back the prefix that the gateway in front of GoTrue takes away.
func below(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path = embedded.PathPrefix + r.URL.Path
		r.RequestURI = embedded.PathPrefix + r.RequestURI
		next.ServeHTTP(w, r)
	})
}

func healthcheck(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1"+address+"/health", http.NoBody)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return errors.New(response.Status)
	}
	return nil
}
