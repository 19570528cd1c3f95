package services

import (
	"context"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/models"
)

// Capacity is what the installation holds, and what the numbers of one person use of it.
type Capacity struct {
	Sessions, MaxSessions int // of the whole installation
	Usage                 []SessionUsage
}

// SessionUsage is what one running session uses.
type SessionUsage struct {
	SessionID uuid.UUID
	runtime.Stats
}

const (
	// measureFor bounds the measuring: what did not answer by then is left out.
	measureFor = 5 * time.Second
	// measuredAtOnce bounds the containers that the engine measures at the same time.
	measuredAtOnce = 16
)

// Capacity measures all of the caller's numbers that run.
func (d *Dashboard) Capacity(ctx context.Context, caller models.Caller) (Capacity, error) {
	sessions, err := d.store.Sessions(ctx, caller)
	if err != nil {
		return Capacity{}, err
	}
	count, err := d.store.CountSessions(ctx)
	if err != nil {
		return Capacity{}, err
	}
	if err := d.fleet.engineAnswers(ctx); err != nil {
		return Capacity{}, err
	}
	return Capacity{Sessions: count, MaxSessions: d.limit, Usage: d.measure(ctx, sessions)}, nil
}

func (d *Dashboard) measure(ctx context.Context, sessions []models.Session) []SessionUsage {
	var ids []uuid.UUID
	var names []string
	for _, s := range sessions {
		if s.Desired == models.DesiredRunning {
			ids, names = append(ids, s.ID), append(names, s.ContainerName)
		}
	}
	usage := make([]SessionUsage, 0, len(names))
	for i, used := range d.fleet.measure(ctx, names) {
		if used != nil {
			usage = append(usage, SessionUsage{SessionID: ids[i], Stats: *used})
		}
	}
	return usage
}

// measure asks for all containers at once, since the engine watches each for a second. One that did not answer in time is nil.
func (f *Fleet) measure(ctx context.Context, names []string) []*runtime.Stats {
	ctx, cancel := context.WithTimeout(ctx, measureFor)
	defer cancel()
	found, slots := make([]*runtime.Stats, len(names)), make(chan struct{}, measuredAtOnce)
	var work sync.WaitGroup
	for i, name := range names {
		work.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if stats, err := f.runtime.Stats(ctx, name); err == nil {
				found[i] = &stats
			}
		})
	}
	work.Wait()
	return found
}
