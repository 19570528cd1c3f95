package middlewares

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/apperr/text"
)

const (
	textsKey = "texts"
	// defaultRetry is when to try again after an answer that tells of a passing trouble but not when it passes.
	defaultRetry = 2 * time.Second
	// statusClientGone is nginx's number for a caller who left; nobody reads it but the log.
	statusClientGone = 499
)

// problem is every error on the wire.
type problem struct {
	Success   bool           `json:"success"`
	Error     string         `json:"error"`
	Message   string         `json:"message"`
	Code      string         `json:"code"`
	RequestID string         `json:"requestId"`
	Fields    []problemField `json:"fields,omitempty"`
	Data      any            `json:"data,omitempty"`
}

type problemField struct {
	Field   string `json:"field"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// Errors is the only place that writes errors: handlers record them with c.Error and stop.
func Errors(texts *text.Catalog) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Set(textsKey, texts)
		c.Next()
		last := c.Errors.Last()
		switch {
		case last == nil, c.Writer.Written():
		case errors.Is(last.Err, context.Canceled) && c.Request.Context().Err() != nil:
			c.Status(statusClientGone)
		default:
			writeProblem(c, apperr.From(last.Err))
		}
	}
}

// LanguageFrom returns the language that the caller reads.
func LanguageFrom(c *gin.Context) *text.Language {
	texts, ok := c.MustGet(textsKey).(*text.Catalog)
	if !ok {
		panic("developer error: the middleware Errors is missing")
	}
	return texts.For(c.GetHeader("Accept-Language"))
}

func writeProblem(c *gin.Context, e *apperr.Error) {
	if after := retryAfter(e); after > 0 {
		c.Header("Retry-After", strconv.Itoa(int(math.Ceil(after.Seconds()))))
	}
	if e.Kind == apperr.Unauthorized {
		c.Header("WWW-Authenticate", challenge(e))
	}
	c.JSON(statusOf(e.Kind), NewProblem(c, e))
}

// NewProblem puts an error into the form and the language that its reader gets.
func NewProblem(c *gin.Context, e *apperr.Error) any {
	language := LanguageFrom(c)
	p := problem{
		Error: language.Title(e.Kind), Message: language.Sentence(e), Code: e.Code,
		RequestID: c.GetString(requestIDKey), Data: e.Data,
	}
	for _, f := range e.Fields {
		p.Fields = append(p.Fields, problemField{Field: f.Name, Rule: f.Rule, Message: language.Field(f)})
	}
	return p
}

func retryAfter(e *apperr.Error) time.Duration {
	passing := e.Kind == apperr.Unavailable || e.Kind == apperr.Timeout || e.Kind == apperr.TooMany
	if e.RetryAfter == 0 && passing {
		return defaultRetry
	}
	return e.RetryAfter
}

func challenge(e *apperr.Error) string {
	switch e.Code {
	case apperr.TokenMissing.Code:
		return `Bearer realm="conectafy"`
	case apperr.SignatureInvalid.Code:
		return `HMAC-SHA512 realm="conectafy"`
	default:
		return `Bearer realm="conectafy", error="invalid_token"`
	}
}

func statusOf(kind apperr.Kind) int {
	switch kind {
	case apperr.Invalid:
		return http.StatusBadRequest
	case apperr.Unauthorized:
		return http.StatusUnauthorized
	case apperr.Forbidden:
		return http.StatusForbidden
	case apperr.NotFound:
		return http.StatusNotFound
	case apperr.MethodNotAllowed:
		return http.StatusMethodNotAllowed
	case apperr.Conflict:
		return http.StatusConflict
	case apperr.Gone:
		return http.StatusGone
	case apperr.TooLarge:
		return http.StatusRequestEntityTooLarge
	case apperr.UnsupportedMedia:
		return http.StatusUnsupportedMediaType
	case apperr.Unprocessable:
		return http.StatusUnprocessableEntity
	case apperr.TooMany:
		return http.StatusTooManyRequests
	case apperr.BadGateway:
		return http.StatusBadGateway
	case apperr.Unavailable:
		return http.StatusServiceUnavailable
	case apperr.Timeout:
		return http.StatusGatewayTimeout
	case apperr.Internal:
	}
	return http.StatusInternalServerError
}

// fail records the error and keeps the request from going on.
func fail(c *gin.Context, err error) {
	_ = c.Error(err)
	c.Abort()
}
