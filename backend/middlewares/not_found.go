package middlewares

import (
	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr"
)

// NotFound answers for addresses that don't exist.
func NotFound(c *gin.Context) { fail(c, apperr.RouteNotFound) }

// MethodNotAllowed answers for methods that an address doesn't take; the router has put those it takes into Allow.
func MethodNotAllowed(c *gin.Context) { fail(c, apperr.MethodDenied) }
