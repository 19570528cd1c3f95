package embeddedpg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

const (
	orphanPatience = 10 * time.Second
	orphanLimit    = 40 * time.Second
)

// clearStale deals with what a killed predecessor left: a server that is still shutting down, or a pid file without one.
// We hold the folder's lock, so no living process of ours owns that server any more.
func (f *folder) clearStale(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, orphanLimit)
	defer cancel()
	patience := time.After(orphanPatience)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		pid, err := f.recordedPID()
		if err != nil {
			return err
		}
		if pid == 0 {
			return nil
		}
		if !f.isServer(pid) {
			// The number may belong to an unrelated process by now, which PostgreSQL would take for a rival.
			return ignoreMissing(os.Remove(f.pidFile()))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the previous server (process %d) to end: %w", pid, ctx.Err())
		case <-patience:
			_ = syscall.Kill(pid, syscall.SIGINT) // Already gone is what we want.
		case <-tick.C:
		}
	}
}

func (f *folder) pidFile() string { return f.path("cluster/postmaster.pid") }

// recordedPID reads the pid file's first line; zero means there is no file.
func (f *folder) recordedPID() (int, error) {
	text, err := os.ReadFile(f.pidFile())
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read the previous server's pid: %w", err)
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	pid, err := strconv.Atoi(string(line))
	if err != nil {
		return 0, fmt.Errorf("understand the previous server's pid: %w", err)
	}
	return pid, nil
}

// isServer tells whether the process works in our cluster: a server's working folder is its cluster.
func (f *folder) isServer(pid int) bool {
	cwd, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	return err == nil && cwd == f.path("cluster")
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
