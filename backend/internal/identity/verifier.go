// Package identity knows who is asking: it verifies the access tokens that Supabase Auth issues, without a network call per
// request, and asks Auth itself whether a sign-in still stands where that matters. It and its sub-package are the only ones that
// import the JOSE library.
package identity

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jws"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/models"
)

// What can be wrong with a token. Every error of this package is one of these answers, with its cause wrapped beside it.
var (
	// ErrInvalidToken says that the token proves nothing: malformed, wrongly signed, or made for somebody else.
	ErrInvalidToken error = apperr.TokenInvalid
	// ErrExpiredToken says that the token was good and its time is over.
	ErrExpiredToken error = apperr.TokenExpired
	// ErrForbidden says that the token is good but its bearer is not a user who may come in.
	ErrForbidden error = apperr.AccessDenied
	// ErrUnavailable says that nobody can decide now, because Auth's keys or Auth itself cannot be reached.
	ErrUnavailable error = apperr.IdentityUnavailable
	// ErrLoginEnded says that the sign-in behind a good token was ended, or its person is gone.
	ErrLoginEnded error = apperr.LoginEnded
)

const (
	// maxTokenBytes bounds the work that a stranger can make us do; real tokens have 1 to 2 KiB.
	maxTokenBytes = 16 << 10
	maxLeeway     = 30 * time.Second
	// Both bound the memory of verified tokens, to 16 MiB at worst. Longer tokens are good too, and verified each time.
	maxRemembered      = 4096
	maxRememberedBytes = 4 << 10
)

// VerifierConfig says which tokens are good.
type VerifierConfig struct {
	// Issuer must equal the iss claim. Empty accepts any token, since Auth writes no iss unless it is told to.
	Issuer string
	// Audience must be among the aud claim; empty means "authenticated".
	Audience string
	// JWKSURL is where the public keys are; empty refuses ES256 and RS256.
	JWKSURL string
	// HS256Secret is the legacy shared secret; empty refuses HS256.
	HS256Secret string
	// AllowAnonymous lets people in who signed in without an address.
	AllowAnonymous bool
	// Leeway forgives clocks that differ, up to 30 seconds.
	Leeway time.Duration
}

// Verifier verifies access tokens. It is safe for concurrent use.
type Verifier struct {
	cfg        VerifierConfig
	keys       *keyCache
	remembered *lru.Cache[[sha256.Size]byte, remembered]
	now        func() time.Time
}

// remembered is a token that was verified before. It is worth nothing without the key that it was verified with.
type remembered struct {
	caller models.Caller
	key    *publicKey // nil for the shared secret
	until  time.Time
}

// NewVerifier returns a verifier that fetches keys with the given client; nothing is fetched before the first token asks for it.
func NewVerifier(cfg VerifierConfig, client *http.Client, log zerolog.Logger, now func() time.Time) *Verifier {
	if cfg.Audience == "" {
		cfg.Audience = roleUser
	}
	cfg.Leeway = min(max(cfg.Leeway, 0), maxLeeway)
	cache, err := lru.New[[sha256.Size]byte, remembered](maxRemembered)
	if err != nil {
		panic(err) // only a size below one is refused
	}
	return &Verifier{cfg: cfg, keys: newKeyCache(cfg.JWKSURL, client, log, now), remembered: cache, now: now}
}

// Verify returns the caller that a token proves, or one of this package's errors.
func (v *Verifier) Verify(ctx context.Context, token string) (models.Caller, error) {
	if len(token) > maxTokenBytes {
		return models.Caller{}, fmt.Errorf("%w: longer than %d bytes", ErrInvalidToken, maxTokenBytes)
	}
	sum := sha256.Sum256([]byte(token))
	if known, ok := v.remembered.Get(sum); ok && v.stillGood(known) {
		return known.caller, nil
	}
	caller, key, err := v.verify(ctx, token)
	if err != nil {
		v.remembered.Remove(sum)
		return models.Caller{}, err
	}
	if len(token) <= maxRememberedBytes {
		v.remembered.Add(sum, remembered{caller: caller, key: key, until: caller.ExpiresAt.Add(v.cfg.Leeway)})
	}
	return caller, nil
}

func (v *Verifier) stillGood(known remembered) bool {
	return v.now().Before(known.until) && (known.key == nil || v.keys.holds(known.key))
}

func (v *Verifier) verify(ctx context.Context, token string) (models.Caller, *publicKey, error) {
	head, err := readHeader(token)
	if err != nil {
		return models.Caller{}, nil, err
	}
	alg, material, key, err := v.choose(ctx, head)
	if err != nil {
		return models.Caller{}, nil, err
	}
	payload, err := jws.Verify([]byte(token), jws.WithKey(alg, material))
	if err != nil {
		return models.Caller{}, nil, fmt.Errorf("%w: %w", ErrInvalidToken, err)
	}
	caller, err := v.readClaims(payload)
	return caller, key, err
}

// choose picks the algorithm and the key by what is configured; the token only says which of those it wants. A key is never used
// with an algorithm other than its own.
func (v *Verifier) choose(ctx context.Context, head header) (jwa.SignatureAlgorithm, any, *publicKey, error) {
	switch alg := jwa.SignatureAlgorithm(head.Alg); alg {
	case jwa.HS256:
		if v.cfg.HS256Secret == "" {
			return "", nil, nil, fmt.Errorf("%w: HS256 is not configured", ErrInvalidToken)
		}
		if v.keys.knows(head.Kid) {
			return "", nil, nil, fmt.Errorf("%w: HS256 with the id of a public key", ErrInvalidToken)
		}
		return alg, []byte(v.cfg.HS256Secret), nil, nil
	case jwa.ES256, jwa.RS256:
		key, err := v.keys.find(ctx, head.Kid)
		if err != nil {
			return "", nil, nil, err
		}
		if key.alg != alg {
			return "", nil, nil, fmt.Errorf("%w: key %q is not for %s", ErrInvalidToken, head.Kid, alg)
		}
		return alg, key.material, key, nil
	default:
		return "", nil, nil, fmt.Errorf("%w: algorithm %q", ErrInvalidToken, head.Alg)
	}
}
