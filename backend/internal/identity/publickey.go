package identity

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jwk"
)

const (
	maxKeySetBytes = 256 << 10
	minRSABits     = 2048
	maxRedirects   = 3
)

// publicKey is a verification key together with the only algorithm that it may be used with.
type publicKey struct {
	kid        string
	alg        jwa.SignatureAlgorithm
	material   any
	thumbprint string
}

// sameHostOnly returns a client that follows redirects only within the host that was configured.
func sameHostOnly(client *http.Client) *http.Client {
	bound := *client
	bound.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		if len(via) > maxRedirects {
			return errors.New("too many redirects")
		}
		if next.URL.Host != via[0].URL.Host || next.URL.Scheme != via[0].URL.Scheme {
			return errors.New("redirect to another host")
		}
		return nil
	}
	return &bound
}

// fetchKeys reads a key set. An empty one is a good answer: it says that Auth signs with the shared secret only.
func fetchKeys(ctx context.Context, client *http.Client, url string) (map[string]*publicKey, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, fmt.Errorf("build request: %w", err)
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("get key set: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("get key set: status %d", resp.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxKeySetBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read key set: %w", err)
	}
	if len(body) > maxKeySetBytes {
		return nil, fmt.Errorf("key set is longer than %d bytes", maxKeySetBytes)
	}
	return parseKeys(body)
}

// parseKeys keeps the keys that we can use and passes over the others, which may belong to newer algorithms.
func parseKeys(body []byte) (map[string]*publicKey, error) {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(body, &set); err != nil {
		return nil, fmt.Errorf("parse key set: %w", err)
	}
	if set.Keys == nil {
		return nil, errors.New("parse key set: no keys member")
	}
	keys := make(map[string]*publicKey, len(set.Keys))
	for _, raw := range set.Keys {
		if key, ok := parseKey(raw); ok {
			keys[key.kid] = key
		}
	}
	return keys, nil
}

func parseKey(raw []byte) (*publicKey, bool) {
	key, err := jwk.ParseKey(raw)
	if err != nil || key.KeyID() == "" || (key.KeyUsage() != "" && key.KeyUsage() != "sig") {
		return nil, false
	}
	var material any
	if err := key.Raw(&material); err != nil {
		return nil, false
	}
	alg, ok := algorithmOf(material)
	if !ok || (key.Algorithm().String() != "" && key.Algorithm().String() != alg.String()) {
		return nil, false
	}
	sum, err := key.Thumbprint(crypto.SHA256)
	if err != nil {
		return nil, false
	}
	return &publicKey{kid: key.KeyID(), alg: alg, material: material, thumbprint: string(sum)}, true
}

// algorithmOf binds a key to its algorithm by its type. A symmetric or private key in a public set is refused.
func algorithmOf(material any) (jwa.SignatureAlgorithm, bool) {
	switch key := material.(type) {
	case *ecdsa.PublicKey:
		return jwa.ES256, key.Curve == elliptic.P256()
	case *rsa.PublicKey:
		return jwa.RS256, key.N.BitLen() >= minRSABits
	default:
		return "", false
	}
}
