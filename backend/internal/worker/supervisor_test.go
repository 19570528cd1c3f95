package worker_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/worker"
)

// loop is a worker made of a function. The clock of these tests is synctest's: it jumps when everybody waits.
type loop struct {
	name string
	run  func(ctx context.Context) error
}

func (l loop) Name() string                  { return l.name }
func (l loop) Run(ctx context.Context) error { return l.run(ctx) }

func untilDone(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// supervise starts the workers; calling stop ends them and returns what Run returned.
func supervise(t *testing.T, workers ...worker.Worker) (s *worker.Supervisor, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	s = worker.New(zerolog.Nop(), 20*time.Second, workers...)
	result := make(chan error, 1)
	go func() { result <- s.Run(ctx) }()
	synctest.Wait()
	return s, func() error {
		cancel()
		return <-result
	}
}

func TestWorkersRunUntilStopped(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, stop := supervise(t, loop{"one", untilDone}, loop{"two", untilDone})
		for _, h := range s.Health() {
			if h.State != worker.Running {
				t.Errorf("%s is %s", h.Name, h.State)
			}
		}
		if err := stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
		for _, h := range s.Health() {
			if h.State != worker.Finished {
				t.Errorf("after the stop %s is %s", h.Name, h.State)
			}
		}
	})
}

func TestFailedWorkerRunsAgainAfterGrowingPauses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var starts []time.Duration
		begin := time.Now()
		s, stop := supervise(t, loop{"failing", func(context.Context) error {
			starts = append(starts, time.Since(begin))
			return errors.New("broken")
		}})
		time.Sleep(10 * time.Second) //nolint:forbidigo // synctest's clock: no real time passes.
		synctest.Wait()
		want := []time.Duration{0, time.Second, 3 * time.Second, 7 * time.Second}
		if len(starts) != len(want) {
			t.Fatalf("started at %v, want %v", starts, want)
		}
		for i := range want {
			if starts[i] != want[i] {
				t.Errorf("start %d at %v, want %v", i, starts[i], want[i])
			}
		}
		if h := s.Health()[0]; h.State != worker.Waiting || h.Failures != 4 || h.Err != "broken" {
			t.Errorf("health = %+v", h)
		}
		if err := stop(); err != nil {
			t.Errorf("stop in a pause: %v", err)
		}
	})
}

func TestFailuresAreForgottenAfterAWhile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var runs int
		s, stop := supervise(t, loop{"recovering", func(ctx context.Context) error {
			if runs++; runs < 3 {
				return errors.New("broken")
			}
			return untilDone(ctx)
		}})
		time.Sleep(time.Minute) //nolint:forbidigo // synctest's clock: no real time passes.
		synctest.Wait()
		if h := s.Health()[0]; h.State != worker.Running || h.Failures != 2 {
			t.Errorf("soon after: %+v", h)
		}
		time.Sleep(2 * time.Minute) //nolint:forbidigo // synctest's clock: no real time passes.
		synctest.Wait()
		if h := s.Health()[0]; h.Failures != 0 || h.Err != "" {
			t.Errorf("much later: %+v", h)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestPanicIsAFailure(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, stop := supervise(t, loop{"panicking", func(context.Context) error { panic("ouch") }}, loop{"calm", untilDone})
		health := s.Health()
		if !strings.Contains(health[0].Err, "ouch") || health[0].State != worker.Waiting {
			t.Errorf("health = %+v", health[0])
		}
		if health[1].State != worker.Running {
			t.Errorf("the other worker is %s", health[1].State)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestFinishedWorkerIsNotRunAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var runs atomic.Int32
		s := worker.New(zerolog.Nop(), time.Second, loop{"once", func(context.Context) error {
			runs.Add(1)
			return nil
		}})
		if err := s.Run(t.Context()); err != nil {
			t.Error(err)
		}
		if runs.Load() != 1 || s.Health()[0].State != worker.Finished {
			t.Errorf("%d runs, %+v", runs.Load(), s.Health()[0])
		}
	})
}

func TestStopHasALimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		_, stop := supervise(t, loop{"good", untilDone}, loop{"deaf", func(context.Context) error {
			<-release
			return nil
		}})
		begin := time.Now()
		err := stop()
		if err == nil || !strings.Contains(err.Error(), "deaf") || strings.Contains(err.Error(), "good") {
			t.Errorf("got %v", err)
		}
		if took := time.Since(begin); took != 20*time.Second {
			t.Errorf("took %v", took)
		}
		close(release)
	})
}
