// Package webapp runs the built web app, a program of Node, as a child process of the one-command shape.
package webapp

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/child"
)

const (
	startTimeout = 30 * time.Second
	pause        = 50 * time.Millisecond
	politeStop   = 5 * time.Second
)

// Options say what is run and what it is told. All are required.
type Options struct {
	Dir         string // Folder with the build's server.js.
	Port        int
	APIURL      string // Origins as browsers reach them.
	SupabaseURL string
	AnonKey     string
	Log         zerolog.Logger
}

// Server is the running web app.
type Server struct{ process *child.Process }

// Start returns when pages can be opened. The context limits the start only; the app runs until Stop.
func Start(ctx context.Context, o Options) (*Server, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	process, err := child.Start(command(o))
	if err != nil {
		return nil, fmt.Errorf("start the web app: %w", err)
	}
	s := &Server{process: process}
	if err := s.waitReady(ctx, o.Port); err != nil {
		s.Stop()
		return nil, fmt.Errorf("start the web app: %w", err)
	}
	o.Log.Info().Int("port", o.Port).Msg("web app is up")
	return s, nil
}

// Exited is closed when the app has ended, by Stop or by itself.
func (s *Server) Exited() <-chan struct{} { return s.process.Exited() }

// Stop ends the app and waits for it. It may be called again.
func (s *Server) Stop() { s.process.End(child.Step{Signal: syscall.SIGTERM, Wait: politeStop}) }

// command gives Node nothing of our environment but what it needs: no secret of the backend reaches it.
func command(o Options) *exec.Cmd {
	cmd := exec.Command("node", filepath.Join(o.Dir, "server.js")) //nolint:gosec,noctx // Configuration; it outlives the call.
	cmd.Dir = o.Dir
	cmd.Env = []string{
		"PATH=/usr/local/bin:/usr/bin:/bin", "NODE_ENV=production", "NEXT_TELEMETRY_DISABLED=1",
		"HOSTNAME=127.0.0.1", "PORT=" + strconv.Itoa(o.Port),
		"API_URL=" + o.APIURL, "SUPABASE_URL=" + o.SupabaseURL, "SUPABASE_ANON_KEY=" + o.AnonKey,
	}
	lines := o.Log.With().Str("component", "web").Logger()
	cmd.Stdout, cmd.Stderr = lines, lines
	cmd.WaitDelay = politeStop
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	return cmd
}

func (s *Server) waitReady(ctx context.Context, port int) error {
	address := "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) + "/login"
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-s.process.Exited():
			return errors.Join(errors.New("it ended at once; its words are in the log"), s.process.Err())
		case <-ctx.Done():
			return fmt.Errorf("no answer on port %d: %w", port, ctx.Err())
		case <-time.After(pause):
		}
	}
}
