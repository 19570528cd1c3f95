package runtimetest

import (
	"net/http"
	"slices"
	"sync"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

func lifecycle(b *bench) {
	if err := b.Runtime.Ready(b.ctx); err != nil {
		b.t.Fatalf("Ready: %v", err)
	}
	spec := b.newSpec()
	started := b.ensure(spec)
	if listed, _ := b.listed(spec.Name); listed != started {
		b.t.Errorf("List: got %+v, want what Ensure answered: %+v", listed, started)
	}
	if started.SpecHash == "" || started.Image == "" {
		b.t.Errorf("got %+v, want a hash and an image", started)
	}

	if err := b.Runtime.Stop(b.ctx, spec.Name); err != nil {
		b.t.Fatalf("Stop: %v", err)
	}
	stopped, _ := b.listed(spec.Name)
	if stopped.State != runtime.StateExited || stopped.ExitCode != 0 || stopped.FinishedAt.IsZero() {
		b.t.Errorf("after Stop: got %+v, want a graceful end", stopped)
	}
	if _, err := b.call(http.MethodGet, spec, "/ping", nil); err == nil {
		b.t.Error("WAHA still answers after Stop")
	}
	if err := b.Runtime.Stop(b.ctx, spec.Name); err != nil {
		b.t.Errorf("Stop again: %v", err)
	}

	again := b.ensure(spec)
	restarted, err := b.Runtime.Restart(b.ctx, spec.Name)
	if err != nil {
		b.t.Fatalf("Restart: %v", err)
	}
	b.answers(spec)
	if !again.StartedAt.After(started.StartedAt) || !restarted.StartedAt.After(again.StartedAt) {
		b.t.Errorf("started at %s, %s, %s, want each after the one before", started.StartedAt, again.StartedAt, restarted.StartedAt)
	}

	if err := b.Runtime.Remove(b.ctx, spec.Name); err != nil {
		b.t.Fatalf("Remove: %v", err)
	}
	if _, found := b.listed(spec.Name); found {
		b.t.Error("List still has it after Remove")
	}
	if left := b.Leftovers(b.t, spec.Name); len(left) > 0 {
		b.t.Errorf("Remove left behind: %v", left)
	}
}

func ensureTwice(b *bench) {
	spec := b.newSpec()
	var instances []runtime.Instance
	var told []runtime.Progress
	for range 2 {
		instance, err := b.Runtime.Ensure(b.ctx, spec, func(p runtime.Progress) { told = append(told, p) })
		if err != nil {
			b.t.Fatalf("Ensure: %v", err)
		}
		instances = append(instances, instance)
	}
	if instances[0] != instances[1] {
		b.t.Errorf("got %+v, then %+v, want the same", instances[0], instances[1])
	}
	if want := []runtime.Progress{{}}; !slices.Equal(told, want) {
		b.t.Errorf("told of %+v, want %+v: it is made once", told, want)
	}
}

func ensureTogether(b *bench) {
	spec := b.newSpec()
	var wg sync.WaitGroup
	got := make([]runtime.Instance, 8)
	for i := range got {
		wg.Go(func() {
			var err error
			if got[i], err = b.Runtime.Ensure(b.ctx, spec, runtime.Silently); err != nil {
				b.t.Errorf("Ensure: %v", err)
			}
		})
	}
	wg.Wait()
	for _, instance := range got {
		if instance != got[0] {
			b.t.Errorf("got %+v and %+v, want one instance for all", instance, got[0])
		}
	}
	b.answers(spec)
}

func ensureManyNames(b *bench) {
	var wg sync.WaitGroup
	specs := make([]runtime.Spec, 4)
	for i := range specs {
		specs[i] = b.newSpec()
		wg.Go(func() {
			if _, err := b.Runtime.Ensure(b.ctx, specs[i], runtime.Silently); err != nil {
				b.t.Errorf("Ensure: %v", err)
			}
		})
	}
	wg.Wait()
	for i, spec := range specs {
		b.answers(spec)
		if i == 0 {
			b.createLogin(spec)
		} else if b.hasLogin(spec) {
			b.t.Errorf("%s sees the login of %s", spec.Name, specs[0].Name)
		}
	}
}

func whatIsNotThere(b *bench) {
	name := b.newSpec().Name
	if err := b.Runtime.Remove(b.ctx, name); err != nil {
		b.t.Errorf("Remove: got %v, want nil", err)
	}
	_, restart := b.Runtime.Restart(b.ctx, name)
	_, logs := b.Runtime.Logs(b.ctx, name, runtime.LogOptions{})
	_, stats := b.Runtime.Stats(b.ctx, name)
	for call, err := range map[string]error{
		"Stop": b.Runtime.Stop(b.ctx, name), "Restart": restart, "Logs": logs, "Stats": stats,
	} {
		b.expect(call, err, runtime.ErrNotFound)
	}
}

func removeTwice(b *bench) {
	spec := b.newSpec()
	b.ensure(spec)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := b.Runtime.Remove(b.ctx, spec.Name); err != nil {
				b.t.Errorf("Remove: %v", err)
			}
		})
	}
	wg.Wait()
	if left := b.Leftovers(b.t, spec.Name); len(left) > 0 {
		b.t.Errorf("left behind: %v", left)
	}
}

func removeWhileEnsuring(b *bench) {
	spec := b.newSpec()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, err := b.Runtime.Ensure(b.ctx, spec, runtime.Silently); err != nil {
				b.t.Errorf("Ensure: %v", err)
			}
		})
		wg.Go(func() {
			if err := b.Runtime.Remove(b.ctx, spec.Name); err != nil {
				b.t.Errorf("Remove: %v", err)
			}
		})
	}
	wg.Wait()
	b.ensure(spec)
}
