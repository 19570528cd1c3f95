package middlewares

import (
	"context"
	"errors"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/identity"
	"github.com/conectafy/conectafy/backend/models"
)

const callerKey = "caller"

// Verifier tells whose a token is, or one of the errors of package identity.
type Verifier interface {
	Verify(ctx context.Context, token string) (models.Caller, error)
}

// LoginChecker says whether the sign-in behind a token still stands, or one of the errors of package identity.
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
			fail(c, refusal(err))
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
		err := check.Alive(c.Request.Context(), token)
		switch {
		case err == nil:
			c.Next()
		case errors.Is(err, identity.ErrInvalidToken):
			fail(c, apperr.LoginEnded.Because(err))
		default:
			fail(c, refusal(err))
		}
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

func refusal(err error) error {
	switch {
	case errors.Is(err, identity.ErrExpiredToken):
		return apperr.TokenExpired.Because(err)
	case errors.Is(err, identity.ErrForbidden):
		return apperr.AccessDenied.Because(err)
	case errors.Is(err, identity.ErrUnavailable):
		return apperr.IdentityUnavailable.Because(err)
	case errors.Is(err, identity.ErrInvalidToken):
		return apperr.TokenInvalid.Because(err)
	default:
		return err
	}
}
