package httpapi

import (
	"net/http"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

func TestPhoneWithoutASession(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	for _, path := range []string{"/_sim/scan", "/_sim/unlink", "/_sim/read", "/_sim/emit"} {
		s.post(path, object{}).status(409)
	}
	s.post("/_sim/message", object{"from": ana, "text": "a"}).status(409)
	s.post("/_sim/scan?session=nope", nil).status(404)
	if n := len(s.get("/_sim/state").status(200).object()["sessions"].([]any)); n != 0 {
		t.Errorf("got %d sessions", n)
	}
}

func TestEmitPostsTheBodyAsItIs(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	s.create("default")
	body := `{ "event":"strange" ,"timestamp":1785000015137,  "payload":{"n":1e2,"text":"<é>"}}` + "\n"
	if got := s.post("/_sim/emit?times=3&delayMs=1", body).status(201).object(); got["posts"] != 3.0 {
		t.Errorf("got %v", got)
	}
	var hooks []hook
	s.eventually("three posts", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		hooks = nil
		for _, h := range s.hooks {
			if h.event["event"] == "strange" {
				hooks = append(hooks, h)
			}
		}
		return len(hooks) == 3
	})
	for _, h := range hooks {
		if string(h.body) != body || h.header.Get("X-Webhook-Hmac") != webhook.Sign(hookKey, []byte(body)) ||
			h.header.Get("X-Webhook-Timestamp") != "1785000015137" {
			t.Errorf("got %q with %v", h.body, h.header)
		}
	}
	s.post("/_sim/emit?times=-1", body).status(400)
	s.post("/_sim/emit?times=100001", body).status(400)
}

func TestWrittenMessagesAreChecked(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	for name, in := range map[string]any{
		"no sender": object{"text": "a"}, "no text": object{"from": ana}, "no member": object{"from": group, "text": "a"},
		"broken": "{", "wrong type": object{"from": 1},
	} {
		if got := s.post("/_sim/message", in); got.code != http.StatusBadRequest {
			t.Errorf("%s: got %d %s", name, got.code, got.body)
		}
	}
	s.post("/_sim/scan", object{"phoneNumber": "abc"}).status(400)
}

func TestMessagesForAStoppedSessionArriveLater(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	s.post("/api/sessions/default/stop", nil).status(201)
	got := s.post("/_sim/message", object{"from": ana, "text": "later", "id": "AC01"}).status(201).object()
	if got["queued"] != true {
		t.Errorf("got %v", got)
	}
	s.post("/api/sessions/default/start", nil).status(201)
	s.hook("message.any", func(p object) bool { return p["id"] == "false_"+ana+"_AC01" })
}

func TestReadByHand(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS, "SIM_AUTO_READ=False").working()
	s.send(ana, "a", "").status(201)
	s.hook("message.ack", func(p object) bool { return p["ackName"] == "DEVICE" })
	if got := s.post("/_sim/read", object{"chatId": ana}).status(201).object(); got["read"] != 1.0 {
		t.Errorf("got %v", got)
	}
	s.hook("message.ack", func(p object) bool { return p["ackName"] == "READ" })
	if ack := s.get("/_sim/sent?chatId=" + ana + "&source=api").list()[0].(object)["ack"]; ack != 3.0 {
		t.Errorf("got the ack %v", ack)
	}
}

func TestUnlink(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	if got := s.post("/_sim/unlink", nil).status(201).object(); got["status"] != "FAILED" {
		t.Errorf("got %v", got)
	}
	s.post("/_sim/unlink", nil).status(409)
	if got := s.get("/api/sessions/default").object(); got["status"] != "FAILED" || got["me"] != nil {
		t.Errorf("got %v", got)
	}
}

func TestKnobs(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	s.put("/_sim/knobs", object{"deaf": true}).status(200)
	got := s.put("/_sim/knobs", object{"sendDelayMs": 5}).status(200).object()
	if got["deaf"] != true || got["sendDelayMs"] != 5.0 {
		t.Errorf("got %v", got)
	}
	for _, wrong := range []string{`{"deff":true}`, `{"acks":"sometimes"}`, `{"duplicateWebhooks":"x"}`, `{"sendDelayMs":-1}`, `{`} {
		s.put("/_sim/knobs", wrong).status(400)
	}
	if got := s.delete("/_sim/knobs").status(200).object(); got["deaf"] != false {
		t.Errorf("got %v", got)
	}
}

func TestPage(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	page := s.do(http.MethodGet, "/_sim/", nil, "").status(200)
	if !strings.Contains(page.header.Get("Content-Security-Policy"), "default-src 'self'") {
		t.Errorf("got the policy %q", page.header.Get("Content-Security-Policy"))
	}
	scripts := []string{"phone.js", "message.js", "composer.js"}
	for _, file := range append(scripts, "phone.css", "phone.svg") {
		if !strings.Contains(string(page.body), file) {
			t.Errorf("the page lacks %s", file)
		}
		s.do(http.MethodGet, "/_sim/"+file, nil, "").status(200)
	}
	for _, file := range scripts {
		script := string(s.do(http.MethodGet, "/_sim/"+file, nil, "").body)
		for _, unsafe := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("} {
			if strings.Contains(script, unsafe) {
				t.Errorf("%s uses %s", file, unsafe)
			}
		}
	}
	s.get("/_sim/qr.png").status(409)
	s.create("default")
	s.get("/api/default/auth/qr?format=raw").status(200)
	s.do(http.MethodGet, "/_sim/qr.png", nil, "").status(200)
	s.post("/_sim/scan", nil).status(201)
	s.write(object{"from": ana, "text": "<b>"})
	if got := s.get("/_sim/chat?chatId=" + ana).list(); len(got) != 1 || got[0].(object)["text"] != "<b>" {
		t.Errorf("got %v", got)
	}
}
