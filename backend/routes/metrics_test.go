package routes_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

// testMetrics sends a message and receives others, and finds both counted. The page is no part of the API, so no contract is asked.
func testMetrics(t *testing.T, suite *apitest.Suite) {
	const token = "a-token-for-prometheus"
	server := suite.New(t, map[string]string{"METRICS_TOKEN": token, "SEND_WAIT": "10s"})
	ana := server.User(t, "ana")
	session, phone := ana.Linked("Ventas", "5491100000009")
	feed := "/api/messages/" + session.ID + "/updates"
	var news struct {
		Cursor   string
		Messages []message
	}
	ana.GET(feed).Status(http.StatusOK).Data(&news)
	phone.Write("5491122334455@c.us", "¿Están abiertos?")
	for len(news.Messages) == 0 {
		ana.GET(feed + "?wait=25&cursor=" + news.Cursor).Status(http.StatusOK).Data(&news)
	}
	ana.POST("/api/sessions/"+session.ID+"/send", map[string]string{"phoneNumber": "5491122334455", "message": "Hasta las ocho"}).
		Status(http.StatusOK)

	if code, _ := scrape(t, server, token+"x"); code != http.StatusUnauthorized {
		t.Errorf("a wrong token is answered %d", code)
	}
	var page string
	wait.Until(t, "the send to be counted", func() bool { // WAHA's echo may tell of it before the sender does
		_, page = scrape(t, server, token)
		return strings.Contains(page, `conectafy_sends_total{outcome="sent"} 1`)
	})
	for _, want := range []string{
		`conectafy_http_request_duration_seconds_count{method="POST",route="/api/sessions/:id/send",status="2xx"} 1`,
		`conectafy_webhooks_total{event="message",outcome="stored"}`,
		`conectafy_sessions{status="connected"} 1`, `conectafy_outbox_messages 0`, `conectafy_scrape_success{source="database"} 1`,
		`conectafy_scrape_success{source="containers"} 1`, `conectafy_container_memory_bytes{session_id="` + session.ID + `"}`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("there is no %s in\n%s", want, page)
		}
	}
	for _, private := range []string{"5491122334455", "5491100000009", "ocho", ana.UserID.String()} {
		if strings.Contains(page, private) {
			t.Errorf("the page tells %s", private)
		}
	}
}

func scrape(t *testing.T, server *apitest.Server, token string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(page)
}
