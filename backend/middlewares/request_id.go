// Package middlewares holds what happens to every request around its handler: it gets an id, a line in the log, one form of
// error, and a caller.
package middlewares

import (
	"crypto/rand"

	"github.com/gin-gonic/gin"
)

const (
	requestIDHeader = "X-Request-Id"
	requestIDKey    = "request_id"
	maxRequestID    = 64
)

// RequestID names the request, by the caller's own name for it if that is harmless, and tells the name in the answer.
func RequestID() gin.HandlerFunc {
	return func(c *gin.Context) {
		id := c.GetHeader(requestIDHeader)
		if !saneID(id) {
			id = rand.Text()
		}
		c.Set(requestIDKey, id)
		c.Header(requestIDHeader, id)
		c.Next()
	}
}

// saneID accepts what can't break a line of a log or a header.
func saneID(id string) bool {
	if id == "" || len(id) > maxRequestID {
		return false
	}
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
		default:
			return false
		}
	}
	return true
}
