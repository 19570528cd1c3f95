package apitest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// CutOffDatabase makes the backend's database refuse everybody but the test, until the returned function is called.
func (s *Server) CutOffDatabase(t testing.TB) (restore func()) {
	t.Helper()
	name := pgx.Identifier{s.DB.Name}.Sanitize()
	s.DB.Exec(t, "alter database "+name+" connection limit 0")
	s.DB.Exec(t, "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid() and usename <> current_user",
		s.DB.Name)
	return func() {
		t.Helper()
		s.DB.Exec(t, "alter database "+name+" connection limit -1")
	}
}

// maxWaiting is at least as many requests as one person may have waiting.
const maxWaiting = 5000

// Saturate has as many requests of a person wait as may wait, until the test ends. They have no connections, which a test
// machine would run out of. The path is that of updates, with a cursor.
func (s *Server) Saturate(t testing.TB, c *Client, path string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var waiting sync.WaitGroup
	t.Cleanup(func() {
		cancel()
		waiting.Wait()
	})
	for range maxWaiting {
		waiting.Go(func() {
			for ctx.Err() == nil {
				request := httptest.NewRequestWithContext(ctx, http.MethodGet, path+"&wait=60", nil)
				request.Header = c.headers.Clone()
				answer := httptest.NewRecorder()
				s.Handler.ServeHTTP(answer, request)
				if answer.Code == http.StatusTooManyRequests {
					return
				}
			}
		})
	}
	Eventually(t, "no more requests may wait", func() bool { return c.GET(path+"&wait=1").Code == http.StatusTooManyRequests })
}

// Direct calls the server without a connection.
func (s *Server) Direct(t testing.TB, request *http.Request) *Response {
	t.Helper()
	answer := httptest.NewRecorder()
	s.Handler.ServeHTTP(answer, request.WithContext(context.WithoutCancel(t.Context())))
	response := &Response{t: t, what: request.Method + " " + request.URL.Path, Code: answer.Code, Header: answer.Header(), Body: answer.Body.Bytes()}
	if err := s.contract.check(request, nil, response); err != nil {
		t.Errorf("%s is not as documented: %v\n%s", response.what, err, response.excerpt())
	}
	return response
}
