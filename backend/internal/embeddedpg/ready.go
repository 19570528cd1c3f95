package embeddedpg

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	pollEvery      = 30 * time.Millisecond
	connectTimeout = 2 * time.Second
)

// waitReady returns when the server accepts the superuser. An answer from anybody else on the port fails the password.
func (s *Server) waitReady(ctx context.Context) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		err := ping(ctx, s.dsn)
		if err == nil {
			return nil
		}
		select {
		case <-s.process.Exited():
			return fmt.Errorf("the server ended at once: %w: %s", errOr(s.process.Err()), s.folder.logTail())
		case <-ctx.Done():
			return fmt.Errorf("the server doesn't answer: %w: %w", ctx.Err(), err)
		case <-tick.C:
		}
	}
}

func ping(ctx context.Context, dsn string) error {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}
