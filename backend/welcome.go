package main

import (
	"fmt"
	"io"

	"github.com/conectafy/conectafy/backend/config"
	"github.com/conectafy/conectafy/backend/services"
)

// printWelcome says where everything is and what to type next.
func printWelcome(out io.Writer, cfg config.Config, info services.RuntimeInfo) {
	address := cfg.HTTP.PublicURL
	_, _ = fmt.Fprintln(out, "\n  Conectafy is up.")
	if cfg.Local.WebDir != "" {
		_, _ = fmt.Fprintf(out, "\n  Open %s and register.\n", webAddress(cfg))
	}
	_, _ = fmt.Fprintf(out, `
    API            %[1]s/api
    Documentation  %[1]s/api/docs
    Health         %[1]s/health/ready
    Sign-in        %[1]s/auth/v1   (Supabase-compatible)
    Data           %[2]s
    Sessions       %[3]s
`, address, cfg.Local.DataDir, describe(info))
	if info.Simulator {
		_, _ = fmt.Fprintf(out, `
  ! No real WhatsApp: the simulator stands in, because %s.
    Each session has a simulated phone at http://127.0.0.1:<containerPort>/_sim/
`, info.Reason)
	}
	_, _ = fmt.Fprintf(out, `
  The same without a browser: sign up and create a session.

    curl -s %[1]s/auth/v1/signup -H 'Content-Type: application/json' \
      -d '{"email":"you@example.com","password":"a good password"}'
    export TOKEN=...   # the access_token of the answer
    curl -s %[1]s/api/sessions -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
      -d '{"sessionName":"My shop"}'

  docs/first-conversation.md goes on from there. Ctrl-C stops everything.

`, address)
}

func describe(info services.RuntimeInfo) string {
	where := "containers of "
	if info.Kind == "process" {
		where = "child processes of "
	}
	return where + info.Image
}
