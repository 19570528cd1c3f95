package services

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/lease"
	"github.com/conectafy/conectafy/backend/internal/store"
)

// ReconcilerConfig is how the reconciler watches.
type ReconcilerConfig struct {
	Every time.Duration // between two looks at everything when nothing happens
}

// Reconciler makes the containers match what the sessions' owners want. Of all processes one at a time reconciles.
type Reconciler struct {
	cfg   ReconcilerConfig
	lease *lease.Lease
	fleet *Fleet
	store *store.Store
	log   zerolog.Logger

	wake  chan struct{}
	slots chan struct{} // held while the engine works on a container

	mu     sync.Mutex
	busy   map[string]task // by container: what is being done
	misses map[string]int  // probes in a row without an answer
	probed map[string]probed
}

// probed is when a container was asked last, and what its owner wanted of groups then.
type probed struct {
	at            time.Time
	ignoresGroups bool
}

// task is an action on its way.
type task struct {
	action action
	cancel context.CancelFunc
}

// NewReconciler returns the worker.
func NewReconciler(cfg ReconcilerConfig, l *lease.Lease, fleet *Fleet, st *store.Store, log zerolog.Logger) *Reconciler {
	return &Reconciler{
		cfg: cfg, lease: l, fleet: fleet, store: st, log: log, wake: make(chan struct{}, 1),
		slots: make(chan struct{}, maxAtOnce), busy: make(map[string]task), misses: make(map[string]int), probed: make(map[string]probed),
	}
}

// Name names the worker.
func (r *Reconciler) Name() string { return "reconciler" }

// Wake makes the reconciler look now.
func (r *Reconciler) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Run reconciles whenever this process holds the lease, until ctx ends.
func (r *Reconciler) Run(ctx context.Context) error {
	err := r.lease.Hold(ctx, r.reconcile)
	if ctx.Err() != nil {
		return nil //nolint:nilerr // being told to stop is no failure
	}
	return err
}

// maxAtOnce bounds the containers that the engine works on at the same time. Waiting for a WAHA to answer takes none of
// these places: numbers that hang must not keep the others from being created or deleted.
const maxAtOnce = 8

// onEngine makes a call of the engine when it is its turn.
func (r *Reconciler) onEngine(ctx context.Context, call func() error) error {
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
		return call()
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *Reconciler) reconcile(ctx context.Context) error {
	var work sync.WaitGroup
	defer work.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := r.store.EndPhases(ctx); err != nil {
		return err
	}
	work.Go(func() { r.watch(ctx) })
	ticker := time.NewTicker(r.cfg.Every)
	defer ticker.Stop()
	for {
		if err := r.look(ctx, &work); err != nil && ctx.Err() == nil {
			r.log.Warn().Err(err).Msg("could not look at sessions and containers; trying again")
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-r.wake:
		case <-ticker.C:
		}
	}
}

// look takes one look at everything and starts what has to be done. The containers are listed first: a row is there
// before its container, so a container without a row is one that nobody wants.
func (r *Reconciler) look(ctx context.Context, work *sync.WaitGroup) error {
	have, err := r.fleet.runtime.List(ctx)
	if err != nil {
		return err
	}
	want, err := r.store.AllSessions(ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	for _, a := range plan(want, have, now) {
		doing, ok := r.begin(ctx, a, now)
		if !ok {
			continue
		}
		work.Go(func() {
			defer r.end(a)
			r.do(doing, a)
		})
	}
	return nil
}

// begin says whether an action may start, and in which context: not while another one on the same container is on its
// way, and a probe not more often than there is reason to. What is on its way for a wish that its owner has changed since
// is cut short: nobody waits for a WAHA to boot that is to be deleted.
func (r *Reconciler) begin(ctx context.Context, a action, now time.Time) (context.Context, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := a.key()
	if current, busy := r.busy[key]; busy {
		if current.action.session.Desired != a.session.Desired {
			current.cancel()
		}
		return nil, false
	}
	if a.kind == actProbe {
		last, ignores := r.probed[key], a.session.IgnoresGroups
		if now.Sub(last.at) < r.probeEvery(a) && last.ignoresGroups == ignores { // else WAHA is to be told at once
			return nil, false
		}
		r.probed[key] = probed{at: now, ignoresGroups: ignores}
	}
	doing, cancel := context.WithCancel(ctx)
	r.busy[key] = task{action: a, cancel: cancel}
	return doing, true
}

func (r *Reconciler) end(a action) {
	r.mu.Lock()
	defer r.mu.Unlock()
	current := r.busy[a.key()]
	current.cancel()
	delete(r.busy, a.key())
	if a.kind == actRemove || a.kind == actOrphan {
		delete(r.misses, a.key())
		delete(r.probed, a.key())
	}
}

// watch wakes the reconciler when something happens to a container.
func (r *Reconciler) watch(ctx context.Context) {
	for ctx.Err() == nil {
		events, errs := r.fleet.runtime.Watch(ctx)
		for e := range events {
			r.log.Info().Str("container", e.Name).Str("event", string(e.Kind)).Int("exit_code", e.ExitCode).Msg("container event")
			time.AfterFunc(eventRest, r.Wake)
		}
		if err := <-errs; err != nil && ctx.Err() == nil {
			r.log.Warn().Err(err).Msg("lost the container events; subscribing again")
		}
		sleepUntil(ctx, time.Now().Add(watchRetry))
		r.Wake()
	}
}

const (
	watchRetry = 2 * time.Second
	// eventRest passes before an event is acted on. An engine that shuts down ends its containers first, and one that is started
	// again in that moment may be left with a file system that the engine can't take away any more.
	eventRest = time.Second
)

func (r *Reconciler) do(ctx context.Context, a action) {
	log := r.log.With().Str("container", a.key()).Stringer("session_id", a.session.ID).Str("action", string(a.kind)).Logger()
	if a.kind != actProbe {
		log.Info().Str("why", a.why).Msg("reconciling")
	}
	err := r.apply(ctx, a, log)
	switch {
	case ctx.Err() != nil: // told to stop, or its owner wants something else by now
		r.Wake()
	case err != nil:
		log.Warn().Err(err).Msg("reconciling failed; trying again")
		if a.kind == actUp || a.kind == actRestart {
			r.endPhase(ctx, a.session)
		}
	case a.kind != actProbe:
		r.Wake()
	}
}
