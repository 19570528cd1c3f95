package worker

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"
)

const (
	firstPause = time.Second
	maxPause   = time.Minute
	// steady is how long a worker must run for its failures to be forgotten.
	steady = 2 * time.Minute
)

// Supervisor runs workers. Its methods may be called by several goroutines at once, Run only once.
type Supervisor struct {
	workers   []Worker
	stopLimit time.Duration
	log       zerolog.Logger

	mu     sync.Mutex
	health []Health // In the order of workers.
}

// New returns a supervisor that gives its workers stopLimit to end when they are told to.
func New(log zerolog.Logger, stopLimit time.Duration, workers ...Worker) *Supervisor {
	s := &Supervisor{workers: workers, stopLimit: stopLimit, log: log, health: make([]Health, len(workers))}
	for i, w := range workers {
		s.health[i] = Health{Name: w.Name(), State: Waiting, Since: time.Now()}
	}
	return s
}

// Run runs all workers until ctx is done and they have ended, or have nothing left to do. A worker that outstays the
// limit is left behind and named in the error.
func (s *Supervisor) Run(ctx context.Context) error {
	var running sync.WaitGroup
	for i, w := range s.workers {
		running.Go(func() { s.keepRunning(ctx, i, w) })
	}
	ended := make(chan struct{})
	go func() {
		running.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
	}
	select {
	case <-ended:
		return nil
	case <-time.After(s.stopLimit):
		return fmt.Errorf("workers didn't stop within %s: %s", s.stopLimit, strings.Join(s.unfinished(), ", "))
	}
}

// Health tells how each worker is, in the order in which they were given.
func (s *Supervisor) Health() []Health {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Health(nil), s.health...)
}

func (s *Supervisor) keepRunning(ctx context.Context, i int, w Worker) {
	log := s.log.With().Str("worker", w.Name()).Logger()
	for failures := 0; ; {
		s.update(i, func(h *Health) { h.State = Running })
		forget := time.AfterFunc(steady, func() { s.update(i, func(h *Health) { h.Failures, h.Err = 0, "" }) })
		started := time.Now()
		err := runOnce(ctx, w)
		forget.Stop()
		if err == nil || ctx.Err() != nil {
			s.update(i, func(h *Health) { h.State = Finished })
			s.logEnd(ctx, log, err)
			return
		}
		if time.Since(started) >= steady {
			failures = 0
		}
		failures++
		s.update(i, func(h *Health) { h.State, h.Failures, h.Err = Waiting, failures, err.Error() })
		log.Error().Err(err).Int("failures", failures).Msg("worker failed")
		if !wait(ctx, pause(failures)) {
			s.update(i, func(h *Health) { h.State = Finished })
			return
		}
	}
}

// logEnd keeps an error that came while stopping, unless it only repeats that it was told to stop.
func (s *Supervisor) logEnd(ctx context.Context, log zerolog.Logger, err error) {
	switch {
	case err != nil && !errors.Is(err, ctx.Err()):
		log.Warn().Err(err).Msg("worker stopped with an error")
	default:
		log.Debug().Msg("worker ended")
	}
}

func (s *Supervisor) update(i int, change func(*Health)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.health[i].State
	change(&s.health[i])
	if s.health[i].State != before {
		s.health[i].Since = time.Now()
	}
}

func (s *Supervisor) unfinished() []string {
	var names []string
	for _, h := range s.Health() {
		if h.State != Finished {
			names = append(names, h.Name)
		}
	}
	return names
}

// runOnce turns a panic into a failure like any other: one loop's mistake must not take the process along.
func runOnce(ctx context.Context, w Worker) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	return w.Run(ctx)
}

// pause doubles with each failure in a row.
func pause(failures int) time.Duration {
	return min(firstPause<<min(failures-1, 10), maxPause)
}

// wait returns false when ctx is done first.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
