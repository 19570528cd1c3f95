package webhook

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// ErrFull says that as many posts wait for an answer or a repetition as the bound allows.
var ErrFull = errors.New("too many webhooks pending")

// Options set the sender's bounds. WAHA itself has neither a time limit nor a bound.
type Options struct {
	UserAgent  string
	MaxPending int
	Timeout    time.Duration
	Transport  http.RoundTripper
}

// Sender posts events. Every post runs on its own: nothing keeps them in order.
type Sender struct {
	opts    Options
	client  *http.Client
	log     *slog.Logger
	ctx     context.Context
	cancel  context.CancelFunc
	slots   chan struct{}
	work    sync.WaitGroup
	busy    atomic.Int64 // posts on their way, those that wait for a repetition not counted
	posted  atomic.Int64
	dropped atomic.Int64
}

// New makes a sender that works until Close.
func New(opts Options, log *slog.Logger) *Sender {
	ctx, cancel := context.WithCancel(context.Background())
	return &Sender{
		opts:   opts,
		client: &http.Client{Transport: opts.Transport, Timeout: opts.Timeout},
		log:    log,
		ctx:    ctx,
		cancel: cancel,
		slots:  make(chan struct{}, opts.MaxPending),
	}
}

// Transport is the one for real use. Like WAHA it keeps connections and does not verify the receiver's certificate.
func Transport() *http.Transport {
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		TLSClientConfig:     &tls.Config{InsecureSkipVerify: true},
		MaxConnsPerHost:     512,
		MaxIdleConnsPerHost: 32,
		IdleConnTimeout:     30 * time.Second,
	}
}

// Post is one event for one receiver.
type Post struct {
	Target Target
	At     time.Time // the event's time, which the header repeats
	Body   []byte
	Delay  time.Duration // before the first attempt
}

// Send posts in the background, or answers ErrFull.
func (s *Sender) Send(p Post) error {
	select {
	case s.slots <- struct{}{}:
	default:
		s.dropped.Add(1)
		return ErrFull
	}
	s.start(p)
	return nil
}

// SendWhenFree posts in the background as soon as the bound allows.
func (s *Sender) SendWhenFree(ctx context.Context, p Post) error {
	select {
	case s.slots <- struct{}{}:
	case <-ctx.Done():
		return fmt.Errorf("wait for a free webhook slot: %w", ctx.Err())
	case <-s.ctx.Done():
		return fmt.Errorf("wait for a free webhook slot: %w", s.ctx.Err())
	}
	s.start(p)
	return nil
}

func (s *Sender) start(p Post) {
	s.busy.Add(1)
	s.work.Go(func() {
		defer func() { s.busy.Add(-1); <-s.slots }()
		if s.sleep(p.Delay) {
			s.deliver(p.Target, header(s.opts.UserAgent, p), p.Body)
		}
	})
}

// Pending counts the posts that were not answered with success yet.
func (s *Sender) Pending() int { return len(s.slots) }

// Full tells whether the next Send would be refused.
func (s *Sender) Full() bool { return len(s.slots) == cap(s.slots) }

// Counts tells how many posts were answered with success and how many were refused for lack of room.
func (s *Sender) Counts() (posted, dropped int64) { return s.posted.Load(), s.dropped.Load() }

// Drain waits until every post had its first attempt, or the context ends.
func (s *Sender) Drain(ctx context.Context) {
	for s.busy.Load() > 0 {
		select {
		case <-ctx.Done():
			return
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// Close gives up what is pending and waits for it to end.
func (s *Sender) Close() {
	s.cancel()
	s.work.Wait()
	s.client.CloseIdleConnections()
}

func header(userAgent string, p Post) http.Header {
	h := http.Header{
		"Content-Type":         {"application/json"},
		"Accept":               {"application/json, text/plain, */*"},
		"User-Agent":           {userAgent},
		"X-Webhook-Request-Id": {waid.NewRequest(time.Now())},
		"X-Webhook-Timestamp":  {strconv.FormatInt(p.At.UnixMilli(), 10)},
	}
	if p.Target.Key != "" {
		h.Set("X-Webhook-Hmac", Sign(p.Target.Key, p.Body))
		h.Set("X-Webhook-Hmac-Algorithm", "sha512")
	}
	for _, custom := range p.Target.Headers {
		h.Set(custom.Name, custom.Value)
	}
	return h
}

// deliver posts until success, the last attempt, or Close. Every repetition is the same request.
func (s *Sender) deliver(target Target, h http.Header, body []byte) {
	for n := 1; ; n++ {
		wait, err := s.post(target.URL, h, body)
		if err == nil {
			s.posted.Add(1)
			return
		}
		if n > target.Retry.Attempts || s.ctx.Err() != nil {
			s.log.Warn("webhook given up", "request_id", h.Get("X-Webhook-Request-Id"), "attempts", n, "err", err)
			return
		}
		s.busy.Add(-1)
		goOn := s.sleep(max(wait, target.Retry.Pause(n)))
		s.busy.Add(1)
		if !goOn {
			return
		}
	}
}

func (s *Sender) sleep(pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.ctx.Done():
		return false
	}
}

// post makes one request. Everything but a 2xx is an error; the pause is what Retry-After asks for.
func (s *Sender) post(address string, h http.Header, body []byte) (time.Duration, error) {
	req, err := http.NewRequestWithContext(s.ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("make webhook request: %w", err)
	}
	req.Header = h.Clone()
	resp, err := s.client.Do(req)
	if err != nil {
		return 0, fmt.Errorf("post webhook: %w", err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20))
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return retryAfter(resp.Header.Get("Retry-After")), fmt.Errorf("post webhook: status %d", resp.StatusCode)
	}
	return 0, nil
}

func retryAfter(value string) time.Duration {
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return time.Until(at)
	}
	return 0
}
