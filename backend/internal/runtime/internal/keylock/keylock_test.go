package keylock

import (
	"context"
	"errors"
	"sync"
	"testing"
)

func TestSameKeyTakesTurns(t *testing.T) {
	t.Parallel()
	var locks Locks
	var wg sync.WaitGroup
	count := 0 // unguarded on purpose: the race detector sees a lock that doesn't exclude
	for range 50 {
		wg.Go(func() {
			unlock, err := locks.Lock(t.Context(), "a")
			if err != nil {
				t.Error(err)
				return
			}
			defer unlock()
			count++
		})
	}
	wg.Wait()
	if count != 50 {
		t.Errorf("got %d turns, want 50", count)
	}
	if len(locks.locks) != 0 {
		t.Errorf("%d keys are still remembered", len(locks.locks))
	}
}

func TestOtherKeyDoesNotWait(t *testing.T) {
	t.Parallel()
	var locks Locks
	unlockA, err := locks.Lock(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	defer unlockA()
	unlockB, err := locks.Lock(t.Context(), "b")
	if err != nil {
		t.Fatal(err)
	}
	unlockB()
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	t.Parallel()
	var locks Locks
	unlock, err := locks.Lock(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := locks.Lock(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	unlock()
	if len(locks.locks) != 0 {
		t.Errorf("%d keys are still remembered", len(locks.locks))
	}
}
