// Package child runs programs that die with this process, however it ends.
package child

import (
	"context"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// Process is a running child.
type Process struct {
	cmd    *exec.Cmd
	exited chan struct{}
	err    error
}

// Start runs cmd until it ends; its SysProcAttr says by which signal it dies with us. The kernel sends that signal when the
// *thread* that made the child ends, so a goroutine keeps that thread for as long as the child lives; it is never
// unlocked, and ends with the goroutine.
func Start(cmd *exec.Cmd) (*Process, error) {
	p := &Process{cmd: cmd, exited: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		p.err = cmd.Wait()
		close(p.exited)
	}()
	return p, <-started
}

// Exited is closed when the child has ended.
func (p *Process) Exited() <-chan struct{} { return p.exited }

// Err is how it ended. It may be read once Exited is closed.
func (p *Process) Err() error { return p.err }

// Signal reaches the child, if it is still there.
func (p *Process) Signal(sig syscall.Signal) {
	_ = p.cmd.Process.Signal(sig) // Already gone is what we want.
}

// Finish waits for a child that ends by itself, and kills it when the time is up.
func (p *Process) Finish(ctx context.Context, limit time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	select {
	case <-p.exited:
		return p.err
	case <-ctx.Done():
		p.Signal(syscall.SIGKILL)
		<-p.exited
		return ctx.Err()
	}
}

// Step is a signal and how long the child may take to obey.
type Step struct {
	Signal syscall.Signal
	Wait   time.Duration
}

// End goes through the steps until the child is gone, and kills it in the end.
func (p *Process) End(steps ...Step) {
	for _, step := range steps {
		p.Signal(step.Signal)
		select {
		case <-p.exited:
			return
		case <-time.After(step.Wait):
		}
	}
	p.Signal(syscall.SIGKILL)
	<-p.exited
}
