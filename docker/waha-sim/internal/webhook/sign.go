package webhook

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
)

// Sign gives the HMAC-SHA512 of the body in lower-case hexadecimal digits.
func Sign(key string, body []byte) string {
	mac := hmac.New(sha512.New, []byte(key))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}
