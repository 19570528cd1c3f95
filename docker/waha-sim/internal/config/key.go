package config

import (
	"crypto/sha512"
	"crypto/subtle"
	"encoding/hex"
	"strings"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Key decides who may call the API.
type Key struct {
	Open      bool   // WAHA_NO_API_KEY: everybody may
	Generated string // the random key that replaced a weak one; empty otherwise
	sum       [sha512.Size]byte
}

// Accepts compares a key in constant time.
func (k Key) Accepts(given string) bool {
	if k.Open {
		return true
	}
	sum := sha512.Sum512([]byte(given))
	return subtle.ConstantTimeCompare(sum[:], k.sum[:]) == 1
}

func loadKey(env *environment) Key {
	value := env.text("WHATSAPP_API_KEY", env.text("WAHA_API_KEY", ""))
	if value == "" && env.flag("WAHA_NO_API_KEY", false) {
		return Key{Open: true}
	}
	if isWeak(value) {
		generated := waid.NewSecret()
		return Key{Generated: generated, sum: sha512.Sum512([]byte(generated))}
	}
	digest, hashed := strings.CutPrefix(value, "sha512:")
	if !hashed {
		return Key{sum: sha512.Sum512([]byte(value))}
	}
	raw, err := hex.DecodeString(digest)
	if err != nil || len(raw) != sha512.Size {
		env.fail("WAHA_API_KEY: what follows sha512: is not 128 hexadecimal digits")
		return Key{}
	}
	return Key{sum: [sha512.Size]byte(raw)}
}

// isWeak tells the values that WAHA refuses and replaces at each start.
func isWeak(value string) bool {
	zeros := strings.Repeat("0", 32)
	sum := sha512.Sum512([]byte(zeros))
	switch value {
	case "", "123", "321", "waha", "admin", zeros, strings.Repeat("1", 32), "sha512:" + hex.EncodeToString(sum[:]):
		return true
	}
	return false
}
