package services

import (
	"context"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/models"
)

// Monitor looks at the whole installation, for those who watch over it.
type Monitor struct {
	fleet *Fleet
	store *store.Store
}

// NewMonitor returns the service.
func NewMonitor(fleet *Fleet, st *store.Store) *Monitor { return &Monitor{fleet: fleet, store: st} }

// Vitals counts sessions and what waits.
func (m *Monitor) Vitals(ctx context.Context) (models.Vitals, error) { return m.store.Vitals(ctx) }

// Pool tells how busy the connections to the database are.
func (m *Monitor) Pool() models.Pool { return m.store.Pool() }

// Usage measures all containers that run, by the ids of their sessions. What does not answer in time is left out.
func (m *Monitor) Usage(ctx context.Context) (map[string]models.ContainerUsage, error) {
	instances, err := m.fleet.runtime.List(ctx)
	if err != nil {
		return nil, err
	}
	var sessions, names []string
	for _, i := range instances {
		if i.State == runtime.StateRunning {
			sessions, names = append(sessions, i.SessionID), append(names, i.Name)
		}
	}
	usage := make(map[string]models.ContainerUsage, len(names))
	for i, used := range m.fleet.measure(ctx, names) {
		if used != nil {
			usage[sessions[i]] = models.ContainerUsage(*used)
		}
	}
	return usage, nil
}
