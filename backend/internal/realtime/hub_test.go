package realtime_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/realtime"
	"github.com/conectafy/conectafy/backend/models"
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

// Whoever waits reads the feed only when this number grew.
func TestWakesAreNumbered(t *testing.T) {
	t.Parallel()
	hub := realtime.NewHub(2)
	ana, beto := uuid.New(), uuid.New()
	first, other := subscribe(t, hub, ana), subscribe(t, hub, beto)
	for _, c := range []struct {
		name         string
		wake         func()
		first, other bool
	}{
		{"a change of Ana's", func() { hub.Wake(ana) }, true, false},
		{"a change of Beto's", func() { hub.Wake(beto) }, false, true},
		{"notifications that may have been missed", hub.WakeAll, true, true},
		{"what is told and not stored", func() { hub.Tell(ana, models.ChatPresence{}) }, false, false},
	} {
		before, otherBefore := first.Wakes(), other.Wakes()
		c.wake()
		if grew, otherGrew := first.Wakes() > before, other.Wakes() > otherBefore; grew != c.first || otherGrew != c.other {
			t.Errorf("%s: Ana's number grew: %v, Beto's: %v", c.name, grew, otherGrew)
		}
	}
	if late := subscribe(t, hub, ana); late.Wakes() < first.Wakes() {
		t.Error("who comes later is taken for one who was woken earlier")
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

func TestWhatIsToldIsTakenOnce(t *testing.T) {
	t.Parallel()
	hub := realtime.NewHub(2)
	ana := uuid.New()
	first, second, other := subscribe(t, hub, ana), subscribe(t, hub, ana), subscribe(t, hub, uuid.New())
	for range 100 { // more than waits for a slow reader
		hub.Tell(ana, models.ChatPresence{SessionID: ana, Presence: models.Presence{ChatID: "old"}})
	}
	hub.Tell(ana, models.ChatPresence{SessionID: ana, Presence: models.Presence{ChatID: "new"}})
	if !woken(first) || !woken(second) || woken(other) {
		t.Error("what Ana's readers are told did not wake them, and only them")
	}
	told := first.Told()
	if len(told) != 64 || told[63].ChatID != "new" {
		t.Errorf("got %d things told, want the newest 64", len(told))
	}
	if len(first.Told()) != 0 || len(second.Told()) != 64 || len(other.Told()) != 0 {
		t.Error("what one reader takes is hers alone")
	}
}
