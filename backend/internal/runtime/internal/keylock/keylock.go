// Package keylock lets calls about the same key take turns.
package keylock

import (
	"context"
	"sync"
)

// Locks is a set of locks by key that forgets keys nobody holds or waits for. Its zero value is ready.
type Locks struct {
	mu    sync.Mutex
	locks map[string]*lock
}

type lock struct {
	held  chan struct{} // full while somebody holds it
	users int           // who hold it or wait for it
}

// Lock waits for its turn and gives the function that ends it. When ctx ends first, it answers why.
func (l *Locks) Lock(ctx context.Context, key string) (unlock func(), err error) {
	if ctx.Err() != nil { // select would toss a coin
		return nil, context.Cause(ctx)
	}
	k := l.join(key)
	select {
	case k.held <- struct{}{}:
		return func() { <-k.held; l.leave(key, k) }, nil
	case <-ctx.Done():
		l.leave(key, k)
		return nil, context.Cause(ctx)
	}
}

func (l *Locks) join(key string) *lock {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.locks == nil {
		l.locks = map[string]*lock{}
	}
	if l.locks[key] == nil {
		l.locks[key] = &lock{held: make(chan struct{}, 1)}
	}
	l.locks[key].users++
	return l.locks[key]
}

func (l *Locks) leave(key string, k *lock) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if k.users--; k.users == 0 {
		delete(l.locks, key)
	}
}
