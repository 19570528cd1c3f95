// Package app builds the whole backend, top to bottom, and runs it.
package app

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/config"
	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/identity"
	"github.com/conectafy/conectafy/backend/internal/lease"
	"github.com/conectafy/conectafy/backend/internal/metrics"
	"github.com/conectafy/conectafy/backend/internal/realtime"
	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/seal"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/tracing"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/internal/worker"
	"github.com/conectafy/conectafy/backend/services"
)

// Options are what an App is built from.
type Options struct {
	Config  config.Config
	Log     zerolog.Logger
	Version string
	// Auth serves /auth/v1 in the one-command shape; nil elsewhere.
	Auth http.Handler
	// Runtime makes the containers' runtime once the installation's id is known.
	Runtime func(ctx context.Context, installation string) (Fleet, error)
}

// Fleet is the runtime of the containers, with what is to be said about it.
type Fleet struct {
	runtime.Runtime
	Info services.RuntimeInfo
	// WebhookHost is the address at which containers find a backend on this machine; empty when they find it by name.
	WebhookHost string
	Close       func() error
}

// App is the backend.
type App struct {
	cfg     config.Config
	log     zerolog.Logger
	fleet   Fleet
	hub     *realtime.Hub
	waha    *waha.Client
	metrics *metrics.Metrics
	tracer  *tracing.Tracer
	handler http.Handler
	hooks   http.Handler
	workers []worker.Worker
	sockets []socket
	// endStreams lets go of those who follow logs or events.
	endStreams func()
	closers    []func()
}

// readersPerOwner bounds the long polls and streams of one person.
const readersPerOwner = 4096

// reconcileEvery is the pause between two looks at everything when nothing happens.
const reconcileEvery = 3 * time.Second

