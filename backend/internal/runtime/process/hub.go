package process

import (
	"context"
	"errors"
	"sync"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// watcherLag is how many events a watcher may be behind before it is cut off.
const watcherLag = 256

var errEventsLost = errors.New("watcher of events is too slow")

// hub hands each event to all who watch. Its zero value is ready.
type hub struct {
	mu       sync.Mutex
	watchers map[*watcher]struct{}
}

type watcher struct {
	events chan runtime.Event
	errs   chan error
}

// Watch hears of every child's start and end from now on.
func (r *Runtime) Watch(ctx context.Context) (<-chan runtime.Event, <-chan error) {
	w := r.hub.join()
	context.AfterFunc(ctx, func() { r.hub.leave(w, nil) })
	return w.events, w.errs
}

func (h *hub) join() *watcher {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.watchers == nil {
		h.watchers = map[*watcher]struct{}{}
	}
	w := &watcher{events: make(chan runtime.Event, watcherLag), errs: make(chan error, 1)}
	h.watchers[w] = struct{}{}
	return w
}

func (h *hub) leave(w *watcher, why error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.drop(w, why)
}

func (h *hub) drop(w *watcher, why error) {
	if _, there := h.watchers[w]; !there {
		return
	}
	delete(h.watchers, w)
	if why != nil {
		w.errs <- why
	}
	close(w.events)
	close(w.errs)
}

func (h *hub) publish(e runtime.Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for w := range h.watchers {
		select {
		case w.events <- e:
		default:
			h.drop(w, errEventsLost)
		}
	}
}
