package middlewares

import (
	"time"

	"github.com/gin-gonic/gin"
)

// RequestMeter counts answered requests. The route is a pattern, empty for an address that isn't there.
type RequestMeter interface {
	Request(method, route string, status int, took time.Duration)
}

// Measure tells the meter of every request.
func Measure(meter RequestMeter) gin.HandlerFunc {
	return func(c *gin.Context) {
		start := time.Now()
		c.Next()
		meter.Request(c.Request.Method, c.FullPath(), c.Writer.Status(), time.Since(start))
	}
}
