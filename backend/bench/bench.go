package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// bench is what all parts share.
type bench struct {
	dir      string // of this run alone, removed at its end
	program  string // the backend's
	round    time.Duration
	postgres *postgres
	issuer   *issuer
	report   report
	started  time.Time
}

func newBench(ctx context.Context) (*bench, error) {
	round, err := secondsFrom(os.Getenv("BENCH_SECONDS"))
	if err != nil {
		return nil, err
	}
	program := os.Getenv("BENCH_PROGRAM")
	if program == "" {
		return nil, fmt.Errorf("BENCH_PROGRAM must name the backend's program; scripts/bench.sh builds it")
	}
	dir, err := os.MkdirTemp("", "conectafy-bench-")
	if err != nil {
		return nil, err
	}
	b := &bench{dir: dir, program: program, round: round, started: time.Now()}
	// PostgreSQL runs as a user of its own and has to get through.
	if err := os.Chmod(dir, 0o711); err != nil { //nolint:gosec // names below it are not secret
		b.close(ctx)
		return nil, err
	}
	b.progress("starting PostgreSQL ...")
	if err := buildImage(ctx); err != nil {
		b.close(ctx)
		return nil, err
	}
	if b.postgres, err = startPostgres(ctx, filepath.Join(dir, "postgres")); err != nil {
		b.close(ctx)
		return nil, err
	}
	if b.issuer, err = startIssuer(); err != nil {
		b.close(ctx)
		return nil, err
	}
	return b, nil
}

func (b *bench) close(ctx context.Context) {
	if b.issuer != nil {
		b.issuer.close()
	}
	if b.postgres != nil {
		b.postgres.close()
	}
	removeNetwork(ctx)
	removeImage(ctx)
	_ = os.RemoveAll(b.dir)
}

// progress tells who waits what is going on.
func (b *bench) progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%5.0fs  "+format+"\n", append([]any{time.Since(b.started).Seconds()}, args...)...)
}
