package blobs

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// minKey is the length of a signing key below which guessing begins to pay.
const minKey = 32

// linkStep is what expiries are rounded up to. A page that is drawn twice within it has the same links twice, so that the browser
// finds its pictures in its cache.
const linkStep = 15 * time.Minute

// What is wrong with a link.
var (
	ErrLinkInvalid = errors.New("the link was not signed for this")
	ErrLinkExpired = errors.New("the link has expired")
)

// Signer signs links that open one thing for a short time.
type Signer struct{ key []byte }

// NewSigner returns a Signer with a secret key.
func NewSigner(key []byte) (*Signer, error) {
	if len(key) < minKey {
		return nil, fmt.Errorf("a signing key has at least %d bytes, not %d", minKey, len(key))
	}
	return &Signer{key: key}, nil
}

// Resource names what a link opens: which media, which variant of it (original, thumbnail), and how (inline, attachment). A link for
// one opens no other.
func Resource(media uuid.UUID, variant, disposition string) string {
	return fmt.Sprintf("media %s %q %q", media, variant, disposition)
}

// Sign returns the query of a link to resource: expires and signature. The link lives until the next quarter of an hour after
// expires.
func (s *Signer) Sign(resource string, expires time.Time) string {
	until := expires.Truncate(linkStep)
	if until.Before(expires) {
		until = until.Add(linkStep)
	}
	return url.Values{
		"expires":   {strconv.FormatInt(until.Unix(), 10)},
		"signature": {base64.RawURLEncoding.EncodeToString(s.mac(resource, until.Unix()))},
	}.Encode()
}

// Verify says whether a link to resource is ours and still lives.
func (s *Signer) Verify(resource, expires, signature string, now time.Time) error {
	until, err := strconv.ParseInt(expires, 10, 64)
	if err != nil {
		return ErrLinkInvalid
	}
	given, err := base64.RawURLEncoding.DecodeString(signature)
	if err != nil || !hmac.Equal(given, s.mac(resource, until)) {
		return ErrLinkInvalid
	}
	if !now.Before(time.Unix(until, 0)) {
		return ErrLinkExpired
	}
	return nil
}

func (s *Signer) mac(resource string, until int64) []byte {
	mac := hmac.New(sha256.New, s.key)
	fmt.Fprintf(mac, "link\n%d\n%s", until, resource)
	return mac.Sum(nil)
}
