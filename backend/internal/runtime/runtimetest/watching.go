package runtimetest

import (
	"context"
	"slices"
	"time"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// next waits for the next event about an instance.
func (b *bench) next(events <-chan runtime.Event, errs <-chan error) runtime.Event {
	b.t.Helper()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case event := <-events:
		return event
	case err := <-errs:
		b.t.Fatalf("Watch ended: %v", err)
	case <-timer.C:
		b.t.Fatal("no event came")
	}
	return runtime.Event{}
}

func crashIsSeen(b *bench) {
	spec := b.newSpec()
	b.ensure(spec)
	events, errs := b.Runtime.Watch(b.ctx)
	b.crash(spec)
	event := b.next(events, errs)
	if event.At.IsZero() {
		b.t.Error("the event has no time")
	}
	event.At = time.Time{}
	want := runtime.Event{Kind: runtime.EventDied, Name: spec.Name, SessionID: spec.SessionID, ExitCode: 137}
	if event != want {
		b.t.Errorf("got %+v, want %+v", event, want)
	}
	got := b.reaches(spec.Name, runtime.StateExited)
	if got.ExitCode != 137 || got.FinishedAt.Before(got.StartedAt) {
		b.t.Errorf("got %+v, want exit code 137 and an end after the start", got)
	}
}

func watchTellsTheWholeLife(b *bench) {
	events, errs := b.Runtime.Watch(b.ctx)
	spec := b.newSpec()
	b.ensure(spec)
	if _, err := b.Runtime.Restart(b.ctx, spec.Name); err != nil {
		b.t.Fatalf("Restart: %v", err)
	}
	if err := b.Runtime.Remove(b.ctx, spec.Name); err != nil {
		b.t.Fatalf("Remove: %v", err)
	}
	want := []runtime.EventKind{
		runtime.EventStarted, runtime.EventDied, runtime.EventStarted, runtime.EventDied, runtime.EventRemoved,
	}
	var got []runtime.EventKind
	for range want {
		got = append(got, b.next(events, errs).Kind)
	}
	if !slices.Equal(got, want) {
		b.t.Errorf("got %v, want %v", got, want)
	}
}

func watchEndsWithContext(b *bench) {
	ctx, cancel := context.WithCancel(b.ctx)
	events, errs := b.Runtime.Watch(ctx)
	cancel()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for events != nil || errs != nil {
		select {
		case event, open := <-events:
			if open {
				b.t.Errorf("got event %+v", event)
			}
			events = nil
		case err, open := <-errs:
			if open {
				b.t.Errorf("got error %v", err)
			}
			errs = nil
		case <-timer.C:
			b.t.Fatal("the channels are still open")
		}
	}
}