// New builds the backend. What it opened is closed by Close, or at once when it fails.
func New(ctx context.Context, o Options) (*App, error) {
	a := &App{cfg: o.Config, log: o.Log, hub: realtime.NewHub(readersPerOwner), metrics: metrics.New()}
	if err := a.build(ctx, o); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

func (a *App) build(ctx context.Context, o Options) error {
	tracer, err := tracing.Open(ctx, tracing.Config{
		Endpoint: a.cfg.Tracing.Endpoint, Headers: a.cfg.Tracing.Headers.Reveal(), Service: a.cfg.Tracing.Service, Version: o.Version,
	}, a.log)
	if err != nil {
		return err
	}
	a.tracer = tracer
	a.onClose(tracer.Close)
	st, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	installation, err := st.InstallationID(ctx)
	if err != nil {
		return fmt.Errorf("read the installation's id: %w", err)
	}
	if a.fleet, err = o.Runtime(ctx, installation.String()); err != nil {
		return err
	}
	a.onClose(func() { _ = a.fleet.Close() })
	a.waha = waha.NewClient(a.cfg.WAHA.Timeout, a.cfg.WAHA.MediaTimeout)
	a.onClose(a.waha.Close)

	fleet := services.NewFleet(services.FleetConfig{
		BasePort: a.cfg.WAHA.BasePort, WebhookBaseURL: a.webhookBaseURL(),
		Engine: a.cfg.WAHA.Engine, HeapMegabytes: a.cfg.WAHA.MemoryMB * 3 / 4,
	}, st, a.fleet, a.waha)
	a.metrics.Watch(services.NewMonitor(fleet, st))
	files, err := a.openMedia(ctx, st)
	if err != nil {
		return err
	}
	batcher, err := a.newBatcher(ctx, st)
	if err != nil {
		return err
	}
	reconciler := a.newReconciler(fleet, st)
	if err := a.addWorkers(ctx, fleet, st, files, batcher, reconciler); err != nil {
		return err
	}
	return a.buildHTTP(ctx, o, httpServices{
		sessions:  services.NewSessions(fleet, st, a.hub, a.cfg.WAHA.MaxSessions),
		dashboard: services.NewDashboard(fleet, st, a.cfg.WAHA.MaxSessions),
		messages:  services.NewMessages(fleet, st, files.service, a.hub, a.cfg.Limits.SendWait, a.metrics),
		media:     files.service,
		links:     files.public,
		exporter:  services.NewExporter(st, files.open, a.log),
		webhooks:  services.NewWebhooks(st, batcher, a.metrics, a.tracer),
		health:    services.NewHealth(st, a.fleet, a.fleet.Info, o.Version),
	})
}

// openStore connects to PostgreSQL as the server's own role, with a queue that only takes jobs in.
func (a *App) openStore(ctx context.Context) (*store.Store, error) {
	pool, err := a.openPool(ctx, a.cfg.Database.MaxConns)
	if err != nil {
		return nil, err
	}
	jobs, err := river.NewClient(riverpgxv5.New(pool), &river.Config{Schema: database.RiverSchema})
	if err != nil {
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	box, err := seal.New(a.cfg.Database.SecretsKey[:])
	if err != nil {
		return nil, fmt.Errorf("use SECRETS_KEY: %w", err)
	}
	return store.New(pool, box, jobs, a.cfg.Database.QueryTimeout, a.log), nil
}

// newBatcher gives those who store webhooks connections that nobody else uses: slow readers cannot take them all, and each keeps the
// plans that it made. The first batches of a new connection take ten times as long as the next.
func (a *App) newBatcher(ctx context.Context, st *store.Store) (*services.Batcher, error) {
	cfg := a.cfg.Ingest
	pool, err := a.openPool(ctx, cfg.Writers)
	if err != nil {
		return nil, err
	}
	return services.NewBatcher(services.BatcherConfig{Writers: cfg.Writers, Batch: cfg.Batch, Queue: cfg.Queue}, st.Through(pool), a.log), nil
}

// openPool opens so many connections at most, closed with the backend.
func (a *App) openPool(ctx context.Context, conns int) (*pgxpool.Pool, error) {
	cfg := a.cfg.Database
	parsed, err := pgxpool.ParseConfig(cfg.URL.Reveal())
	if err != nil {
		return nil, fmt.Errorf("read DATABASE_URL: %w", err)
	}
	parsed.MaxConns = int32(conns)
	if cfg.QueryMode == "exec" {
		parsed.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeExec
	}
	parsed.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		store.RegisterTypes(conn.TypeMap())
		return nil
	}
	pool, err := pgxpool.NewWithConfig(ctx, parsed)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	a.onClose(pool.Close)
	return pool, nil
}

func (a *App) newReconciler(fleet *services.Fleet, st *store.Store) *services.Reconciler {
	held := lease.New(a.cfg.Database.DirectURL.Reveal(), "reconciler", a.log)
	return services.NewReconciler(services.ReconcilerConfig{Every: reconcileEvery}, held, fleet, st, a.log)
}

// addWorkers lists what runs in the background, by the roles that this process plays.
func (a *App) addWorkers(
	ctx context.Context, fleet *services.Fleet, st *store.Store, files media, batcher *services.Batcher,
	reconciler *services.Reconciler,
) error {
	wake := func(string) {}
	if a.cfg.Roles.Reconciler {
		wake = func(string) { reconciler.Wake() }
		a.workers = append(a.workers, reconciler)
	}
	a.workers = append(a.workers, batcher, a.newListener(wake))
	if !a.cfg.Roles.Worker {
		return nil
	}
	queue, err := a.newQueue(ctx, fleet, st, files)
	if err != nil {
		return err
	}
	a.workers = append(a.workers, queue,
		services.NewIndexer(st, a.log),
		services.NewFetcher(fleet, st, files.service, a.metrics, a.log),
		services.NewHousekeeper(services.HousekeeperConfig{
			FeedRetention: a.cfg.Limits.FeedRetention, SendExpiry: a.cfg.Limits.SendExpiry,
		}, st, files.service, a.metrics, a.log),
		services.NewImporter(services.DefaultImporter(), fleet, st, a.log),
		services.NewGaps(services.DefaultGaps(), fleet, st, a.log),
		services.NewMerger(st, a.log),
		services.NewChatInfo(fleet, st, files.pictures, a.log),
	)
	return nil
}

func (a *App) newVerifier() *identity.Verifier {
	auth := a.cfg.Auth
	return identity.NewVerifier(identity.VerifierConfig{
		Issuer: auth.Issuer, Audience: auth.Audience, JWKSURL: auth.JWKSURL, HS256Secret: auth.JWTSecret.Reveal(),
		AllowAnonymous: auth.AllowAnonymous, Leeway: clockLeeway,
	}, &http.Client{Timeout: keysTimeout}, a.log, time.Now)
}

const (
	clockLeeway = 15 * time.Second
	keysTimeout = 5 * time.Second
)

func (a *App) onClose(fn func()) { a.closers = append(a.closers, fn) }

// Close gives everything back, the last opened first.
func (a *App) Close() {
	for i := len(a.closers) - 1; i >= 0; i-- {
		a.closers[i]()
	}
	a.closers = nil
}

// Handler serves the API.
func (a *App) Handler() http.Handler { return a.handler }

// RuntimeInfo says what stands behind the sessions.
func (a *App) RuntimeInfo() services.RuntimeInfo { return a.fleet.Info }
