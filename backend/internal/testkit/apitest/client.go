package apitest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// requestTimeout is ample: a busy test machine is no failure.
const requestTimeout = time.Minute

// Client calls the API as somebody.
type Client struct {
	t       testing.TB
	server  *Server
	headers http.Header

	models.Caller
}

// User adds a person, and returns a client with their token.
func (s *Server) User(t testing.TB, name string) *Client {
	t.Helper()
	return s.UserWith(t, name, nil)
}

// UserWith does so with claims of its own.
func (s *Server) UserWith(t testing.TB, name string, claims map[string]any) *Client {
	t.Helper()
	person := s.DB.User(t, name)
	client := s.Nobody(t).With("Authorization", "Bearer "+s.auth.token(t, person.UserID, claims))
	client.Caller = person
	return client
}

// Nobody returns a client without a token.
func (s *Server) Nobody(t testing.TB) *Client {
	return &Client{t: t, server: s, headers: http.Header{}}
}

// In returns the same client for another test.
func (c *Client) In(t testing.TB) *Client {
	other := *c
	other.t = t
	return &other
}

// EndLogin ends the sign-in behind the client's token.
func (c *Client) EndLogin() { c.server.auth.end(c.Token()) }

// Token is the client's own.
func (c *Client) Token() string { return strings.TrimPrefix(c.headers.Get("Authorization"), "Bearer ") }

// With returns a client that also sends a header, or none of that name if it is empty.
func (c *Client) With(name, value string) *Client {
	other := *c
	other.headers = c.headers.Clone()
	other.headers.Set(name, value)
	if value == "" {
		other.headers.Del(name)
	}
	return &other
}

// GET reads.
func (c *Client) GET(path string) *Response { c.t.Helper(); return c.Do(http.MethodGet, path, nil) }

// DELETE deletes.
func (c *Client) DELETE(path string) *Response {
	c.t.Helper()
	return c.Do(http.MethodDelete, path, nil)
}

// POST sends a value as JSON; nil sends no body.
func (c *Client) POST(path string, body any) *Response {
	c.t.Helper()
	return c.JSON(http.MethodPost, path, body)
}

// PATCH sends a value as JSON.
func (c *Client) PATCH(path string, body any) *Response {
	c.t.Helper()
	return c.JSON(http.MethodPatch, path, body)
}

// PUT sends a value as JSON.
func (c *Client) PUT(path string, body any) *Response {
	c.t.Helper()
	return c.JSON(http.MethodPut, path, body)
}

// JSON sends a value as JSON; nil sends no body.
func (c *Client) JSON(method, path string, body any) *Response {
	c.t.Helper()
	if body == nil {
		return c.Do(method, path, nil)
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.With("Content-Type", "application/json").Do(method, path, encoded)
}

// Part is a part of a form. One with a file name is a file.
type Part struct {
	Name, Filename string
	Body           []byte
}

// Form sends parts as multipart/form-data, in their order.
func (c *Client) Form(path string, parts ...Part) *Response {
	c.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, part := range parts {
		disposition := map[string]string{"name": part.Name}
		if part.Filename != "" {
			disposition["filename"] = part.Filename
		}
		into, err := form.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {mime.FormatMediaType("form-data", disposition)},
		})
		if err != nil {
			c.t.Fatal(err)
		}
		_, _ = into.Write(part.Body) // a buffer takes all
	}
	_ = form.Close()
	return c.With("Content-Type", form.FormDataContentType()).Do(http.MethodPost, path, body.Bytes())
}

// Do sends a request and holds it and its answer to the contract.
func (c *Client) Do(method, path string, body []byte) *Response {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), requestTimeout)
	defer cancel()
	answer := c.open(ctx, method, path, body)
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatalf("%s %s: read the answer: %v", method, path, err)
	}
	response := &Response{t: c.t, what: method + " " + path, Code: answer.StatusCode, Header: answer.Header, Body: content}
	if err := c.server.contract.check(answer.Request, body, response); err != nil {
		c.t.Errorf("%s %s is not as documented: %v\n%s", method, path, err, response.excerpt())
	}
	return response
}

func (c *Client) open(ctx context.Context, method, path string, body []byte) *http.Response {
	c.t.Helper()
	request, err := http.NewRequestWithContext(ctx, method, c.server.URL+path, bytes.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	request.Header = c.headers.Clone()
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	return answer
}
