package process

import (
	"errors"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

func TestSlowWatcherIsCutOff(t *testing.T) {
	t.Parallel()
	r := newRuntime(t, Config{})
	events, errs := r.Watch(t.Context())
	for range watcherLag + 1 {
		r.hub.publish(runtime.Event{Kind: runtime.EventStarted})
	}
	heard := 0
	for range events {
		heard++
	}
	if err := <-errs; heard != watcherLag || !errors.Is(err, errEventsLost) {
		t.Errorf("got %d events and %v, want %d and errEventsLost", heard, err, watcherLag)
	}
}
