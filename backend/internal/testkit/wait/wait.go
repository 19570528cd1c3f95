// Package wait lets a test wait for the thing itself where something is asynchronous.
package wait

import (
	"testing"
	"time"
)

const (
	limit = 2 * time.Minute // ample: a busy test machine is no failure
	// Looking costs time as well, most of all where it starts a program, so it becomes rarer.
	firstPause = 5 * time.Millisecond
	lastPause  = 200 * time.Millisecond
)

// Until tries again and again until done says so. The test fails when it never does.
func Until(t testing.TB, what string, done func() bool) {
	t.Helper()
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	for pause := firstPause; !done(); pause = min(2*pause, lastPause) {
		select {
		case <-time.After(pause):
		case <-deadline.C:
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// For receives one value, or fails the test when none comes.
func For[T any](t testing.TB, what string, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(limit):
		t.Fatalf("waited in vain for %s", what)
		panic("unreachable")
	}
}
