// Package lease lets one process among many do what only one may do.
package lease

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rs/zerolog"
)

const (
	retryEvery   = time.Second
	checkEvery   = 2 * time.Second
	checkTimeout = 5 * time.Second
)

// ErrLost says that the connection that held the lease broke.
var ErrLost = errors.New("the lease is lost")

// Lease is an advisory lock of PostgreSQL on a connection of its own: it ends with the process that holds it, however
// that process ends. The address must be a direct one.
type Lease struct {
	dsn  string
	name string
	log  zerolog.Logger
}

// New returns the lease of a name.
func New(dsn, name string, log zerolog.Logger) *Lease { return &Lease{dsn: dsn, name: name, log: log} }

// Hold waits for the lease, runs fn with it and gives it back. The context of fn ends when the lease is lost.
func (l *Lease) Hold(ctx context.Context, fn func(context.Context) error) error {
	conn, err := l.connect(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if err := l.acquire(ctx, conn); err != nil {
		return err
	}
	l.log.Info().Str("lease", l.name).Msg("holding the lease")
	held, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.guard(held, conn, cancel)
	}()
	err = fn(held)
	cancel(nil)
	<-done
	return err
}

func (l *Lease) connect(ctx context.Context) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	conn, err := pgx.Connect(ctx, l.dsn)
	if err != nil {
		return nil, fmt.Errorf("connect for the lease %s: %w", l.name, err)
	}
	return conn, nil
}

func (l *Lease) acquire(ctx context.Context, conn *pgx.Conn) error {
	for {
		var got bool
		err := conn.QueryRow(ctx, "select pg_try_advisory_lock(hashtext($1))", "conectafy."+l.name).Scan(&got)
		if err != nil {
			return fmt.Errorf("ask for the lease %s: %w", l.name, err)
		}
		if got {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(retryEvery):
		}
	}
}

// guard ends the work as soon as the connection, and with it the lock, is gone.
func (l *Lease) guard(ctx context.Context, conn *pgx.Conn, cancel context.CancelCauseFunc) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(checkEvery):
		}
		check, stop := context.WithTimeout(ctx, checkTimeout)
		err := conn.Ping(check)
		stop()
		if err != nil && ctx.Err() == nil {
			cancel(fmt.Errorf("%w: %w", ErrLost, err))
			return
		}
	}
}
