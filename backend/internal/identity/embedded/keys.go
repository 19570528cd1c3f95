package embedded

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jwk"
	"github.com/lestrrat-go/jwx/v2/jwt"
)

const (
	// apiKeyID names the secret that API keys are signed with. It is never published, so nobody else can take one for a person.
	apiKeyID       = "api-keys"
	apiKeyLifetime = 10 * 365 * 24 * time.Hour
	secretBytes    = 32
)

// keyFile is what the key file holds. The key whose key_ops has "sign" signs; the others only verify, which is how a key is
// announced before it is used and kept after it was.
type keyFile struct {
	CreatedAt    time.Time         `json:"createdAt"`
	APIKeySecret []byte            `json:"apiKeySecret"`
	SigningKeys  []json.RawMessage `json:"signingKeys"`
}

// keyring is the key file, ready for use.
type keyring struct {
	createdAt  time.Time
	signing    jwk.Key
	apiKeys    jwk.Key
	public     jwk.Set // what is published
	accepted   jwk.Set // public, and the secret of the API keys
	refreshKey []byte
}

func newKeyFile(now time.Time) (keyFile, error) {
	secret := make([]byte, secretBytes)
	if _, err := rand.Read(secret); err != nil {
		return keyFile{}, fmt.Errorf("make secret: %w", err)
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return keyFile{}, fmt.Errorf("make signing key: %w", err)
	}
	key, err := jwk.FromRaw(private)
	if err != nil {
		return keyFile{}, fmt.Errorf("make signing key: %w", err)
	}
	if err := describe(key, uuid.NewString(), jwk.KeyOpSign, jwk.KeyOpVerify); err != nil {
		return keyFile{}, err
	}
	encoded, err := json.Marshal(key)
	if err != nil {
		return keyFile{}, fmt.Errorf("encode signing key: %w", err)
	}
	return keyFile{CreatedAt: now.UTC(), APIKeySecret: secret, SigningKeys: []json.RawMessage{encoded}}, nil
}

func newKeyring(file keyFile) (*keyring, error) {
	if len(file.APIKeySecret) < secretBytes {
		return nil, errors.New("the secret of the API keys is too short")
	}
	ring := &keyring{createdAt: file.CreatedAt, public: jwk.NewSet(), accepted: jwk.NewSet()}
	for _, encoded := range file.SigningKeys {
		if err := ring.add(encoded); err != nil {
			return nil, err
		}
	}
	if ring.signing == nil {
		return nil, errors.New("no key is for signing")
	}
	var err error
	if ring.apiKeys, err = jwk.FromRaw(file.APIKeySecret); err != nil {
		return nil, fmt.Errorf("read secret: %w", err)
	}
	if err := setAll(ring.apiKeys, map[string]any{jwk.KeyIDKey: apiKeyID, jwk.AlgorithmKey: jwa.HS256}); err != nil {
		return nil, err
	}
	if err := ring.accepted.AddKey(ring.apiKeys); err != nil {
		return nil, fmt.Errorf("add secret: %w", err)
	}
	if ring.refreshKey, err = hkdf.Key(sha256.New, file.APIKeySecret, nil, "refresh tokens", secretBytes); err != nil {
		return nil, fmt.Errorf("derive key: %w", err)
	}
	return ring, nil
}

func (k *keyring) add(encoded []byte) error {
	key, err := jwk.ParseKey(encoded)
	if err != nil {
		return fmt.Errorf("read signing key: %w", err)
	}
	var private ecdsa.PrivateKey
	if err := key.Raw(&private); err != nil || private.Curve != elliptic.P256() || key.KeyID() == "" || key.KeyID() == apiKeyID {
		return errors.New("a signing key must be a private P-256 key with an id of its own")
	}
	if slices.Contains(key.KeyOps(), jwk.KeyOpSign) {
		if k.signing != nil {
			return errors.New("more than one key is for signing")
		}
		k.signing = key
	}
	public, err := key.PublicKey()
	if err != nil {
		return fmt.Errorf("read public key: %w", err)
	}
	if err := describe(public, key.KeyID(), jwk.KeyOpVerify); err != nil {
		return err
	}
	return errors.Join(k.public.AddKey(public), k.accepted.AddKey(public))
}

// describe labels a key the way GoTrue publishes its own.
func describe(key jwk.Key, kid string, ops ...jwk.KeyOperation) error {
	return setAll(key, map[string]any{
		jwk.KeyIDKey: kid, jwk.AlgorithmKey: jwa.ES256, jwk.KeyUsageKey: "sig", jwk.KeyOpsKey: jwk.KeyOperationList(ops), "ext": true,
	})
}

func setAll(key jwk.Key, fields map[string]any) error {
	for name, value := range fields {
		if err := key.Set(name, value); err != nil {
			return fmt.Errorf("label key: %w", err)
		}
	}
	return nil
}

// apiKey makes the API key of a role, the same one each time. It has no subject and no audience and is signed with a secret that
// verifiers of people's tokens don't have.
func (k *keyring) apiKey(role string) (string, error) {
	token, err := jwt.NewBuilder().Issuer("supabase").IssuedAt(k.createdAt).Expiration(k.createdAt.Add(apiKeyLifetime)).
		Claim("role", role).Build()
	if err != nil {
		return "", fmt.Errorf("build API key: %w", err)
	}
	signed, err := jwt.Sign(token, jwt.WithKey(jwa.HS256, k.apiKeys))
	if err != nil {
		return "", fmt.Errorf("sign API key: %w", err)
	}
	return string(signed), nil
}
