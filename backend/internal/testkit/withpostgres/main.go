// Command withpostgres runs a command beside a throw-away PostgreSQL, whose superuser's address is in TEST_DATABASE_URL.
// It ends with the command's exit code.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/embeddedpg"
)

// grace is what the command gets to end by itself after an interrupt.
const grace = 20 * time.Second

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code, err := run(ctx, os.Args[1:])
	cancel()
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpostgres:", err)
	}
	os.Exit(code)
}

func run(ctx context.Context, args []string) (int, error) {
	if len(args) == 0 {
		return 2, errors.New("usage: withpostgres COMMAND [ARGUMENT…]")
	}
	dir, err := os.MkdirTemp("", "conectafy-postgres-")
	if err != nil {
		return 1, fmt.Errorf("make a data folder: %w", err)
	}
	defer os.RemoveAll(dir)
	server, err := embeddedpg.Start(ctx, embeddedpg.Options{
		DataDir: dir, BinDir: os.Getenv("POSTGRES_BIN_DIR"), Unsafe: true, Log: zerolog.Nop(),
	})
	if err != nil {
		return 1, err
	}
	code, err := runCommand(ctx, args, "TEST_DATABASE_URL="+server.DSN())
	return code, errors.Join(err, server.Stop())
}

func runCommand(ctx context.Context, args []string, variable string) (int, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...) // Running what it is given is its purpose.
	cmd.Env = append(os.Environ(), variable)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = grace
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	if err != nil {
		return 1, fmt.Errorf("run %s: %w", args[0], err)
	}
	return 0, nil
}
