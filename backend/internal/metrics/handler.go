package metrics

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Path is where the figures are.
const Path = "/metrics"

const (
	scrapeTimeout  = 8 * time.Second // Prometheus waits for ten
	scrapesAtOnce  = 2
	bearer         = "Bearer "
	unauthenticate = `Bearer realm="metrics"`
)

// Handler shows the figures to whoever sends the token.
func (m *Metrics) Handler(token string) http.Handler {
	figures := promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, MaxRequestsInFlight: scrapesAtOnce, Timeout: scrapeTimeout,
	})
	want := sha256.Sum256([]byte(token))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent, isBearer := strings.CutPrefix(r.Header.Get("Authorization"), bearer)
		// Hashes are of one length, so that the time tells nothing of the token's.
		got := sha256.Sum256([]byte(sent))
		if !isBearer || subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			w.Header().Set("WWW-Authenticate", unauthenticate)
			http.Error(w, "the token of METRICS_TOKEN is needed", http.StatusUnauthorized)
			return
		}
		figures.ServeHTTP(w, r)
	})
}
