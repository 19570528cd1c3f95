package main

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// call is one unit of work of one caller; caller counts from zero.
type call func(ctx context.Context, caller int) error

// tally is what a load came to.
type tally struct {
	calls int
	took  time.Duration
}

func (t *tally) add(more tally) {
	t.calls += more.calls
	t.took += more.took
}

func (t tally) perSecond() float64 { return float64(t.calls) / t.took.Seconds() }

// full has so many callers call without a pause.
func full(ctx context.Context, callers int, lasting time.Duration, do call) (tally, error) {
	var calls atomic.Int64
	start := time.Now()
	group, ctx := errgroup.WithContext(ctx)
	for caller := range callers {
		group.Go(func() error {
			for time.Since(start) < lasting && ctx.Err() == nil {
				if err := do(ctx, caller); err != nil {
					return err
				}
				calls.Add(1)
			}
			return ctx.Err()
		})
	}
	err := group.Wait()
	return tally{calls: int(calls.Load()), took: time.Since(start)}, err
}

// steady starts so many calls a second, whether the ones before have ended or not, and says how long each took from the
// moment at which it was due. There must be callers enough to have one free.
func steady(ctx context.Context, callers int, perSecond float64, lasting time.Duration, do call) ([]time.Duration, error) {
	took := make([]time.Duration, callsIn(perSecond, lasting))
	gap := time.Duration(float64(time.Second) / perSecond)
	var next atomic.Int64
	start := time.Now()
	group, ctx := errgroup.WithContext(ctx)
	for caller := range callers {
		group.Go(func() error {
			for ctx.Err() == nil {
				turn := next.Add(1) - 1
				if turn >= int64(len(took)) {
					return nil
				}
				due := start.Add(time.Duration(turn) * gap)
				waitUntil(ctx, due)
				if err := do(ctx, caller); err != nil {
					return err
				}
				took[turn] = time.Since(due)
			}
			return ctx.Err()
		})
	}
	err := group.Wait()
	return took, err
}

// callsIn is how many calls a steady load makes.
func callsIn(perSecond float64, lasting time.Duration) int { return int(perSecond * lasting.Seconds()) }

func waitUntil(ctx context.Context, moment time.Time) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Until(moment)):
	}
}

// percentile sorts what it is given.
func percentile(took []time.Duration, part float64) time.Duration {
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return took[min(int(float64(len(took))*part), len(took)-1)]
}
