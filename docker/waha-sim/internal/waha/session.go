package waha

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/media"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/phonebook"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/volume"
)

// Status is WAHA's word for what a session does.
type Status string

// The statuses that the simulator reaches.
const (
	Stopped    Status = "STOPPED"
	Starting   Status = "STARTING"
	ScanQRCode Status = "SCAN_QR_CODE"
	Working    Status = "WORKING"
	Failed     Status = "FAILED"

	PasskeyRequired     Status = "PASSKEY_REQUIRED"
	PasskeyConfirmation Status = "PASSKEY_CONFIRMATION_REQUIRED"
)

type statusPoint struct {
	Status    Status `json:"status"`
	Timestamp int64  `json:"timestamp"`
}

// Session is one WhatsApp account in WAHA. Its methods may be called at the same time.
type Session struct {
	m    *Manager
	name string

	mu        sync.Mutex
	options   Options
	worker    *string // who starts it at boot
	status    Status
	statuses  []statusPoint
	changed   chan struct{} // closed when the status changes
	login     volume.Login
	qr, code  string
	qrNumber  int
	passkey   bool // WhatsApp wants more than the QR
	run       *run // nil when stopped
	closed    bool // no more events until the next start
	unpairing bool // only STOPPED is told
	activity  int64
	book      *history.Book
	queue     []func() error // what the network holds until the session listens again

	files    *media.Store // as WhatsApp's servers keep them
	shelf    *media.Shelf // as they are served
	people   *phonebook.Book
	limits   Limits
	presence presence
	calls    map[string]Call // those that still ring
}

func newSession(m *Manager, name string, options Options) (*Session, error) {
	login, err := m.volume.Login(name)
	if err != nil {
		return nil, err
	}
	limits := history.Limits{Messages: m.cfg.Sim.MaxMessages, Bytes: m.cfg.Sim.MaxMessageBytes}
	book, err := history.Open(m.volume.History(name), limits)
	if err != nil {
		return nil, err
	}
	people, err := m.volume.Phonebook(name)
	if err != nil {
		return nil, err
	}
	return &Session{
		m: m, name: name, options: options, login: login, book: book, status: Stopped, changed: make(chan struct{}),
		people: people, presence: newPresence(), calls: map[string]Call{}, shelf: media.NewShelf(m.cfg.FileLife),
		files: media.NewStore(m.volume.Files(name), media.Limits{
			Files: m.cfg.Sim.MaxMediaFiles, Bytes: int64(m.cfg.Sim.MaxMediaBytes), FileSize: int64(m.cfg.Sim.MaxFileBytes),
		}),
	}, nil
}

// Name is the session's name.
func (s *Session) Name() string { return s.name }

// Status is the present status.
func (s *Session) Status() Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.status
}

// Info describes the session. The engine's state is only in the answer about a single session, the worker only in lists.
func (s *Session) Info(listed bool) dialect.Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	info := dialect.Object{
		"name": s.name, "status": s.status, "config": s.options.raw, "me": s.me(),
		"presence": nil, "timestamps": dialect.Object{"activity": nil},
	}
	if s.status == Working && s.m.cfg.Engine != config.WEBJS {
		info["presence"] = s.presence.own
		info["timestamps"] = dialect.Object{"activity": s.activity}
	}
	if listed {
		info["assignedWorker"] = s.worker
	} else {
		info["engine"] = dialect.Engine(s.m.cfg.Engine, string(s.status))
	}
	return info
}

// Me describes the linked phone; nil when there is none.
func (s *Session) Me() (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run == nil {
		return nil, NotRunningError{Session: s.name}
	}
	return s.me(), nil
}

func (s *Session) me() any {
	if !s.login.Linked {
		return nil
	}
	return dialect.Me(s.m.cfg.Engine, s.account())
}

func (s *Session) account() dialect.Account {
	account := dialect.Account{Phone: s.login.Phone, PushName: s.login.PushName}
	// A nil of a type of its own would not be JSON's null in a map.
	if s.limits.Timelock != nil {
		account.Timelock = s.limits.Timelock
	}
	if s.limits.Capping != nil {
		account.Capping = s.limits.Capping
	}
	return account
}

// setStatus tells the status, also when it is the same again: that is how WAHA announces another QR. The caller locks.
func (s *Session) setStatus(status Status) { s.setStatusWith(status, nil) }

func (s *Session) setStatusWith(status Status, data any) {
	s.status = status
	s.statuses = append(s.statuses, statusPoint{Status: status, Timestamp: time.Now().UnixMilli()})
	if len(s.statuses) > 3 {
		s.statuses = slices.Clone(s.statuses[len(s.statuses)-3:])
	}
	if status != ScanQRCode {
		s.qr, s.code = "", ""
	}
	close(s.changed)
	s.changed = make(chan struct{})
	s.m.log.Info("session status", "session", s.name, "status", status)
	s.emitStatus(data)
	// This engine ends its event streams with the failure.
	if status == Failed && s.m.cfg.Engine == config.NOWEB {
		s.closed = true
	}
}

// await blocks as WAHA does: for the session to run, then for the wanted status.
func (s *Session) await(ctx context.Context, wanted Status) error {
	running, cancel := context.WithTimeout(ctx, s.m.cfg.Sim.WaitRunning)
	defer cancel()
	if !s.awaitThat(running, func() bool { return s.run != nil }) {
		return s.statusError(wanted)
	}
	reached, cancelReached := context.WithTimeout(ctx, s.m.cfg.Sim.WaitStatus)
	defer cancelReached()
	if !s.awaitThat(reached, func() bool { return s.status == wanted }) {
		return s.statusError(wanted)
	}
	return nil
}

func (s *Session) statusError(wanted Status) error {
	return StatusError{Session: s.name, Status: s.Status(), Expected: []Status{wanted}}
}

// awaitThat waits until the condition, which is checked under the lock, holds after some change of status.
func (s *Session) awaitThat(ctx context.Context, holds func() bool) bool {
	for {
		s.mu.Lock()
		done, changed := holds(), s.changed
		s.mu.Unlock()
		if done {
			return true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return false
		}
	}
}

func (s *Session) assign(worker *string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.worker = worker
}

func (s *Session) closeBook() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.book.Close()
}
