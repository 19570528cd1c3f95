package waha

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/volume"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

const (
	maxNameLength = 54
	// saying goodbye by webhook must not hold up the end of the container.
	drainTime = 2 * time.Second
)

var validName = regexp.MustCompile(`^[a-zA-Z0-9_-]*$`)

// Manager owns the sessions of one container.
type Manager struct {
	cfg    config.Config
	log    *slog.Logger
	out    io.Writer // where the container's log goes
	volume volume.Volume
	sender *webhook.Sender
	knobs  *knobBoard
	gate   *gate
	// fetcher downloads files that are to be sent.
	fetcher   *http.Client
	listeners listeners

	ctx    context.Context
	cancel context.CancelFunc
	mu     sync.Mutex
	byName map[string]*Session
	locks  map[string]chan struct{}
}

// NewManager reads the volume. Sessions start with Boot.
func NewManager(cfg config.Config, sender *webhook.Sender, log *slog.Logger, out io.Writer) (*Manager, error) {
	ctx, cancel := context.WithCancel(context.Background())
	knobs := newKnobBoard()
	m := &Manager{
		cfg: cfg, log: log, out: out, sender: sender, knobs: knobs, gate: &gate{sender: sender, knobs: knobs, log: log},
		volume: volume.New(cfg.StoreDir, cfg.Namespace, cfg.SessionNamespace),
		ctx:    ctx, cancel: cancel, fetcher: &http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, MaxIdleConns: 4}},
		byName: map[string]*Session{}, locks: map[string]chan struct{}{},
	}
	records, err := m.volume.Sessions()
	if err != nil {
		cancel()
		return nil, err
	}
	for name, record := range records {
		if _, err := m.load(name, record.Config, record.Worker); err != nil {
			cancel()
			return nil, fmt.Errorf("load session %s: %w", name, err)
		}
	}
	return m, nil
}

func (m *Manager) load(name string, raw json.RawMessage, worker *string) (*Session, error) {
	options, err := ParseOptions(raw, m.cfg.Engine)
	if err != nil {
		return nil, err
	}
	s, err := newSession(m, name, options)
	if err != nil {
		return nil, err
	}
	s.worker = worker
	m.mu.Lock()
	m.byName[name] = s
	m.mu.Unlock()
	return s, nil
}

// Boot starts the sessions that should run after a start of the container, one after the other.
func (m *Manager) Boot(ctx context.Context) error {
	if !pause(ctx, m.cfg.Sim.AutoStart) {
		return nil
	}
	for _, name := range m.bootList() {
		s, found := m.session(name)
		if !found {
			var err error
			if s, err = m.load(name, nil, nil); err != nil {
				return fmt.Errorf("start session %s: %w", name, err)
			}
		}
		m.log.Info("auto-start", "session", name)
		s.start()
		if !pause(ctx, m.cfg.AutoStartDelay) {
			return nil
		}
	}
	return nil
}

func (m *Manager) bootList() []string {
	names := slices.Clone(m.cfg.StartSessions)
	for _, s := range m.sessions() {
		s.mu.Lock()
		mine := m.cfg.RestartWorker && s.worker != nil && *s.worker == m.cfg.WorkerID
		s.mu.Unlock()
		if (mine || m.cfg.RestartAll) && !slices.Contains(names, s.name) {
			names = append(names, s.name)
		}
	}
	return names
}

// Close stops the sessions as a container's end does: they are to run again at the next start.
func (m *Manager) Close() error {
	var problems []error
	for _, s := range m.sessions() {
		s.halt()
		problems = append(problems, s.closeBook())
	}
	m.cancel()
	m.listeners.end()
	m.fetcher.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	m.sender.Drain(ctx)
	return errors.Join(problems...)
}

// Create makes a session. Without a name it gets one.
func (m *Manager) Create(ctx context.Context, name string, raw json.RawMessage, start bool) (*Session, error) {
	if name == "" {
		name = waid.NewSession(time.Now())
	}
	if err := checkName(name); err != nil {
		return nil, err
	}
	if _, err := ParseOptions(raw, m.cfg.Engine); err != nil {
		return nil, err
	}
	unlock, err := m.lock(ctx, name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if _, found := m.session(name); found {
		return nil, ErrExists
	}
	s, err := m.load(name, raw, nil)
	if err != nil {
		return nil, err
	}
	if start {
		s.assign(&m.cfg.WorkerID)
		s.start()
	}
	return s, m.save()
}

func checkName(name string) error {
	var problems []string
	if len(name) > maxNameLength {
		problems = append(problems, "name must be shorter than or equal to 54 characters")
	}
	if !validName.MatchString(name) {
		problems = append(problems, "name must match /^[a-zA-Z0-9_-]*$/ regular expression")
	}
	if len(problems) > 0 {
		return InvalidError{Problems: problems}
	}
	return nil
}

// Get finds a session.
func (m *Manager) Get(name string) (*Session, error) {
	s, found := m.session(name)
	if !found {
		return nil, ErrNotFound
	}
	return s, nil
}

// List gives the sessions by name; those that don't run only on request.
func (m *Manager) List(all bool) []*Session {
	return slices.DeleteFunc(m.sessions(), func(s *Session) bool { return !all && s.Status() == Stopped })
}

// Delete unlinks, stops and erases a session. One that isn't there is no error.
func (m *Manager) Delete(ctx context.Context, name string) error {
	unlock, err := m.lock(ctx, name)
	if err != nil {
		return err
	}
	defer unlock()
	s, found := m.session(name)
	if !found {
		return nil
	}
	if err := s.unpair(ctx); err != nil {
		return err
	}
	m.mu.Lock()
	delete(m.byName, name)
	m.mu.Unlock()
	return errors.Join(m.volume.Erase(name), m.save())
}

func (m *Manager) session(name string) (*Session, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, found := m.byName[name]
	return s, found
}

func (m *Manager) sessions() []*Session {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := make([]*Session, 0, len(m.byName))
	for _, s := range m.byName {
		list = append(list, s)
	}
	slices.SortFunc(list, func(x, y *Session) int { return cmp.Compare(x.name, y.name) })
	return list
}

// save writes the list of sessions. Saves are rare, so they simply exclude each other.
func (m *Manager) save() error {
	records := map[string]volume.Record{}
	m.mu.Lock()
	defer m.mu.Unlock()
	for name, s := range m.byName {
		s.mu.Lock()
		records[name] = volume.Record{Config: s.options.raw, Worker: s.worker}
		s.mu.Unlock()
	}
	return m.volume.SaveSessions(records)
}

// lock keeps operations on one session apart. Whoever waits too long gets the error that WAHA's own lock gives.
func (m *Manager) lock(ctx context.Context, name string) (unlock func(), err error) {
	m.mu.Lock()
	turn, found := m.locks[name]
	if !found {
		turn = make(chan struct{}, 1)
		m.locks[name] = turn
	}
	m.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, m.cfg.Sim.LockWait)
	defer cancel()
	if m.knobs.get().LockTimeout {
		<-ctx.Done()
		return nil, LockError{Session: name}
	}
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, LockError{Session: name}
	}
}

// pause sleeps, and tells whether the context outlived it.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
