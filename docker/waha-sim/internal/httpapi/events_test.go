package httpapi

import (
	"fmt"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
)

// conversation is a session in which something was sent and something was written.
func conversation(t *testing.T, engine string) (s *sim, sent, written string) {
	t.Helper()
	s = newSim(t, engine).working()
	sent = idIn(t, s.send(ana, "Resposta enviada pela API", "").status(201).object())
	written = s.write(object{"from": ana, "name": "Ana Souza", "text": "Oi, tudo bem? 😀"})
	return s, sent, written
}

func TestReactionsOfOthers(t *testing.T) {
	t.Parallel()
	for engine, samples := range map[string][2]string{
		config.GOWS:  {"wh-message.reaction-add-GOWS", "wh-message.reaction-removed-GOWS"},
		config.WEBJS: {"wh-message.reaction-WEBJS", "wh-message.reaction-WEBJS"},
		config.NOWEB: {},
	} {
		s, sent, _ := conversation(t, engine)
		for i, text := range []string{"👍", ""} {
			s.post("/_sim/reaction", object{"messageId": sent, "reaction": text}).status(201)
			h := s.hook("message.reaction", func(p object) bool { return at(t, p, "reaction.text") == text })
			sameBody(t, "target", at(t, h.event, "payload.reaction.messageId"), sent)
			if samples[i] == "" {
				continue
			}
			want := payload(t, samples[i]).(object)
			sameShape(t, samples[i], h.event, want)
			for _, field := range []string{"from", "to", "participant", "fromMe", "source"} {
				sameBody(t, field, at(t, h.event, "payload."+field), at(t, want, "payload."+field))
			}
		}
	}
}

func TestEditsOfOthers(t *testing.T) {
	t.Parallel()
	for _, engine := range engines {
		s, _, written := conversation(t, engine)
		s.post("/_sim/edit", object{"messageId": written, "text": "Oi, tudo bem com você?"}).status(201)
		h := s.hook("message.edited", anyPayload)
		sameBody(t, "body", at(t, h.event, "payload.body"), "Oi, tudo bem com você?")
		sameBody(t, "edited", "false_"+ana+"_"+at(t, h.event, "payload.editedMessageId").(string), written)
		// The browser tells the message's own id, the others that of the edit.
		if own := at(t, h.event, "payload.id") == written; own != (engine == config.WEBJS) {
			t.Errorf("%s: got the id %v", engine, at(t, h.event, "payload.id"))
		}
		if engine == config.GOWS {
			sameShape(t, engine, h.event, payload(t, "wh-message.edited-GOWS"))
		}
	}
}

func TestRevocationsOfOthers(t *testing.T) {
	t.Parallel()
	for _, engine := range engines {
		s, _, written := conversation(t, engine)
		s.post("/_sim/revoke", object{"messageId": written}).status(201)
		h := s.hook("message.revoked", anyPayload)
		sameBody(t, "revoked", "false_"+ana+"_"+at(t, h.event, "payload.revokedMessageId").(string), written)
		if engine == config.NOWEB {
			sameBody(t, "before", at(t, h.event, "payload.before"), nil)
			continue
		}
		want := payload(t, "wh-message.revoked-"+engine).(object)
		sameShape(t, engine, h.event, want)
		sameBody(t, "before", at(t, h.event, "payload.before") == nil, at(t, want, "payload.before") == nil)
		sameBody(t, "body", at(t, h.event, "payload.after.body"), at(t, want, "payload.after.body"))
	}
	s, _, written := conversation(t, config.WEBJS)
	s.post("/_sim/revoke", object{"messageId": written, "withoutId": true}).status(201)
	if _, found := at(t, s.hook("message.revoked", anyPayload).event, "payload").(object)["revokedMessageId"]; found {
		t.Error("the id was told")
	}
}

