package httpapi

import (
	"bytes"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
)

func TestKeyIsAskedForWhereWAHADoes(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS, "WAHA_API_KEY_EXCLUDE_PATH=api/files,api/server/(.*)")
	want := payload(t, "api-error-401")
	for _, path := range []string{"/api/sessions", "/health", "/api/nope", "/api/files/a", "/api"} {
		for _, key := range []string{"", "wrong"} {
			sameBody(t, path, s.do(http.MethodGet, path, nil, key).status(401).value(), want)
		}
	}
	sameBody(t, "ping", s.do(http.MethodGet, "/ping", nil, "").status(200).value(), payload(t, "recorded-ping"))
	s.do(http.MethodGet, "/_sim/state", nil, "").status(200)
	s.do(http.MethodGet, "/api/server/status", nil, "").status(200)
	s.do(http.MethodGet, "/api/sessions?x-api-key="+apiKey, nil, "").status(200)
	s.do(http.MethodGet, "/api/sessions?x-api-key="+apiKey, nil, "wrong").status(401)
	s.get("/api/sessions?x-api-key=wrong").status(200)
}

func TestLifeOfASession(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	sameBody(t, "no sessions", s.get("/api/sessions").status(200).value(), payload(t, "api-sessions-list-empty"))
	sameBody(t, "unknown", s.get("/api/sessions/nope").status(404).value(), payload(t, "recorded-session-get-404"))
	s.put("/_sim/knobs", object{"stuckStarting": true}) // or it would be further before it is looked at
	sameShape(t, "create", s.create("default").object(), payload(t, "api-sessions-get-STARTING-GOWS"))
	s.put("/_sim/knobs", object{"stuckStarting": false})
	sameBody(t, "exists", s.post("/api/sessions", object{"name": "default"}).status(422).value(),
		payload(t, "api-error-422-already-exists"))
	s.get("/api/default/auth/qr?format=raw").status(200)
	sameShape(t, "SCAN_QR_CODE", s.get("/api/sessions/default").object(), payload(t, "api-sessions-get-SCAN_QR_CODE-GOWS"))
	s.get("/api/sessions/default/me").status(200).empty()
	s.post("/_sim/scan", nil).status(201)
	sameShape(t, "WORKING", s.get("/api/sessions/default").object(), payload(t, "api-sessions-get-WORKING-GOWS"))
	sameShape(t, "list", s.get("/api/sessions").value(), payload(t, "api-sessions-list"))
	sameShape(t, "me", s.get("/api/sessions/default/me").object(), payload(t, "api-session-me"))
	s.post("/api/sessions/default/start", nil).status(201)
	s.post("/api/sessions/default/restart", nil).status(201)

	s.post("/api/sessions/default/stop", nil).status(201)
	s.post("/api/sessions/default/stop", nil).status(201)
	s.post("/api/sessions/nope/stop", nil).status(201).empty()
	sameShape(t, "STOPPED", s.get("/api/sessions/default").object(), payload(t, "api-sessions-get-STOPPED"))
	sameBody(t, "me stopped", s.get("/api/sessions/default/me").status(404).value(),
		payload(t, "recorded-session-me-404-not-running"))
	if n := len(s.get("/api/sessions").list()); n != 0 {
		t.Errorf("a stopped session is listed without all: %d", n)
	}
	if n := len(s.get("/api/sessions?all=true").list()); n != 1 {
		t.Errorf("got %d sessions of all, want 1", n)
	}

	s.post("/api/sessions/default/logout", nil).status(201)
	s.put("/api/sessions/nope", object{"config": object{}}).status(404)
	s.delete("/api/sessions/default").status(200).empty()
	s.delete("/api/sessions/default").status(200).empty()
	s.get("/api/sessions/default").status(404)
}

func TestSessionOfABrowser(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.WEBJS).working()
	sameShape(t, "WORKING", s.get("/api/sessions/default").object(), payload(t, "api-sessions-get-WORKING-WEBJS"))
}

func TestCreateDefaults(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	if got := s.post("/api/sessions", object{"name": "quiet"}).status(201).object(); got["status"] != "STOPPED" || got["config"] != nil {
		t.Errorf("got %v", got)
	}
	name := s.post("/api/sessions", nil).status(201).object()["name"].(string)
	if !strings.HasPrefix(name, "session_") {
		t.Errorf("got the name %q", name)
	}
	got := s.put("/api/sessions/quiet", `{"config":{"debug":true,"unknown":1,"webhooks":[{"url":"http://a","events":["*"],"more":1}]}}`)
	want := object{"debug": true, "webhooks": []any{object{"url": "http://a", "events": []any{"*"}}}}
	sameBody(t, "unknown fields", got.status(200).object()["config"], want)
}

