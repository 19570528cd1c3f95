package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
)

// becomeWithKeptPlans is become for statements that are given lists. PostgreSQL, left to itself, makes a new plan for each list, which
// takes longer than storing a message does.
const becomeWithKeptPlans = become + `, set_config('plan_cache_mode', 'force_generic_plan', true)`

// pipelineAsService sends the statements that fn asks for in a single round trip, as one transaction with the service
// role. It is for statements that answer nothing.
func (s *Store) pipelineAsService(ctx context.Context, fn func(*sqlc.Queries) error) error {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	p := &pipeline{}
	p.batch.Queue(becomeWithKeptPlans, roleService, "", s.limit())
	if err := fn(sqlc.New(p)); err != nil {
		return err
	}
	return translate(s.pool.SendBatch(ctx, &p.batch).Close())
}

// pipeline is a sqlc.DBTX that collects statements.
type pipeline struct{ batch pgx.Batch }

var errNoAnswer = errors.New("a pipeline has no answers")

func (p *pipeline) Exec(_ context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	p.batch.Queue(sql, args...)
	return pgconn.CommandTag{}, nil
}

func (p *pipeline) Query(context.Context, string, ...any) (pgx.Rows, error) { return nil, errNoAnswer }

func (p *pipeline) QueryRow(context.Context, string, ...any) pgx.Row { return failedRow{errNoAnswer} }
