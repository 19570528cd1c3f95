package services

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/models"
)

var (
	planNow = time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)
	noState = runtime.State("") // no container at all
)

const nothing = actionKind("")

// planned says what is done for one session with a container in a state.
func planned(t *testing.T, s models.Session, i runtime.Instance) actionKind {
	t.Helper()
	s.ID, s.ContainerName = uuid.New(), "waha-session-1"
	var have []runtime.Instance
	if i.State != noState {
		i.Name = s.ContainerName
		have = append(have, i)
	}
	actions := plan([]models.Session{s}, have, planNow)
	switch len(actions) {
	case 0:
		return nothing
	case 1:
		if a := actions[0]; a.session.ID != s.ID || a.key() != s.ContainerName || a.why == "" {
			t.Errorf("the action is about %s and says %q", a.key(), a.why)
		}
		return actions[0].kind
	}
	t.Fatalf("%d actions for one session", len(actions))
	return nothing
}

// What is wanted, against every state of the container, when nothing was tried before.
func TestPlanByState(t *testing.T) {
	t.Parallel()
	states := []runtime.State{
		noState, runtime.StateCreated, runtime.StateExited, runtime.StateDead, runtime.StatePaused, runtime.StateRemoving,
		runtime.StateRunning, runtime.StateRestarting,
	}
	runs := map[runtime.State]bool{runtime.StateRunning: true, runtime.StateRestarting: true}
	for _, waha := range []models.WAHAStatus{"", "STOPPED", "STARTING", "SCAN_QR_CODE", "WORKING", "FAILED", "PASSKEY_REQUIRED"} {
		for _, restart := range []time.Time{{}, planNow.Add(-time.Second)} {
			for _, state := range states {
				for _, desired := range []models.DesiredState{models.DesiredRunning, models.DesiredStopped, models.DesiredDeleted} {
					want := nothing
					switch {
					case desired == models.DesiredDeleted:
						want = actRemove
					case desired == models.DesiredStopped && (runs[state] || waha != models.WAHAStopped):
						want = actStop
					case desired == models.DesiredRunning && !runs[state]:
						want = actUp
					case desired == models.DesiredRunning && !restart.IsZero():
						want = actRestart
					case desired == models.DesiredRunning:
						want = actProbe
					}
					s := models.Session{Desired: desired, WAHAStatus: waha, WAHAStatusAt: planNow, RestartRequestedAt: restart}
					if got := planned(t, s, runtime.Instance{State: state}); got != want {
						t.Errorf("wanted %s, container %q, WAHA %q, restart %v: got %q, want %q", desired, state, waha, !restart.IsZero(), got, want)
					}
				}
			}
		}
	}
}

