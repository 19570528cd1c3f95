package embeddedpg

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/conectafy/conectafy/backend/internal/child"
)

const (
	superuser   = "postgres"
	initTimeout = 2 * time.Minute
)

// clusterMajor tells which major version made the folder's cluster; zero means there is none yet.
func (f *folder) clusterMajor() (int, error) {
	text, err := os.ReadFile(f.path("cluster/PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read the cluster's version: %w", err)
	}
	major, err := strconv.Atoi(string(bytes.TrimSpace(text)))
	if err != nil {
		return 0, fmt.Errorf("understand the cluster's version: %w", err)
	}
	return major, nil
}

// password returns the superuser's password, made once.
func (f *folder) password(a account) (string, error) {
	path := f.path("password")
	text, err := os.ReadFile(path)
	if err == nil {
		return string(text), nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("read the superuser's password: %w", err)
	}
	password := rand.Text()
	// initdb reads it as the server's user; whoever owns the cluster owns the superuser anyway.
	if err := errors.Join(os.WriteFile(path, []byte(password), 0o600), a.own(path)); err != nil {
		return "", fmt.Errorf("keep the superuser's password: %w", err)
	}
	return password, nil
}

// initialise makes the cluster. It is built beside its final place, so that a kill in the middle leaves no half cluster.
func (f *folder) initialise(ctx context.Context, p programs, unsafe bool) error {
	draft := f.path("cluster.new")
	if err := os.RemoveAll(draft); err != nil {
		return fmt.Errorf("clear an unfinished cluster: %w", err)
	}
	if err := errors.Join(os.Mkdir(draft, 0o700), p.own(draft)); err != nil {
		return fmt.Errorf("make the cluster's folder: %w", err)
	}
	args := []string{
		"--pgdata=" + draft, "--username=" + superuser, "--pwfile=" + f.path("password"),
		"--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8",
	}
	if unsafe {
		args = append(args, "--no-sync")
	}
	initdb, err := child.Start(p.command("initdb", args...))
	if err != nil {
		return fmt.Errorf("start initdb: %w", p.explain(err))
	}
	if err := initdb.Finish(ctx, initTimeout); err != nil {
		return fmt.Errorf("make the cluster: %w: %s", err, f.logTail())
	}
	if err := os.Rename(draft, f.path("cluster")); err != nil {
		return fmt.Errorf("put the cluster in place: %w", err)
	}
	return syncFolder(f.dir)
}

func syncFolder(dir string) error {
	handle, err := os.Open(filepath.Clean(dir))
	if err != nil {
		return fmt.Errorf("open %s: %w", dir, err)
	}
	return errors.Join(handle.Sync(), handle.Close())
}
