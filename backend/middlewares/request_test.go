package middlewares_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/middlewares"
)

func TestRequestID(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.engine.GET("/", noContent)
	for given, kept := range map[string]bool{
		"":                      false,
		"order-4711_a.b":        true,
		strings.Repeat("a", 64): true,
		strings.Repeat("a", 65): false,
		"two words":             false,
		`x"},{"y`:               false,
	} {
		got := b.do(http.MethodGet, "/", "", "X-Request-Id", given).Header().Get("X-Request-Id")
		if (got == given) != kept || got == "" {
			t.Errorf("X-Request-Id %q: got %q, want it kept: %t", given, got, kept)
		}
	}
}

func TestAccessLog(t *testing.T) {
	t.Parallel()
	const id = "0197a3d2-5b1c-7e0a-9b57-0c1a5f2f8a11"
	b := newBench(t, nil)
	b.engine.GET("/api/sessions/:id", func(c *gin.Context) {
		_ = c.Error(apperr.WAHAUnavailable.Because(errors.New("connection refused")))
	})
	b.do(http.MethodGet, "/api/sessions/"+id+"?token=hush&cursor=hush", "", "X-Request-Id", "r-1")
	line := b.logged()
	for key, want := range map[string]any{
		"level": "error", "request_id": "r-1", "method": "GET", "route": "/api/sessions/:id", "status": 503.0,
		"session_id": id, "code": "waha_unavailable", "err": "waha_unavailable: connection refused",
	} {
		if line[key] != want {
			t.Errorf("%s is %v, want %v", key, line[key], want)
		}
	}
	if _, ok := line["duration_ms"].(float64); !ok {
		t.Errorf("duration_ms is %v", line["duration_ms"])
	}
	if strings.Contains(b.log.String(), "hush") {
		t.Errorf("a value of the query was logged: %s", b.log)
	}
}

func TestAccessLogOfQuietRoutes(t *testing.T) {
	t.Parallel()
	b := newBench(t, map[string]bool{"/hook": true, "/fail": true})
	b.engine.GET("/hook", noContent)
	b.failing(apperr.SignatureInvalid)
	b.do(http.MethodGet, "/hook", "")
	b.do(http.MethodGet, "/fail", "")
	if line := b.logged(); line["route"] != "/fail" || line["level"] != "info" {
		t.Errorf("got %v", line)
	}
}

func TestAccessLogHoldsNoLongParams(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.engine.GET("/hook/:containerName", noContent)
	b.do(http.MethodGet, "/hook/"+strings.Repeat("x", 65), "")
	if line := b.logged(); line["container"] != nil {
		t.Errorf("got %v", line)
	}
}

func TestBodyLimit(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.engine.POST("/", middlewares.BodyLimit(4), func(c *gin.Context) {
		_, err := io.ReadAll(c.Request.Body)
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			c.Status(http.StatusTeapot)
			return
		}
		noContent(c)
	})
	if got := b.do(http.MethodPost, "/", "1234").Code; got != http.StatusNoContent {
		t.Errorf("a body within the limit: %d", got)
	}
	if answer := b.do(http.MethodPost, "/", "12345"); answer.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a body over the limit: %d %s", answer.Code, answer.Body)
	}
	if got := b.do(http.MethodPost, "/", "12345", "Transfer-Encoding", "chunked").Code; got != http.StatusRequestEntityTooLarge {
		t.Errorf("a body that is over the limit as its length says: %d", got)
	}
}

func TestCORS(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	cors := middlewares.CORS([]string{"https://app.example.com"})
	b.engine.GET("/", cors, noContent)
	b.engine.HandleMethodNotAllowed = true
	b.engine.NoMethod(cors, middlewares.MethodNotAllowed)
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		answer := b.do(http.MethodOptions, "/", "", "Origin", "https://app.example.com", "Access-Control-Request-Method", method)
		if allowed := answer.Header().Get("Access-Control-Allow-Methods"); allowed != method {
			t.Errorf("a preflight for %s: %d, allowed methods %q", method, answer.Code, allowed)
		}
	}
	for origin, want := range map[string]string{
		"https://app.example.com":  "https://app.example.com",
		"https://evil.example.com": "",
	} {
		answer := b.do(http.MethodGet, "/", "", "Origin", origin)
		if got := answer.Header().Get("Access-Control-Allow-Origin"); got != want || answer.Code != http.StatusNoContent {
			t.Errorf("a request from %s: %d, allowed origin %q, want %q", origin, answer.Code, got, want)
		}
		answer = b.do(http.MethodOptions, "/", "", "Origin", origin, "Access-Control-Request-Method", "GET",
			"Access-Control-Request-Headers", "authorization")
		if got := answer.Header().Get("Access-Control-Allow-Origin"); got != want || answer.Code != http.StatusNoContent {
			t.Errorf("a preflight from %s: %d, allowed origin %q, want %q", origin, answer.Code, got, want)
		}
	}
	if answer := b.do(http.MethodOptions, "/", ""); answer.Code != http.StatusMethodNotAllowed || answer.Header().Get("Allow") != "GET" {
		t.Errorf("OPTIONS that is no preflight: %d, Allow %q", answer.Code, answer.Header().Get("Allow"))
	}
}
