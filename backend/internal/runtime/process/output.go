package process

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/prometheus/procfs"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// measureTime is between the two looks that tell how busy a process is.
const measureTime = 200 * time.Millisecond

// Logs gives what the child and those before it said.
func (r *Runtime) Logs(ctx context.Context, name string, opts runtime.LogOptions) (io.ReadCloser, error) {
	in, found := r.find(name)
	if !found {
		return nil, fmt.Errorf("read logs of %s: %w", name, runtime.ErrNotFound)
	}
	log, err := in.book.open(ctx, opts.Tail, opts.Follow && r.childOf(in).running())
	if err != nil {
		return nil, fmt.Errorf("read logs of %s: %w", name, err)
	}
	if !r.childOf(in).running() { // it ended meanwhile, so that nobody else will
		in.book.endFollowers()
	}
	return log, nil
}

// Stats asks the kernel twice, a moment apart.
func (r *Runtime) Stats(ctx context.Context, name string) (runtime.Stats, error) {
	in, found := r.find(name)
	if !found {
		return runtime.Stats{}, fmt.Errorf("measure instance %s: %w", name, runtime.ErrNotFound)
	}
	c := r.childOf(in)
	if !c.running() {
		return runtime.Stats{}, fmt.Errorf("measure instance %s: %w", name, runtime.ErrNotRunning)
	}
	stats, err := c.measure(ctx)
	if err != nil && !c.running() {
		err = runtime.ErrNotRunning
	}
	if err != nil {
		return runtime.Stats{}, fmt.Errorf("measure instance %s: %w", name, explain(err))
	}
	return stats, nil
}

func (r *Runtime) childOf(in *instance) *child {
	r.mu.Lock()
	defer r.mu.Unlock()
	return in.child
}

func (c *child) measure(ctx context.Context) (runtime.Stats, error) {
	began := time.Now()
	before, err := c.stat()
	if err != nil {
		return runtime.Stats{}, err
	}
	select {
	case <-time.After(measureTime):
	case <-ctx.Done():
		return runtime.Stats{}, ctx.Err()
	}
	after, err := c.stat()
	if err != nil {
		return runtime.Stats{}, err
	}
	return runtime.Stats{
		MemoryBytes: uint64(after.ResidentMemory()),
		CPUPercent:  (after.CPUTime() - before.CPUTime()) / time.Since(began).Seconds() * 100,
	}, nil
}

func (c *child) stat() (procfs.ProcStat, error) {
	proc, err := procfs.NewProc(c.cmd.Process.Pid)
	if err != nil {
		return procfs.ProcStat{}, err
	}
	return proc.Stat()
}
