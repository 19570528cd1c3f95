package waha

import (
	"context"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
)

// run is one life of a session, from start to stop.
type run struct {
	ctx    context.Context
	cancel context.CancelFunc
	wake   chan struct{} // the login changed
	done   chan struct{}
}

func (s *Session) running() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.run != nil
}

func (s *Session) start() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run != nil {
		return
	}
	ctx, cancel := context.WithCancel(s.m.ctx)
	r := &run{ctx: ctx, cancel: cancel, wake: make(chan struct{}, 1), done: make(chan struct{})}
	s.run, s.closed, s.passkey = r, false, false
	// A session that was started again hears again.
	s.m.knobs.update(func(k *Knobs) { k.Deaf = false })
	s.setStatus(Starting)
	go func() {
		defer close(r.done)
		s.live(r)
	}()
}

// stop ends the run with WAHA's fixed pause after it, and tells whether there was one.
func (s *Session) stop(ctx context.Context) bool {
	if !s.halt() {
		return false
	}
	pause(ctx, s.m.cfg.Sim.StopSleep)
	return true
}

// halt ends the run at once.
func (s *Session) halt() bool {
	s.mu.Lock()
	r := s.run
	s.mu.Unlock()
	if r == nil {
		return false
	}
	r.cancel()
	<-r.done
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run != r { // somebody else ended it meanwhile
		return false
	}
	s.run = nil
	s.setStatus(Stopped)
	s.closed = true
	return true
}

// live is the state machine of a running session. It returns when the session failed or the run ended.
func (s *Session) live(r *run) {
	for {
		if !s.connect(r) {
			return
		}
		if !s.linked() {
			if !s.pair(r) {
				s.fail(r)
				return
			}
			if !s.relink(r) {
				return
			}
		}
		s.work(r)
		if !s.stay(r) {
			return
		}
		if s.m.cfg.Engine == config.WEBJS {
			s.tell(r, Failed)
			pause(r.ctx, s.m.cfg.Sim.Starting)
		}
		s.tell(r, Starting)
	}
}

// connect takes its time, and waits while the phone's network is away.
func (s *Session) connect(r *run) bool {
	if !pause(r.ctx, s.m.cfg.Sim.Starting) {
		return false
	}
	return s.m.knobs.await(r.ctx, func(k Knobs) bool { return !k.StuckStarting && !k.Offline })
}

// relink is the time from scan to WORKING; NOWEB reconnects in between.
func (s *Session) relink(r *run) bool {
	if s.m.cfg.Engine == config.NOWEB {
		s.tell(r, Starting)
	}
	return pause(r.ctx, s.m.cfg.Sim.Link)
}

// work makes the session WORKING and hands out what the network held back.
func (s *Session) work(r *run) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.ctx.Err() != nil || !s.login.Linked {
		return
	}
	s.setStatus(Working)
	s.activity = s.statuses[len(s.statuses)-1].Timestamp
	s.flushQueue()
}

// stay lasts as long as the session is connected, and tells whether it should connect again.
func (s *Session) stay(r *run) bool {
	offline := make(chan bool, 1)
	go func() { offline <- s.m.knobs.await(r.ctx, func(k Knobs) bool { return k.Offline }) }()
	for {
		if !s.linked() {
			s.fail(r)
			return false
		}
		select {
		case lost := <-offline:
			return lost
		case <-r.wake:
		case <-r.ctx.Done():
			return false
		}
	}
}

func (s *Session) fail(r *run) { s.tell(r, Failed) }

// tell sets the status unless the run has ended meanwhile.
func (s *Session) tell(r *run, status Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.ctx.Err() == nil {
		s.setStatus(status)
	}
}

func (s *Session) linked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.login.Linked
}
