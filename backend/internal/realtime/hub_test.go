package realtime_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/realtime"
)

// woken says whether a wake waits for the reader, and takes it.
func woken(r *realtime.Reader) bool {
	select {
	case _, open := <-r.C:
		return open
	default:
		return false
	}
}

func subscribe(t *testing.T, h *realtime.Hub, owner uuid.UUID) *realtime.Reader {
	t.Helper()
	r, err := h.Subscribe(owner)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWakesReachTheirOwner(t *testing.T) {
	t.Parallel()
	hub := realtime.NewHub(2)
	ana, beto := uuid.New(), uuid.New()
	first, second, other := subscribe(t, hub, ana), subscribe(t, hub, ana), subscribe(t, hub, beto)
	if woken(first) {
		t.Error("woken by nothing")
	}
	hub.Wake(ana)
	hub.Wake(ana) // nobody reads meanwhile: the two come as one, and nobody waits for the reader
	if !woken(first) || !woken(second) || woken(first) || woken(other) {
		t.Error("a wake of Ana's feed did not reach her readers once, and only hers")
	}
	hub.WakeAll()
	if !woken(first) || !woken(second) || !woken(other) {
		t.Error("WakeAll left somebody asleep")
	}
	hub.Wake(uuid.New())
	first.Close()
	hub.Wake(ana)
	if woken(first) || !woken(second) {
		t.Error("a reader that left was woken, or one that stayed was not")
	}
}

func TestReadersAreLimited(t *testing.T) {
	t.Parallel()
	hub := realtime.NewHub(2)
	owner := uuid.New()
	first := subscribe(t, hub, owner)
	subscribe(t, hub, owner)
	if _, err := hub.Subscribe(owner); !errors.Is(err, realtime.ErrTooMany) {
		t.Errorf("a third reader: got %v, want ErrTooMany", err)
	}
	subscribe(t, hub, uuid.New()).Close()
	first.Close()
	first.Close() // again: it gives one place back, not two
	subscribe(t, hub, owner)
	if _, err := hub.Subscribe(owner); !errors.Is(err, realtime.ErrTooMany) {
		t.Errorf("after one left and one came: got %v, want ErrTooMany", err)
	}
}

func TestCloseEndsAllWaiting(t *testing.T) {
	t.Parallel()
	hub := realtime.NewHub(2)
	owner := uuid.New()
	reader := subscribe(t, hub, owner)
	var others sync.WaitGroup
	for range 4 {
		others.Go(func() { // none of these may block or panic, whenever the hub closes
			for range 100 {
				hub.Wake(owner)
				hub.WakeAll()
				if r, err := hub.Subscribe(uuid.New()); err == nil {
					r.Close()
				}
			}
		})
	}
	hub.Close()
	hub.Close()
	others.Wait()
	for range reader.C { // at most a wake from before, then the end
	}
	reader.Close()
	if _, err := hub.Subscribe(owner); !errors.Is(err, realtime.ErrClosed) {
		t.Errorf("got %v, want ErrClosed", err)
	}
}
