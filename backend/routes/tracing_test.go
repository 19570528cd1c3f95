package routes_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

// collector keeps what an OpenTelemetry collector would be told.
type collector struct {
	mu    sync.Mutex
	raw   strings.Builder
	spans []collected
}

type collected struct {
	TraceID, SpanID, ParentSpanID, Name string
}

func (c *collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var told struct {
		ResourceSpans []struct{ ScopeSpans []struct{ Spans []collected } }
	}
	if err != nil || json.Unmarshal(body, &told) != nil || r.URL.Path != "/v1/traces" || r.Header.Get("X-Key") != "a key" {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.raw.Write(body)
	for _, of := range told.ResourceSpans {
		for _, scope := range of.ScopeSpans {
			c.spans = append(c.spans, scope.Spans...)
		}
	}
}

// named lists the spans of a name.
func (c *collector) named(name string) []collected {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []collected
	for _, s := range c.spans {
		if s.Name == name {
			list = append(list, s)
		}
	}
	return list
}

// both says whether two spans of these names belong together.
func (c *collector) both(one, other string, together func(a, b collected) bool) bool {
	for _, a := range c.named(one) {
		for _, b := range c.named(other) {
			if together(a, b) {
				return true
			}
		}
	}
	return false
}

func within(parent, child collected) bool {
	return parent.TraceID == child.TraceID && parent.SpanID == child.ParentSpanID
}

// testTracing follows a message out, from the send to its receipt, and one in, from the webhook to the commit.
func testTracing(t *testing.T, suite *apitest.Suite) {
	told := &collector{}
	at := httptest.NewServer(told)
	t.Cleanup(at.Close)
	server := suite.New(t, map[string]string{
		"OTEL_EXPORTER_OTLP_ENDPOINT": at.URL, "OTEL_EXPORTER_OTLP_HEADERS": "x-key=a%20key", "SEND_WAIT": "10s",
	})
	ana := server.User(t, "ana")
	session, phone := ana.Linked("Ventas", "5491100000010")
	phone.Write("5491122334455@c.us", "¿Están abiertos?")
	ana.POST("/api/sessions/"+session.ID+"/send", map[string]string{"phoneNumber": "5491122334455", "message": "Hasta las ocho"}).
		Status(http.StatusOK)

	wait.Until(t, "the collector to have a send with its receipt, and what lies in a webhook and in a send", func() bool {
		return told.both("send", "ack", func(send, ack collected) bool { return send.TraceID == ack.TraceID }) &&
			told.both("webhook", "commit", within) && told.both("send", "hand over", within)
	})
	told.mu.Lock()
	defer told.mu.Unlock()
	for _, private := range []string{"5491122334455", "5491100000010", "abiertos", "ocho"} {
		if strings.Contains(told.raw.String(), private) {
			t.Errorf("the collector is told %s", private)
		}
	}
}
