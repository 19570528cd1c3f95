package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/config"
	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/app"
)

// serve is the production shape: the database, the identity server and WAHA's image are there, nothing stands in.
func serve(ctx context.Context, lookup config.Lookup, out io.Writer) error {
	cfg, err := config.Load(lookup)
	if err != nil {
		return err
	}
	log := newLogger(cfg.Log, out)
	if dsn := cfg.Database.MigrationURL.Reveal(); dsn != "" {
		if err := database.Migrate(ctx, dsn); err != nil {
			return err
		}
	}
	for _, s := range cfg.Settings() {
		log.Debug().Str("name", s.Name).Str("value", s.Value).Msg("setting")
	}
	backend, err := app.New(ctx, app.Options{Config: cfg, Log: log, Version: version, Runtime: app.OpenDocker(cfg, log)})
	if err != nil {
		return err
	}
	defer backend.Close()
	return backend.Run(ctx)
}

func migrate(ctx context.Context, lookup config.Lookup) error {
	migration, err := config.LoadMigration(lookup)
	if err != nil {
		return err
	}
	if password := migration.ServerPassword.Reveal(); password != "" {
		if err := database.EnsureServerLogin(ctx, migration.URL.Reveal(), password); err != nil {
			return err
		}
	}
	return database.Migrate(ctx, migration.URL.Reveal())
}

const healthTimeout = 5 * time.Second

func healthcheck(ctx context.Context, lookup config.Lookup) error {
	port := "3001"
	if text, ok := lookup("PORT"); ok {
		if _, err := strconv.ParseUint(text, 10, 16); err != nil {
			return fmt.Errorf("PORT is not a port: %w", err)
		}
		port = text
	}
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1:"+port+"/health", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the backend answers %s", response.Status)
	}
	return nil
}

func newLogger(cfg config.Log, out io.Writer) zerolog.Logger {
	level, err := zerolog.ParseLevel(cfg.Level)
	if err != nil {
		level = zerolog.InfoLevel
	}
	if cfg.Format == "console" {
		out = zerolog.ConsoleWriter{Out: out, TimeFormat: time.TimeOnly}
	}
	return zerolog.New(out).Level(level).With().Timestamp().Logger()
}
