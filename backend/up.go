package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/config"
	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/app"
	"github.com/conectafy/conectafy/backend/internal/embeddedpg"
	"github.com/conectafy/conectafy/backend/internal/identity/embedded"
	"github.com/conectafy/conectafy/backend/internal/seal"
)

// up is the one-command shape: everything on this machine, with its data in one folder.
func up(ctx context.Context, lookup config.Lookup, out io.Writer) error {
	local, err := config.LoadLocal(lookup)
	if err != nil {
		return err
	}
	log := newLogger(logSettings(lookup), out)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	postgres, err := embeddedpg.Start(ctx, embeddedpg.Options{
		DataDir: filepath.Join(local.DataDir, "postgres"), BinDir: local.PostgresBinDir, Port: local.PostgresPort, Log: log,
	})
	if err != nil {
		return err
	}
	defer func() { _ = postgres.Stop() }()
	go stopWith(ctx, stop, postgres.Exited(), "PostgreSQL ended")

	dsns, err := prepareDatabase(ctx, postgres.DSN())
	if err != nil {
		return err
	}
	key, err := keepKey(filepath.Join(local.DataDir, "secrets", "secrets_key"))
	if err != nil {
		return err
	}
	cfg, err := config.Load(overlay(lookup, map[string]string{
		"DATABASE_URL": dsns.server, "DATABASE_DIRECT_URL": dsns.server, "SECRETS_KEY": key, "AUTH_MODE": "embedded",
	}))
	if err != nil {
		return err
	}
	if cfg.Local.WebDir != "" {
		cfg.HTTP.CORSOrigins = append(cfg.HTTP.CORSOrigins, webAddress(cfg))
	}
	if err := runBackend(ctx, stop, cfg, dsns.auth, log, out); err != nil {
		return err
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}

func runBackend(ctx context.Context, stop context.CancelCauseFunc, cfg config.Config, authDSN string, log zerolog.Logger, out io.Writer) error {
	pool, err := pgxpool.New(ctx, authDSN)
	if err != nil {
		return fmt.Errorf("connect the identity server: %w", err)
	}
	defer pool.Close()
	auth, err := embedded.New(embedded.Config{
		PublicURL: cfg.Auth.SupabaseURL, KeyFile: filepath.Join(cfg.Local.DataDir, "secrets", "auth_keys.json"),
		AllowedOrigins: cfg.HTTP.CORSOrigins,
	}, pool, log)
	if err != nil {
		return err
	}
	anonKey, err := auth.AnonKey()
	if err != nil {
		return err
	}
	cfg.Auth.AnonKey = config.Secret(anonKey)
	backend, err := app.New(ctx, app.Options{
		Config: cfg, Log: log, Version: version, Auth: auth.Handler(), Runtime: app.OpenAny(cfg, log),
	})
	if err != nil {
		return err
	}
	defer backend.Close()
	if err := backend.Listen(); err != nil {
		return err
	}
	stopWeb, err := startWeb(ctx, stop, cfg, log)
	if err != nil {
		return err
	}
	defer stopWeb()
	printWelcome(out, cfg, backend.RuntimeInfo())
	return errors.Join(backend.Run(ctx), backend.RestSessions(context.WithoutCancel(ctx)))
}

// logins are the addresses at which the parts of the backend reach their rows, each with a role of its own.
type logins struct{ server, auth string }

// prepareDatabase makes the roles, gives them new passwords, and migrates.
func prepareDatabase(ctx context.Context, superDSN string) (logins, error) {
	if err := database.Bootstrap(ctx, superDSN); err != nil {
		return logins{}, err
	}
	if err := database.Migrate(ctx, superDSN); err != nil {
		return logins{}, err
	}
	conn, err := pgx.Connect(ctx, superDSN)
	if err != nil {
		return logins{}, fmt.Errorf("connect to the database: %w", err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	server, err := newLogin(ctx, conn, superDSN, database.ServerRole)
	if err != nil {
		return logins{}, err
	}
	auth, err := newLogin(ctx, conn, superDSN, database.AuthRole)
	return logins{server: server, auth: auth}, err
}

// newLogin gives a role a password that only this run of the program knows.
func newLogin(ctx context.Context, conn *pgx.Conn, superDSN, role string) (string, error) {
	password := rand.Text()
	if err := database.SetPassword(ctx, conn, role, password); err != nil {
		return "", err
	}
	address, err := url.Parse(superDSN)
	if err != nil {
		return "", errors.New("the database's address is no URL")
	}
	address.User = url.UserPassword(role, password)
	return address.String(), nil
}

// keepKey reads the key that seals secrets, or makes it on the first start. Without it the stored ones are lost.
func keepKey(path string) (string, error) {
	content, err := os.ReadFile(path)
	if err == nil {
		return string(content), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the key of the secrets: %w", err)
	}
	raw := make([]byte, seal.KeySize)
	_, _ = rand.Read(raw) // crypto/rand never fails: the program ends instead
	key := base64.StdEncoding.EncodeToString(raw)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("make the folder of the secrets: %w", err)
	}
	if err := os.WriteFile(path, []byte(key), 0o600); err != nil {
		return "", fmt.Errorf("keep the key of the secrets: %w", err)
	}
	return key, nil
}

// overlay puts values over the environment.
func overlay(lookup config.Lookup, values map[string]string) config.Lookup {
	return func(name string) (string, bool) {
		if value, ok := values[name]; ok {
			return value, true
		}
		return lookup(name)
	}
}

// logSettings reads how to log before the rest can be read. A person watches, so the default is text.
func logSettings(lookup config.Lookup) config.Log {
	settings := config.Log{Level: "info", Format: "console"}
	if level, ok := lookup("LOG_LEVEL"); ok {
		settings.Level = level
	}
	if format, ok := lookup("LOG_FORMAT"); ok {
		settings.Format = format
	}
	return settings
}
