package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/models"
)

// countJobs is written here since sqlc doesn't know River's tables, which its own migrations make.
const countJobs = `select kind, state::text, count(*), greatest(extract(epoch from now() - min(scheduled_at)), 0)::float8
	from river.river_job where state in ('available', 'pending', 'running', 'retryable', 'scheduled') group by kind, state`

// Vitals counts what the whole installation does and what waits in it.
func (s *Store) Vitals(ctx context.Context) (models.Vitals, error) {
	vitals := models.Vitals{Sessions: make(map[models.SessionStatus]int)}
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		sessions, err := w.CountSessionsByStatus(ctx)
		if err != nil {
			return err
		}
		for _, row := range sessions {
			vitals.Sessions[models.SessionStatus(row.Status)] = int(row.Sessions)
		}
		outbox, err := w.CountOutbox(ctx)
		if err != nil {
			return err
		}
		vitals.Outbox = models.Backlog{Waiting: int(outbox.Waiting), Oldest: seconds(outbox.Oldest)}
		media, err := w.CountPendingMedia(ctx)
		if err != nil {
			return err
		}
		vitals.Media = models.Backlog{Waiting: int(media.Waiting), Oldest: seconds(media.Oldest)}
		vitals.Jobs, err = w.countJobs(ctx)
		return err
	})
	return vitals, err
}

func (w *work) countJobs(ctx context.Context) ([]models.JobBacklog, error) {
	rows, err := w.tx.Query(ctx, countJobs)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (job models.JobBacklog, err error) {
		var oldest float64
		err = row.Scan(&job.Kind, &job.State, &job.Waiting, &oldest)
		job.Oldest = seconds(oldest)
		return job, err
	})
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// Pool tells how busy the connections are. It asks nobody.
func (s *Store) Pool() models.Pool {
	stat := s.pool.Stat()
	return models.Pool{
		InUse: int(stat.AcquiredConns()), Idle: int(stat.IdleConns()), Max: int(stat.MaxConns()),
		Waits: stat.EmptyAcquireCount(), Waited: stat.EmptyAcquireWaitTime(),
	}
}
