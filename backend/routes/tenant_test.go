package routes_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

const carla = models.ChatID("5491122334455@c.us")

// shop gives somebody a session with one message of Carla's, without a container behind it.
func shop(t *testing.T, server *apitest.Server, owner *apitest.Client) models.Session {
	t.Helper()
	session := server.DB.Session(t, owner.Caller)
	receive(t, server, dbtest.Incoming(session, carla, "3EB0000001", "Hola, ¿tienen stock?"))
	return session
}

func receive(t *testing.T, server *apitest.Server, events ...models.Event) {
	t.Helper()
	if err := server.DB.Store.Receive(t.Context(), events); err != nil {
		t.Fatalf("store messages: %v", err)
	}
}

func testTokens(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	hour := time.Hour
	for name, c := range map[string]struct {
		client *apitest.Client
		status int
		code   string
	}{
		"none":      {server.Nobody(t), http.StatusUnauthorized, "token_missing"},
		"forged":    {server.Nobody(t).With("Authorization", "Bearer a.b.c"), http.StatusUnauthorized, "token_invalid"},
		"expired":   {server.UserWith(t, "old", claims("exp", time.Now().Add(-hour))), http.StatusUnauthorized, "token_expired"},
		"not yet":   {server.UserWith(t, "young", claims("nbf", time.Now().Add(hour))), http.StatusUnauthorized, "token_invalid"},
		"issuer":    {server.UserWith(t, "alien", claims("iss", "https://evil.test")), http.StatusUnauthorized, "token_invalid"},
		"audience":  {server.UserWith(t, "other", claims("aud", "somebody")), http.StatusUnauthorized, "token_invalid"},
		"anon key":  {server.UserWith(t, "anon", claims("role", "anon")), http.StatusForbidden, "access_denied"},
		"anonymous": {server.UserWith(t, "guest", claims("is_anonymous", true)), http.StatusForbidden, "access_denied"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, call := range protected(suite, someID(), "5491122334455") {
				call.by(c.client).Problem(c.status, c.code)
			}
		})
	}
}

func claims(name string, value any) map[string]any { return map[string]any{name: value} }

func testEndedLogins(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := shop(t, server, ana)
	before := rows(t, server)
	ana.EndLogin()
	ana.GET("/api/sessions").Status(http.StatusOK)
	ana.DELETE("/api/sessions/"+session.ID.String()).Problem(http.StatusUnauthorized, "login_ended")
	ana.POST("/api/sessions/"+session.ID.String()+"/logout", nil).Problem(http.StatusUnauthorized, "login_ended")

	server.AuthDown()
	ana.GET("/api/sessions").Status(http.StatusOK)
	ana.DELETE("/api/sessions/"+session.ID.String()).Problem(http.StatusServiceUnavailable, "identity_unavailable")
	if after := rows(t, server); after != before {
		t.Errorf("something was changed:\n%s\n%s", before, after)
	}
}

func testIsolation(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana, beto := server.User(t, "ana"), server.User(t, "beto")
	session := shop(t, server, ana)
	before := rows(t, server)

	var sessions []apitest.Session
	beto.GET("/api/sessions").Status(http.StatusOK).Data(&sessions)
	if len(sessions) != 0 {
		t.Errorf("Beto sees %+v", sessions)
	}
	tried := 0
	for _, call := range protected(suite, session.ID.String(), string(carla)) {
		if call.namesNoSession() {
			continue
		}
		call.by(beto).Problem(http.StatusNotFound, call.missing())
		tried++
	}
	if tried < 27 {
		t.Errorf("only %d operations were tried", tried)
	}
	stream := beto.Stream("/api/events")
	if first := stream.Want("updates"); first.ID == "" {
		t.Errorf("got %+v", first)
	}
	if after := rows(t, server); after != before {
		t.Errorf("Beto changed something:\n%s\n%s", before, after)
	}
}
