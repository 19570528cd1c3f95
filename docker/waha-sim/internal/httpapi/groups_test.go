package httpapi

import (
	"testing"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
)

func (s *sim) happen(in object) {
	s.t.Helper()
	in["id"] = group
	s.post("/_sim/group", in).status(201)
}

func TestEventsOfGroups(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	people := []object{{"lid": "223344556677889@lid", "pn": bia, "role": "superadmin"}}
	s.happen(object{"action": "create", "subject": "Equipe de Vendas", "description": "Grupo interno", "participants": people})
	sameShape(t, "join", s.hook("group.v2.join", anyPayload).event, payload(t, "wh-group.v2.join"))
	for _, how := range []string{"join", "promote", "demote", "leave"} {
		s.happen(object{"action": "participants", "type": how, "participants": []object{{"id": ana}}})
		h := s.hook("group.v2.participants", func(p object) bool { return p["type"] == how })
		want := payload(t, "wh-group.v2.participants-"+how).(object)
		got := at(t, h.event, "payload.participants").([]any)[0].(object)
		sameBody(t, how, got["role"], at(t, want, "payload.participants").([]any)[0].(object)["role"])
		sameBody(t, "phone", got["pn"], ana)
		delete(got, "pn") // the sample has a phone number for an id
		sameShape(t, how, h.event, want)
	}
	s.happen(object{"action": "subject", "subject": "Equipe de Vendas SP"})
	sameShape(t, "subject", s.hook("group.v2.update", anyPayload).event, payload(t, "wh-group.v2.update-subject"))
	s.happen(object{"action": "request", "participants": []object{{"id": ana, "lid": "112233445566778@lid"}}})
	sameShape(t, "request", s.hook("group.v2.participants.join-request", anyPayload).event, payload(t, "wh-group.v2.participants.join-request"))
	sameShape(t, "participants", s.get("/api/default/groups/"+group+"/participants/v2").list(), payload(t, "api-group-participants-v2"))
	s.happen(object{"action": "leave"})
	sameShape(t, "leave", s.hook("group.v2.leave", anyPayload).event, payload(t, "wh-group.v2.leave"))
	sameBody(t, "count", s.get("/api/default/groups/count").value(), payload(t, "api-groups-count"))
	s.post("/_sim/group", object{"action": "explode", "id": group}).status(400)
	s.post("/_sim/group", object{"action": "leave", "id": "1@g.us"}).status(404)
}

func TestGroupsOfEveryEngine(t *testing.T) {
	t.Parallel()
	for engine, fields := range map[string][2]string{
		config.GOWS: {"JID", "Name"}, config.NOWEB: {"id", "subject"}, config.WEBJS: {"id._serialized", "name"},
	} {
		s := newSim(t, engine).working()
		s.happen(object{"action": "join", "subject": "Vendas", "participants": []object{{"id": bia, "role": "admin"}}})
		s.write(object{"chatId": "120363041234500000@g.us", "from": ana, "text": "another"})
		list := s.get("/api/default/groups?sortBy=id&sortOrder=desc").list()
		if len(list) != 2 {
			t.Fatalf("%s: got %v", engine, list)
		}
		sameBody(t, "id", at(t, list[0], fields[0]), group)
		sameBody(t, "name", at(t, list[0], fields[1]), "Vendas")
		s.write(object{"chatId": group, "from": bia, "text": "oi", "timestamp": 2000000000})
		sameBody(t, "chat", s.get("/api/default/chats").list()[0].(object)["name"], "Vendas")
		sameBody(t, "one", at(t, s.get("/api/default/groups/"+group).value(), fields[1]), "Vendas")
		s.get("/api/default/groups/1@g.us").status(404)
	}
}

func TestGroupsByTheAPI(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	id := s.post("/api/default/groups", object{"name": "Nova", "participants": []object{{"id": ana}}}).status(201).object()["JID"].(string)
	path := "/api/default/groups/" + id
	s.post(path+"/participants/add", object{"participants": []object{{"id": bia}}}).status(200)
	s.post(path+"/admin/promote", object{"participants": []object{{"id": bia}}}).status(200)
	s.put(path+"/subject", object{"subject": "Outra"}).status(200)
	members := s.get(path + "/participants/v2").list()
	if last := members[len(members)-1].(object); last["pn"] != bia || last["role"] != "admin" {
		t.Errorf("got %v", members)
	}
	sameBody(t, "subject", s.get(path).object()["Name"], "Outra")
	s.post(path+"/leave", nil).status(200)
	s.hook("group.v2.leave", anyPayload)
	s.post("/api/sendText", object{"session": "default", "chatId": id, "text": "@all", "mentions": []string{"all"}}).status(201)
	if n := len(s.last()["mentions"].([]any)); n != 2 {
		t.Errorf("got %d mentioned, want those who are still there", n)
	}
}

func TestIdentitiesAreLearned(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	s.write(object{"from": "112233445566778@lid", "text": "who am I?", "timestamp": 1785000000})
	sameBody(t, "unknown", s.get("/api/default/lids/112233445566778").object()["pn"], nil)
	s.post("/_sim/lid", object{"lid": "112233445566778@lid", "pn": ana}).status(201)
	sameBody(t, "known", s.get("/api/default/lids/112233445566778").object()["pn"], ana)
	sameBody(t, "check", s.get("/api/contacts/check-exists?session=default&phone=5511977770002").value(), payload(t, "api-check-exists-yes-lid-GOWS"))

	s.write(object{"from": ana, "text": "Ana", "timestamp": 1785000001})
	chats := s.get("/api/default/chats").list()
	if len(chats) != 1 || chats[0].(object)["id"] != ana {
		t.Errorf("not merged: %v", chats)
	}
	if n := len(s.get("/api/default/chats?merge=false").list()); n != 2 {
		t.Errorf("got %d chats apart, want 2", n)
	}
	for _, chat := range []string{ana, "112233445566778@lid"} {
		if got := bodies(s.get("/api/default/chats/" + chat + "/messages").list()); len(got) != 2 {
			t.Errorf("%s: got %v", chat, got)
		}
		if got := bodies(s.get("/api/default/chats/" + chat + "/messages?merge=false").list()); len(got) != 1 {
			t.Errorf("%s apart: got %v", chat, got)
		}
	}
	id := s.write(object{"from": "112233445566778@lid", "text": "now you know"})
	h := s.hook("message", func(p object) bool { return p["id"] == id })
	sameBody(t, "told from now on", at(t, h.event, "payload._data.Info.SenderAlt"), "5511977770002@s.whatsapp.net")
	if n := len(s.get("/api/default/lids").list()); n != 1 {
		t.Errorf("got %d persons, want 1", n)
	}
	s.post("/_sim/lid", object{"lid": ana, "pn": ana}).status(400)
}
