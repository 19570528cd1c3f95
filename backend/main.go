// Conectafy's backend: sessions of WhatsApp in containers, their messages, and the API in front of them.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/conectafy/conectafy/backend/config"
)

// version is set when the program is built.
var version = "dev" //nolint:gochecknoglobals // the linker can only set a variable

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.LookupEnv, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "conectafy:", err)
		os.Exit(1)
	}
}

const usage = `Usage: conectafy COMMAND

  serve        run the backend against the database and identity server of the environment
  up           run everything on this machine: PostgreSQL, identity, backend, WhatsApp sessions
  migrate      bring the database of MIGRATION_DATABASE_URL up to date
  healthcheck  ask a running backend on PORT whether it lives
  version      print the version
`

func run(ctx context.Context, args []string, lookup config.Lookup, out io.Writer) error {
	if len(args) != 1 {
		return fmt.Errorf("one command is needed\n%s", usage)
	}
	switch args[0] {
	case "serve":
		return serve(ctx, lookup, out)
	case "up":
		return up(ctx, lookup, out)
	case "migrate":
		return migrate(ctx, lookup)
	case "healthcheck":
		return healthcheck(ctx, lookup)
	case "version":
		_, err := fmt.Fprintln(out, version)
		return err
	case "help", "-h", "--help":
		_, err := fmt.Fprint(out, usage)
		return err
	default:
		return fmt.Errorf("unknown command %q\n%s", args[0], usage)
	}
}
