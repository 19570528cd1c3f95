package identity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	supabase "github.com/supabase-community/supabase-go"
)

const maxErrorBody = 8 << 10

// LoginCheck asks Auth whether the sign-in behind a token still stands. A verified token says nothing about a sign-out, a ban or
// a deletion until it expires, which is too late for what cannot be undone.
type LoginCheck struct {
	client  *supabase.Client
	timeout time.Duration
}

// NewLoginCheck returns a check against the Auth of a Supabase URL.
func NewLoginCheck(supabaseURL, anonKey string, timeout time.Duration) (*LoginCheck, error) {
	client, err := supabase.NewClient(supabaseURL, anonKey, nil)
	if err != nil {
		return nil, fmt.Errorf("build supabase client: %w", err)
	}
	return &LoginCheck{client: client, timeout: timeout}, nil
}

// Alive returns nil while the sign-in stands, ErrInvalidToken when Auth says that it was ended or that its user is gone or banned,
// and ErrUnavailable when Auth gives no such answer.
func (c *LoginCheck) Alive(ctx context.Context, token string) error {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	// The library takes no context and keeps tokens as state of a client. A copy per call, whose transport carries the context and
	// whose answers carry their status, keeps one person's token away from the next.
	auth := c.client.Auth.WithToken(token).WithClient(http.Client{Transport: callTransport{ctx: ctx}})
	_, err := auth.GetUser()
	if err == nil {
		return nil
	}
	var refusal *refusalError
	if errors.As(err, &refusal) && refusal.endsLogin() {
		return fmt.Errorf("%w: %w", ErrLoginEnded, refusal)
	}
	return fmt.Errorf("%w: ask Auth for the user: %w", ErrUnavailable, err)
}

// refusalError is an answer of Auth other than success.
type refusalError struct {
	status int
	code   string
}

func (e *refusalError) Error() string { return fmt.Sprintf("status %d, code %q", e.status, e.code) }

// endsLogin tells what Auth says about the sign-in from what a gateway says about itself, such as a wrong API key.
func (e *refusalError) endsLogin() bool {
	switch e.code {
	case "session_not_found", "session_expired", "user_not_found", "user_banned", "bad_jwt":
		return e.status == http.StatusForbidden
	default:
		return false
	}
}

// callTransport gives one call of the library a context and turns refusals into errors that can be told apart by type.
type callTransport struct{ ctx context.Context }

func (t callTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(req.WithContext(t.ctx))
	if err != nil || resp.StatusCode == http.StatusOK {
		return resp, err
	}
	defer resp.Body.Close()
	// Without a version header Auth puts its code into error_code; a body that is something else leaves it empty.
	var body struct {
		ErrorCode string `json:"error_code"`
	}
	_ = json.NewDecoder(io.LimitReader(resp.Body, maxErrorBody)).Decode(&body)
	return nil, &refusalError{status: resp.StatusCode, code: body.ErrorCode}
}
