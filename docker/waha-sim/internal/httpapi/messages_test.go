package httpapi

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

const (
	ana   = "5511977770002@c.us"
	group = "120363041234567890@g.us"
)

func (s *sim) send(chat, text, id string) answer {
	s.t.Helper()
	return s.post("/api/sendText", object{"session": "default", "chatId": chat, "text": text, "id": id})
}

// write is somebody writing to the account; it gives the message's id.
func (s *sim) write(in object) string {
	s.t.Helper()
	return s.post("/_sim/message", in).status(201).object()["id"].(string)
}

func TestSendAnswers(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{config.GOWS, config.NOWEB, config.WEBJS} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			s := newSim(t, engine).working()
			sameShape(t, engine, s.send(ana, "Olá!", "").status(201).object(), payload(t, "api-sendText-response-"+engine))
			sent := s.get("/_sim/sent").list()
			if len(sent) != 1 || sent[0].(object)["text"] != "Olá!" || sent[0].(object)["chatId"] != ana {
				t.Errorf("got %v", sent)
			}
		})
	}
}

func TestSendToAGroup(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	answer := s.send(group, "Oi", "3EB0D5C821B7E53CD3AE85").status(201).object()
	sameBody(t, "group", answer, payload(t, "api-sendText-response-GOWS-group"))
	ack := s.hook("message.ack.group", func(p object) bool { return p["ackName"] == "READ" })
	sameShape(t, "group ack", trim(ack.event), trim(payload(t, "wh-message.ack.group-READ-GOWS").(object)))
}

// trim leaves out the raw data, of which the sample shows only some fields.
func trim(event object) object {
	if payload, isObject := event["payload"].(object); isObject {
		delete(payload, "_data")
	}
	return event
}

func TestRefusedSends(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	sameBody(t, "no session", s.send(ana, "x", "").status(422).object()["session"], "default")
	s.create("default")
	s.put("/_sim/knobs", object{"stuckStarting": true})
	s.post("/api/sessions/default/stop", nil).status(201)
	got := s.send(ana, "x", "").status(422).value()
	sameBody(t, "stopped", got, payload(t, "api-error-422-session-stopped"))
	got = s.post("/api/sendText", object{"session": "default"}).status(400).object()["message"]
	sameBody(t, "nothing to send", got, []any{"chatId must be a string", "text must be a string"})
	if got := s.post("/api/sendText", object{"chatId": ana, "text": "x"}).status(422).object(); got["error"] != "Session name is required" {
		t.Errorf("got %v", got)
	}
}

func TestFailedSends(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	s.put("/_sim/knobs", object{"sendError": 463}).status(200)
	got := s.post("/api/sendText", object{"session": "default", "chatId": ana, "text": "Olá!"}).status(500).object()
	want := payload(t, "api-error-500-engine").(object)
	sameShape(t, "463", got, want)
	sameBody(t, "exception", got["exception"], want["exception"])
	sameBody(t, "request", got["request"], want["request"])

	s.put("/_sim/knobs", object{"sendError": 0, "sendFailsAfter": true}).status(200)
	s.send(ana, "gone out", "3EB0AA").status(500)
	s.put("/_sim/knobs", object{"sendFailsAfter": false, "sendEmpty": true}).status(200)
	s.send(ana, "gone out", "3EB0AA").status(201).empty()
	if sent := s.get("/_sim/sent").list(); len(sent) != 1 {
		t.Errorf("got %d deliveries, want 1", len(sent))
	}
	s.put("/_sim/knobs", object{"lockTimeout": true}).status(200)
	lock := s.post("/api/sessions/default/restart", object{}).status(500).object()
	sameShape(t, "lock", lock, payload(t, "api-error-500-lock-timeout"))
	sameBody(t, "lock", lock["exception"], payload(t, "api-error-500-lock-timeout").(object)["exception"])
}

func TestEventsOfMessages(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		engine, event, sample string
		in                    object
	}{
		{config.GOWS, "message", "wh-message-text-GOWS", object{"from": ana, "text": "a", "name": "Ana Souza"}},
		{config.NOWEB, "message", "wh-message-text-NOWEB", object{"from": ana, "text": "a", "name": "Ana Souza"}},
		{config.WEBJS, "message", "wh-message-text-WEBJS", object{"from": ana, "text": "a", "name": "Ana Souza"}},
		{config.GOWS, "message", "wh-message-group-GOWS", object{"from": group, "participant": "5521966660003", "text": "a"}},
		{config.NOWEB, "message", "wh-message-group-NOWEB", object{"from": group, "participant": "5521966660003", "text": "a"}},
		{config.WEBJS, "message", "wh-message-group-WEBJS", object{"chatId": group, "from": "5521966660003", "text": "a"}},
		{config.GOWS, "message", "wh-message-lid-sender-GOWS", object{"from": "112233445566778@lid", "alt": ana, "text": "a"}},
		{config.NOWEB, "message", "wh-message-lid-sender-NOWEB", object{"from": "112233445566778@lid", "alt": ana, "text": "a"}},
		{config.GOWS, "message.any", "wh-message.any-fromMe-app-GOWS", object{"fromMe": true, "to": ana, "text": "a"}},
	} {
		t.Run(test.sample, func(t *testing.T) {
			t.Parallel()
			s := newSim(t, test.engine).working()
			id := s.write(test.in)
			h := s.hook(test.event, func(p object) bool { return p["id"] == id })
			want := payload(t, test.sample).(object)
			sameShape(t, test.sample, h.event, want)
			sent := want["payload"].(object)
			for _, field := range []string{"fromMe", "source", "ack", "ackName"} {
				sameBody(t, field, h.event["payload"].(object)[field], sent[field])
			}
			for _, field := range []string{"from", "to", "participant"} {
				sameBody(t, field, h.event["payload"].(object)[field], sent[field])
			}
		})
	}
}

