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

// measure asks for all at once, since the engine watches each for a second.
func (d *Dashboard) measure(ctx context.Context, sessions []models.Session) []SessionUsage {
	ctx, cancel := context.WithTimeout(ctx, measureFor)
	defer cancel()
	found, slots := make([]*SessionUsage, len(sessions)), make(chan struct{}, measuredAtOnce)
	var work sync.WaitGroup
	for i, s := range sessions {
		if s.Desired != models.DesiredRunning {
			continue
		}
		work.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if stats, err := d.fleet.runtime.Stats(ctx, s.ContainerName); err == nil {
				found[i] = &SessionUsage{SessionID: s.ID, Stats: stats}
			}
		})
	}
	work.Wait()
	usage := make([]SessionUsage, 0, len(found))
	for _, u := range found {
		if u != nil {
			usage = append(usage, *u)
		}
	}
	return usage
}
