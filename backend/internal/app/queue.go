package app

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/realtime"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/services"
)

const (
	// queueConns are the connections that the queue has for itself.
	queueConns = 4
	// jobsAtOnce bounds the messages that are being sent at the same time, over all numbers.
	jobsAtOnce = 100
	jobTimeout = time.Minute
	// rescueAfter is when a job whose process died is taken up again.
	rescueAfter  = 90 * time.Second
	fetchEvery   = 200 * time.Millisecond
	fetchSpacing = 20 * time.Millisecond
	stopQueue    = 10 * time.Second
)

// queue works off the jobs.
type queue struct{ client *river.Client[pgx.Tx] }

func (a *App) newQueue(ctx context.Context, fleet *services.Fleet, st *store.Store, files media) (*queue, error) {
	parsed, err := pgxpool.ParseConfig(a.cfg.Database.DirectURL.Reveal())
	if err != nil {
		return nil, fmt.Errorf("read DATABASE_DIRECT_URL: %w", err)
	}
	// The queue's tables are the service's alone, and the queue has no user.
	parsed.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "set role service_role")
		return err
	}
	parsed.MaxConns = queueConns
	pool, err := pgxpool.NewWithConfig(ctx, parsed)
	if err != nil {
		return nil, fmt.Errorf("connect for the queue: %w", err)
	}
	a.onClose(pool.Close)

	workers := river.NewWorkers()
	river.AddWorker(workers, services.NewSender(services.SenderConfig{
		Gap: a.cfg.Limits.SendGap, Expiry: a.cfg.Limits.SendExpiry, ChosenIDs: takesChosenIDs(a.cfg.WAHA.Engine),
		FileTimeout: a.cfg.WAHA.MediaTimeout,
	}, fleet, st, files.container, a.metrics, a.tracer, a.log))
	river.AddWorker(workers, services.NewSeen(fleet, st))
	river.AddWorker(workers, services.NewChatTeller(fleet, st))
	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{
		Schema: database.RiverSchema, Workers: workers, JobTimeout: jobTimeout, RescueStuckJobsAfter: rescueAfter,
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: jobsAtOnce}},
		FetchPollInterval: fetchEvery, FetchCooldown: fetchSpacing,
		Logger: slog.New(slog.DiscardHandler), // the workers log what matters; the queue would log arguments
	})
	if err != nil {
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	return &queue{client: client}, nil
}

// takesChosenIDs says whether an engine sends under an id that it is given.
func takesChosenIDs(engine string) bool { return engine == "GOWS" || engine == "NOWEB" }

// Name names the worker.
func (q *queue) Name() string { return "queue" }

// Run works until ctx ends, then lets the jobs at hand end.
func (q *queue) Run(ctx context.Context) error {
	if err := q.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the queue: %w", err)
	}
	<-ctx.Done()
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopQueue)
	defer cancel()
	return q.client.StopAndCancel(stopping)
}

// newListener carries notifications of the database to those who wait in this process.
func (a *App) newListener(wakeReconciler func(string)) *realtime.Listener {
	handlers := map[string]func(string){
		store.FeedChannel: func(owner string) {
			if id, err := uuid.Parse(owner); err == nil {
				a.hub.Wake(id)
			}
		},
		store.PresenceChannel: func(payload string) {
			if owner, presence, err := store.ParsePresence(payload); err == nil {
				a.hub.Tell(owner, presence)
			}
		},
		store.SessionChannel: wakeReconciler,
	}
	missed := func() {
		a.hub.WakeAll()
		wakeReconciler("")
	}
	return realtime.NewListener(a.cfg.Database.DirectURL.Reveal(), handlers, missed, a.log)
}
