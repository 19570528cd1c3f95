package embeddedpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// ErrInUse means that another process of ours is running on the same data folder.
var ErrInUse = errors.New("data folder is in use")

// folder is a data folder that we hold the lock of.
type folder struct {
	dir  string
	lock *os.File
}

// openFolder makes the folder if need be and locks it. The kernel drops the lock with the process, so a killed one leaves
// nothing to clean up.
func openFolder(dir string) (*folder, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("make the data folder's path absolute: %w", err)
	}
	// Others may pass through, since the server may run as another user; each thing inside protects itself.
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the data folder's lock: %w", err)
	}
	err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = fmt.Errorf("%s: %w by another process", dir, ErrInUse)
	}
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return &folder{dir: dir, lock: lock}, nil
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, name) }

func (f *folder) close() error { return f.lock.Close() }

// programs chooses PostgreSQL's programs for this folder, and who runs them.
func (f *folder) programs(ctx context.Context, binDir string) (programs, error) {
	major, err := f.clusterMajor()
	if err != nil {
		return programs{}, err
	}
	binaries, err := Find(ctx, binDir, major)
	if err != nil {
		return programs{}, err
	}
	account, err := chooseAccount(f.dir, binaries.Dir)
	if err != nil {
		return programs{}, err
	}
	log, err := f.openLog()
	if err != nil {
		return programs{}, fmt.Errorf("open the server's log: %w", err)
	}
	return programs{Binaries: binaries, account: account, log: log}, nil
}

// prepare leaves a cluster that a server can be started on, and returns the superuser's password.
func (f *folder) prepare(ctx context.Context, p programs, unsafe bool) (string, error) {
	password, err := f.password(p.account)
	if err != nil {
		return "", err
	}
	major, err := f.clusterMajor()
	if err != nil {
		return "", err
	}
	if major == 0 {
		return password, f.initialise(ctx, p, unsafe)
	}
	return password, f.clearStale(ctx)
}

// openLog starts the server's log anew, readable by us alone.
func (f *folder) openLog() (*os.File, error) {
	return os.OpenFile(f.path("postgres.log"), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
}

// logTail returns the end of the server's log, for an error that says why it didn't start.
func (f *folder) logTail() string {
	const limit = 1500
	text, err := os.ReadFile(f.path("postgres.log"))
	if err != nil {
		return err.Error()
	}
	return string(text[max(0, len(text)-limit):])
}
