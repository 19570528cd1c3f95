package embeddedpg

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// capDACReadSearch lets a process enter and read folders whatever their mode says (linux/capability.h).
const capDACReadSearch = 2

// account is who the server's programs run as. PostgreSQL refuses to run as root, so root hands them to another user.
type account struct {
	name     string
	drop     bool
	uid, gid int
	caps     []uintptr
}

// chooseAccount picks the user for the programs in binDir, which work in dataDir.
func chooseAccount(dataDir, binDir string) (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	a, err := unprivileged()
	if err != nil {
		return account{}, err
	}
	runnable, err := a.canEnter(binDir)
	if err != nil {
		return account{}, err
	}
	if !runnable {
		return account{}, fmt.Errorf("PostgreSQL refuses to run as root, and user %s can't reach its programs in %s: "+
			"install the package postgresql, or start this as an ordinary user", a.name, binDir)
	}
	reachable, err := a.canEnter(dataDir)
	if err != nil {
		return account{}, err
	}
	if !reachable {
		// A project below /root (0700) is the usual case. Passing this one capability on keeps the data inside the
		// project without opening anybody's folder.
		a.caps = []uintptr{capDACReadSearch}
	}
	return a, nil
}

func unprivileged() (account, error) {
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.Atoi(found.Uid)
		gid, errGID := strconv.Atoi(found.Gid)
		if err := errors.Join(errUID, errGID); err != nil {
			return account{}, fmt.Errorf("read the ids of user %s: %w", name, err)
		}
		return account{name: name, drop: true, uid: uid, gid: gid}, nil
	}
	return account{}, errors.New("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody to run it: " +
		"start this as an ordinary user")
}

// canEnter tells by mode bits whether the account may walk down to folder, which need not exist yet.
func (a account) canEnter(folder string) (bool, error) {
	for dir := filepath.Clean(folder); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return false, fmt.Errorf("look at %s: %w", dir, err)
		}
		if err == nil && !a.maySearch(info) {
			return false, nil
		}
		if dir == filepath.Dir(dir) {
			return true, nil
		}
	}
}

func (a account) maySearch(info os.FileInfo) bool {
	stat := info.Sys().(*syscall.Stat_t) // os.Stat on Linux gives nothing else.
	switch {
	case int(stat.Uid) == a.uid:
		return info.Mode()&0o100 != 0
	case int(stat.Gid) == a.gid:
		return info.Mode()&0o010 != 0
	default:
		return info.Mode()&0o001 != 0
	}
}

// own gives path to the account.
func (a account) own(path string) error {
	if !a.drop {
		return nil
	}
	return os.Lchown(path, a.uid, a.gid)
}

// attributes put a program in a process group of its own, so that Ctrl-C reaches only us and we stop it in our order.
func (a account) attributes() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGINT, AmbientCaps: a.caps}
	if a.drop {
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)} // Ids are 32 bits wide.
	}
	return attr
}

// explain adds what to do when the kernel refuses to pass the capability on.
func (a account) explain(err error) error {
	if len(a.caps) == 0 || !errors.Is(err, os.ErrPermission) {
		return err
	}
	return fmt.Errorf("%w: PostgreSQL refuses to run as root, and user %s can't reach the data folder; "+
		"move it to a place that others may enter, or start this as an ordinary user", err, a.name)
}
