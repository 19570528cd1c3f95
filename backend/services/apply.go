package services

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// Why a session is in error: the codes that its owner is told.
const (
	errCrashLoop    = "container_crash_loop"
	errImageMissing = "image_missing"
	errStartFailed  = "container_start_failed"
	errSilent       = "waha_not_answering"
	errStuck        = "waha_stuck_starting"
)

func (r *Reconciler) apply(ctx context.Context, a action, log zerolog.Logger) error {
	switch a.kind {
	case actUp:
		return r.up(ctx, a, log)
	case actProbe:
		return r.probe(ctx, a, log)
	case actRestart:
		return r.restart(ctx, a, log)
	case actStop:
		return r.stop(ctx, a)
	case actRemove:
		return r.remove(ctx, a)
	case actOrphan:
		return r.onEngine(ctx, func() error { return r.fleet.runtime.Remove(ctx, a.instance.Name) })
	case actGiveUp:
		return r.report(ctx, a.session, models.StatusError, whyGivenUp(a))
	}
	return nil
}

// whyGivenUp is what an owner is told of a session that is not tried again.
func whyGivenUp(a action) string {
	switch {
	case a.instance.State == runtime.StateRunning:
		return errStuck
	case a.session.ErrorCode != "":
		return a.session.ErrorCode
	}
	return errCrashLoop
}

// up makes a session's container run and its WAHA session start. The attempt is counted before it is made, so that a
// backend that dies of it does not try for ever.
func (r *Reconciler) up(ctx context.Context, a action, log zerolog.Logger) error {
	attempts := attemptsAfter(a.session, a.instance)
	if err := r.store.RecordAttempt(ctx, a.session.ID, attempts, time.Now().Add(backoff(attempts))); err != nil {
		return err
	}
	session, err := r.ensure(ctx, a.session)
	if err != nil {
		return r.startFailed(ctx, a.session, attempts, err)
	}
	return r.started(ctx, session, log)
}

// started goes on after a container began to run. A restart that was asked for is done by that.
func (r *Reconciler) started(ctx context.Context, s models.Session, log zerolog.Logger) error {
	if err := r.store.RestartDone(ctx, s); err != nil {
		return err
	}
	if err := r.report(ctx, s, models.StatusConnecting, ""); err != nil {
		return err
	}
	return r.boot(ctx, s, log)
}

// portTries is how often another port is tried when strangers hold the ones given.
const portTries = 5

// ensure runs the container, on another port if a stranger's program holds its own.
func (r *Reconciler) ensure(ctx context.Context, s models.Session) (models.Session, error) {
	secrets, err := r.store.Secrets(ctx, s.ID)
	if err != nil {
		return s, err
	}
	tell := r.tellPhases(ctx, s)
	for range portTries {
		err = r.onEngine(ctx, func() error {
			_, err := r.fleet.runtime.Ensure(ctx, r.fleet.spec(s, secrets), tell)
			return err
		})
		if !errors.Is(err, runtime.ErrPortTaken) {
			return s, err
		}
		moved, moveErr := r.store.MoveToFreePort(ctx, s, s.ContainerPort)
		if moveErr != nil {
			return s, errors.Join(err, moveErr)
		}
		s = moved
	}
	return s, err
}

func (r *Reconciler) startFailed(ctx context.Context, s models.Session, attempts int, err error) error {
	switch {
	case errors.Is(err, runtime.ErrUnavailable), errors.Is(err, runtime.ErrTimeout):
		// Nothing is wrong with the session: the attempt does not count against it.
		return errors.Join(err, r.store.RecordAttempt(ctx, s.ID, attempts-1, time.Now().Add(firstBackoff)))
	case errors.Is(err, runtime.ErrImageMissing):
		return errors.Join(err, r.report(ctx, s, models.StatusError, errImageMissing))
	case attempts >= maxAttempts:
		return errors.Join(err, r.report(ctx, s, models.StatusError, errStartFailed))
	}
	return err
}

// How long a fresh container may take until its WAHA answers, and how often it is asked meanwhile.
const (
	bootTimeout = 90 * time.Second
	bootPause   = 10 * time.Millisecond
	maxPause    = 500 * time.Millisecond
	endedEvery  = 2 * time.Second // between two looks whether it ended meanwhile: each asks for all containers
)

// boot waits until WAHA answers and starts its session.
func (r *Reconciler) boot(ctx context.Context, s models.Session, log zerolog.Logger) error {
	target, err := r.fleet.target(ctx, s)
	if err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, bootTimeout)
	defer cancel()
	nextCheck := time.Now().Add(endedEvery)
	for pause := bootPause; ; pause = min(2*pause, maxPause) {
		if err = r.fleet.waha.Ping(limited, target); err == nil {
			return r.sync(ctx, s, target, log)
		}
		if !sleepUntil(limited, time.Now().Add(pause)) {
			return errors.Join(fmt.Errorf("wait for WAHA: %w", err), ctx.Err())
		}
		if time.Now().Before(nextCheck) {
			continue
		}
		nextCheck = time.Now().Add(endedEvery)
		if gone, listErr := r.ended(limited, s.ContainerName); listErr == nil && gone {
			return fmt.Errorf("the container ended while WAHA was starting: %w", err)
		}
	}
}

