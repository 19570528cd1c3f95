package identity

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestLoginCheck(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		status int
		body   string
		want   error
	}{
		"standing":            {200, `{"id":"` + testUser + `","email":"ana@example.com"}`, nil},
		"signed out":          {403, `{"code":403,"error_code":"session_not_found","msg":"Session from session_id claim in JWT does not exist"}`, ErrLoginEnded},
		"deleted":             {403, `{"code":403,"error_code":"user_not_found","msg":"User from sub claim in JWT does not exist"}`, ErrLoginEnded},
		"banned":              {403, `{"code":403,"error_code":"user_banned","msg":"User is banned"}`, ErrLoginEnded},
		"token refused":       {403, `{"code":403,"error_code":"bad_jwt","msg":"invalid JWT"}`, ErrLoginEnded},
		"gateway refuses key": {401, `{"message":"No API key found in request"}`, ErrUnavailable},
		"a wall in between":   {403, `<html>forbidden</html>`, ErrUnavailable},
		"out of order":        {500, `{"code":500,"error_code":"unexpected_failure","msg":"Database error"}`, ErrUnavailable},
		"too many questions":  {429, `{"code":429,"error_code":"over_request_rate_limit","msg":"Request rate limit reached"}`, ErrUnavailable},
		"not JSON":            {200, `<html>`, ErrUnavailable},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/auth/v1/user" || r.Header.Get("Authorization") != "Bearer the-token" || r.Header.Get("apikey") != "anon-key" {
				t.Errorf("%s: asked %s as %q with key %q", name, r.URL.Path, r.Header.Get("Authorization"), r.Header.Get("apikey"))
			}
			w.WriteHeader(test.status)
			fmt.Fprint(w, test.body)
		}))
		check := newLoginCheck(t, server.URL)
		if err := check.Alive(t.Context(), "the-token"); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
		server.Close()
	}
}

func TestLoginCheckGivesUp(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-asked; cancel() }()
	if err := newLoginCheck(t, server.URL).Alive(ctx, "t"); !errors.Is(err, ErrUnavailable) || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	hasty, err := NewLoginCheck(server.URL, "anon-key", time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	if err := hasty.Alive(t.Context(), "t"); !errors.Is(err, ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("timed out: %v", err)
	}
	if _, err := NewLoginCheck("", "", time.Second); err == nil {
		t.Error("a check without an address was accepted")
	}
}

func newLoginCheck(t *testing.T, url string) *LoginCheck {
	t.Helper()
	check, err := NewLoginCheck(url, "anon-key", 10*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return check
}
