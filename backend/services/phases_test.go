package services

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/lease"
	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/simulator"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// slowEngine is an engine that does what the test says, when it says so. Its only container is the simulator, which answers
// once it is open.
type slowEngine struct {
	fixedRuntime

	steps chan runtime.Progress // what Ensure tells next
	made  chan error            // how it ends
	runs  atomic.Bool
	open  atomic.Bool
	name  string
}

func newSlowEngine(t *testing.T, name string) *slowEngine {
	t.Helper()
	e := &slowEngine{name: name, steps: make(chan runtime.Progress), made: make(chan error)}
	target, err := url.Parse(simulator.Start(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(target)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !e.open.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	e.url = server.URL
	return e
}

func (e *slowEngine) Ensure(ctx context.Context, _ runtime.Spec, tell func(runtime.Progress)) (runtime.Instance, error) {
	for {
		select {
		case p := <-e.steps:
			tell(p)
		case err := <-e.made:
			e.runs.Store(err == nil)
			return runtime.Instance{}, err
		case <-ctx.Done():
			return runtime.Instance{}, ctx.Err()
		}
	}
}

func (e *slowEngine) List(context.Context) ([]runtime.Instance, error) {
	if !e.runs.Load() {
		return nil, nil
	}
	return []runtime.Instance{{Name: e.name, State: runtime.StateRunning, StartedAt: time.Now()}}, nil
}

func (e *slowEngine) Watch(ctx context.Context) (<-chan runtime.Event, <-chan error) {
	events, errs := make(chan runtime.Event), make(chan error)
	context.AfterFunc(ctx, func() {
		close(events)
		close(errs)
	})
	return events, errs
}

// beginner is a number that is being started.
type beginner struct {
	*dbtest.DB
	engine  *slowEngine
	owner   models.Caller
	session models.Session
	client  *waha.Client
}

func newBeginner(t *testing.T) *beginner {
	t.Helper()
	b := &beginner{DB: dbtest.New(t), client: waha.NewClient(30*time.Second, time.Minute)}
	t.Cleanup(b.client.Close)
	b.owner = b.User(t, "owner")
	id := uuid.Must(uuid.NewV7())
	var err error
	b.session, err = b.Store.CreateSession(t.Context(), b.owner, store.NewSession{
		ID: id, Name: "Tienda", ContainerName: "waha-session-" + id.String(), BasePort: 20_000, Limit: 10,
		Secrets: models.SessionSecrets{APIKey: simulator.Key, WebhookSecret: "s"},
	})
	if err != nil {
		t.Fatal(err)
	}
	b.engine = newSlowEngine(t, b.session.ContainerName)
	return b
}

// reconciling runs a reconciler until the test or the returned function ends it.
func (b *beginner) reconciling(t *testing.T) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	fleet := NewFleet(FleetConfig{WebhookBaseURL: "http://127.0.0.1:1"}, b.Store, b.engine, b.client)
	r := NewReconciler(ReconcilerConfig{Every: 10 * time.Millisecond}, lease.New(b.ServerDSN, "reconciler", zerolog.Nop()), fleet, b.Store, zerolog.Nop())
	var running sync.WaitGroup
	running.Go(func() { _ = r.Run(ctx) })
	stop = func() { cancel(); running.Wait() }
	t.Cleanup(stop)
	return stop
}

func (b *beginner) now(t *testing.T) models.Session {
	t.Helper()
	s, err := b.Store.Session(t.Context(), b.owner, b.session.ID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// shows waits until the session is in a phase. A percent of -1 is none.
func (b *beginner) shows(t *testing.T, phase models.Phase, percent int) {
	t.Helper()
	wait.Until(t, "the phase is "+string(phase), func() bool {
		s := b.now(t)
		return s.Phase == phase && (s.PhasePercent == nil && percent == -1 || s.PhasePercent != nil && *s.PhasePercent == percent)
	})
}

func TestPhasesOfAStart(t *testing.T) {
	t.Parallel()
	b := newBeginner(t)
	b.reconciling(t)
	b.engine.steps <- runtime.Progress{}
	b.shows(t, models.PhaseCreating, -1)
	b.engine.steps <- runtime.Progress{Pulling: true, Percent: runtime.UnknownPercent}
	b.shows(t, models.PhasePulling, -1)
	b.engine.steps <- runtime.Progress{Pulling: true, Percent: 0}
	b.shows(t, models.PhasePulling, 0)
	b.engine.steps <- runtime.Progress{Pulling: true, Percent: 40}
	b.shows(t, models.PhasePulling, 40)
	b.engine.made <- nil
	b.shows(t, models.PhaseBooting, -1)
	b.engine.open.Store(true)
	b.shows(t, "", -1)
}

func TestPhaseOfAStartThatFails(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{
		"the image can't be had":     runtime.ErrImageMissing,
		"the engine does not answer": runtime.ErrUnavailable,
		"anything":                   errors.New("anything"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBeginner(t)
			b.reconciling(t)
			b.engine.steps <- runtime.Progress{Pulling: true, Percent: 40}
			b.shows(t, models.PhasePulling, 40)
			b.engine.made <- err
			b.shows(t, "", -1)
		})
	}
}

// Whoever is told of a phase is told of its end, even if the backend is gone that began it.
func TestPhaseOfABackendThatIsGone(t *testing.T) {
	t.Parallel()
	b := newBeginner(t)
	stop := b.reconciling(t)
	b.engine.steps <- runtime.Progress{Pulling: true, Percent: 40}
	b.shows(t, models.PhasePulling, 40)
	stop()
	b.shows(t, models.PhasePulling, 40)
	b.reconciling(t)
	b.shows(t, "", -1)
}
