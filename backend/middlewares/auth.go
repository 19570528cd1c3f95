package middlewares

import (
	"context"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/models"
)

const callerKey = "caller"

// Verifier tells whose a token is. Its errors are answers.
type Verifier interface {
	Verify(ctx context.Context, token string) (models.Caller, error)
}

// LoginChecker says whether the sign-in behind a token still stands. Its errors are answers.
type LoginChecker interface {
	Alive(ctx context.Context, token string) error
}

// Auth lets in who proves to be somebody:
//  1. the token is taken from the Authorization header, never from the address;
//  2. the verifier says whose it is;
//  3. the caller is kept for CallerFrom.
func Auth(verifier Verifier) gin.HandlerFunc {
	return func(c *gin.Context) {
		token, ok := bearer(c)
		if !ok {
			fail(c, apperr.TokenMissing)
			return
		}
		caller, err := verifier.Verify(c.Request.Context(), token)
		if err != nil {
			fail(c, apperr.From(err).Because(err))
			return
		}
		c.Set(callerKey, caller)
		c.Next()
	}
}

// LiveLogin asks the identity service itself, for what can't be undone: a verified token doesn't know of a sign-out.
func LiveLogin(check LoginChecker) gin.HandlerFunc {
	return func(c *gin.Context) {
		token, _ := bearer(c)
		if err := check.Alive(c.Request.Context(), token); err != nil {
			fail(c, apperr.From(err).Because(err))
			return
		}
		c.Next()
	}
}

// CallerFrom returns who is calling. Only handlers behind Auth may ask.
func CallerFrom(c *gin.Context) models.Caller {
	caller, ok := callerOf(c)
	if !ok {
		panic("developer error: the middleware Auth is missing on " + c.FullPath())
	}
	return caller
}

func callerOf(c *gin.Context) (models.Caller, bool) {
	value, _ := c.Get(callerKey)
	caller, ok := value.(models.Caller)
	return caller, ok
}

func bearer(c *gin.Context) (string, bool) {
	scheme, token, _ := strings.Cut(c.GetHeader("Authorization"), " ")
	token = strings.TrimSpace(token)
	return token, strings.EqualFold(scheme, "Bearer") && token != ""
}
