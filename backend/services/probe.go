package services

import (
	"context"
	"errors"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// Silence is not death: a container that does not answer is reported first and restarted last.
const (
	probeQuiet     = 30 * time.Second // between probes of a session that is connected or waits for a person
	probeBusy      = 3 * time.Second  // while it is on its way there, or did not answer the last time
	probeTimeout   = 10 * time.Second // for one probe, whatever it asks: the container cannot be mended meanwhile
	missesToReport = 3
	missesToStart  = 20 // a minute of refused connections, some four of a WAHA that takes them and says nothing
)

// probeEvery is asked with r.mu held.
func (r *Reconciler) probeEvery(a action) time.Duration {
	if r.misses[a.key()] > 0 {
		return probeBusy
	}
	switch a.session.WAHAStatus {
	case models.WAHAWorking, models.WAHAFailed, models.WAHAScanQR:
		return probeQuiet
	default:
		return probeBusy
	}
}

// probe asks a running container how its session is.
func (r *Reconciler) probe(ctx context.Context, a action, log zerolog.Logger) error {
	target, err := r.fleet.target(ctx, a.session)
	if err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	err = r.sync(limited, a.session, target, log)
	silent := errors.Is(err, waha.ErrUnavailable) || errors.Is(err, waha.ErrTimeout)
	switch misses := r.miss(a.key(), silent); {
	case err == nil && recovered(a.session, a.instance, time.Now()):
		return r.store.RecordAttempt(ctx, a.session.ID, 0, a.session.NextAttemptAt)
	case !silent:
		return err
	case misses == missesToReport:
		return errors.Join(err, r.report(ctx, a.session, models.StatusError, errSilent))
	case misses >= missesToStart && a.session.Attempts < maxAttempts:
		r.miss(a.key(), false)
		return errors.Join(err, r.restart(ctx, a, log))
	}
	return err
}

// miss counts probes in a row without an answer.
func (r *Reconciler) miss(key string, silent bool) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !silent {
		delete(r.misses, key)
		return 0
	}
	r.misses[key]++
	return r.misses[key]
}
