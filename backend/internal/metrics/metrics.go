// Package metrics counts what the backend does, and shows it to Prometheus. No label has values that callers or WhatsApp choose,
// and none tells who wrote to whom: what a number does is its owner's business.
package metrics

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Metrics are the figures of one backend. All methods are safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	webhooks *prometheus.CounterVec
	sends    *prometheus.CounterVec
	fetches  *prometheus.CounterVec
	feedLag  prometheus.Histogram
}

// New returns the figures, with those of the process. Watch adds what is asked for when somebody looks.
func New() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "conectafy_http_request_duration_seconds",
			Help: "Time from a request to the end of its answer. Long polls and streams wait on purpose.",
			// 30 ms is what the answer to a webhook is promised in.
			Buckets: []float64{0.005, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30},
		}, []string{"method", "route", "status"}),
		webhooks: counter("conectafy_webhooks_total", "Webhooks of WAHA by what they tell and what became of them.", "event", "outcome"),
		sends:    counter("conectafy_sends_total", "Messages that were handed to WAHA or given up, by outcome.", "outcome"),
		fetches:  counter("conectafy_media_fetches_total", "Attempts to fetch a file from a container, by outcome.", "outcome"),
		feedLag: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "conectafy_feed_lag_seconds",
			Help:    "Age of a change when a reader that waits for news of it has it.",
			Buckets: []float64{0.01, 0.03, 0.1, 0.3, 1, 3, 10},
		}),
	}
	m.registry.MustRegister(m.requests, m.webhooks, m.sends, m.fetches, m.feedLag,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

// Request counts an answered request. The route is its pattern, empty for an address that isn't there.
func (m *Metrics) Request(method, route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(knownMethod(method), route, strconv.Itoa(status/100)+"xx").Observe(took.Seconds())
}

// knownMethod keeps callers from inventing methods, and with them figures.
func knownMethod(method string) string {
	known := []string{
		http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions,
	}
	if slices.Contains(known, method) {
		return method
	}
	return "other"
}

// Webhook counts a webhook.
func (m *Metrics) Webhook(event, outcome string) { m.webhooks.WithLabelValues(event, outcome).Inc() }

// Sent counts a message that was handed over or given up.
func (m *Metrics) Sent(outcome string) { m.sends.WithLabelValues(outcome).Inc() }

// Fetched counts an attempt to fetch a file.
func (m *Metrics) Fetched(outcome string) { m.fetches.WithLabelValues(outcome).Inc() }

// FeedRead notes how old a change was when a waiting reader had it.
func (m *Metrics) FeedRead(age time.Duration) { m.feedLag.Observe(max(age, 0).Seconds()) }
