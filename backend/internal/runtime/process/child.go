package process

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	goruntime "runtime"
	"syscall"
	"time"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// drainTime is how long the last output is awaited after a child has ended, should a process of its own hold the pipe.
const drainTime = 2 * time.Second

// child is a process that dies with us. A nil child is one that never ran.
type child struct {
	cmd        *exec.Cmd
	startedAt  time.Time
	exited     chan struct{}
	finishedAt time.Time // this and exitCode may be read once exited is closed
	exitCode   int
	told       chan struct{} // closed once those who watch know that it ended
}

// command prepares the program: a group of its own, so that Ctrl-C in a terminal reaches only the backend, which then
// stops its children in order; and death together with a backend that is killed.
func (r *Runtime) command(in *instance) *exec.Cmd {
	cmd := exec.Command(r.cfg.Binary) //nolint:gosec,noctx // The binary is configuration; the child outlives the call.
	cmd.Dir = r.folder(in.spec.Name)
	cmd.Env = r.environment(in.spec)
	cmd.Stdout, cmd.Stderr = in.book, in.book
	cmd.WaitDelay = drainTime
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	return cmd
}

// startChild runs cmd until it ends. The kernel sends the death signal when the *thread* that made the child ends, so the
// goroutine keeps its thread until the child is gone.
func startChild(cmd *exec.Cmd) (*child, error) {
	c := &child{cmd: cmd, exited: make(chan struct{}), told: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		goruntime.LockOSThread()
		err := cmd.Start()
		c.startedAt = time.Now()
		started <- err
		if err != nil {
			return
		}
		_ = cmd.Wait() // How it ended is in ProcessState.
		c.finishedAt, c.exitCode = time.Now(), exitCode(cmd)
		close(c.exited)
	}()
	err := <-started
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %w", runtime.ErrImageMissing, err)
	}
	return c, err
}

// exitCode follows the shell and Docker: 128 + n for signal n.
func exitCode(cmd *exec.Cmd) int {
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return cmd.ProcessState.ExitCode()
}

func (c *child) running() bool {
	if c == nil {
		return false
	}
	select {
	case <-c.exited:
		return false
	default:
		return true
	}
}

// stop asks the child to end, kills it after the grace time, and returns when it is gone.
func (c *child) stop(ctx context.Context, grace time.Duration) error {
	if !c.running() {
		return nil
	}
	if grace > 0 {
		c.signal(syscall.SIGTERM)
		timer := time.NewTimer(grace)
		defer timer.Stop()
		select {
		case <-c.exited:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
		}
	}
	c.signal(syscall.SIGKILL)
	select {
	case <-c.exited:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// end stops the child and returns when those who watch know, so that what comes after is told after it.
func (c *child) end(ctx context.Context, grace time.Duration) error {
	if c == nil {
		return nil
	}
	if err := c.stop(ctx, grace); err != nil {
		return err
	}
	select {
	case <-c.told:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// signal reaches the child's whole group. That it is already gone is what we want.
func (c *child) signal(sig syscall.Signal) {
	_ = syscall.Kill(-c.cmd.Process.Pid, sig)
}
