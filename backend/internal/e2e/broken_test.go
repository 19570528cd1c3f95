package e2e_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is for what the reconciler takes its time to say: it tries again, or asks again, before it bothers a person.
const patience = 2 * time.Minute

// A container that ends again and again is given up with a reason, one that does not answer is reported, and neither gets
// in the way of other numbers. One backend has both at once, since the waiting is most of it.
func TestTroublesAreTold(t *testing.T) {
	t.Parallel()
	in := newInstallation(t, map[string]string{"WAHA_TIMEOUT": "1s"})
	b := in.backend()
	person := in.person(b)
	looping, silent := person.linked("se cae"), person.linked("no responde")

	saved := make(chan struct{})
	var crashing sync.WaitGroup
	crashing.Go(func() { in.keepKilling(looping.ContainerName, saved) })
	hang := map[string]int{"replyDelayMs": int(time.Hour.Milliseconds())}
	if status, _, err := person.phone(silent, http.MethodPut, "knobs", hang); err != nil || status >= 300 {
		t.Fatalf("let WAHA hang: got %d, %v", status, err)
	}

	neighbour := person.linked("al lado")
	person.hears(neighbour, "nothing is in the way")
	together(t, 2, func(i int) {
		if i == 0 {
			person.reachesIn(patience, looping.ID, "given up", failed("container_crash_loop"))
			return
		}
		person.reachesIn(patience, silent.ID, "reported", failed("waha_not_answering"))
		if n := starts(b, silent); n != 1 {
			t.Errorf("the container that does not answer was started %d times before anybody was told", n)
		}
	})
	if n := starts(b, looping); n > 7 { // the first one, five attempts, and one that a busy machine took for connected
		t.Errorf("the container that ends was started %d times", n)
	}

	close(saved)
	crashing.Wait()
	person.wish(looping.ID, "restart")
	person.reaches(looping.ID, "connected without a new QR", connected)
	person.hears(looping, "after the restart")

	if status, _, err := person.phone(silent, http.MethodDelete, "knobs", nil); err != nil || status >= 300 {
		t.Fatalf("let WAHA answer: got %d, %v", status, err)
	}
	person.reaches(silent.ID, "connected by itself", connected)
	in.consistent(person.sessions())
}

// keepKilling kills a container whenever it runs, before its number can be connected, until it is saved.
func (in *installation) keepKilling(container string, saved <-chan struct{}) {
	tick := time.NewTicker(150 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-saved:
			return
		case <-tick.C:
			_, _ = in.docker("kill", container) // most of the time it does not run
		}
	}
}

// starts counts how often a session's container was started, by the backend's log.
func starts(b *backend, s session) int {
	count := 0
	for line := range strings.Lines(b.output()) {
		if strings.Contains(line, s.ContainerName) && strings.Contains(line, `"event":"started"`) {
			count++
		}
	}
	return count
}

// reachesIn is reaches for what takes its time.
func (c client) reachesIn(limit time.Duration, id, what string, is func(session) bool) {
	c.t.Helper()
	deadline := time.Now().Add(limit)
	for !is(c.session(id)) {
		if time.Now().After(deadline) {
			c.t.Fatalf("waited in vain until the session is %s: it is %+v", what, c.session(id))
		}
		<-time.After(100 * time.Millisecond)
	}
}