func TestEventsOfASend(t *testing.T) {
	t.Parallel()
	for engine, samples := range map[string]map[string]string{
		config.GOWS: {
			"message.any": "wh-message.any-fromMe-api-GOWS", "DEVICE": "wh-message.ack-DEVICE", "READ": "wh-message.ack-READ",
		},
		config.NOWEB: {"SERVER": "wh-message.ack-SERVER"},
		config.WEBJS: {"READ": "wh-message.ack-READ-full-message-WEBJS"},
	} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			s := newSim(t, engine).working()
			s.send(ana, "Resposta", "").status(201)
			for kind, sample := range samples {
				event, accept := "message.ack", func(p object) bool { return p["ackName"] == kind }
				if kind == "message.any" {
					event, accept = kind, anyPayload
				}
				sameShape(t, sample, s.hook(event, accept).event, payload(t, sample))
			}
		})
	}
}

func TestReplies(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	s.send(ana, "Resposta enviada pela API", "3EB05DD80892943653DB3A").status(201)
	id := s.write(object{"from": ana, "text": "Sim, pode ser!", "replyTo": "3EB05DD80892943653DB3A", "name": "Ana Souza"})
	h := s.hook("message", func(p object) bool { return p["id"] == id })
	sameShape(t, "reply", h.event, payload(t, "wh-message-reply-GOWS"))
	s.post("/api/sendText", object{"session": "default", "chatId": ana, "text": "Ótimo", "reply_to": id}).status(201)
	own := s.hook("message.any", func(p object) bool { return p["body"] == "Ótimo" })
	if quoted := own.event["payload"].(object)["replyTo"].(object); quoted["body"] != "Sim, pode ser!" {
		t.Errorf("got %v", quoted)
	}
}

func TestEventsOfSessions(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS, "SIM_QR_FIRST_MS=1", "SIM_QR_NEXT_MS=1", "SIM_QR_COUNT=2")
	s.create("default")
	for _, name := range []string{"STARTING", "SCAN_QR_CODE", "FAILED"} {
		h := s.hook("session.status", func(p object) bool { return p["status"] == name })
		sameShape(t, name, h.event, payload(t, "wh-session.status-"+name))
		if got := webhook.Sign(hookKey, h.body); h.header.Get("X-Webhook-Hmac") != got {
			t.Errorf("%s: the signature is not that of the body", name)
		}
		if got, want := h.header.Get("X-Webhook-Timestamp"), fmt.Sprintf("%.0f", h.event["timestamp"]); got != want {
			t.Errorf("%s: got the timestamp %s, want %s", name, got, want)
		}
	}
	working := newSim(t, config.GOWS).working()
	sameShape(t, "WORKING", working.hook("session.status", func(p object) bool { return p["status"] == "WORKING" }).event,
		payload(t, "wh-session.status-WORKING"))
}

