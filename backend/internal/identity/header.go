package identity

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
)

// header is the part of a token's header that we act on.
type header struct {
	Alg  string          `json:"alg"`
	Kid  string          `json:"kid"`
	Typ  string          `json:"typ"`
	Crit json.RawMessage `json:"crit"`
}

// readHeader insists on the compact form in strict base64url. The JOSE library accepts more spellings of the same token, and what
// has several spellings is compared and remembered wrongly sooner or later.
func readHeader(token string) (header, error) {
	var head header
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return head, fmt.Errorf("%w: %d parts", ErrInvalidToken, len(parts))
	}
	var first []byte
	for i, part := range parts {
		decoded, err := base64.RawURLEncoding.Strict().DecodeString(part)
		if err != nil || len(decoded) == 0 || strings.ContainsAny(part, "\r\n") {
			return head, fmt.Errorf("%w: part %d is not base64url", ErrInvalidToken, i+1)
		}
		if i == 0 {
			first = decoded
		}
	}
	if err := json.Unmarshal(first, &head); err != nil {
		return head, fmt.Errorf("%w: header: %w", ErrInvalidToken, err)
	}
	if head.Typ != "" && !strings.EqualFold(head.Typ, "JWT") {
		return head, fmt.Errorf("%w: type %q", ErrInvalidToken, head.Typ)
	}
	if head.Crit != nil {
		return head, fmt.Errorf("%w: critical header", ErrInvalidToken)
	}
	return head, nil
}