func TestInvalidSessions(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	for _, test := range []struct{ name, body, want string }{
		{"long name", `{"name":"` + strings.Repeat("a", 55) + `"}`, "name must be shorter than or equal to 54 characters"},
		{"bad name", `{"name":"a b"}`, "regular expression"},
		{"name is a number", `{"name":7}`, "name must be a string"},
		{"hooks are no list", `{"config":{"webhooks":"x"}}`, "config.webhooks must be an array"},
		{"no events", `{"config":{"webhooks":[{"url":"http://a","events":[]}]}}`, "config.webhooks.0.events should not be empty"},
		{"no url", `{"config":{"webhooks":[{"events":["*"]}]}}`, "config.webhooks.0.url must be a string"},
		{"policy", `{"config":{"webhooks":[{"url":"http://a","events":["*"],"retries":{"policy":"often"}}]}}`, "policy must be one of"},
		{"attempts", `{"config":{"webhooks":[{"url":"http://a","events":["*"],"retries":{"attempts":-1}}]}}`, "attempts must be a number"},
		{"metadata", `{"config":{"metadata":{"a":1}}}`, "config.metadata must be an object of strings"},
		{"config is a text", `{"config":"x"}`, "config must be an object"},
	} {
		got := s.post("/api/sessions", test.body).status(400).object()
		if list, isList := got["message"].([]any); !isList || !strings.Contains(strings.Join(texts(list), "; "), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, got["message"], test.want)
		}
	}
	if _, isText := s.post("/api/sessions", "{x").status(400).object()["message"].(string); !isText {
		t.Error("the message about broken JSON is not a text")
	}
	sameBody(t, "update", s.put("/api/sessions/x", `{"config":{"webhooks":1}}`).status(400).value(), payload(t, "recorded-session-update-400"))
	if n := len(s.get("/api/sessions?all=true").list()); n != 0 {
		t.Errorf("%d sessions were made", n)
	}
}

func texts(list []any) []string {
	var words []string
	for _, item := range list {
		words = append(words, item.(string))
	}
	return words
}

func TestQR(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	sameBody(t, "unknown", s.get("/api/nope/auth/qr").status(422).value(), payload(t, "api-error-422-session-does-not-exist"))
	s.create("default")
	raw := s.get("/api/default/auth/qr?format=raw").status(200).object()
	sameShape(t, "raw", raw, payload(t, "api-auth-qr-raw"))
	image := s.get("/api/default/auth/qr").status(200)
	if picture, err := png.Decode(bytes.NewReader(image.body)); err != nil || picture.Bounds().Dx() < 200 {
		t.Errorf("not a picture to scan: %v", err)
	}
	encoded := s.do(http.MethodGet, "/api/default/auth/qr?format=image", nil, apiKey, "Accept", "application/json")
	sameShape(t, "base64", encoded.status(200).object(), payload(t, "api-auth-qr-base64"))
	s.get("/api/screenshot?session=default").status(200)
	code := s.post("/api/default/auth/request-code", object{"phoneNumber": "5511988880001"}).status(201)
	sameShape(t, "code", code.object(), payload(t, "api-auth-request-code"))

	s.post("/_sim/scan", nil).status(201)
	sameBody(t, "code refused", s.post("/api/default/auth/request-code", object{"phoneNumber": "5511988880001"}).status(422).value(),
		payload(t, "api-error-422-pairing-code-wrong-status"))
	s.get("/api/screenshot?session=default").status(422)
	s.post("/api/sessions/default/stop", nil).status(201)
	stopped := s.get("/api/default/auth/qr").status(422).object()
	sameShape(t, "QR of a stopped session", stopped, payload(t, "recorded-qr-422-status"))
}

func TestInformation(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	for path, sample := range map[string]string{
		"/api/server/version": "api-server-version",
		"/api/version":        "api-server-version",
		"/api/server/status":  "api-server-status",
		"/health":             "api-health-ok",
	} {
		sameShape(t, path, s.get(path).status(200).value(), payload(t, sample))
	}
	sameBody(t, "version", s.get("/api/version").value(), payload(t, "api-server-version"))
	sameBody(t, "unknown route", s.get("/api/nope").status(404).value(), payload(t, "recorded-route-404"))
	s.post("/ping", nil).status(404)
	sameBody(t, "not simulated", s.post("/api/sendList", object{}).status(501).value(), payload(t, "api-error-501-not-implemented"))
	s.get("/api/default/channels").status(501)
	if got := s.get("/api/server/environment").object(); got["WAHA_WORKER_ID"] != "tenant-7" {
		t.Errorf("got %v", got)
	}
	s.put("/_sim/knobs", object{"unhealthy": true}).status(200)
	if got := s.get("/health").status(503).object(); got["status"] != "error" {
		t.Errorf("got %v", got)
	}
}

func TestEndsOfTheProcess(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	if got := s.post("/api/server/stop", object{"force": false}).status(201).object(); got["stopping"] != true {
		t.Errorf("got %v", got)
	}
	s.post("/api/server/stop", object{"force": true})
	s.post("/_sim/crash", nil)
	s.mu.Lock()
	defer s.mu.Unlock()
	if got := strings.Join(s.exits, " "); got != "stop crash crash" {
		t.Errorf("got %q", got)
	}
}

// After the scan an account with a passkey asks for it, and then for a code to be confirmed, for as long as that takes.
func TestPasskey(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	s.post("/_sim/passkey", nil).status(409)
	s.create("default")
	s.get("/api/default/auth/qr?format=raw").status(200)
	s.post("/_sim/passkey", nil).status(201)
	s.post("/_sim/passkey", object{"code": "1234"}).status(201)
	for _, status := range []string{"PASSKEY_REQUIRED", "PASSKEY_CONFIRMATION_REQUIRED"} {
		told := s.hook("session.status", func(p object) bool { return p["status"] == status })
		want := at(t, payload(t, "wh-session.status-"+status), "payload.data")
		for name := range want.(object) {
			if _, there := at(t, told.event, "payload.data").(object)[name]; !there {
				t.Errorf("%s: its data has no %s", status, name)
			}
		}
	}
	s.post("/_sim/scan", nil).status(201)
	sameBody(t, "status", s.get("/api/sessions/default").object()["status"], "WORKING")
	s.post("/_sim/passkey", nil).status(409)
}
