package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/conectafy/conectafy/backend/internal/worker"
)

const (
	headerTimeout = 10 * time.Second
	// idleTimeout is longer than WAHA keeps its connections: it must not meet one that we just closed.
	idleTimeout = 120 * time.Second
	readTimeout = time.Minute
)

// Run serves until ctx ends, then stops in order: no new work, waiting readers let go, requests answered, workers ended.
// The containers keep running: nobody is logged out of WhatsApp by a deployment.
func (a *App) Run(ctx context.Context) error {
	if err := a.Listen(); err != nil {
		return err
	}
	workersCtx, stopWorkers := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWorkers()
	group, failed := errgroup.WithContext(ctx)
	supervisor := worker.New(a.log, a.cfg.HTTP.ShutdownTimeout, a.workers...)
	group.Go(func() error { return supervisor.Run(workersCtx) })
	for _, s := range a.sockets {
		group.Go(func() error {
			a.log.Info().Str("address", s.listener.Addr().String()).Msg("listening")
			if err := s.server.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
				return fmt.Errorf("serve: %w", err)
			}
			return nil
		})
	}
	group.Go(func() error {
		<-failed.Done()
		a.log.Info().Msg("stopping")
		err := a.shutdown(context.WithoutCancel(ctx))
		stopWorkers()
		return err
	})
	return group.Wait()
}

func (a *App) shutdown(ctx context.Context) error {
	a.hub.Close()
	a.endStreams()
	ctx, cancel := context.WithTimeout(ctx, a.cfg.HTTP.ShutdownTimeout)
	defer cancel()
	var errs []error
	for _, s := range a.sockets {
		if err := s.server.Shutdown(ctx); err != nil {
			errs = append(errs, fmt.Errorf("answer the last requests: %w", err), s.server.Close())
		}
	}
	return errors.Join(errs...)
}

// socket is an address that is listened on, and who answers there.
type socket struct {
	server   *http.Server
	listener net.Listener
}

// Listen opens the API's address and, where containers cannot reach that one, another that takes webhooks alone. Run
// does so too, if it was not done before.
func (a *App) Listen() error {
	if !a.cfg.Roles.API || len(a.sockets) > 0 {
		return nil
	}
	if err := a.open(a.cfg.HTTP.ListenHost, a.handler); err != nil {
		return fmt.Errorf("open the API's port (PORT chooses another): %w", err)
	}
	if !a.needsHookListener() {
		return nil
	}
	if err := a.open(a.fleet.WebhookHost, a.hooks); err != nil {
		return fmt.Errorf("open the webhooks' port on the containers' network: %w", err)
	}
	return nil
}

func (a *App) open(host string, handler http.Handler) error {
	listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(a.cfg.HTTP.Port)))
	if err != nil {
		return err
	}
	a.sockets = append(a.sockets, socket{server: newServer(handler), listener: listener})
	a.onClose(func() { _ = listener.Close() })
	return nil
}

func (a *App) needsHookListener() bool {
	host := a.cfg.HTTP.ListenHost
	everywhere := host == "" || net.ParseIP(host).IsUnspecified()
	return a.cfg.WAHA.WebhookBaseURL == "" && a.fleet.WebhookHost != "" && a.fleet.WebhookHost != host && !everywhere
}

func newServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, IdleTimeout: idleTimeout,
	}
}

// webhookBaseURL is where containers find this backend.
func (a *App) webhookBaseURL() string {
	if a.cfg.WAHA.WebhookBaseURL != "" {
		return a.cfg.WAHA.WebhookBaseURL
	}
	host := a.fleet.WebhookHost
	if host == "" {
		host = backendName
	}
	return "http://" + net.JoinHostPort(host, strconv.Itoa(a.cfg.HTTP.Port))
}

// backendName is the backend's name on the containers' network.
const backendName = "backend"

// restTimeout is for all containers to end by themselves.
const restTimeout = 40 * time.Second

// RestSessions stops the containers of this installation, for the one-command shape, which leaves nothing running. Their
// logins stay, and the next start brings them back.
func (a *App) RestSessions(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, restTimeout)
	defer cancel()
	instances, err := a.fleet.List(ctx)
	if err != nil {
		return fmt.Errorf("list the containers to stop: %w", err)
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, i := range instances {
		group.Go(func() error { return a.fleet.Stop(ctx, i.Name) })
	}
	return group.Wait()
}
