package main

import (
	"context"
	"errors"
	"strconv"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/config"
	"github.com/conectafy/conectafy/backend/internal/webapp"
)

// webAddress is where people open the web app.
func webAddress(cfg config.Config) string {
	return "http://localhost:" + strconv.Itoa(cfg.Local.WebPort)
}

// startWeb starts the web app, if there is one, and gives the function that stops it.
func startWeb(ctx context.Context, stop context.CancelCauseFunc, cfg config.Config, log zerolog.Logger) (func(), error) {
	if cfg.Local.WebDir == "" {
		return func() {}, nil
	}
	web, err := webapp.Start(ctx, webapp.Options{
		Dir: cfg.Local.WebDir, Port: cfg.Local.WebPort, APIURL: cfg.HTTP.PublicURL, SupabaseURL: cfg.Auth.SupabaseURL,
		AnonKey: cfg.Auth.AnonKey.Reveal(), Log: log,
	})
	if err != nil {
		return nil, err
	}
	go stopWith(ctx, stop, web.Exited(), "the web app ended")
	return web.Stop, nil
}

// stopWith ends the whole when a part has ended by itself.
func stopWith(ctx context.Context, stop context.CancelCauseFunc, exited <-chan struct{}, reason string) {
	select {
	case <-exited:
		stop(errors.New(reason))
	case <-ctx.Done():
	}
}
