// Package waha is the only place that knows WAHA: its HTTP API, its webhooks and its container's settings.
package waha

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
)

// ValidSignature says whether signature is the HMAC-SHA512 of body in lower-case hex. It takes the same time for any wrong one.
func ValidSignature(secret string, body []byte, signature string) bool {
	given, err := hex.DecodeString(signature)
	if err != nil {
		return false
	}
	mac := hmac.New(sha512.New, []byte(secret))
	mac.Write(body)
	return hmac.Equal(given, mac.Sum(nil))
}