func TestHistory(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	for i := range 5 {
		s.write(object{"from": ana, "text": fmt.Sprint(i), "timestamp": 1785000000 + i, "name": "Ana Souza"})
	}
	s.write(object{"from": group, "participant": "5521966660003@c.us", "text": "grupo", "timestamp": 1784999000})
	path := "/api/default/chats/" + url.PathEscape(ana) + "/messages"
	sameShape(t, "messages", s.get(path).status(200).list()[:1], payload(t, "api-chat-messages"))
	for query, want := range map[string]string{
		"?limit=2":                                 "[4 3]",
		"?limit=2&offset=3":                        "[1 0]",
		"?limit=9&offset=9":                        "[]",
		"?sortOrder=asc&limit=2":                   "[0 1]",
		"?filter.timestamp.gte=1785000003":         "[4 3]",
		"?filter.timestamp.lte=1785000001&limit=1": "[1]",
		"?filter.fromMe=true":                      "[]",
		"?filter.ack=DEVICE&limit=1":               "[4]",
	} {
		if got := fmt.Sprint(bodies(s.get(path + query).status(200).list())); got != want {
			t.Errorf("%s: got %s, want %s", query, got, want)
		}
	}
	s.get(path + "?limit=-1").status(400)
	if n := len(s.get("/api/default/chats/all/messages?limit=100").list()); n != 6 {
		t.Errorf("got %d messages of all chats, want 6", n)
	}
	id := s.get(path + "?limit=1").list()[0].(object)["id"].(string)
	if got := s.get(path + "/" + url.PathEscape(id)).object(); got["body"] != "4" {
		t.Errorf("got %v", got)
	}
	s.get(path + "/nope").status(200).empty()
	sameShape(t, "chats", s.get("/api/default/chats").value(), payload(t, "api-chats-GOWS"))
	sameShape(t, "overview", s.get("/api/default/chats/overview").value(), payload(t, "api-chats-overview"))
	chosen := s.post("/api/default/chats/overview", object{"pagination": object{"limit": 9}, "filter": object{"ids": []string{group}}})
	if list := chosen.status(201).list(); len(list) != 1 || list[0].(object)["id"] != group {
		t.Errorf("got %v", list)
	}
	s.post("/api/default/chats/overview", object{}).status(400)
	sameShape(t, "read", s.post(path+"/read", object{}).status(201).object(), payload(t, "api-messages-read-response"))
	s.post("/api/sendSeen", object{"session": "default", "chatId": ana}).status(201).empty()
	s.post("/api/startTyping", object{"session": "default", "chatId": ana}).status(201).empty()
	s.post("/api/stopTyping", object{"session": "default", "chatId": ana}).status(201).empty()
	sameShape(t, "id", s.get("/api/default/new-message-id").object(), payload(t, "api-new-message-id"))
}

func bodies(list []any) []string {
	texts := []string{}
	for _, item := range list {
		texts = append(texts, item.(object)["body"].(string))
	}
	return texts
}

func TestHistoryOfOtherEngines(t *testing.T) {
	t.Parallel()
	browser := newSim(t, config.WEBJS).working()
	browser.get("/api/default/chats/all/messages").status(501)
	browser.write(object{"from": ana, "text": "a"})
	if id := browser.get("/api/default/chats").list()[0].(object)["id"].(object); id["_serialized"] != ana {
		t.Errorf("got %v", id)
	}
	noweb := newSim(t, config.NOWEB).working()
	noweb.write(object{"from": ana, "text": "a"})
	sameShape(t, "NOWEB", noweb.get("/api/default/chats").list()[:1], payload(t, "api-chats-NOWEB"))
	noweb.put("/api/sessions/default", object{"config": object{"noweb": object{"store": object{"enabled": false}}}}).status(200)
	if n := len(noweb.get("/api/default/chats").status(200).list()); n != 0 {
		t.Errorf("an engine without a store has %d chats", n)
	}
}

func TestPeople(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	s.write(object{"from": ana, "text": "a", "name": "Ana Souza", "alt": "112233445566778@lid"})
	sameShape(t, "contacts", s.get("/api/contacts/all?session=default").list(), payload(t, "api-contacts-all-GOWS"))
	if got := s.get("/api/contacts?session=default&contactId=" + url.QueryEscape(ana)).object(); got["name"] != "Ana Souza" {
		t.Errorf("got %v", got)
	}
	check := "/api/contacts/check-exists?session=default&phone="
	sameBody(t, "exists", s.get(check+"5511977770002").value(), payload(t, "api-check-exists-yes"))
	sameBody(t, "does not", s.get(check+"5511977770000").value(), payload(t, "api-check-exists-no"))
	sameBody(t, "picture", s.get("/api/contacts/profile-picture?session=default&contactId=x").value(),
		payload(t, "api-contact-profile-picture-none"))
	sameShape(t, "about", s.get("/api/contacts/about?session=default&contactId=x").value(), payload(t, "api-contact-about"))
	sameShape(t, "lids", s.get("/api/default/lids").list(), payload(t, "api-lids"))
	sameShape(t, "lid count", s.get("/api/default/lids/count").value(), payload(t, "api-lid-count"))
	sameBody(t, "unknown lid", s.get("/api/default/lids/999999999999999").status(200).value(), payload(t, "api-lid-not-found"))
	sameBody(t, "known lid", s.get("/api/default/lids/112233445566778%40lid").object()["pn"], ana)
	sameBody(t, "known phone", s.get("/api/default/lids/pn/5511977770002").object()["lid"], "112233445566778@lid")
	if got := s.get("/api/default/profile").object(); got["name"] != "Loja Exemplo" {
		t.Errorf("got %v", got)
	}
	browser := newSim(t, config.WEBJS).working()
	browser.write(object{"from": ana, "text": "a"})
	sameShape(t, "contacts", browser.get("/api/contacts/all?session=default").list(), payload(t, "api-contacts-all-WEBJS"))
}
