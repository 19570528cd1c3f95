package embeddedpg

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/child"
)

const (
	startTimeout  = 2 * time.Minute // Recovery after a crash takes its time.
	fastStop      = 20 * time.Second
	immediateStop = 5 * time.Second
)

// Options say where a server keeps its data and how it is reached.
type Options struct {
	DataDir string // Made when missing.
	BinDir  string // Tried before the system's programs.
	Port    int    // Zero takes a free one.
	Unsafe  bool   // Faster, and a crash of the machine may lose everything: for tests.
	Log     zerolog.Logger
}

// Server is a running PostgreSQL.
type Server struct {
	folder  *folder
	process *child.Process
	dsn     string
	log     zerolog.Logger
	stop    func() error
}

// Start makes the data folder's cluster if there is none, starts its server and returns when it answers. The context
// limits the start only; the server runs until Stop, or until this process ends.
func Start(ctx context.Context, o Options) (*Server, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	f, err := openFolder(o.DataDir)
	if err != nil {
		return nil, err
	}
	server, err := startIn(ctx, f, o)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start PostgreSQL: %w", err), f.close())
	}
	server.log.Info().Str("data", f.dir).Msg("PostgreSQL is up")
	return server, nil
}

func startIn(ctx context.Context, f *folder, o Options) (*Server, error) {
	programs, err := f.programs(ctx, o.BinDir)
	if err != nil {
		return nil, err
	}
	defer programs.log.Close()
	password, err := f.prepare(ctx, programs, o.Unsafe)
	if err != nil {
		return nil, err
	}
	// Only now: a predecessor that was still shutting down has given the port back.
	port, err := claimPort(o.Port)
	if err != nil {
		return nil, err
	}
	postgres, err := child.Start(programs.command("postgres", settings(f, port, o.Unsafe)...))
	if err != nil {
		return nil, programs.explain(err)
	}
	s := &Server{folder: f, process: postgres, dsn: dsn(port, password), log: o.Log}
	s.stop = sync.OnceValue(s.stopOnce)
	if err := s.waitReady(ctx); err != nil {
		s.end()
		return nil, err
	}
	return s, nil
}

// DSN is the superuser's connection string.
func (s *Server) DSN() string { return s.dsn }

// Exited is closed when the server has ended, by Stop or by itself.
func (s *Server) Exited() <-chan struct{} { return s.process.Exited() }

// Stop ends the server and waits for it. Calling it again returns the same answer.
func (s *Server) Stop() error { return s.stop() }

func (s *Server) stopOnce() error {
	select {
	case <-s.process.Exited():
		return errors.Join(fmt.Errorf("PostgreSQL had ended by itself: %w", errOr(s.process.Err())), s.folder.close())
	default:
	}
	s.end()
	s.log.Info().Msg("PostgreSQL is down")
	return s.folder.close()
}

// end asks the server to disconnect everybody and stop, then insists.
func (s *Server) end() {
	s.process.End(child.Step{Signal: syscall.SIGINT, Wait: fastStop}, child.Step{Signal: syscall.SIGQUIT, Wait: immediateStop})
}

func dsn(port int, password string) string {
	address := url.URL{
		Scheme: "postgres", User: url.UserPassword(superuser, password),
		Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), Path: "/postgres", RawQuery: "sslmode=disable",
	}
	return address.String()
}

// errOr names an end without an error: the server answers zero to a polite request to stop, whoever made it.
func errOr(err error) error {
	if err == nil {
		return errors.New("somebody else stopped it")
	}
	return err
}
