// Command socket-proxy lets through to the Docker engine only the calls that the backend makes, so that a backend in foreign
// hands has sessions to play with and not the machine.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const (
	headerTime   = 10 * time.Second
	idleTime     = 2 * time.Minute
	maxHeader    = 16 << 10        // bytes
	shutdownTime = 2 * time.Second // for calls to end; a stream has no end of its own and is cut then
	healthTime   = 3 * time.Second
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "socket-proxy:", err)
		os.Exit(1)
	}
}

// run serves until ctx ends or, told "healthcheck", asks the proxy of this container whether it and the engine answer.
func run(ctx context.Context, args []string, getenv func(string) string, out io.Writer) error {
	cfg, err := load(getenv)
	if err != nil {
		return err
	}
	switch {
	case len(args) == 0:
		return serve(ctx, cfg, slog.New(slog.NewJSONHandler(out, nil)))
	case len(args) == 1 && args[0] == "healthcheck":
		return healthcheck(ctx, cfg.listen)
	default:
		return fmt.Errorf("unexpected arguments %q: the only one there is is healthcheck", args)
	}
}

// serve has no limit on how long an answer takes: events and logs go on for days.
func serve(ctx context.Context, cfg config, log *slog.Logger) error {
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", cfg.listen)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:                      newProxy(cfg, log),
		ReadHeaderTimeout:            headerTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               maxHeader,
		DisableGeneralOptionsHandler: true, // every call is up to the rules
		ErrorLog:                     slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	log.Info("listening", "address", listener.Addr().String(), "image", cfg.image, "network", cfg.network)
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping")
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return server.Close()
	}
	return nil
}

func healthcheck(ctx context.Context, listen string) error {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, healthTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/_ping", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return errors.New("the engine doesn't answer: " + response.Status)
	}
	return nil
}