func TestVotesOfOthers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		sample, event string
		chat          string
		in            object
	}{
		{"wh-poll.vote-dm", "poll.vote", ana, object{"options": []string{"14h"}}},
		{"wh-poll.vote-group-NOWEB", "poll.vote", group, object{"options": []string{"9h", "14h"}, "from": bia}},
		{"wh-poll.vote.failed", "poll.vote.failed", ana, object{"failed": true}},
	} {
		want := payload(t, test.sample).(object)
		s := newSim(t, want["engine"].(string)).working()
		answer := s.post("/api/sendPoll", object{"session": "default", "chatId": test.chat, "poll": question, "id": "3EB0CD"}).status(201).object()
		in := object{"messageId": "3EB0CD"}
		for key, value := range test.in {
			in[key] = value
		}
		s.post("/_sim/vote", in).status(201)
		h := s.hook(test.event, anyPayload)
		sameShape(t, test.sample, h.event, want)
		sameBody(t, "poll", at(t, h.event, "payload.poll.id"), answer["id"])
		for _, field := range []string{"poll.from", "poll.to", "poll.fromMe", "vote.from", "vote.to", "vote.fromMe", "vote.selectedOptions"} {
			sameBody(t, test.sample+" "+field, at(t, h.event, "payload."+field), at(t, want, "payload."+field))
		}
	}
}

func TestAcksByHand(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	s.put("/_sim/knobs", object{"acks": "none"}).status(200)
	id := idIn(t, s.send(ana, "a", "").status(201).object())
	for _, test := range []struct {
		sample string
		in     object
		stored float64
	}{
		{"wh-message.ack-READ", object{"ack": 3}, 3},
		{"wh-message.ack-DEVICE", object{"ack": 2}, 3}, // later, and lower
		{"wh-message.ack-PLAYED", object{"ack": 4}, 4},
		{"wh-message.ack-ERROR", object{"ack": -1}, -1},
	} {
		want := payload(t, test.sample).(object)
		test.in["messageId"] = id
		s.post("/_sim/ack", test.in).status(201)
		name := at(t, want, "payload.ackName")
		h := s.hook("message.ack", func(p object) bool { return p["ackName"] == name })
		sameShape(t, test.sample, trim(h.event), trim(want))
		sameBody(t, "stored", s.last()["ack"], test.stored)
	}
	s.post("/_sim/ack", object{"messageId": id, "ack": -1, "error": object{"code": 463, "blocked": true}}).status(201)
	s.hook("message.ack", func(p object) bool { failed, _ := p["error"].(object); return failed["code"] == 463.0 })
	s.post("/_sim/ack", object{"messageId": id, "ack": 5}).status(400)
	s.post("/_sim/ack", object{"messageId": "nope", "ack": 1}).status(404)

	s.send(group, "b", "3EB0BB").status(201)
	s.post("/_sim/ack", object{"messageId": "3EB0BB", "ack": 3, "from": "223344556677889@lid"}).status(201)
	h := s.hook("message.ack.group", func(p object) bool { return p["ackName"] == "READ" })
	sameBody(t, "reader", at(t, h.event, "payload.participant"), "223344556677889@lid")

	read := s.write(object{"from": ana, "text": "read elsewhere"})
	s.post("/_sim/ack", object{"messageId": read, "ack": 3}).status(201)
	h = s.hook("message.ack", func(p object) bool { return p["fromMe"] == false })
	sameShape(t, "by me", trim(h.event), trim(payload(t, "wh-message.ack-READ-incoming-by-me-GOWS").(object)))
}

func TestCalls(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	for how, sample := range map[string]string{"accepted": "wh-call.accepted", "rejected": "wh-call.rejected"} {
		id := s.post("/_sim/call", object{"from": ana}).status(201).object()["id"].(string)
		sameShape(t, "received", s.hook("call.received", func(p object) bool { return p["id"] == id }).event, payload(t, "wh-call.received"))
		s.post("/_sim/call", object{"action": how, "id": id}).status(201)
		sameShape(t, how, s.hook("call."+how, func(p object) bool { return p["id"] == id }).event, payload(t, sample))
	}
	browser := newSim(t, config.WEBJS).working()
	id := browser.post("/_sim/call", object{"from": ana, "isVideo": true}).status(201).object()["id"].(string)
	browser.post("/api/default/calls/reject", object{"from": ana, "id": id}).status(201)
	h := browser.hook("call.rejected", func(p object) bool { return p["id"] == id })
	sameBody(t, "video", at(t, h.event, "payload.isVideo"), true)
	browser.post("/_sim/call", object{"action": "rejected", "id": id}).status(409)
	id = browser.post("/_sim/call", object{"from": ana}).status(201).object()["id"].(string)
	got := browser.post("/_sim/call", object{"action": "accepted", "id": id}).status(201).object()
	sameBody(t, "a browser doesn't tell", got["told"], false)
}

