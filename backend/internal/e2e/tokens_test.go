package e2e_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jwt"
)

const (
	jwtSecret = "a secret of at least thirty-two characters"
	issuer    = "http://auth.invalid/auth/v1"
)

// supabaseEnv tells a backend to trust the tokens of newToken.
func supabaseEnv(databaseURL string) map[string]string {
	return map[string]string{
		"DATABASE_URL": databaseURL, "AUTH_MODE": "supabase", "SUPABASE_URL": "http://auth.invalid",
		"SUPABASE_ANON_KEY": "anon", "SUPABASE_JWT_SECRET": jwtSecret,
	}
}

func newToken(t *testing.T, user uuid.UUID) string {
	t.Helper()
	token, err := jwt.NewBuilder().Issuer(issuer).Audience([]string{"authenticated"}).Subject(user.String()).
		IssuedAt(time.Now()).Expiration(time.Now().Add(time.Hour)).Claim("role", "authenticated").Build()
	if err != nil {
		t.Fatal(err)
	}
	signed, err := jwt.Sign(token, jwt.WithKey(jwa.HS256, []byte(jwtSecret)))
	if err != nil {
		t.Fatal(err)
	}
	return string(signed)
}

// client calls a backend's API as one person.
type client struct {
	t     *testing.T
	url   string
	token string
}

// do makes a request and reads the data of its answer into out.
func (c client) do(method, path string, body, out any) int {
	c.t.Helper()
	status, err := c.try(method, path, body, out)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	return status
}

// try is do for a backend that may be away.
func (c client) try(method, path string, body, out any) (int, error) {
	var reader io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return 0, err
		}
		reader = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, reader)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		Data json.RawMessage `json:"data"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return response.StatusCode, err
	}
	if out == nil || response.StatusCode/100 != 2 {
		return response.StatusCode, nil
	}
	return response.StatusCode, json.Unmarshal(answer.Data, out)
}
