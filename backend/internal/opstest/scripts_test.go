// Package opstest runs the scripts that an operator runs, as far as that needs neither a server of its own nor a started installation.
package opstest_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const scripts = "../../../scripts"

// outcome is what a script printed and how it ended.
type outcome struct {
	stdout, stderr string
	code           int
}

// run starts a script with more variables and a standard input.
func run(t *testing.T, env []string, input, name string, args ...string) outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(scripts, name), args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdin = strings.NewReader(input)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return outcome{stdout: stdout.String(), stderr: stderr.String(), code: cmd.ProcessState.ExitCode()}
}

// envFile writes a .env and returns the variable that makes the scripts read it.
func envFile(t *testing.T, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "env")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return "CONECTAFY_ENV=" + path
}

// Whoever asks a script what it does gets an answer, and nothing happens.
func TestEveryScriptTellsItsUsage(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob(filepath.Join(scripts, "*.sh"))
	if err != nil || len(paths) < 10 {
		t.Fatalf("found %d scripts, %v", len(paths), err)
	}
	sourced := []string{"lib.sh", "deploy.sh"}
	for _, path := range paths {
		name := filepath.Base(path)
		if slices.Contains(sourced, name) {
			continue
		}
		got := run(t, []string{envFile(t)}, "", name, "--help")
		if got.code != 0 || !strings.HasPrefix(got.stdout, "Usage: scripts/"+name) {
			t.Errorf("%s --help ended with %d:\n%s%s", name, got.code, got.stdout, got.stderr)
		}
	}
}

func TestSetupSaysWhatItWouldDo(t *testing.T) {
	t.Parallel()
	got := run(t, nil, "", "setup.sh", "--dry-run")
	if strings.Contains(got.stderr, "it knows Ubuntu") {
		if got.code == 0 {
			t.Errorf("an unknown system is accepted:\n%s", got.stderr)
		}
		return
	}
	if got.code != 0 || got.stdout != "Nothing was changed.\n" {
		t.Errorf("ended with %d:\n%s%s", got.code, got.stdout, got.stderr)
	}
	for _, want := range []string{"Let in port 80/tcp", "Let in port 443/tcp", "Refuse everything else that comes in", "fail2ban", "20auto-upgrades"} {
		if !strings.Contains(got.stderr, want) {
			t.Errorf("%q isn't said in:\n%s", want, got.stderr)
		}
	}
}