func TestPresence(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	typing := object{"from": ana, "presence": "typing"}
	sameBody(t, "not followed", s.post("/_sim/presence", typing).status(201).object()["told"], false)
	sameShape(t, "presence", s.get("/api/default/presence/"+ana).status(200).value(), payload(t, "api-presence-chat"))
	sameBody(t, "followed", s.post("/_sim/presence", typing).status(201).object()["told"], true)
	sameShape(t, "typing", s.hook("presence.update", anyPayload).event, payload(t, "wh-presence.update-typing"))
	s.post("/_sim/presence", object{"from": ana, "presence": "offline", "lastSeen": 1785000400}).status(201)
	h := s.hook("presence.update", func(p object) bool { return strings.Contains(fmt.Sprint(p), "offline") })
	sameShape(t, "offline", h.event, payload(t, "wh-presence.update-offline-lastSeen"))
	s.post("/_sim/presence", object{"from": ana, "presence": "asleep"}).status(400)
	if n := len(s.get("/api/default/presence").list()); n != 1 {
		t.Errorf("got %d followed chats", n)
	}

	groups := newSim(t, config.NOWEB).working()
	groups.post("/api/default/presence/"+group+"/subscribe", nil).status(201)
	groups.post("/_sim/presence", object{"chatId": group, "from": bia, "presence": "recording"}).status(201)
	sameShape(t, "group", groups.hook("presence.update", anyPayload).event, payload(t, "wh-presence.update-group"))

	s.post("/api/startTyping", object{"session": "default", "chatId": ana}).status(201).empty()
	s.post("/api/default/presence", object{"presence": "online"}).status(201)
	view := s.get("/_sim/state").object()["sessions"].([]any)[0].(object)["view"]
	sameBody(t, "typing", at(t, view, "typing").(object)[ana], "typing")
	sameBody(t, "own", at(t, view, "presence"), "online")
}

func TestMessagesThatWait(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.WEBJS).working()
	id := s.post("/_sim/waiting", object{"from": ana, "text": "at last", "name": "Ana Souza"}).status(201).object()["id"]
	h := s.hook("message.waiting", func(p object) bool { return p["id"] == id })
	sameShape(t, "waiting", h.event, payload(t, "wh-message.waiting-WEBJS"))
	h = s.hook("message", func(p object) bool { return p["id"] == id })
	sameBody(t, "body", at(t, h.event, "payload.body"), "at last")
	newSim(t, config.GOWS).working().post("/_sim/waiting", object{"from": ana, "text": "a"}).status(409)
}

func TestTwinsOfWhatOthersDo(t *testing.T) {
	t.Parallel()
	s, sent, written := conversation(t, config.GOWS)
	s.put("/_sim/knobs", object{"lidTwin": true}).status(200)
	s.write(object{"from": ana, "type": "image"})
	s.write(object{"chatId": group, "from": bia, "text": "em grupo"})
	s.post("/_sim/reaction", object{"messageId": sent, "reaction": "👍"}).status(201)
	s.post("/_sim/edit", object{"messageId": written, "text": "b"}).status(201)
	s.post("/_sim/revoke", object{"messageId": written}).status(201)
	hidden := func(p object) bool {
		where := fmt.Sprint(p["from"], p["participant"])
		if after, isObject := p["after"].(object); isObject {
			where = fmt.Sprint(after["from"])
		}
		return strings.Contains(where, "@lid")
	}
	for _, event := range []string{"message.reaction", "message.edited", "message.revoked"} {
		s.hook(event, hidden)
	}
	s.hook("message", func(p object) bool { return hidden(p) && p["hasMedia"] == true })
	s.hook("message", func(p object) bool { return hidden(p) && p["from"] == group })
}

func TestOnlyWhatIsSubscribedIsTold(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.NOWEB)
	hooks := s.config()
	hooks["webhooks"].([]object)[0]["events"] = []string{"message.any"}
	s.post("/api/sessions", object{"name": "default", "start": true, "config": hooks}).status(201)
	s.post("/_sim/scan", object{"phoneNumber": "5511988880001"}).status(201)
	id := s.write(object{"from": ana, "text": "a"})
	s.post("/_sim/reaction", object{"messageId": id, "reaction": "👍"}).status(201)
	s.post("/_sim/archive", object{"chatId": ana, "archived": true}).status(201)
	last := s.write(object{"from": ana, "text": "b"})
	s.hook("message.any", func(p object) bool { return p["id"] == last })
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, h := range s.hooks {
		if h.event["event"] != "message.any" {
			t.Errorf("got %v", h.event["event"])
		}
	}
}
