package waha

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/phonebook"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/volume"
)

// Start runs the session; one that runs stays as it is.
func (m *Manager) Start(ctx context.Context, name string) (*Session, error) {
	return m.operate(ctx, name, func(s *Session) error {
		s.assign(&m.cfg.WorkerID)
		s.start()
		return nil
	})
}

// Restart stops and starts the session.
func (m *Manager) Restart(ctx context.Context, name string) (*Session, error) {
	return m.operate(ctx, name, func(s *Session) error {
		s.assign(&m.cfg.WorkerID)
		s.stop(ctx)
		s.start()
		return nil
	})
}

// Stop stops the session, which then does not start by itself at the next boot.
func (m *Manager) Stop(ctx context.Context, name string) (*Session, error) {
	return m.operate(ctx, name, func(s *Session) error {
		s.assign(nil)
		s.stop(ctx)
		return nil
	})
}

// Update replaces the configuration; a running session is restarted.
func (m *Manager) Update(ctx context.Context, name string, raw json.RawMessage) (*Session, error) {
	options, err := ParseOptions(raw, m.cfg.Engine)
	if err != nil {
		return nil, err
	}
	return m.operate(ctx, name, func(s *Session) error {
		wasRunning := s.stop(ctx)
		s.mu.Lock()
		s.options = options
		s.mu.Unlock()
		if wasRunning {
			s.start()
		}
		return nil
	})
}

// Logout unlinks the phone and erases what came from it. A session that ran starts again, with a new QR.
func (m *Manager) Logout(ctx context.Context, name string) (*Session, error) {
	return m.operate(ctx, name, func(s *Session) error {
		wasRunning := s.running()
		if err := s.unpair(ctx); err != nil {
			return err
		}
		if wasRunning {
			s.start()
		}
		return nil
	})
}

// operate does one thing to a session while no other operation does, and saves the list of sessions.
func (m *Manager) operate(ctx context.Context, name string, do func(*Session) error) (*Session, error) {
	unlock, err := m.lock(ctx, name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	s, err := m.Get(name)
	if err != nil {
		return nil, err
	}
	return s, errors.Join(do(s), m.save())
}

// unpair stops the session and erases its login and messages. Of its events only STOPPED is told.
func (s *Session) unpair(ctx context.Context) error {
	s.mu.Lock()
	s.unpairing = true
	s.mu.Unlock()
	if s.stop(ctx) {
		pause(ctx, s.m.cfg.Sim.UnpairSleep)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unpairing = false
	s.login, s.queue = volume.Login{}, nil
	s.people, s.limits, s.presence = phonebook.New(), Limits{}, newPresence()
	s.calls = map[string]Call{}
	s.files.Forget()
	s.shelf.Clear()
	return errors.Join(s.book.Erase(), s.m.volume.Erase(s.name))
}
