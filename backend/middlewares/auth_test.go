package middlewares_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/identity"
	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
)

func TestAuth(t *testing.T) {
	t.Parallel()
	ana := models.Caller{UserID: uuid.New()}
	verify := verifierFunc(func(token string) (models.Caller, error) {
		errs := map[string]error{
			"forged": identity.ErrInvalidToken, "old": identity.ErrExpiredToken, "anon": identity.ErrForbidden,
			"later": identity.ErrUnavailable, "broken": fmt.Errorf("something else"),
		}
		if err := errs[token]; err != nil {
			return models.Caller{}, fmt.Errorf("verify: %w", err)
		}
		return ana, nil
	})
	for authorization, want := range map[string]struct {
		status int
		code   string
	}{
		"":              {http.StatusUnauthorized, "token_missing"},
		"Bearer":        {http.StatusUnauthorized, "token_missing"},
		"Bearer ":       {http.StatusUnauthorized, "token_missing"},
		"Basic good":    {http.StatusUnauthorized, "token_missing"},
		"good":          {http.StatusUnauthorized, "token_missing"},
		"Bearer forged": {http.StatusUnauthorized, "token_invalid"},
		"Bearer old":    {http.StatusUnauthorized, "token_expired"},
		"Bearer anon":   {http.StatusForbidden, "access_denied"},
		"Bearer later":  {http.StatusServiceUnavailable, "identity_unavailable"},
		"Bearer broken": {http.StatusInternalServerError, "internal_error"},
		"Bearer good":   {http.StatusNoContent, ""},
		"bearer good":   {http.StatusNoContent, ""},
	} {
		b := newBench(t, nil)
		b.engine.GET("/", middlewares.Auth(verify), func(c *gin.Context) {
			if got := middlewares.CallerFrom(c); got.UserID != ana.UserID {
				t.Errorf("got caller %v", got)
			}
			noContent(c)
		})
		answer := b.do(http.MethodGet, "/?access_token=good", "", "Authorization", authorization)
		if answer.Code != want.status || (want.code != "" && codeOf(t, answer) != want.code) {
			t.Errorf("Authorization %q: got %d %s, want %d %s", authorization, answer.Code, answer.Body, want.status, want.code)
		}
	}
}

func TestAHandlerWithoutAuthIsADevelopersError(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.engine.GET("/", func(c *gin.Context) { middlewares.CallerFrom(c) })
	if answer := b.do(http.MethodGet, "/", ""); answer.Code != http.StatusInternalServerError {
		t.Errorf("got %d", answer.Code)
	}
}

func TestLiveLogin(t *testing.T) {
	t.Parallel()
	check := checkerFunc(func(token string) error {
		return map[string]error{"ended": identity.ErrLoginEnded, "later": identity.ErrUnavailable}[token]
	})
	for token, want := range map[string]int{
		"alive": http.StatusNoContent, "ended": http.StatusUnauthorized, "later": http.StatusServiceUnavailable,
	} {
		b := newBench(t, nil)
		b.engine.DELETE("/", middlewares.LiveLogin(check), noContent)
		answer := b.do(http.MethodDelete, "/", "", "Authorization", "Bearer "+token)
		if answer.Code != want {
			t.Errorf("%s: got %d %s, want %d", token, answer.Code, answer.Body, want)
		}
		if token == "ended" && codeOf(t, answer) != "login_ended" {
			t.Errorf("got %s", answer.Body)
		}
	}
}
