package webhook

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// receiver answers posts from a list of answers, the last one for ever, and remembers when each came.
type receiver struct {
	mu      sync.Mutex
	answers []func() (*http.Response, error)
	start   time.Time
	at      []time.Duration
	headers []http.Header
	bodies  []string
}

func (r *receiver) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at = append(r.at, time.Since(r.start))
	r.headers = append(r.headers, req.Header)
	r.bodies = append(r.bodies, string(body))
	answer := r.answers[min(len(r.at), len(r.answers))-1]
	return answer()
}

func status(code int, header ...string) func() (*http.Response, error) {
	return func() (*http.Response, error) {
		h := http.Header{}
		for i := 0; i < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		return &http.Response{StatusCode: code, Header: h, Body: http.NoBody}, nil
	}
}

func broken() (*http.Response, error) { return nil, errors.New("connection refused") }

func newSender(transport http.RoundTripper, maxPending int) *Sender {
	return New(Options{
		UserAgent: "WAHA/2026.8.2", MaxPending: maxPending, Timeout: time.Minute, Transport: transport,
	}, slog.New(slog.DiscardHandler))
}

func TestSignMatchesTheCheckVector(t *testing.T) {
	t.Parallel()
	got := Sign("my-secret-key", []byte(`{"event":"message","session":"default","engine":"WEBJS"}`))
	want := "208f8a55dde9e05519e898b10b89bf0d0b3b0fdf11fdbf09b6b90476301b98d8" +
		"097c462b2b17a6ce93b6b47a136cf2e78a33a63f6752c2c1631777076153fa89"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWants(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		subscribed, event string
		want              bool
	}{
		{"message", "message", true},
		{"message", "message.any", false},
		{"message.*", "message.any", true},
		{"message.*", "message.ack.group", true},
		{"message.*", "message", false},
		{"message.*", "session.status", false},
		{"*", "session.status", true},
		{"*", "state.change", false},
		{"*", "engine.event", false},
		{"state.change", "state.change", true},
	} {
		if got := (Target{Events: []string{test.subscribed}}).Wants(test.event); got != test.want {
			t.Errorf("%q wants %q: got %t, want %t", test.subscribed, test.event, got, test.want)
		}
	}
}

func TestRetryPolicies(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		retry   Retry
		answers []func() (*http.Response, error)
		want    []time.Duration // pauses before each repetition; exponential ones may be a fifth longer
	}{
		{"success is not repeated", Retry{Constant, 2 * time.Second, 3}, []func() (*http.Response, error){status(204)}, nil},
		{"constant", Retry{Constant, 2 * time.Second, 3}, []func() (*http.Response, error){status(500)}, seconds(2, 2, 2)},
		{"no policy is constant", Retry{"", 2 * time.Second, 2}, []func() (*http.Response, error){broken}, seconds(2, 2)},
		{"linear", Retry{Linear, 2 * time.Second, 3}, []func() (*http.Response, error){status(404)}, seconds(2, 4, 6)},
		{"exponential", Retry{Exponential, 2 * time.Second, 4}, []func() (*http.Response, error){status(503)}, seconds(4, 8, 16, 32)},
		{"immediate", Retry{Constant, 0, 2}, []func() (*http.Response, error){status(400)}, seconds(0, 0)},
		{"until success", Retry{Constant, 2 * time.Second, 9}, []func() (*http.Response, error){broken, status(422), status(200)}, seconds(2, 2)},
		{
			"Retry-After raises",
			Retry{Constant, 2 * time.Second, 2},
			[]func() (*http.Response, error){status(503, "Retry-After", "7"), status(503, "Retry-After", "1")},
			seconds(7, 2),
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := &receiver{answers: test.answers, start: time.Now()}
				s := newSender(r, 10)
				if err := s.Send(Post{Target: Target{URL: "http://app/hook", Retry: test.retry, Key: "k"}, At: time.Now(), Body: []byte("{}")}); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Hour) // the bubble's own clock
				s.Close()
				checkPauses(t, r.at, test.want, test.retry.Policy)
				for i, h := range r.headers {
					if h.Get("X-Webhook-Request-Id") != r.headers[0].Get("X-Webhook-Request-Id") || r.bodies[i] != "{}" {
						t.Errorf("repetition %d is not the same request", i)
					}
				}
			})
		})
	}
}