// ended says whether a container that was started does not run any more.
func (r *Reconciler) ended(ctx context.Context, name string) (bool, error) {
	instances, err := r.fleet.runtime.List(ctx)
	if err != nil {
		return false, err
	}
	for _, i := range instances {
		if i.Name == name {
			return i.State == runtime.StateExited || i.State == runtime.StateDead, nil
		}
	}
	return true, nil
}

// sync asks WAHA for its session, makes or starts it where that needs nobody, and stores its state.
func (r *Reconciler) sync(ctx context.Context, s models.Session, target waha.Target, log zerolog.Logger) error {
	secrets, err := r.store.Secrets(ctx, s.ID)
	if err != nil {
		return err
	}
	hook := r.fleet.webhook(s, secrets)
	info, err := r.fleet.ask(ctx, s, target)
	switch {
	case errors.Is(err, waha.ErrNotFound):
		log.Info().Msg("making the WAHA session")
		err = r.fleet.waha.CreateSession(ctx, target, hook)
	case err != nil:
		return err
	case !info.Reports(hook):
		log.Info().Msg("telling WAHA where to report")
		err = r.fleet.waha.ConfigureSession(ctx, target, hook)
	case info.Status == models.WAHAStopped:
		log.Info().Msg("starting the WAHA session")
		err = r.fleet.waha.StartSession(ctx, target)
	default:
		return nil
	}
	if err != nil {
		return err
	}
	_, err = r.fleet.ask(ctx, s, target)
	return err
}

func (r *Reconciler) restart(ctx context.Context, a action, log zerolog.Logger) error {
	attempts := attemptsAfter(a.session, a.instance)
	if err := r.store.RecordAttempt(ctx, a.session.ID, attempts, time.Now().Add(backoff(attempts))); err != nil {
		return err
	}
	err := r.onEngine(ctx, func() error {
		_, err := r.fleet.runtime.Restart(ctx, a.session.ContainerName)
		return err
	})
	if err != nil {
		return r.startFailed(ctx, a.session, attempts, err)
	}
	return r.started(ctx, a.session, log)
}

func (r *Reconciler) stop(ctx context.Context, a action) error {
	err := r.onEngine(ctx, func() error { return r.fleet.runtime.Stop(ctx, a.session.ContainerName) })
	if err != nil && !errors.Is(err, runtime.ErrNotFound) {
		return err
	}
	_, err = r.store.ApplyStatus(ctx, a.session.ID, store.StatusChange{
		Status: models.StatusDisconnected, WAHAStatus: models.WAHAStopped, At: time.Now(),
	})
	return err
}

// unlinkTimeout bounds the try to unlink the phone of a session that goes.
const unlinkTimeout = 5 * time.Second

// remove takes everything away, the row last: whatever interrupts it, the row brings it back here.
func (r *Reconciler) remove(ctx context.Context, a action) error {
	if a.instance.State == runtime.StateRunning {
		r.unlink(ctx, a.session)
	}
	if err := r.onEngine(ctx, func() error { return r.fleet.runtime.Remove(ctx, a.session.ContainerName) }); err != nil {
		return err
	}
	return r.store.RemoveSession(ctx, a.session)
}

// unlink removes the device from the phone's list if that can be had; a container that does not answer goes anyway.
func (r *Reconciler) unlink(ctx context.Context, s models.Session) {
	ctx, cancel := context.WithTimeout(ctx, unlinkTimeout)
	defer cancel()
	target, err := r.fleet.target(ctx, s)
	if err == nil {
		err = r.fleet.waha.DeleteSession(ctx, target)
	}
	if err != nil {
		r.log.Warn().Err(err).Stringer("session_id", s.ID).Msg("could not unlink the phone before the deletion")
	}
}

// report stores what the reconciler itself knows of a session. WAHA's own word follows when it answers.
func (r *Reconciler) report(ctx context.Context, s models.Session, status models.SessionStatus, code string) error {
	change := store.StatusChange{Status: status, WAHAStatus: models.WAHAStarting, At: time.Now(), ErrorCode: code}
	switch status {
	case models.StatusError:
		change.WAHAStatus = s.WAHAStatus
	case models.StatusConnecting:
		change.Phase = models.PhaseBooting
	}
	_, err := r.store.ApplyStatus(ctx, s.ID, change)
	return err
}