func TestPlanByHistory(t *testing.T) {
	t.Parallel()
	exited := func(ran time.Duration) runtime.Instance {
		return runtime.Instance{State: runtime.StateExited, ExitCode: 1, StartedAt: planNow.Add(-ran), FinishedAt: planNow}
	}
	stoppedAfter := func(ran time.Duration) runtime.Instance {
		i := exited(ran)
		i.ExitCode = 0
		return i
	}
	running := runtime.Instance{State: runtime.StateRunning}
	asked, later, earlier := planNow.Add(-time.Hour), planNow.Add(time.Second), planNow.Add(-time.Second)
	for _, c := range []struct {
		name     string
		session  models.Session
		instance runtime.Instance
		want     actionKind
	}{
		{"no container, in its pause", models.Session{Attempts: 1, NextAttemptAt: later}, runtime.Instance{}, nothing},
		{"no container, after its pause", models.Session{Attempts: 1, NextAttemptAt: earlier}, runtime.Instance{}, actUp},
		{"no container, at the end of its pause", models.Session{Attempts: 1, NextAttemptAt: planNow}, runtime.Instance{}, actUp},
		{"the last try", models.Session{Attempts: maxAttempts - 1}, exited(time.Second), actUp},
		{"one too many", models.Session{Attempts: maxAttempts, Status: models.StatusConnecting}, exited(time.Second), actGiveUp},
		{"one too many, without a container", models.Session{Attempts: maxAttempts}, runtime.Instance{}, actGiveUp},
		{"one too many, in its pause", models.Session{Attempts: maxAttempts, NextAttemptAt: later}, exited(time.Second), actGiveUp},
		{"its owner knows already", models.Session{Attempts: maxAttempts, Status: models.StatusError}, exited(time.Second), nothing},
		{"it had run well", models.Session{Attempts: maxAttempts, Status: models.StatusError}, exited(stableAfter + time.Second), actUp},
		{"it had run well, in its pause", models.Session{Attempts: maxAttempts, NextAttemptAt: later}, exited(stableAfter + time.Second), nothing},
		{"it was stopped in order", models.Session{Attempts: maxAttempts}, stoppedAfter(orderlyAfter + time.Second), actUp},
		{"it ended without error, at once", models.Session{Attempts: maxAttempts}, stoppedAfter(orderlyAfter), actGiveUp},
		{"an earlier backend took it along", models.Session{Attempts: maxAttempts}, runtime.Instance{State: runtime.StateExited}, actUp},
		{"it was made and never started", models.Session{Attempts: maxAttempts}, runtime.Instance{State: runtime.StateCreated}, actGiveUp},
		{"it had run almost well", models.Session{Attempts: maxAttempts}, exited(stableAfter), actGiveUp},
		{"a restart is asked for while it does not run", models.Session{RestartRequestedAt: asked}, exited(time.Second), actUp},
		{"a restart is asked for", models.Session{RestartRequestedAt: asked}, running, actRestart},
		{"a restart failed a moment ago", models.Session{RestartRequestedAt: asked, Attempts: 1, NextAttemptAt: later}, running, actProbe},
		{"a restart failed, after its pause", models.Session{RestartRequestedAt: asked, Attempts: 1, NextAttemptAt: earlier}, running, actRestart},
		{"a restart failed too often", models.Session{RestartRequestedAt: asked, Attempts: maxAttempts}, running, actProbe},
		{"starting for a while", models.Session{WAHAStatus: "STARTING", WAHAStatusAt: planNow.Add(-stuckAfter)}, running, actProbe},
		{"starting for too long", models.Session{WAHAStatus: "STARTING", WAHAStatusAt: planNow.Add(-stuckAfter - 1)}, running, actRestart},
		{"starting for too long, in its pause", models.Session{WAHAStatus: "STARTING", WAHAStatusAt: asked, NextAttemptAt: later}, running, actProbe},
		{"starting for too long, too often", models.Session{WAHAStatus: "STARTING", WAHAStatusAt: asked, Attempts: maxAttempts}, running, actGiveUp},
		{"starting for too long, and its owner knows", models.Session{
			WAHAStatus: "STARTING", WAHAStatusAt: asked, Attempts: maxAttempts, ErrorCode: errStuck,
		}, running, actProbe},
		{"failed long ago: a person must act", models.Session{WAHAStatus: "FAILED", WAHAStatusAt: asked}, running, actProbe},
		{"waits for a scan: a person must act", models.Session{WAHAStatus: "SCAN_QR_CODE", WAHAStatusAt: asked}, running, actProbe},
	} {
		c.session.Desired = models.DesiredRunning
		if got := planned(t, c.session, c.instance); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPlanRemovesContainersThatNobodyWants(t *testing.T) {
	t.Parallel()
	stopped := models.Session{ID: uuid.New(), ContainerName: "b", Desired: models.DesiredStopped, WAHAStatus: models.WAHAStopped}
	actions := plan([]models.Session{stopped}, []runtime.Instance{{Name: "a", State: runtime.StateRunning}, {Name: "b", State: runtime.StateExited}}, planNow)
	if len(actions) != 1 || actions[0].kind != actOrphan || actions[0].key() != "a" {
		t.Errorf("got %+v, want only the container that no session has gone", actions)
	}
	if actions := plan(nil, nil, planNow); len(actions) != 0 {
		t.Errorf("of nothing comes %+v", actions)
	}
}

func TestBackoff(t *testing.T) {
	t.Parallel()
	for attempts, want := range map[int]time.Duration{
		-1: 2 * time.Second, 0: 2 * time.Second, 1: 2 * time.Second, 2: 4 * time.Second, 3: 8 * time.Second,
		8: 256 * time.Second, 9: maxBackoff, 17: maxBackoff, 64: maxBackoff, 1 << 40: maxBackoff,
	} {
		if got := backoff(attempts); got != want {
			t.Errorf("after %d attempts: got %s, want %s", attempts, got, want)
		}
	}
	well := runtime.Instance{State: runtime.StateExited, ExitCode: 137, StartedAt: planNow, FinishedAt: planNow.Add(time.Hour)}
	if n := attemptsAfter(models.Session{Attempts: 4}, well); n != 1 {
		t.Errorf("a container that had run well counts as attempt %d, want 1", n)
	}
	if n := attemptsAfter(models.Session{Attempts: 4}, runtime.Instance{}); n != 5 {
		t.Errorf("got attempt %d, want 5", n)
	}
}

func TestFailuresAreForgotten(t *testing.T) {
	t.Parallel()
	up := runtime.Instance{State: runtime.StateRunning, StartedAt: planNow.Add(-stableAfter - time.Second)}
	young := runtime.Instance{State: runtime.StateRunning, StartedAt: planNow.Add(-stableAfter)}
	failed := models.Session{Attempts: 3, WAHAStatus: models.WAHAWorking}
	if !recovered(failed, up, planNow) {
		t.Error("a session that works for long has its failures held against it")
	}
	if recovered(failed, young, planNow) || recovered(models.Session{Attempts: 3, WAHAStatus: models.WAHAStarting}, up, planNow) {
		t.Error("failures are forgotten too soon")
	}
}
