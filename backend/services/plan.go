package services

import (
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/models"
)

// actionKind is what the reconciler does to one session or container.
type actionKind string

const (
	actUp      actionKind = "up"      // make the container run and its session start
	actProbe   actionKind = "probe"   // it runs: ask WAHA how it is
	actRestart actionKind = "restart" // stop and start the container
	actStop    actionKind = "stop"    // let the container rest
	actRemove  actionKind = "remove"  // take everything away, the row last
	actOrphan  actionKind = "orphan"  // take away a container that no row wants
	actGiveUp  actionKind = "give up" // tell the owner that it broke
)

// action is one thing to do.
type action struct {
	kind     actionKind
	session  models.Session   // unset for an orphan
	instance runtime.Instance // unset when there is none
	why      string
}

const (
	// maxAttempts is how often a container is started in vain before a person must decide.
	maxAttempts = 5
	// stableAfter is how long a container must have run for its failure to count as a first one again.
	stableAfter = 10 * time.Minute
	// orderlyAfter is how long one must have run for an end without error to be no failure: somebody stopped it.
	orderlyAfter = 10 * time.Second
	// stuckAfter is how long a session may be STARTING.
	stuckAfter = 3 * time.Minute
)

// plan says what has to happen so that what there is becomes what is wanted. It is pure: everything the reconciler
// decides is decided here.
func plan(want []models.Session, have []runtime.Instance, now time.Time) []action {
	instances := make(map[string]runtime.Instance, len(have))
	for _, i := range have {
		instances[i.Name] = i
	}
	var actions []action
	wanted := make(map[string]bool, len(want))
	for _, s := range want {
		wanted[s.ContainerName] = true
		instance, there := instances[s.ContainerName]
		if a, ok := planSession(s, instance, there, now); ok {
			actions = append(actions, a)
		}
	}
	for _, i := range have {
		if !wanted[i.Name] {
			actions = append(actions, action{kind: actOrphan, instance: i, why: "no session wants it"})
		}
	}
	return actions
}

func planSession(s models.Session, i runtime.Instance, there bool, now time.Time) (action, bool) {
	do := func(kind actionKind, why string) (action, bool) {
		return action{kind: kind, session: s, instance: i, why: why}, true
	}
	if s.Desired == models.DesiredDeleted {
		return do(actRemove, "its owner deleted it")
	}
	runs := there && (i.State == runtime.StateRunning || i.State == runtime.StateRestarting)
	if s.Desired == models.DesiredStopped {
		if runs || s.WAHAStatus != models.WAHAStopped {
			return do(actStop, "its owner stopped it")
		}
		return action{}, false
	}
	if !runs {
		return planStart(s, i, there, now)
	}
	mayTry := s.Attempts < maxAttempts && !now.Before(s.NextAttemptAt)
	hangs := s.WAHAStatus == models.WAHAStarting && now.Sub(s.WAHAStatusAt) > stuckAfter
	switch {
	case mayTry && !s.RestartRequestedAt.IsZero():
		return do(actRestart, "its owner asked for a restart")
	case hangs && s.Attempts >= maxAttempts && s.ErrorCode != errStuck:
		return do(actGiveUp, "it hangs while starting, again and again")
	case hangs && mayTry:
		return do(actRestart, "it hangs while starting")
	}
	return do(actProbe, "it runs")
}

// planStart decides about a session that shall run and does not.
func planStart(s models.Session, i runtime.Instance, there bool, now time.Time) (action, bool) {
	a := action{kind: actUp, session: s, instance: i, why: "it has no container"}
	if there {
		a.why = "its container does not run"
	}
	switch {
	case s.Attempts >= maxAttempts && !endedWell(i):
		a.kind, a.why = actGiveUp, "it keeps failing"
		return a, s.Status != models.StatusError
	case now.Before(s.NextAttemptAt):
		return action{}, false
	}
	return a, true
}

// endedWell says whether the end of a container is a new misfortune, or none, instead of one more failure: it had run for
// long, it was stopped in order, or an earlier backend took it along when it ended.
func endedWell(i runtime.Instance) bool {
	if i.State != runtime.StateExited {
		return false
	}
	ran := i.FinishedAt.Sub(i.StartedAt)
	return i.StartedAt.IsZero() || ran > stableAfter || i.ExitCode == 0 && ran > orderlyAfter
}

// recovered says whether a session has been well for so long that its earlier failures are forgotten.
func recovered(s models.Session, i runtime.Instance, now time.Time) bool {
	return s.Attempts > 0 && s.WAHAStatus == models.WAHAWorking && now.Sub(i.StartedAt) > stableAfter
}

// attemptsAfter counts a start: anew when all was well before.
func attemptsAfter(s models.Session, i runtime.Instance) int {
	if endedWell(i) {
		return 1
	}
	return s.Attempts + 1
}

const (
	firstBackoff = 2 * time.Second
	maxBackoff   = 5 * time.Minute
)

// backoff is the pause before the next attempt.
func backoff(attempts int) time.Duration {
	return min(firstBackoff<<min(max(attempts-1, 0), 16), maxBackoff)
}

// key is what an action is about: at most one at a time runs for it.
func (a action) key() string {
	if a.session.ID != uuid.Nil {
		return a.session.ContainerName
	}
	return a.instance.Name
}