func seconds(list ...int) []time.Duration {
	pauses := make([]time.Duration, len(list))
	for i, n := range list {
		pauses[i] = time.Duration(n) * time.Second
	}
	return pauses
}

func checkPauses(t *testing.T, at, want []time.Duration, policy Policy) {
	t.Helper()
	if len(at) != len(want)+1 {
		t.Fatalf("got %d posts, want %d", len(at), len(want)+1)
	}
	for i := range want {
		got, longest := at[i+1]-at[i], want[i]
		if policy == Exponential {
			longest += want[i] / 5
		}
		if got < want[i] || got > longest {
			t.Errorf("pause %d: got %s, want %s to %s", i+1, got, want[i], longest)
		}
	}
}

func TestPendingPostsAreBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{answers: []func() (*http.Response, error){broken}, start: time.Now()}
		s := newSender(r, 2)
		post := Post{Target: Target{URL: "http://app", Retry: Retry{Constant, time.Hour, 9}}, At: time.Now()}
		for i, want := range []error{nil, nil, ErrFull} {
			if err := s.Send(post); !errors.Is(err, want) {
				t.Errorf("post %d: got %v, want %v", i, err, want)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := s.SendWhenFree(ctx, post); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the context's end", err)
		}
		s.Drain(t.Context()) // all were tried once
		s.Close()
		if _, dropped := s.Counts(); dropped != 1 || s.Pending() != 0 {
			t.Errorf("got %d dropped and %d pending, want 1 and 0", dropped, s.Pending())
		}
	})
}

func TestRequestOnTheWire(t *testing.T) {
	t.Parallel()
	got := make(chan *http.Request, 1)
	bodies := make(chan string, 1)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/moved" {
			http.Redirect(w, r, "/here", http.StatusTemporaryRedirect)
			return
		}
		body, _ := io.ReadAll(r.Body)
		got <- r
		bodies <- string(body)
	}))
	defer server.Close()
	s := newSender(Transport(), 10)
	defer s.Close()
	body := `{"text":"<&> ñ"}`
	err := s.Send(Post{
		Target: Target{URL: server.URL + "/moved", Key: "secret", Headers: []Header{{Name: "X-Instance", Value: "a1"}}},
		At:     time.UnixMilli(1785000015137), Body: []byte(body),
	})
	if err != nil {
		t.Fatal(err)
	}
	r := <-got
	if text := <-bodies; text != body {
		t.Errorf("got body %s, want %s", text, body)
	}
	for name, want := range map[string]string{
		"Content-Type":             "application/json",
		"User-Agent":               "WAHA/2026.8.2",
		"X-Webhook-Timestamp":      "1785000015137",
		"X-Webhook-Hmac":           Sign("secret", []byte(body)),
		"X-Webhook-Hmac-Algorithm": "sha512",
		"X-Instance":               "a1",
	} {
		if value := r.Header.Get(name); value != want {
			t.Errorf("%s: got %q, want %q", name, value, want)
		}
	}
	if id := r.Header.Get("X-Webhook-Request-Id"); id == "" || strings.Contains(id, "-") {
		t.Errorf("request id %q is empty or looks like a UUID", id)
	}
}

func TestNoKeyNoSignature(t *testing.T) {
	t.Parallel()
	h := header("WAHA/1", Post{Target: Target{}, At: time.Now()})
	if h.Get("X-Webhook-Hmac") != "" || h.Get("X-Webhook-Hmac-Algorithm") != "" {
		t.Error("an unsigned post has a signature")
	}
}
