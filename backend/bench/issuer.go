package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/google/uuid"
	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jwk"
	"github.com/lestrrat-go/jwx/v2/jwt"
)

// issuer stands in for Supabase Auth: it signs tokens with ES256, publishes its key, and says that every sign-in stands.
type issuer struct {
	key    jwk.Key
	server *httptest.Server
}

func startIssuer() (*issuer, error) {
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	key, err := jwk.FromRaw(secret)
	if err != nil {
		return nil, err
	}
	for name, value := range map[string]any{jwk.KeyIDKey: "bench", jwk.AlgorithmKey: jwa.ES256, jwk.KeyUsageKey: "sig"} {
		if err := key.Set(name, value); err != nil {
			return nil, err
		}
	}
	public, err := key.PublicKey()
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /auth/v1/.well-known/jwks.json", answer(map[string]any{"keys": []jwk.Key{public}}))
	mux.HandleFunc("GET /auth/v1/user", answer(map[string]any{"id": uuid.New()}))
	return &issuer{key: key, server: httptest.NewServer(mux)}, nil
}

func answer(value any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(value) // a reader who left asks again
	}
}

func (i *issuer) close() { i.server.Close() }

// token is what the person's browser would send.
func (i *issuer) token(user uuid.UUID) (string, error) {
	token, err := jwt.NewBuilder().Issuer(i.server.URL+"/auth/v1").Audience([]string{"authenticated"}).
		Subject(user.String()).IssuedAt(time.Now()).Expiration(time.Now().Add(time.Hour)).
		Claim("role", "authenticated").Claim("email", "ana@example.com").Claim("session_id", uuid.NewString()).
		Claim("aal", "aal1").Claim("is_anonymous", false).Build()
	if err != nil {
		return "", err
	}
	signed, err := jwt.Sign(token, jwt.WithKey(jwa.ES256, i.key))
	return string(signed), err
}
