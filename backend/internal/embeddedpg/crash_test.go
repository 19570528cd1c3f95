package embeddedpg_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/internal/embeddedpg"
)

// helperFolder makes the test binary play the program that gets killed.
const helperFolder = "EMBEDDEDPG_TEST_FOLDER"

func TestMain(m *testing.M) {
	dir := os.Getenv(helperFolder)
	if dir == "" {
		os.Exit(m.Run())
	}
	if err := playParent(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// playParent starts a server, tells its address and waits to be killed.
func playParent(dir string) error {
	o := options(dir)
	o.Unsafe = false
	server, err := embeddedpg.Start(context.Background(), o)
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stdout, server.DSN())
	<-server.Exited()
	return nil
}

// startParent returns the running helper and its server's address.
func startParent(t *testing.T, dir string) (*exec.Cmd, string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0]) // The test binary itself.
	cmd.Env = append(os.Environ(), helperFolder+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the helper didn't start: %v", err)
	}
	return cmd, strings.TrimSpace(line)
}

func TestServerDiesWithItsParentAndTheDataLives(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	parent, dsn := startParent(t, dir)
	execute(t, dsn, `CREATE TABLE kept AS SELECT 'here' AS value`)
	pid := serverPID(t, dir)
	if pgid, err := syscall.Getpgid(pid); err != nil || pgid != pid {
		t.Errorf("Ctrl-C would reach the server: process group %d of %d, %v", pgid, pid, err)
	}

	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := parent.Wait(); err == nil {
		t.Fatal("the helper survived")
	}
	o := options(dir)
	o.Port = portOf(t, dsn) // Free again only if the old server is gone.
	again := start(t, o)    // At once, while the old server may still be shutting down.
	defer stop(t, again)
	if got := query(t, again.DSN(), `SELECT value FROM kept`); got != "here" {
		t.Errorf("kept row = %q", got)
	}
}

func TestServerKilledOutrightRecovers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := options(dir)
	o.Unsafe = false
	server := start(t, o)
	execute(t, server.DSN(), `CREATE TABLE kept AS SELECT 'here' AS value`)
	if err := syscall.Kill(serverPID(t, dir), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	select {
	case <-server.Exited():
	case <-time.After(10 * time.Second):
		t.Fatal("the end of the server went unnoticed")
	}
	if err := server.Stop(); err == nil {
		t.Error("stopping a dead server reports nothing")
	}
	again := start(t, options(dir))
	defer stop(t, again)
	if got := query(t, again.DSN(), `SELECT value FROM kept`); got != "here" {
		t.Errorf("kept row = %q", got)
	}
}

// After a reboot the recorded number may belong to anything.
func TestPidFileOfAnUnrelatedProcessIsIgnored(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	stop(t, start(t, options(dir)))
	pidFile := filepath.Join(dir, "cluster", "postmaster.pid")
	if err := os.WriteFile(pidFile, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	stop(t, start(t, options(dir)))
}

func serverPID(t *testing.T, dir string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "cluster", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(line)
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

func portOf(t *testing.T, dsn string) int {
	t.Helper()
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	return int(config.Port)
}
