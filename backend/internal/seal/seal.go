// Package seal encrypts secrets before they are stored.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
)

// KeySize is the length of a key in bytes (AES-256).
const KeySize = 32

// version is the first byte of what Seal returns, so that the scheme can change later.
const version = 1

// ErrBroken says that a sealed value was changed, belongs elsewhere, or was sealed with another key.
var ErrBroken = errors.New("the sealed value cannot be opened with this key")

// Box seals and opens with one key.
type Box struct{ aead cipher.AEAD }

// New returns a Box for a key of KeySize bytes.
func New(key []byte) (*Box, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("a key has %d bytes, not %d", KeySize, len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &Box{aead: aead}, nil
}

// Seal encrypts plain. Context says where the value belongs; it can only be opened for the same one.
func (b *Box) Seal(plain, context string) ([]byte, error) {
	nonce := make([]byte, b.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	sealed := append([]byte{version}, nonce...)
	return b.aead.Seal(sealed, nonce, []byte(plain), []byte(context)), nil
}

// Open decrypts what Seal returned for the same context.
func (b *Box) Open(sealed []byte, context string) (string, error) {
	n := b.aead.NonceSize()
	if len(sealed) < 1+n || sealed[0] != version {
		return "", ErrBroken
	}
	plain, err := b.aead.Open(nil, sealed[1:1+n], sealed[1+n:], []byte(context))
	if err != nil {
		return "", ErrBroken
	}
	return string(plain), nil
}
