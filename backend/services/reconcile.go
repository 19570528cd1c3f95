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

	wake chan struct{}

	mu     sync.Mutex
	busy   map[string]bool // the containers that are being worked on
	misses map[string]int  // probes in a row without an answer
	probed map[string]time.Time
}

// NewReconciler returns the worker.
func NewReconciler(cfg ReconcilerConfig, l *lease.Lease, fleet *Fleet, st *store.Store, log zerolog.Logger) *Reconciler {
	return &Reconciler{
		cfg: cfg, lease: l, fleet: fleet, store: st, log: log, wake: make(chan struct{}, 1),
		busy: make(map[string]bool), misses: make(map[string]int), probed: make(map[string]time.Time),
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

// maxAtOnce bounds the containers that are worked on at the same time.
const maxAtOnce = 8

func (r *Reconciler) reconcile(ctx context.Context) error {
	var work sync.WaitGroup
	defer work.Wait()
	slots := make(chan struct{}, maxAtOnce)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	work.Go(func() { r.watch(ctx) })
	ticker := time.NewTicker(r.cfg.Every)
	defer ticker.Stop()
	for {
		if err := r.look(ctx, slots, &work); err != nil && ctx.Err() == nil {
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
func (r *Reconciler) look(ctx context.Context, slots chan struct{}, work *sync.WaitGroup) error {
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
		if !r.begin(a, now) {
			continue
		}
		work.Go(func() {
			defer r.end(a)
			select {
			case slots <- struct{}{}:
				defer func() { <-slots }()
			case <-ctx.Done():
				return
			}
			r.do(ctx, a)
		})
	}
	return nil
}

// begin says whether an action may start: not while another one on the same container runs, and a probe not more often
// than there is reason to.
func (r *Reconciler) begin(a action, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := a.key()
	if r.busy[key] || a.kind == actProbe && now.Sub(r.probed[key]) < r.probeEvery(a) {
		return false
	}
	if a.kind == actProbe {
		r.probed[key] = now
	}
	r.busy[key] = true
	return true
}

func (r *Reconciler) end(a action) {
	r.mu.Lock()
	defer r.mu.Unlock()
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
			r.Wake()
		}
		if err := <-errs; err != nil && ctx.Err() == nil {
			r.log.Warn().Err(err).Msg("lost the container events; subscribing again")
		}
		sleepUntil(ctx, time.Now().Add(watchRetry))
		r.Wake()
	}
}

const watchRetry = 2 * time.Second

func (r *Reconciler) do(ctx context.Context, a action) {
	log := r.log.With().Str("container", a.key()).Stringer("session_id", a.session.ID).Str("action", string(a.kind)).Logger()
	if a.kind != actProbe {
		log.Info().Str("why", a.why).Msg("reconciling")
	}
	if err := r.apply(ctx, a, log); err != nil && ctx.Err() == nil {
		log.Warn().Err(err).Msg("reconciling failed; trying again")
		return
	}
	if a.kind != actProbe && ctx.Err() == nil {
		r.Wake()
	}
}
