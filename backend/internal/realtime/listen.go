package realtime

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rs/zerolog"
)

// Listener hears PostgreSQL's notifications on a connection of its own. The address must be a direct one: through a
// pooler in transaction mode notifications never arrive.
type Listener struct {
	dsn      string
	handlers map[string]func(payload string)
	onGap    func()
	log      zerolog.Logger
}

// NewListener returns a Listener that calls the handler of each channel, and onGap whenever notifications may have been
// missed: at the beginning and after a lost connection. Handlers must not block.
func NewListener(dsn string, handlers map[string]func(payload string), onGap func(), log zerolog.Logger) *Listener {
	return &Listener{dsn: dsn, handlers: handlers, onGap: onGap, log: log}
}

// Name names the worker.
func (l *Listener) Name() string { return "listener" }

// reconnectAfter is the pause before a lost connection is made again.
const reconnectAfter = time.Second

// Run listens until ctx ends.
func (l *Listener) Run(ctx context.Context) error {
	for {
		err := l.listen(ctx)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // being told to stop is no failure
		}
		l.log.Warn().Err(err).Msg("lost the notifications; reconnecting")
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(reconnectAfter):
		}
	}
}

func (l *Listener) listen(ctx context.Context) error {
	conn, err := connect(ctx, l.dsn)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	for channel := range l.handlers {
		if _, err := conn.Exec(ctx, "listen "+pgx.Identifier{channel}.Sanitize()); err != nil {
			return fmt.Errorf("listen on %s: %w", channel, err)
		}
	}
	l.onGap()
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return fmt.Errorf("wait for a notification: %w", err)
		}
		l.handlers[n.Channel](n.Payload)
	}
}

const connectTimeout = 10 * time.Second

func connect(ctx context.Context, dsn string) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return nil, fmt.Errorf("connect to listen: %w", err)
	}
	return conn, nil
}
