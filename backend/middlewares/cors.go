package middlewares

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/rs/cors"
)

// preflightSeconds is how long a browser may remember what is allowed.
const preflightSeconds = 600

// CORS lets pages of the given origins use the API. Tokens travel in a header, so no cookies are allowed.
func CORS(origins []string) gin.HandlerFunc {
	if len(origins) == 0 {
		return func(c *gin.Context) { c.Next() }
	}
	rules := cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete},
		AllowedHeaders: []string{
			"Authorization", "Content-Type", "Accept-Language", "Idempotency-Key", "If-None-Match", "Last-Event-ID", requestIDHeader,
		},
		ExposedHeaders: []string{"ETag", "Retry-After", requestIDHeader},
		MaxAge:         preflightSeconds,
	})
	return func(c *gin.Context) {
		rules.HandlerFunc(c.Writer, c.Request)
		if isPreflight(c.Request) {
			c.Writer.WriteHeaderNow()
			c.Abort()
			return
		}
		c.Next()
	}
}

func isPreflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
}
