package metrics_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/metrics"
	"github.com/conectafy/conectafy/backend/models"
)

const token = "a-token-for-prometheus"

// installation is watched, and has some of everything.
type installation struct {
	down  error
	asked int
}

func (i *installation) Vitals(context.Context) (models.Vitals, error) {
	i.asked++
	some := models.Backlog{Waiting: 3, Oldest: 90 * time.Second}
	return models.Vitals{
		Sessions: map[models.SessionStatus]int{models.StatusConnected: 2}, Outbox: some, Media: some,
		Jobs: []models.JobBacklog{{Kind: "send", State: "available", Backlog: some}},
	}, i.down
}

func (i *installation) Usage(context.Context) (map[string]models.ContainerUsage, error) {
	return map[string]models.ContainerUsage{"id-of-a-session": {MemoryBytes: 100, MemoryLimitBytes: 200, CPUPercent: 50}}, i.down
}

func (i *installation) Pool() models.Pool {
	return models.Pool{InUse: 4, Idle: 1, Max: 10, Waits: 7, Waited: time.Second}
}

// everything are figures of which each has a value.
func everything(watched metrics.Watched) *metrics.Metrics {
	m := metrics.New()
	m.Watch(watched)
	m.Request(http.MethodGet, "/api/sessions/:id", http.StatusNotFound, 20*time.Millisecond)
	m.Webhook("message", "stored")
	m.Sent("sent")
	m.Fetched("delayed")
	m.FeedRead(-time.Millisecond) // the database's clock runs ahead
	return m
}

func scrape(t *testing.T, m *metrics.Metrics, authorization string) (int, string) {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, metrics.Path, nil)
	request.Header.Set("Authorization", authorization)
	answer := httptest.NewRecorder()
	m.Handler(token).ServeHTTP(answer, request)
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.Code, string(body)
}

func TestFigures(t *testing.T) {
	t.Parallel()
	code, page := scrape(t, everything(&installation{}), "Bearer "+token)
	if code != http.StatusOK {
		t.Fatalf("got %d: %s", code, page)
	}
	for _, want := range []string{
		`conectafy_http_request_duration_seconds_bucket{method="GET",route="/api/sessions/:id",status="4xx",le="0.03"} 1`,
		`conectafy_webhooks_total{event="message",outcome="stored"} 1`,
		`conectafy_sends_total{outcome="sent"} 1`,
		`conectafy_media_fetches_total{outcome="delayed"} 1`,
		`conectafy_feed_lag_seconds_bucket{le="0.01"} 1`,
		`conectafy_sessions{status="connected"} 2`,
		`conectafy_sessions{status="error"} 0`,
		`conectafy_jobs{kind="send",state="available"} 3`,
		`conectafy_job_oldest_seconds{kind="send",state="available"} 90`,
		`conectafy_outbox_messages 3`,
		`conectafy_media_pending_oldest_seconds 90`,
		`conectafy_container_memory_bytes{session_id="id-of-a-session"} 100`,
		`conectafy_container_cpu_cores{session_id="id-of-a-session"} 0.5`,
		`conectafy_db_pool_connections{state="in_use"} 4`,
		`conectafy_db_pool_waits_total 7`,
		`conectafy_scrape_success{source="database"} 1`,
	} {
		if !strings.Contains(page, want+"\n") {
			t.Errorf("there is no %s in\n%s", want, page)
		}
	}
}

func TestTokenIsNeeded(t *testing.T) {
	t.Parallel()
	m := everything(&installation{})
	for _, sent := range []string{"", "Bearer ", "Bearer " + token + "x", "Basic " + token, token} {
		if code, page := scrape(t, m, sent); code != http.StatusUnauthorized || strings.Contains(page, "conectafy_") {
			t.Errorf("%q: got %d: %s", sent, code, page)
		}
	}
}

func TestWhatDoesNotAnswerIsMissing(t *testing.T) {
	t.Parallel()
	code, page := scrape(t, everything(&installation{down: errors.New("away")}), "Bearer "+token)
	if code != http.StatusOK || !strings.Contains(page, `conectafy_scrape_success{source="database"} 0`) ||
		!strings.Contains(page, `conectafy_scrape_success{source="containers"} 0`) || strings.Contains(page, "conectafy_outbox_messages") {
		t.Errorf("got %d:\n%s", code, page)
	}
}

func TestManyLooksAskOnce(t *testing.T) {
	t.Parallel()
	watched := &installation{}
	m := everything(watched)
	for range 3 {
		scrape(t, m, "Bearer "+token)
	}
	if watched.asked != 1 {
		t.Errorf("the database was asked %d times", watched.asked)
	}
}

// Neither a method nor an address that a caller made up becomes a figure of its own.
func TestCallersMakeNoFigures(t *testing.T) {
	t.Parallel()
	m := metrics.New()
	for _, method := range []string{"FOO", "BAR", "QUX"} {
		m.Request(method, "", http.StatusNotFound, time.Second)
	}
	_, page := scrape(t, m, "Bearer "+token)
	if !strings.Contains(page, `conectafy_http_request_duration_seconds_count{method="other",route="none",status="4xx"} 3`) {
		t.Errorf("got\n%s", page)
	}
}

// What the dashboard and the alerts of docker/monitoring ask for must be here.
func TestDashboardAndAlertsKnowTheFigures(t *testing.T) {
	t.Parallel()
	_, page := scrape(t, everything(&installation{}), "Bearer "+token)
	there := []string{}
	for _, name := range regexp.MustCompile(`(?m)^(\w+)[{ ]`).FindAllStringSubmatch(page, -1) {
		there = append(there, name[1])
	}
	for _, file := range []string{"alerts.yml", "grafana/dashboards/conectafy.json"} {
		content, err := os.ReadFile(filepath.Join("../../../docker/monitoring", file))
		if err != nil {
			t.Fatal(err)
		}
		asked := regexp.MustCompile(`\b(?:conectafy|process|go)_\w+`).FindAllString(string(content), -1)
		if len(asked) < 10 {
			t.Errorf("%s asks for %d figures", file, len(asked))
		}
		for _, name := range asked {
			if !slices.Contains(there, name) {
				t.Errorf("%s asks for %s, which isn't there", file, name)
			}
		}
	}
}
