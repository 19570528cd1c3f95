package runtimetest

import (
	"bufio"
	"io"
	"strings"
	"time"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

func (b *bench) logs(name string, opts runtime.LogOptions) io.ReadCloser {
	b.t.Helper()
	log, err := b.Runtime.Logs(b.ctx, name, opts)
	if err != nil {
		b.t.Fatalf("Logs: %v", err)
	}
	b.t.Cleanup(func() { _ = log.Close() })
	return log
}

// lines reads a log that ends.
func (b *bench) lines(name string, opts runtime.LogOptions) []string {
	b.t.Helper()
	text, err := io.ReadAll(b.logs(name, opts))
	if err != nil {
		b.t.Fatalf("read the log: %v", err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

func logsTail(b *bench) {
	spec := b.newSpec()
	b.ensure(spec)
	if err := b.Runtime.Stop(b.ctx, spec.Name); err != nil {
		b.t.Fatalf("Stop: %v", err)
	}
	all := b.lines(spec.Name, runtime.LogOptions{})
	if len(all) < 2 || !strings.Contains(strings.Join(all, "\n"), "listening") {
		b.t.Fatalf("got %q, want what the simulator says at its start and end", all)
	}
	for _, line := range all {
		if strings.ContainsAny(line, "\x00\x01\x02") {
			b.t.Errorf("line %q still has the engine's frame", line)
		}
	}
	last := b.lines(spec.Name, runtime.LogOptions{Tail: 1})
	if len(last) != 1 || last[0] != all[len(all)-1] {
		b.t.Errorf("Tail 1: got %q, want the last of %q", last, all)
	}
	if more := b.lines(spec.Name, runtime.LogOptions{Tail: 1000}); len(more) != len(all) {
		b.t.Errorf("Tail 1000: got %d lines, want all %d", len(more), len(all))
	}
}

func logsFollow(b *bench) {
	spec := b.newSpec()
	b.ensure(spec)
	lines := bufio.NewScanner(b.logs(spec.Name, runtime.LogOptions{Tail: 100, Follow: true}))
	stopped := make(chan error, 1)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "listening") { // so it was there before, and what follows comes after
			go func() { stopped <- b.Runtime.Stop(b.ctx, spec.Name) }()
		}
		if strings.Contains(lines.Text(), "stopping") {
			break
		}
	}
	if !strings.Contains(lines.Text(), "stopping") {
		b.t.Errorf("the log ended with %q (%v), want what the simulator says when it is stopped", lines.Text(), lines.Err())
	}
	if err := <-stopped; err != nil {
		b.t.Errorf("Stop: %v", err)
	}
	for lines.Scan() { // the process has ended, so the log does
		continue
	}
	if err := lines.Err(); err != nil {
		b.t.Errorf("after the end of the process: got %v, want EOF", err)
	}
}

func logsFollowEnds(b *bench) {
	spec := b.newSpec()
	b.ensure(spec)
	log := b.logs(spec.Name, runtime.LogOptions{Follow: true})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(io.Discard, log)
	}()
	if err := log.Close(); err != nil {
		b.t.Errorf("Close: %v", err)
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-ended:
	case <-timer.C:
		b.t.Error("reading goes on after Close")
	}
}

func stats(b *bench) {
	spec := b.newSpec()
	b.ensure(spec)
	got, err := b.Runtime.Stats(b.ctx, spec.Name)
	if err != nil {
		b.t.Fatalf("Stats: %v", err)
	}
	if got.MemoryBytes < 1<<20 || got.MemoryBytes > 1<<30 || got.CPUPercent < 0 {
		b.t.Errorf("got %+v, want the memory of a small program", got)
	}
}

func statsOfStopped(b *bench) {
	spec := b.newSpec()
	b.ensure(spec)
	if err := b.Runtime.Stop(b.ctx, spec.Name); err != nil {
		b.t.Fatalf("Stop: %v", err)
	}
	_, err := b.Runtime.Stats(b.ctx, spec.Name)
	b.expect("Stats", err, runtime.ErrNotRunning)
}
