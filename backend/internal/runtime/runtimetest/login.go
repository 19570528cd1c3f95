package runtimetest

import (
	"maps"
	"net/http"
	"strings"
	"sync"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

func loginSurvives(b *bench) {
	spec := b.newSpec()
	b.ensure(spec)
	b.createLogin(spec)
	check := func(after string) {
		b.t.Helper()
		b.answers(spec)
		if !b.hasLogin(spec) {
			b.t.Errorf("the login is gone after %s", after)
		}
	}

	if err := b.Runtime.Stop(b.ctx, spec.Name); err != nil {
		b.t.Fatalf("Stop: %v", err)
	}
	b.ensure(spec)
	check("Stop and Ensure")
	if _, err := b.Runtime.Restart(b.ctx, spec.Name); err != nil {
		b.t.Fatalf("Restart: %v", err)
	}
	check("Restart")
	b.ensure(with(spec, "TZ", "UTC"))
	check("a changed spec")

	if err := b.Runtime.Remove(b.ctx, spec.Name); err != nil {
		b.t.Fatalf("Remove: %v", err)
	}
	b.ensure(spec)
	if b.hasLogin(spec) {
		b.t.Error("the login survived Remove")
	}
}

func with(spec runtime.Spec, key, value string) runtime.Spec {
	spec.Env = maps.Clone(spec.Env)
	spec.Env[key] = value
	return spec
}

func changedSpecReplaces(b *bench) {
	spec := b.newSpec()
	first := b.ensure(spec)
	changed := with(spec, "WAHA_CLIENT_DEVICE_NAME", "second")
	changed.Port = b.ports.take(b.t)
	second := b.ensure(changed)
	if first.SpecHash == second.SpecHash {
		b.t.Error("another spec has the same hash")
	}
	if !second.StartedAt.After(first.StartedAt) {
		b.t.Errorf("started at %s, want after %s", second.StartedAt, first.StartedAt)
	}
	b.runsWith(changed, "second")
	if _, err := b.call(http.MethodGet, spec, "/ping", nil); err == nil {
		b.t.Error("WAHA still answers on the old port")
	}
}

// runsWith checks the device name in the environment that WAHA itself sees.
func (b *bench) runsWith(spec runtime.Spec, names ...string) {
	b.t.Helper()
	answer, err := b.call(http.MethodGet, spec, "/api/server/environment?all=false", nil)
	if err != nil {
		b.t.Fatalf("ask WAHA for its environment: %v", err)
	}
	for _, name := range names {
		if strings.Contains(string(answer), `"`+name+`"`) {
			return
		}
	}
	b.t.Errorf("WAHA's environment is %s, want one of %v", answer, names)
}

// specsCompete lets two specs replace each other: the login must never have two users, so one of them runs at the end.
func specsCompete(b *bench) {
	spec := b.newSpec()
	var wg sync.WaitGroup
	for range 2 {
		for _, device := range []string{"left", "right"} {
			wg.Go(func() {
				if _, err := b.Runtime.Ensure(b.ctx, with(spec, "WAHA_CLIENT_DEVICE_NAME", device), runtime.Silently); err != nil {
					b.t.Errorf("Ensure: %v", err)
				}
			})
		}
	}
	wg.Wait()
	b.reaches(spec.Name, runtime.StateRunning)
	b.answers(spec)
	b.runsWith(spec, "left", "right")
}
