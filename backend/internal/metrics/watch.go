package metrics

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/conectafy/conectafy/backend/models"
)

// Watched is what is asked for when somebody looks. What can't be had is missing, and scrape_success says so.
type Watched interface {
	// Vitals counts rows.
	Vitals(ctx context.Context) (models.Vitals, error)
	// Usage measures the containers, each named by its session's id. There are at most WAHA_MAX_SESSIONS.
	Usage(ctx context.Context) (map[string]models.ContainerUsage, error)
	// Pool asks nobody.
	Pool() models.Pool
}

const (
	askTimeout = 6 * time.Second
	// keptFor is how long answers are given again, so that several who look cost as much as one.
	keptFor = 5 * time.Second
)

// watcher turns what is watched into figures.
type watcher struct {
	watched Watched

	mu    sync.Mutex // held while asking: who looks meanwhile gets the same answers
	until time.Time
	kept  []prometheus.Metric
}

// Watch adds the figures of what is watched.
func (m *Metrics) Watch(watched Watched) { m.registry.MustRegister(&watcher{watched: watched}) }

// Describe tells what figures there may be.
func (w *watcher) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		success, sessions, jobs, jobsOldest, outbox, outboxOldest, media, mediaOldest, memory, memoryLimit, cpu, poolConns, poolMax,
		poolWaits, poolWaited,
	} {
		to <- d
	}
}

// Collect gives the figures.
func (w *watcher) Collect(to chan<- prometheus.Metric) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if time.Now().After(w.until) {
		w.kept = w.ask()
		w.until = time.Now().Add(keptFor)
	}
	for _, metric := range w.kept {
		to <- metric
	}
}

// ask asks the database and the containers at the same time, since the engine watches each container for a second.
func (w *watcher) ask() []prometheus.Metric {
	ctx, cancel := context.WithTimeout(context.Background(), askTimeout)
	defer cancel()
	var used figures
	var both sync.WaitGroup
	both.Go(func() {
		usage, err := w.watched.Usage(ctx)
		used.add(success, toNumber(err == nil), "containers")
		used.addUsage(usage)
	})
	var found figures
	vitals, err := w.watched.Vitals(ctx)
	found.add(success, toNumber(err == nil), "database")
	if err == nil {
		found.addVitals(vitals)
	}
	found.addPool(w.watched.Pool())
	both.Wait()
	return append(found, used...)
}

func toNumber(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
