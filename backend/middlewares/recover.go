package middlewares

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr"
)

// Recover turns a panic into an internal error, so that it is answered and logged like everything else.
func Recover() gin.HandlerFunc {
	return func(c *gin.Context) {
		defer func() {
			value := recover()
			if value == nil {
				return
			}
			if err, ok := value.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(value) // the server's own way to drop a connection
			}
			fail(c, apperr.InternalError.Because(fmt.Errorf("panic: %v\n%s", value, debug.Stack())))
		}()
		c.Next()
	}
}
