package media

import (
	"sync"
	"time"
)

// maxServed bounds the names on a shelf.
const maxServed = 20_000

// Served is a file that can be fetched by name.
type Served struct {
	Hash     string
	Mimetype string
	at       time.Time
}

// Shelf holds what is served, for a while. Like WAHA's own folder for it, it does not survive the container.
type Shelf struct {
	life   time.Duration // 0 is for ever
	mu     sync.Mutex
	byName map[string]Served
	order  []string // by age; may name what was put again later
}

// NewShelf makes an empty shelf.
func NewShelf(life time.Duration) *Shelf { return &Shelf{life: life, byName: map[string]Served{}} }

// Put serves a file, from now on for a whole life again.
func (s *Shelf) Put(name string, file Served) {
	s.mu.Lock()
	defer s.mu.Unlock()
	file.at = time.Now()
	if _, found := s.byName[name]; !found {
		s.order = append(s.order, name)
	}
	s.byName[name] = file
	if len(s.order) > maxServed {
		delete(s.byName, s.order[0])
		s.order = s.order[1:]
	}
}

// Get finds a file that is still served.
func (s *Shelf) Get(name string) (Served, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	file, found := s.byName[name]
	if !found || (s.life > 0 && time.Since(file.at) >= s.life) {
		return Served{}, false
	}
	return file, true
}

// Clear ends the serving of everything and tells how much that was.
func (s *Shelf) Clear() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.byName)
	s.byName, s.order = map[string]Served{}, nil
	return n
}
