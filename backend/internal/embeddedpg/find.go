package embeddedpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// systemPattern is where Debian and its relatives keep each major version's programs.
const systemPattern = "/usr/lib/postgresql/*/bin"

// ErrNoBinaries means that no usable PostgreSQL was found on this machine.
var ErrNoBinaries = errors.New("no PostgreSQL programs found: install the package postgresql, " +
	"or set POSTGRES_BIN_DIR to a folder that holds initdb and postgres")

// Binaries is a folder with the programs of one PostgreSQL version.
type Binaries struct {
	Dir   string
	Major int
}

func (b Binaries) program(name string) string { return filepath.Join(b.Dir, name) }

// Find returns the first PostgreSQL that can be run: the folder given, if any, then the system's, newest first, then the
// one on PATH. With major above zero only that version will do, since a data folder belongs to one major version.
func Find(ctx context.Context, dir string, major int) (Binaries, error) {
	var seen []Binaries
	for _, candidate := range candidates(dir) {
		found, err := inspect(ctx, candidate)
		if err != nil {
			continue
		}
		if major == 0 || found.Major == major {
			return found, nil
		}
		seen = append(seen, found)
	}
	if len(seen) == 0 {
		return Binaries{}, ErrNoBinaries
	}
	return Binaries{}, fmt.Errorf("the data was made by PostgreSQL %d, and this machine has PostgreSQL %d (%s): install version %d, "+
		"or move the data folder away to start empty", major, seen[0].Major, seen[0].Dir, major)
}

func candidates(dir string) []string {
	var all []string
	if dir != "" {
		all = append(all, dir)
	}
	system, _ := filepath.Glob(systemPattern) // its one error is a bad pattern
	slices.SortFunc(system, func(a, b string) int { return majorOfPath(b) - majorOfPath(a) })
	all = append(all, system...)
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			all = append(all, filepath.Dir(real))
		}
	}
	return all
}

func majorOfPath(bin string) int {
	major, _ := strconv.Atoi(filepath.Base(filepath.Dir(bin))) // an odd name sorts last
	return major
}

var versionPattern = regexp.MustCompile(`^postgres \(PostgreSQL\) (\d+)`)

// inspect refuses wrapper scripts along with everything else that doesn't answer as the server itself does: a wrapper
// picks its version by rules of its own.
func inspect(ctx context.Context, dir string) (Binaries, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Binaries{}, fmt.Errorf("make %s absolute: %w", dir, err)
	}
	found := Binaries{Dir: dir}
	if _, err := os.Stat(found.program("initdb")); err != nil {
		return Binaries{}, fmt.Errorf("look for initdb: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, found.program("postgres"), "--version").Output()
	if err != nil {
		return Binaries{}, fmt.Errorf("ask %s for its version: %w", dir, err)
	}
	match := versionPattern.FindSubmatch(out)
	if match == nil {
		return Binaries{}, fmt.Errorf("%s answers %q for its version", dir, out)
	}
	found.Major, err = strconv.Atoi(string(match[1]))
	return found, err
}
