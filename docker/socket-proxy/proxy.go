package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"regexp"
	"time"
)

const (
	maxBody  = 1 << 20 // bytes
	bodyTime = 10 * time.Second
)

// proxy stands between the backend and the engine.
type proxy struct {
	cfg     config
	log     *slog.Logger
	engine  http.RoundTripper
	allowed []rule
	forward *httputil.ReverseProxy
}

func newProxy(cfg config, log *slog.Logger) *proxy {
	p := &proxy{cfg: cfg, log: log, engine: toEngine(cfg.socket)}
	p.allowed = p.rules()
	p.forward = &httputil.ReverseProxy{
		Rewrite:       func(*httputil.ProxyRequest) {}, // send has made the request already
		Transport:     p.engine,
		FlushInterval: -1, // a line of a log or an event is of use when it comes
		ErrorHandler:  func(w http.ResponseWriter, r *http.Request, err error) { p.unavailable(w, r, err) },
		ErrorLog:      slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	return p
}

// ServeHTTP sends a call on if a rule lets it through.
func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c, err := p.judge(w, r)
	var refused *refusal
	var missing absent
	switch {
	case err == nil:
		p.send(w, r, c)
	case errors.As(err, &refused):
		p.log.Warn("refused", "rule", refused.rule, "method", r.Method, "path", clip(r.URL.EscapedPath()), "from", r.RemoteAddr)
		if refused.answer != "" {
			answer(w, refused.status, refused.answer)
		} else {
			answer(w, refused.status, "socket-proxy: "+refused.rule)
		}
	case errors.As(err, &missing):
		answer(w, http.StatusNotFound, missing.message)
	default:
		p.unavailable(w, r, err)
	}
}

var pathPattern = regexp.MustCompile(`^(/v1\.[0-9]{1,3})?(/.*)$`)

// judge makes of a request the call for the engine.
func (p *proxy) judge(w http.ResponseWriter, r *http.Request) (call, error) {
	// A connection that both sides agree to use for something else is out of reach of every rule.
	if r.Header.Get("Upgrade") != "" || r.Method == http.MethodConnect {
		return call{}, refuse("a connection stays HTTP")
	}
	path := pathPattern.FindStringSubmatch(r.URL.EscapedPath())
	if path == nil {
		return call{}, refuse("no rule lets this path through")
	}
	version := path[1]
	found, ref, err := find(p.allowed, r.Method, path[2])
	if err != nil {
		return call{}, err
	}
	c := call{method: r.Method, path: path[2]}
	if c.query, err = parameters(r.URL.RawQuery, found.query); err != nil {
		return call{}, err
	}
	if c.body, err = body(w, r, found.body); err != nil {
		return call{}, err
	}
	if found.check != nil {
		if err := found.check(r.Context(), ref, &c); err != nil {
			return call{}, err
		}
	}
	c.path = version + c.path
	return c, nil
}

// body reads a body that is expected, in bounds of size and time.
func body(w http.ResponseWriter, r *http.Request, expected bool) ([]byte, error) {
	if !expected {
		if r.ContentLength != 0 {
			return nil, refuse("this call has no body")
		}
		return nil, nil
	}
	control := http.NewResponseController(w)
	if err := control.SetReadDeadline(time.Now().Add(bodyTime)); err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return nil, refuse("the body is larger than 1 MiB or didn't come to its end")
	}
	return raw, control.SetReadDeadline(time.Time{})
}

// send has nothing of the caller's request but its context: no header goes on, so none needs a rule.
func (p *proxy) send(w http.ResponseWriter, r *http.Request, c call) {
	out := (&http.Request{
		Method: c.method, URL: &url.URL{Scheme: "http", Host: engineHost, Path: c.path, RawQuery: c.query.Encode()}, Host: engineHost,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: http.NoBody, RemoteAddr: r.RemoteAddr,
	}).WithContext(r.Context())
	if c.body != nil {
		out.Header.Set("Content-Type", "application/json")
		out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(c.body)), int64(len(c.body))
	}
	p.forward.ServeHTTP(w, out)
}

// unavailable answers as an engine that isn't ready. A caller that is gone needs no answer, and is no news.
func (p *proxy) unavailable(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(r.Context().Err(), context.Canceled) {
		return
	}
	p.log.Error("the engine doesn't answer", "method", r.Method, "path", clip(r.URL.EscapedPath()), "error", err.Error())
	answer(w, http.StatusServiceUnavailable, "socket-proxy: "+errUnavailable.Error())
}

// clip keeps a line of the log short, whatever the caller asked for.
func clip(text string) string { return text[:min(len(text), 200)] }
