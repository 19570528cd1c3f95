// Package realtime wakes those who wait for a change, in whichever process the change happened.
package realtime

import (
	"errors"
	"sync"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// ErrTooMany says that an owner has as many waiting readers as one may have.
var ErrTooMany = errors.New("too many readers are waiting")

// ErrClosed says that the hub takes no more readers because the process is stopping.
var ErrClosed = errors.New("the hub is closed")

// Hub keeps the readers that wait for changes of an owner's feed.
type Hub struct {
	limit int

	mu      sync.Mutex
	closed  bool
	wakes   uint64 // of all owners
	readers map[uuid.UUID]map[*Reader]struct{}
}

// Reader waits for changes of one owner. Wakes come on C; several may come as one. C is closed with the hub.
type Reader struct {
	C     chan struct{}
	hub   *Hub
	owner uuid.UUID
	// wakes numbers the last wake; guarded by the hub's lock.
	wakes uint64
	// told is what was said and is not stored, oldest first; guarded by the hub's lock.
	told []models.ChatPresence
}

// maxTold bounds what waits for a slow reader; the oldest goes first, since only what people do now counts.
const maxTold = 64

// NewHub returns a Hub in which an owner has at most limit readers.
func NewHub(limit int) *Hub {
	return &Hub{limit: limit, readers: make(map[uuid.UUID]map[*Reader]struct{})}
}

// Subscribe adds a reader. Whoever subscribes first and reads the feed then misses nothing.
func (h *Hub) Subscribe(owner uuid.UUID) (*Reader, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil, ErrClosed
	}
	if len(h.readers[owner]) >= h.limit {
		return nil, ErrTooMany
	}
	if h.readers[owner] == nil {
		h.readers[owner] = make(map[*Reader]struct{})
	}
	r := &Reader{C: make(chan struct{}, 1), hub: h, owner: owner, wakes: h.wakes}
	h.readers[owner][r] = struct{}{}
	return r, nil
}

// Close ends a reader. It may be called again.
func (r *Reader) Close() {
	r.hub.mu.Lock()
	defer r.hub.mu.Unlock()
	delete(r.hub.readers[r.owner], r)
	if len(r.hub.readers[r.owner]) == 0 {
		delete(r.hub.readers, r.owner)
	}
}

// Wake wakes the readers of one owner.
func (h *Hub) Wake(owner uuid.UUID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closed {
		h.wakes++
		h.changed(h.readers[owner])
	}
}

// changed notes that there is something to read, and wakes.
func (h *Hub) changed(readers map[*Reader]struct{}) {
	for r := range readers {
		r.wakes = h.wakes
	}
	wake(readers)
}

// Wakes numbers the last wake by a change, or the beginning. What was read before the number grew may lack the change.
func (r *Reader) Wakes() uint64 {
	r.hub.mu.Lock()
	defer r.hub.mu.Unlock()
	return r.wakes
}

// Tell gives the readers of one owner something that is not stored, and wakes them.
func (h *Hub) Tell(owner uuid.UUID, presence models.ChatPresence) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return
	}
	for r := range h.readers[owner] {
		if len(r.told) == maxTold {
			r.told = r.told[1:]
		}
		r.told = append(r.told, presence)
	}
	wake(h.readers[owner])
}

// Told takes what was said since the last call.
func (r *Reader) Told() []models.ChatPresence {
	r.hub.mu.Lock()
	defer r.hub.mu.Unlock()
	told := r.told
	r.told = nil
	return told
}

// WakeAll wakes everybody, after notifications may have been missed.
func (h *Hub) WakeAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return
	}
	h.wakes++
	for _, readers := range h.readers {
		h.changed(readers)
	}
}

// Close ends all waiting, so that a stopping server need not wait for its slow answers.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return
	}
	h.closed = true
	for _, readers := range h.readers {
		for r := range readers {
			close(r.C)
		}
	}
}

func wake(readers map[*Reader]struct{}) {
	for r := range readers {
		select {
		case r.C <- struct{}{}:
		default: // a wake is waiting already
		}
	}
}
