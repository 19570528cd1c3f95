package httpapi

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
)

func TestNumbersAsWhatsAppKnowsThem(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.NOWEB).working()
	for given, want := range map[string]string{
		"5511977770002": "5511977770002@c.us", "551177770002": "5511977770002@c.us", // São Paulo has nine digits
		"5531955550004": "553155550004@c.us", "553195550004": "553195550004@c.us", // Minas Gerais has eight
		"551133334444":  "551133334444@c.us", // a landline
		"5215512345678": "5215512345678@c.us", "525512345678": "5215512345678@c.us",
		"5491122334455": "5491122334455@c.us", "541122334455": "5491122334455@c.us",
		"491701234567": "491701234567@c.us", "+5511977770002": "5511977770002@c.us",
	} {
		got := s.get("/api/contacts/check-exists?session=default&phone=" + url.QueryEscape(given)).object()
		sameBody(t, given, got, object{"numberExists": true, "chatId": want, "pn": want})
		again := s.get("/api/contacts/check-exists?session=default&phone=" + url.QueryEscape(want)).object()
		sameBody(t, want, again["chatId"], want)
	}
	for _, given := range []string{"5511977770000", "12", "abc"} {
		got := s.get("/api/contacts/check-exists?session=default&phone=" + given).value()
		sameBody(t, given, got, payload(t, "api-check-exists-no"))
	}
}

func TestLimitsOfTheAccount(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	sameBody(t, "no lock", s.get("/api/sessions/default/timelock").value(), payload(t, "api-session-timelock"))
	capping := payload(t, "api-session-capping").(object)
	s.post("/_sim/limits", object{"messageCapping": capping}).status(201)
	h := s.hook("session.status", func(p object) bool { return p["data"] != nil })
	sameShape(t, "capping", h.event, payload(t, "wh-session.status-WORKING-capping"))
	sameBody(t, "capping", s.get("/api/sessions/default/capping").value(), capping)
	sameBody(t, "me", at(t, s.get("/api/sessions/default").value(), "me.messageCapping"), capping)

	s.write(object{"from": ana, "text": "a"})
	lock := object{"enforcementType": "RESTRICT_ALL_COMPANIONS", "isActive": true, "timeEnforcementEnds": 1785553199}
	s.post("/_sim/limits", object{"reachoutTimelock": lock}).status(201)
	h = s.hook("session.status", func(p object) bool {
		data, _ := p["data"].(object)
		return data["reachoutTimelock"] != nil
	})
	sameShape(t, "timelock", h.event, payload(t, "wh-session.status-WORKING-timelock"))
	s.send(ana, "she wrote first", "").status(201)
	got := s.send(bia, "she did not", "").status(500).object()
	sameBody(t, "refused", at(t, got, "exception.details"), "failed to send message: server returned error 463")
	s.post("/_sim/limits", object{}).status(201)
	s.send(bia, "free again", "").status(201)
}

func TestAnOldHistory(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS, "SIM_MAX_MESSAGES=12000", "SIM_MAX_MESSAGE_BYTES=100000000").working()
	in := object{"chats": 50, "messagesPerChat": 240, "days": 90, "seed": 7}
	sameBody(t, "messages", s.post("/_sim/history", in).status(201).object()["messages"], 12000.0)
	if n := len(s.get("/api/default/chats?limit=200&merge=false").list()); n != 50 {
		t.Errorf("got %d chats, want 50", n)
	}
	seen, all := map[string]bool{}, "/api/default/chats/all/messages?downloadMedia=false&limit=1000&offset="
	for offset := 0; ; offset += 1000 {
		list := s.get(all + fmt.Sprint(offset)).status(200).list()
		if len(list) == 0 {
			break
		}
		for _, m := range list {
			seen[m.(object)["id"].(string)] = true
		}
	}
	if len(seen) != 12000 {
		t.Errorf("read %d messages, want 12000", len(seen))
	}
	s.mu.Lock()
	for _, h := range s.hooks {
		if h.event["event"] != "session.status" {
			t.Errorf("the past was told: %v", h.event["event"])
		}
	}
	s.mu.Unlock()
	s.post("/_sim/history", object{"chats": 1}).status(400)
}

func TestArchivedChats(t *testing.T) {
	t.Parallel()
	for _, engine := range engines {
		s := newSim(t, engine).working()
		s.write(object{"from": ana, "text": "a"})
		path := "/api/default/chats/" + ana
		if engine == config.GOWS {
			s.post(path+"/archive", nil).status(501)
			sameBody(t, "told", s.post("/_sim/archive", object{"chatId": ana, "archived": true}).status(201).object()["told"], false)
			continue
		}
		s.post(path+"/archive", nil).status(201)
		h := s.hook("chat.archive", anyPayload)
		sameShape(t, "archive", h.event["payload"], at(t, payload(t, "wh-chat.archive"), "payload"))
		s.post(path+"/unarchive", nil).status(201)
		s.hook("chat.archive", func(p object) bool { return p["archived"] == false })
	}
}

func TestSomeMessagesAreSeen(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.NOWEB).working()
	ids := []string{}
	for i := range 3 {
		ids = append(ids, s.write(object{"from": ana, "text": fmt.Sprint(i), "timestamp": 1785000000 + i}))
	}
	unread := func() any { return s.get("/api/default/chats").list()[0].(object)["unreadCount"] }
	s.post("/api/sendSeen", object{"session": "default", "chatId": ana, "messageIds": ids[:2]}).status(201)
	sameBody(t, "unread", unread(), 1.0)
	s.post("/api/sendSeen", object{"session": "default", "chatId": ana}).status(201)
	sameBody(t, "unread", unread(), 0.0)
	s.post("/api/default/chats/"+ana+"/unread", nil).status(201)
	sameBody(t, "unread", unread(), 1.0)
}

func TestMessagesByAnyID(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	id := s.write(object{"from": ana, "text": "a", "id": "AC42"})
	for _, path := range []string{"all/messages/AC42", "all/messages/" + id, ana + "/messages/AC42", ana + "/messages/" + id} {
		sameBody(t, path, s.get("/api/default/chats/" + path).object()["id"], id)
	}
}
