package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/conectafy/conectafy/backend/internal/seal"
)

const (
	startLimit   = 30 * time.Second
	stopLimit    = 20 * time.Second
	queryTimeout = 5 * time.Second
	basePort     = 23000
	maxSessions  = 100
)

// backend is the real program as a process of its own, with its own defaults.
type backend struct {
	address string
	command *exec.Cmd
	exited  chan struct{}
	log     *os.File
}

// startBackend runs the program on a database, in the given roles, and returns when it is ready.
func (b *bench) startBackend(ctx context.Context, db, roles string, more ...string) (*backend, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(b.dir, db+".log"))
	if err != nil {
		return nil, err
	}
	command := exec.Command(b.program, "serve")
	command.Dir, command.Stdout, command.Stderr = b.dir, log, log
	command.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "DOCKER_HOST=" + os.Getenv("DOCKER_HOST"),
		"PORT=" + port, "ROLES=" + roles, "DATABASE_URL=" + b.postgres.backend(db), "SUPABASE_URL=" + b.issuer.server.URL,
		"SUPABASE_ANON_KEY=bench",
		"SECRETS_KEY=" + base64.StdEncoding.EncodeToString(make([]byte, seal.KeySize)),
		"WAHA_IMAGE=" + benchImage, "WAHA_PULL=never", "DOCKER_NETWORK=" + benchNetwork,
		"WAHA_BASE_PORT=" + strconv.Itoa(basePort), "WAHA_MAX_SESSIONS=" + strconv.Itoa(maxSessions),
	}, more...)
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start the backend: %w", err)
	}
	s := &backend{address: "127.0.0.1:" + port, command: command, exited: make(chan struct{}), log: log}
	go func() {
		_ = command.Wait() // how it ended is in its log
		close(s.exited)
	}()
	if err := s.waitReady(ctx); err != nil {
		s.stop()
		return nil, err
	}
	return s, nil
}

func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, err
}

func (s *backend) waitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for {
		if answers(ctx, "http://"+s.address+"/health/ready") {
			return nil
		}
		select {
		case <-s.exited:
			return fmt.Errorf("the backend ended: %s", s.lastWords())
		case <-ctx.Done():
			return fmt.Errorf("the backend is not ready: %s", s.lastWords())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// answers says whether there is a 200 to be had.
func answers(ctx context.Context, address string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return false
	}
	response, err := (&http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}).Do(request)
	if err != nil {
		return false
	}
	_ = response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// lastWords is the end of the log.
func (s *backend) lastWords() string {
	text, err := os.ReadFile(s.log.Name())
	if err != nil {
		return err.Error()
	}
	return string(text[max(0, len(text)-1000):])
}

func (s *backend) stop() {
	_ = s.command.Process.Signal(syscall.SIGTERM) // already gone is what we want
	select {
	case <-s.exited:
	case <-time.After(stopLimit):
		_ = s.command.Process.Kill()
		<-s.exited
	}
	_ = s.log.Close()
}

// memory is one of the process's figures of /proc/…/status in bytes: VmRSS, or VmHWM for the most it ever was.
func (s *backend) memory(name string) (float64, error) {
	var kilobytes float64
	text := valueIn(fmt.Sprintf("/proc/%d/status", s.command.Process.Pid), name)
	if _, err := fmt.Sscan(text, &kilobytes); err != nil {
		return 0, fmt.Errorf("read %s of the backend: %w", name, err)
	}
	return kilobytes * 1024, nil
}

// idle waits until the process has had nothing to do for half a second.
func (s *backend) idle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	last, quiet := s.ticks(), 0
	for quiet < 5 {
		select {
		case <-ctx.Done():
			return errors.New("the backend does not come to rest")
		case <-time.After(100 * time.Millisecond):
		}
		now := s.ticks()
		if quiet++; now > last+1 {
			quiet = 0
		}
		last = now
	}
	return nil
}

// ticks is the processor time that the process has used, in hundredths of a second.
func (s *backend) ticks() int {
	fields := strings.Fields(firstLine(fmt.Sprintf("/proc/%d/stat", s.command.Process.Pid)))
	if len(fields) < 15 {
		return 0
	}
	user, _ := strconv.Atoi(fields[13])
	system, _ := strconv.Atoi(fields[14])
	return user + system
}
