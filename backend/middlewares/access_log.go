package middlewares

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/apperr"
)

// maxLoggedParam bounds what a caller can write into the log by way of the path.
const maxLoggedParam = 64

// AccessLog writes one line per request. An error is logged here alone, with its cause. Neither the query nor the path is
// logged, only the route's pattern: a chat's address holds a phone number. Successes of the quiet routes, by their
// patterns, are worth a line only to those who debug.
func AccessLog(log zerolog.Logger, quiet map[string]bool) gin.HandlerFunc {
	return func(c *gin.Context) {
		start := time.Now()
		c.Next()
		status, route := c.Writer.Status(), c.FullPath()
		line := log.WithLevel(levelOf(status, quiet[route]))
		if !line.Enabled() {
			return
		}
		line = line.Str("request_id", c.GetString(requestIDKey)).Str("method", c.Request.Method).Str("route", route).
			Int("status", status).Dur("duration_ms", time.Since(start))
		addParam(line, "session_id", c.Param("id")+c.Param("sessionId"))
		addParam(line, "container", c.Param("containerName"))
		if caller, ok := callerOf(c); ok {
			line = line.Stringer("user_id", caller.UserID)
		}
		if last := c.Errors.Last(); last != nil {
			line = line.Str("code", apperr.From(last.Err).Code).AnErr("err", last.Err)
		}
		line.Msg("request")
	}
}

func levelOf(status int, quiet bool) zerolog.Level {
	switch {
	case status >= http.StatusInternalServerError:
		return zerolog.ErrorLevel
	case quiet && status < http.StatusBadRequest:
		return zerolog.DebugLevel
	default:
		return zerolog.InfoLevel
	}
}

func addParam(line *zerolog.Event, key, value string) {
	if value != "" && len(value) <= maxLoggedParam {
		line.Str(key, value)
	}
}
