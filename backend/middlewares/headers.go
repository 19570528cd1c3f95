package middlewares

import "github.com/gin-gonic/gin"

// Headers keeps answers out of caches, unless a handler says otherwise, and browsers from guessing what they are.
func Headers() gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Header("Cache-Control", "no-store")
		c.Header("X-Content-Type-Options", "nosniff")
		c.Header("Referrer-Policy", "no-referrer")
		c.Next()
	}
}
