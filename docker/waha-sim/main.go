// Command waha-sim behaves over HTTP as a WAHA container does, with a simulated phone behind it.
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
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/httpapi"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

const (
	killedExitCode = 137 // what a container's killed process leaves
	shutdownTime   = 2 * time.Second
	stopDelay      = 200 * time.Millisecond // lets the answer to the call that stops the server out
	gcPercent      = 50                     // memory matters more than speed: there is a process per session
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Environ(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "waha-sim:", err)
		os.Exit(1)
	}
}

// run serves until the context ends, and then stops the sessions.
func run(ctx context.Context, args, environ []string, out io.Writer) (err error) {
	if len(args) > 0 {
		return fmt.Errorf("unexpected argument %q: everything is set by the environment", args[0])
	}
	cfg, err := config.Load(environ)
	if err != nil {
		return fmt.Errorf("configuration: %w", err)
	}
	debug.SetGCPercent(gcPercent)
	log := newLog(cfg, out)
	if cfg.Key.Generated != "" {
		log.Warn("WAHA_API_KEY is missing or weak, a random one is used until the next start", "key", cfg.Key.Generated)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if !pause(ctx, cfg.Sim.BootDelay) {
		return nil
	}
	sender := webhook.New(webhook.Options{
		UserAgent: "WAHA/" + config.Version, MaxPending: cfg.Sim.MaxPendingWebhooks,
		Timeout: cfg.Sim.WebhookTimeout, Transport: webhook.Transport(),
	}, log)
	defer sender.Close()
	manager, err := waha.NewManager(cfg, sender, log, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, manager.Close()) }() //nolint:contextcheck // by then ctx is over
	return serve(ctx, cfg, manager, log, httpapi.Exits{
		Stop:  func() { time.AfterFunc(stopDelay, stop) },
		Crash: func() { os.Exit(killedExitCode) },
	})
}

func serve(ctx context.Context, cfg config.Config, manager *waha.Manager, log *slog.Logger, exits httpapi.Exits) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", cfg.Addr())
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	server := &http.Server{
		Handler:           httpapi.New(cfg, manager, log, exits),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
	}
	failed := make(chan error, 2)
	go func() { failed <- server.Serve(listener) }()
	log.Info("listening", "address", listener.Addr().String(), "engine", cfg.Engine, "worker", cfg.WorkerID)
	var boot sync.WaitGroup
	defer boot.Wait()
	boot.Go(func() {
		if err := manager.Boot(ctx); err != nil {
			failed <- err
		}
	})
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	return shutdown(context.WithoutCancel(ctx), server, log)
}

func shutdown(ctx context.Context, server *http.Server, log *slog.Logger) error {
	log.Info("stopping")
	ctx, cancel := context.WithTimeout(ctx, shutdownTime)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return server.Close()
	}
	return nil
}

func newLog(cfg config.Config, out io.Writer) *slog.Logger {
	if cfg.JSONLog {
		return slog.New(slog.NewJSONHandler(out, nil))
	}
	return slog.New(slog.NewTextHandler(out, nil))
}

func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
