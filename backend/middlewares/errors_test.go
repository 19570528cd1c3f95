package middlewares_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr"
)

func TestErrorsOnTheWire(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err      error
		language string
		status   int
		body     string
	}{
		"not found, in Spanish": {
			err: fmt.Errorf("read: %w", apperr.SessionNotFound), status: http.StatusNotFound,
			body: `{"success":false,"error":"No encontrado","message":"Sesión no encontrada","code":"session_not_found","requestId":"r-1"}`,
		},
		"fields, in Portuguese": {
			err:      apperr.InvalidFields(apperr.Field{Name: "limit", Rule: "max", Param: "200"}, apperr.Field{Name: "id", Rule: "uuid"}),
			language: "pt-BR", status: http.StatusBadRequest,
			body: `{"success":false,"error":"Solicitação incorreta","message":"Há dados a corrigir: veja o detalhe de cada campo.",` +
				`"code":"validation_failed","requestId":"r-1","fields":[` +
				`{"field":"limit","rule":"max","message":"Deve ser 200 ou menos."},{"field":"id","rule":"uuid","message":"Deve ser um UUID."}]}`,
		},
		"a cause is never told": {
			err: errors.New("password=secret"), language: "en", status: http.StatusInternalServerError,
			body: `{"success":false,"error":"Internal error","message":"Something failed on our side. If it happens again, report this answer's requestId.",` +
				`"code":"internal_error","requestId":"r-1"}`,
		},
		"with data": {
			err: apperr.NotReady.Showing(map[string]bool{"ready": false}), language: "en", status: http.StatusServiceUnavailable,
			body: `{"success":false,"error":"Not available right now","message":"The service is not ready yet, or is stopping. Try again in a few seconds.",` +
				`"code":"not_ready","requestId":"r-1","data":{"ready":false}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, nil)
			b.failing(c.err)
			answer := b.do(http.MethodGet, "/fail", "", "X-Request-Id", "r-1", "Accept-Language", c.language)
			if answer.Code != c.status || answer.Body.String() != c.body {
				t.Errorf("got %d %s\nwant %d %s", answer.Code, answer.Body, c.status, c.body)
			}
		})
	}
}

func TestErrorsTellWhatToDo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err           error
		header, value string
	}{
		"rounded up":       {apperr.WAHAUnavailable.Retry(1500 * time.Millisecond), "Retry-After", "2"},
		"never without":    {apperr.DatabaseTimeout, "Retry-After", "2"},
		"not for good":     {apperr.SessionNotFound, "Retry-After", ""},
		"missing token":    {apperr.TokenMissing, "WWW-Authenticate", `Bearer realm="conectafy"`},
		"expired token":    {apperr.TokenExpired, "WWW-Authenticate", `Bearer realm="conectafy", error="invalid_token"`},
		"webhook":          {apperr.SignatureInvalid, "WWW-Authenticate", `HMAC-SHA512 realm="conectafy"`},
		"forbidden is not": {apperr.AccessDenied, "WWW-Authenticate", ""},
	} {
		b := newBench(t, nil)
		b.failing(c.err)
		if got := b.do(http.MethodGet, "/fail", "").Header().Get(c.header); got != c.value {
			t.Errorf("%s: %s %q, want %q", name, c.header, got, c.value)
		}
	}
}

func TestEveryKindHasItsStatus(t *testing.T) {
	t.Parallel()
	seen := map[int]apperr.Kind{}
	for kind := apperr.Invalid; kind <= apperr.Timeout; kind++ {
		b := newBench(t, nil)
		b.failing(&apperr.Error{Kind: kind, Code: "validation_failed"})
		status := b.do(http.MethodGet, "/fail", "").Code
		if other, taken := seen[status]; taken || status < http.StatusBadRequest {
			t.Errorf("%s answers %d, as %s does", kind, status, other)
		}
		seen[status] = kind
	}
}

func TestAPanicIsAnInternalError(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.engine.GET("/panic", func(*gin.Context) { panic("kaboom") })
	answer := b.do(http.MethodGet, "/panic", "")
	if answer.Code != http.StatusInternalServerError || codeOf(t, answer) != "internal_error" {
		t.Errorf("got %d %s", answer.Code, answer.Body)
	}
	line := b.logged()
	if cause, _ := line["err"].(string); !strings.Contains(cause, "kaboom") || !strings.Contains(cause, "errors_test.go") {
		t.Errorf("the log does not say what happened where: %v", line)
	}
}

func TestTheServersOwnWayToDropAConnectionIsLeftAlone(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.engine.GET("/drop", func(*gin.Context) { panic(http.ErrAbortHandler) })
	defer func() {
		if got := recover(); got != http.ErrAbortHandler { //nolint:errorlint,err113 // the very value
			t.Errorf("got %v", got)
		}
	}()
	b.do(http.MethodGet, "/drop", "")
}
