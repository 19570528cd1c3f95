package runtimetest

import (
	"context"
	"errors"
	"net"
	"strconv"
	"strings"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

func (b *bench) expect(call string, got, want error) {
	b.t.Helper()
	if !errors.Is(got, want) {
		b.t.Errorf("%s: got %v, want %v", call, got, want)
	}
}

func crashedIsStartedAgain(b *bench) {
	spec := b.newSpec()
	first := b.ensure(spec)
	b.createLogin(spec)
	b.crash(spec)
	b.reaches(spec.Name, runtime.StateExited)
	second := b.ensure(spec)
	if !second.StartedAt.After(first.StartedAt) {
		b.t.Errorf("started at %s, want after %s", second.StartedAt, first.StartedAt)
	}
	if !b.hasLogin(spec) {
		b.t.Error("the login is gone")
	}
}

func stoppedByHand(b *bench) {
	spec := b.newSpec()
	b.ensure(spec)
	b.createLogin(spec)
	b.StopByHand(b.t, spec.Name)
	b.reaches(spec.Name, runtime.StateExited)
	b.ensure(spec)
	if !b.hasLogin(spec) {
		b.t.Error("the login is gone")
	}
}

func removedByHand(b *bench) {
	spec := b.newSpec()
	b.ensure(spec)
	b.createLogin(spec)
	b.RemoveByHand(b.t, spec.Name)
	b.eventually("it no longer runs", func() error {
		if got, _ := b.listed(spec.Name); got.State == runtime.StateRunning {
			return errors.New("it does")
		}
		return nil
	})
	b.ensure(spec)
	if !b.hasLogin(spec) {
		b.t.Error("the login is gone")
	}
}

func othersAreLeftAlone(b *bench) {
	spec := b.newSpec()
	before := b.ensure(spec)
	theirs, err := b.Neighbour.List(b.ctx)
	if err != nil {
		b.t.Fatalf("the neighbour's List: %v", err)
	}
	if len(theirs) != 0 {
		b.t.Errorf("the neighbour's List has %+v", theirs)
	}
	if err := b.Neighbour.Remove(b.ctx, spec.Name); err != nil {
		b.t.Errorf("the neighbour's Remove: %v", err)
	}
	b.expect("the neighbour's Stop", b.Neighbour.Stop(b.ctx, spec.Name), runtime.ErrNotFound)
	_, err = b.Neighbour.Logs(b.ctx, spec.Name, runtime.LogOptions{})
	b.expect("the neighbour's Logs", err, runtime.ErrNotFound)
	if after, _ := b.listed(spec.Name); after != before {
		b.t.Errorf("got %+v, want %+v as before", after, before)
	}
}

func portTakenByStranger(b *bench) {
	spec := b.newSpec()
	stranger, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(spec.Port)))
	if err != nil {
		b.t.Fatal(err)
	}
	_, err = b.Runtime.Ensure(b.ctx, spec, runtime.Silently)
	b.expect("Ensure", err, runtime.ErrPortTaken)
	if got, _ := b.listed(spec.Name); got.State == runtime.StateRunning {
		b.t.Errorf("it runs: %+v", got)
	}
	elsewhere := spec
	elsewhere.Port = b.ports.take(b.t)
	b.ensure(elsewhere)

	if err := stranger.Close(); err != nil {
		b.t.Fatal(err)
	}
	b.ensure(spec)
}

func cancelledContextLeavesNothing(b *bench) {
	spec := b.newSpec()
	ctx, cancel := context.WithCancel(b.ctx)
	cancel()
	_, err := b.Runtime.Ensure(ctx, spec, runtime.Silently)
	b.expect("Ensure", err, context.Canceled)
	_, err = b.Runtime.List(ctx)
	b.expect("List", err, context.Canceled)
	b.expect("Remove", b.Runtime.Remove(ctx, spec.Name), context.Canceled)
	if left := b.Leftovers(b.t, spec.Name); len(left) > 0 {
		b.t.Errorf("left behind: %v", left)
	}
}

func invalidSpec(b *bench) {
	const secret = "a-secret-value"
	for what, change := range map[string]func(*runtime.Spec){
		"no name":           func(s *runtime.Spec) { s.Name = "" },
		"a path as name":    func(s *runtime.Spec) { s.Name = "../" + s.Name },
		"a long name":       func(s *runtime.Spec) { s.Name = strings.Repeat("a", 64) },
		"upper case":        func(s *runtime.Spec) { s.Name = "Waha" },
		"no port":           func(s *runtime.Spec) { s.Port = 0 },
		"a port too high":   func(s *runtime.Spec) { s.Port = 65536 },
		"a variable's name": func(s *runtime.Spec) { s.Env = map[string]string{"A=B": secret} },
		"a NUL":             func(s *runtime.Spec) { s.Env = map[string]string{"A": secret + "\x00"} },
	} {
		spec := b.newSpec()
		change(&spec)
		_, err := b.Runtime.Ensure(b.ctx, spec, runtime.Silently)
		b.expect(what, err, runtime.ErrInvalidSpec)
		if err != nil && strings.Contains(err.Error(), secret) {
			b.t.Errorf("%s: the error has the value of a variable: %v", what, err)
		}
	}
	b.expect("Remove", b.Runtime.Remove(b.ctx, ".."), runtime.ErrInvalidSpec)
}
