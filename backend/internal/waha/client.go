package waha

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// maxAnswer bounds what is read of an answer.
const maxAnswer = 8 << 20

// Client talks to containers. It is safe for concurrent use.
type Client struct {
	http         *http.Client
	timeout      time.Duration
	mediaTimeout time.Duration
}

// NewClient returns a Client whose calls take at most timeout, and mediaTimeout where WAHA moves a file.
func NewClient(timeout, mediaTimeout time.Duration) *Client {
	transport := &http.Transport{
		DialContext:         (&net.Dialer{Timeout: 3 * time.Second}).DialContext,
		MaxIdleConnsPerHost: 4,
		IdleConnTimeout:     60 * time.Second,
	}
	// A container has no business sending us elsewhere.
	noRedirect := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{
		http:    &http.Client{Transport: transport, CheckRedirect: noRedirect},
		timeout: timeout, mediaTimeout: mediaTimeout,
	}
}

// Close gives idle connections back.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Target is the container a call is for.
type Target struct {
	BaseURL string
	APIKey  string
}

// Ping says whether the container's WAHA answers at all.
func (c *Client) Ping(ctx context.Context, t Target) error {
	return c.call(ctx, t, http.MethodGet, "/ping", nil, nil)
}

// call makes one request. An empty answer leaves out as it is: WAHA answers so for null.
func (c *Client) call(ctx context.Context, t Target, method, path string, body, out any) error {
	return c.callWithin(ctx, c.timeout, t, method, path, body, out)
}

func (c *Client) callWithin(ctx context.Context, timeout time.Duration, t Target, method, path string, body, out any) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	request, err := newRequest(ctx, t, method, path, body)
	if err != nil {
		return err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return transportError(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	switch {
	case err != nil:
		return transportError(err)
	case len(answer) > maxAnswer:
		return fmt.Errorf("%w: over %d bytes", ErrTooLarge, maxAnswer)
	case response.StatusCode/100 != 2:
		return answerError(response.StatusCode, answer)
	case out == nil || len(answer) == 0:
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return errors.Join(ErrEngine, err)
	}
	return nil
}

func newRequest(ctx context.Context, t Target, method, path string, body any) (*http.Request, error) {
	var reader io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		reader = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(ctx, method, t.BaseURL+path, reader)
	if err != nil {
		return nil, err
	}
	request.Header.Set("X-Api-Key", t.APIKey)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return request, nil
}

// callSent makes a request that WAHA answers with a message about chat, or with nothing.
func (c *Client) callSent(ctx context.Context, t Target, method, path string, body any, chat models.ChatID) (Sent, error) {
	var answer json.RawMessage
	if err := c.call(ctx, t, method, path, body, &answer); err != nil {
		return Sent{}, err
	}
	return decodeSent(answer, chat), nil
}

// chatPath is the address of a chat or of something in it. Ids come from outside: they may not change the path.
func chatPath(chat models.ChatID, parts ...string) string {
	return sessionPath(append([]string{"chats", string(chat)}, parts...)...)
}

// sessionPath is the address of something of the session.
func sessionPath(parts ...string) string {
	path := "/api/" + SessionName
	for _, part := range parts {
		path += "/" + segment(part)
	}
	return path
}

// segment escapes one part of a path. WAHA wants the at sign escaped, which Go leaves.
func segment(text string) string { return strings.ReplaceAll(url.PathEscape(text), "@", "%40") }
