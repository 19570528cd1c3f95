package apitest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jwt"
)

const issuer = "https://auth.test/auth/v1"

// fakeAuth issues tokens that the real verifier takes, and answers whether sign-ins still stand, as Auth does.
type fakeAuth struct {
	url    string
	secret string

	mu    sync.Mutex
	ended map[string]bool // tokens whose sign-in was ended
	down  bool
}

func newFakeAuth(t testing.TB) *fakeAuth {
	t.Helper()
	a := &fakeAuth{secret: "a-secret-for-tests-of-32-or-more-characters", ended: map[string]bool{}}
	server := httptest.NewServer(http.HandlerFunc(a.user))
	t.Cleanup(server.Close)
	a.url = server.URL
	return a
}

func (a *fakeAuth) user(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	w.Header().Set("Content-Type", "application/json")
	switch {
	case a.down:
		w.WriteHeader(http.StatusBadGateway)
	case a.ended[token]:
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte(`{"code":403,"error_code":"session_not_found","msg":"Session from session_id claim in JWT does not exist"}`))
	default:
		_ = json.NewEncoder(w).Encode(map[string]any{"id": uuid.NewString(), "aud": "authenticated", "role": "authenticated"})
	}
}

func (a *fakeAuth) end(token string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ended[token] = true
}

// AuthDown makes the identity service answer nothing of use.
func (s *Server) AuthDown() {
	s.auth.mu.Lock()
	defer s.auth.mu.Unlock()
	s.auth.down = true
}

// token signs claims; those given override the usual ones of a person.
func (a *fakeAuth) token(t testing.TB, user uuid.UUID, claims map[string]any) string {
	t.Helper()
	builder := jwt.NewBuilder().Issuer(issuer).Audience([]string{"authenticated"}).Subject(user.String()).
		IssuedAt(time.Now()).Expiration(time.Now().Add(time.Hour)).
		Claim("role", "authenticated").Claim("session_id", uuid.NewString())
	for name, value := range claims {
		builder = builder.Claim(name, value)
	}
	token, err := builder.Build()
	if err != nil {
		t.Fatalf("make a token: %v", err)
	}
	signed, err := jwt.Sign(token, jwt.WithKey(jwa.HS256, []byte(a.secret)))
	if err != nil {
		t.Fatalf("sign a token: %v", err)
	}
	return string(signed)
}
