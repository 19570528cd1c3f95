package middlewares_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/apperr/text"
	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
)

// bench is an engine with the usual middlewares, and what it logged.
type bench struct {
	t      *testing.T
	engine *gin.Engine
	log    *bytes.Buffer
}

func newBench(t *testing.T, quiet map[string]bool) *bench {
	t.Helper()
	texts, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, engine: gin.New(), log: &bytes.Buffer{}}
	b.engine.Use(
		middlewares.RequestID(),
		middlewares.AccessLog(zerolog.New(b.log).Level(zerolog.InfoLevel), quiet),
		middlewares.Errors(texts),
		middlewares.Recover(),
	)
	return b
}

// failing adds a route that fails with err.
func (b *bench) failing(err error) {
	b.engine.GET("/fail", func(c *gin.Context) {
		_ = c.Error(err)
		c.Abort()
	})
}

func (b *bench) do(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	b.t.Helper()
	request := httptest.NewRequestWithContext(b.t.Context(), method, path, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	b.engine.ServeHTTP(answer, request)
	return answer
}

func (b *bench) logged() map[string]any {
	b.t.Helper()
	if lines := strings.Count(b.log.String(), "\n"); lines != 1 {
		b.t.Fatalf("%d lines were logged, want 1:\n%s", lines, b.log)
	}
	var line map[string]any
	if err := json.Unmarshal(b.log.Bytes(), &line); err != nil {
		b.t.Fatal(err)
	}
	return line
}

func codeOf(t *testing.T, answer *httptest.ResponseRecorder) string {
	t.Helper()
	var problem struct{ Code string }
	if err := json.Unmarshal(answer.Body.Bytes(), &problem); err != nil {
		t.Fatalf("%v: %s", err, answer.Body)
	}
	return problem.Code
}

func noContent(c *gin.Context) { c.Status(http.StatusNoContent) }

// verifierFunc and checkerFunc are identities of one function.
type (
	verifierFunc func(token string) (models.Caller, error)
	checkerFunc  func(token string) error
)

func (f verifierFunc) Verify(_ context.Context, token string) (models.Caller, error) { return f(token) }

func (f checkerFunc) Alive(_ context.Context, token string) error { return f(token) }
