package waha

import (
	"slices"
	"sync"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

const (
	maxListeners = 100
	maxUnheard   = 256 // events that a listener may be behind
)

// Listener gets events as they happen, and none that it missed.
type Listener struct {
	Events  chan []byte // closed when the container ends, or the listener is too slow
	session string      // empty is all
	wants   webhook.Target
	closed  bool
}

// listeners are those of a container. Its lock is taken inside of those of sessions.
type listeners struct {
	mu   sync.Mutex
	all  []*Listener
	over bool
	busy sync.WaitGroup
}

// Listen begins to listen; done ends it. It gives nil when the container ends or has too many listeners.
func (m *Manager) Listen(session string, events []string) (l *Listener, done func()) {
	l = &Listener{Events: make(chan []byte, maxUnheard), session: session, wants: webhook.Target{Events: events}}
	m.listeners.mu.Lock()
	defer m.listeners.mu.Unlock()
	if m.listeners.over || len(m.listeners.all) == maxListeners {
		return nil, nil
	}
	m.listeners.all = append(m.listeners.all, l)
	m.listeners.busy.Add(1)
	return l, func() {
		m.listeners.mu.Lock()
		defer m.listeners.mu.Unlock()
		m.listeners.all = slices.DeleteFunc(m.listeners.all, func(other *Listener) bool { return other == l })
		m.listeners.busy.Done()
	}
}

func (l *listeners) want(session, event string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.ContainsFunc(l.all, func(one *Listener) bool { return one.accepts(session, event) })
}

func (l *Listener) accepts(session, event string) bool {
	return !l.closed && (l.session == "" || l.session == session) && l.wants.Wants(event)
}

func (l *listeners) tell(session, event string, body []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, one := range l.all {
		if !one.accepts(session, event) {
			continue
		}
		select {
		case one.Events <- body:
		default:
			one.close()
		}
	}
}

func (l *Listener) close() {
	if !l.closed {
		l.closed = true
		close(l.Events)
	}
}

// end lets all listeners go and waits until they have.
func (l *listeners) end() {
	l.mu.Lock()
	l.over = true
	for _, one := range l.all {
		one.close()
	}
	l.mu.Unlock()
	l.busy.Wait()
}
