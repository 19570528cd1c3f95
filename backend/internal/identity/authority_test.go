package identity

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jwk"
	"github.com/lestrrat-go/jwx/v2/jws"
	"github.com/rs/zerolog"
)

const (
	testIssuer = "https://auth.example.com/auth/v1"
	testSecret = "a-shared-secret-of-at-least-32-characters"
	testUser   = "7c1f3a52-0d7b-4c39-9a9e-1f4d4f1c2b3a"
)

// authority plays Auth: it has keys, publishes them, signs with them, and can fall silent.
type authority struct {
	t       testing.TB
	server  *httptest.Server
	fetches atomic.Int64

	mu     sync.Mutex
	public []any
	answer func(w http.ResponseWriter, r *http.Request) // replaces the key set when not nil
	time   time.Time
}

func newAuthority(t testing.TB) *authority {
	t.Helper()
	a := &authority{t: t, time: time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)}
	a.server = httptest.NewServer(http.HandlerFunc(a.serve))
	t.Cleanup(a.server.Close)
	return a
}

func (a *authority) serve(w http.ResponseWriter, r *http.Request) {
	a.fetches.Add(1)
	a.mu.Lock()
	answer, public := a.answer, a.public
	a.mu.Unlock()
	if answer != nil {
		answer(w, r)
		return
	}
	if public == nil {
		public = []any{}
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"keys": public})
}

func (a *authority) fail(answer func(http.ResponseWriter, *http.Request)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answer = answer
}

func (a *authority) publish(keys ...signer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.public = nil
	for _, key := range keys {
		a.public = append(a.public, key.public)
	}
}

func (a *authority) now() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.time
}

func (a *authority) pass(d time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.time = a.time.Add(d)
}

func (a *authority) verifier(change ...func(*VerifierConfig)) *Verifier {
	cfg := VerifierConfig{Issuer: testIssuer, JWKSURL: a.server.URL + "/jwks", HS256Secret: testSecret}
	for _, apply := range change {
		apply(&cfg)
	}
	return NewVerifier(cfg, a.server.Client(), zerolog.New(zerolog.NewTestWriter(a.t)), a.now)
}

// claims are those of a good token; a nil value in change removes one.
func (a *authority) claims(change map[string]any) map[string]any {
	claims := map[string]any{
		"iss": testIssuer, "sub": testUser, "aud": "authenticated", "role": "authenticated",
		"iat": a.now().Unix(), "exp": a.now().Add(time.Hour).Unix(),
		"email": "ana@example.com", "session_id": "0b0e7f3e-5a0c-4a41-8d9f-0f4f6f6c5f10", "is_anonymous": false,
	}
	for name, value := range change {
		if claims[name] = value; value == nil {
			delete(claims, name)
		}
	}
	return claims
}

// signer is a key pair, or a shared secret when public is nil.
type signer struct {
	kid     string
	alg     jwa.SignatureAlgorithm
	private any
	public  jwk.Key
}

func newECKey(t testing.TB, kid string) signer {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return signer{kid: kid, alg: jwa.ES256, private: private, public: publicOf(t, private.Public(), kid, jwa.ES256)}
}

func newRSAKey(t testing.TB, kid string) signer {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return signer{kid: kid, alg: jwa.RS256, private: private, public: publicOf(t, private.Public(), kid, jwa.RS256)}
}

func sharedSecret(secret, kid string) signer {
	return signer{kid: kid, alg: jwa.HS256, private: []byte(secret)}
}

func publicOf(t testing.TB, key crypto.PublicKey, kid string, alg jwa.SignatureAlgorithm) jwk.Key {
	t.Helper()
	public, err := jwk.FromRaw(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]any{jwk.KeyIDKey: kid, jwk.AlgorithmKey: alg, jwk.KeyUsageKey: "sig"} {
		if err := public.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	return public
}

func (s signer) sign(t testing.TB, claims map[string]any, headers ...map[string]any) string {
	t.Helper()
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	return s.signBytes(t, payload, s.headers(t, headers...))
}

func (s signer) headers(t testing.TB, headers ...map[string]any) jws.Headers {
	t.Helper()
	protected := jws.NewHeaders()
	fields := map[string]any{"typ": "JWT"}
	if s.kid != "" {
		fields["kid"] = s.kid
	}
	for _, extra := range headers {
		for name, value := range extra {
			fields[name] = value
		}
	}
	for name, value := range fields {
		if err := protected.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	return protected
}

func (s signer) signBytes(t testing.TB, payload []byte, protected jws.Headers) string {
	t.Helper()
	token, err := jws.Sign(payload, jws.WithKey(s.alg, s.private, jws.WithProtectedHeaders(protected)))
	if err != nil {
		t.Fatal(err)
	}
	return string(token)
}
