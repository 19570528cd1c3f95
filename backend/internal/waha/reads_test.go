package waha

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

func TestChats(t *testing.T) {
	t.Parallel()
	client := newClient(t, patience)
	target, got := record(t, 200, payload(t, "api-chats-overview"))
	chats, more, err := client.Chats(t.Context(), target, 20, 40)
	if err != nil || !more || len(chats) != 2 || got.uri != "/api/default/chats/overview?limit=20&offset=40" {
		t.Fatalf("got %d chats, more %v, %v, asked %s", len(chats), more, err, got.uri)
	}
	if c := chats[0]; c.ID != person1 || c.Name != "Ana Souza" || c.Picture != "" || !strings.Contains(string(c.LastMessage), "AC628B49") {
		t.Errorf("got %+v", c)
	}
	want := Chat{ID: group1, Name: "Equipe de Vendas", Picture: "https://pps.whatsapp.net/v/example2.jpg"}
	if !reflect.DeepEqual(chats[1], want) {
		t.Errorf("got %+v, want %+v", chats[1], want)
	}
}

// A page of which nothing can be used is not the last one.
func TestChatsOfUnknownKinds(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]struct {
		chats int
		more  bool
	}{
		`[{"id":"5@bot","name":"x"},{"id":7},{}]`:        {0, true},
		`[{"id":{"_serialized":"5511977770002@c.us"}}]`:  {1, true},
		`[{"id":"5511977770002:3@s.whatsapp.net"},null]`: {1, true},
		`[]`:   {0, false},
		`null`: {0, false},
		``:     {0, false},
	} {
		target, _ := record(t, 200, []byte(body))
		chats, more, err := newClient(t, patience).Chats(t.Context(), target, 20, 0)
		if err != nil || len(chats) != want.chats || more != want.more {
			t.Errorf("%s: got %+v, %v, %v", body, chats, more, err)
		}
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	client := newClient(t, patience)
	target, got := record(t, 200, payload(t, "api-chat-messages"))
	messages, err := client.Messages(t.Context(), target, History{Chat: person1, Limit: 100, Offset: 200, Since: time.Unix(1785000000, 5)})
	const uri = chatStart + "/messages?downloadMedia=false&filter.timestamp.gte=1785000000&limit=100&offset=200"
	if err != nil || len(messages) != 2 || got.uri != uri {
		t.Fatalf("got %d messages, %v, asked %s", len(messages), err, got.uri)
	}
	var second struct {
		ID   string `json:"id"`
		Body string `json:"body"`
	}
	if err := json.Unmarshal(messages[1], &second); err != nil || second.Body != "Oi, tudo bem? 😀" {
		t.Errorf("got %+v, %v", second, err)
	}
	if _, err := client.Messages(t.Context(), target, History{Chat: models.AllChats, Limit: 50}); err != nil ||
		got.uri != "/api/default/chats/all/messages?downloadMedia=false&limit=50&offset=0" {
		t.Errorf("%v, asked %s", err, got.uri)
	}
}

func TestOneMessage(t *testing.T) {
	t.Parallel()
	client := newClient(t, patience)
	target, got := record(t, 200, []byte(`{"id":"false_x","media":{"url":"http://localhost:3000/api/files/default/A.jpeg"}}`))
	message, err := client.MessageWithMedia(t.Context(), target, person1, waID)
	if err != nil || !json.Valid(message) || got.uri != chatStart+"/messages/"+waIDPath+"?downloadMedia=true" {
		t.Errorf("got %s, %v, asked %s", message, err, got.uri)
	}
	target, got = record(t, 200, payload(t, "api-sendText-response-NOWEB"))
	sent, err := client.Message(t.Context(), target, person1, "3EB022656B918DA6E8138C")
	if err != nil || sent.MessageID != "3EB022656B918DA6E8138C" || !strings.HasSuffix(got.uri, "?downloadMedia=false") {
		t.Errorf("got %+v, %v, asked %s", sent, err, got.uri)
	}
	for _, nothing := range []string{``, `null`} {
		target, _ := record(t, 200, []byte(nothing))
		if _, err := client.MessageWithMedia(t.Context(), target, person1, "A"); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: got %v, want ErrNotFound", nothing, err)
		}
		if _, err := client.Message(t.Context(), target, person1, "A"); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: got %v, want ErrNotFound", nothing, err)
		}
	}
}

func TestChatPicture(t *testing.T) {
	t.Parallel()
	client := newClient(t, patience)
	target, got := record(t, 200, []byte(`{"url":"https://pps.whatsapp.net/v/x.jpg"}`))
	address, err := client.ChatPicture(t.Context(), target, person1, false)
	if err != nil || address != "https://pps.whatsapp.net/v/x.jpg" || got.uri != chatStart+"/picture?refresh=false" {
		t.Errorf("got %q, %v, asked %s", address, err, got.uri)
	}
	target, _ = record(t, 200, []byte(`{"url":null}`))
	if address, err := client.ChatPicture(t.Context(), target, person1, true); err != nil || address != "" {
		t.Errorf("no picture: got %q, %v", address, err)
	}
}

func TestGroup(t *testing.T) {
	t.Parallel()
	name, about, yes, no, empty := "Equipe", "Só avisos", true, false, ""
	full := models.GroupChange{ChatID: group1, Subject: &name, Description: &about, OnlyAdmins: &yes}
	for _, c := range []struct {
		name, body string
		want       models.GroupChange
	}{
		{"GOWS", `{"JID":"` + group1 + `","OwnerJID":"1@lid","Name":"Equipe","NameSetBy":"","Topic":"Só avisos","TopicID":"A","IsLocked":false,"IsAnnounce":true,"Participants":[{"JID":"1@lid"}]}`, full},
		{"NOWEB", `{"id":"` + group1 + `","subject":"Equipe","desc":"Só avisos","restrict":false,"announce":true,"participants":[{"id":"1@lid","admin":null}]}`, full},
		{"WEBJS", `{"id":{"_serialized":"` + group1 + `"},"name":"Other","isGroup":true,"groupMetadata":{"id":{},"subject":"Equipe","desc":"Só avisos","announce":true,"participants":[]}}`, full},
		{"GOWS before it knows the name", `{"JID":"` + group1 + `","Name":"","Topic":"","IsAnnounce":false}`, models.GroupChange{ChatID: group1, Description: &empty, OnlyAdmins: &no}},
		{"NOWEB without a description", `{"subject":"Equipe"}`, models.GroupChange{ChatID: group1, Subject: &name}},
		{"WEBJS without metadata", `{"name":"Equipe"}`, models.GroupChange{ChatID: group1, Subject: &name}},
	} {
		target, got := record(t, 200, []byte(c.body))
		group, err := newClient(t, patience).Group(t.Context(), target, group1)
		if err != nil || !reflect.DeepEqual(group, c.want) || got.uri != "/api/default/groups/120363041234567890%40g.us" {
			t.Errorf("%s: got %+v, %v, asked %s", c.name, group, err, got.uri)
		}
	}
	for body, want := range map[string]error{``: ErrNotFound, `null`: ErrNotFound, `[]`: ErrEngine, `{"subject":5}`: ErrEngine} {
		target, _ := record(t, 200, []byte(body))
		if _, err := newClient(t, patience).Group(t.Context(), target, group1); !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", body, err, want)
		}
	}
}

func TestGroupMembers(t *testing.T) {
	t.Parallel()
	target, got := record(t, 200, payload(t, "api-group-participants-v2"))
	members, err := newClient(t, patience).GroupMembers(t.Context(), target, group1)
	want := []models.GroupMember{
		{Address: "223344556677889@lid", PhoneNumber: "5521966660003", Role: models.RoleSuperAdmin},
		{Address: "98765432100001@lid", PhoneNumber: "5511988880001", Role: models.RoleMember},
	}
	if err != nil || !reflect.DeepEqual(members, want) || got.uri != "/api/default/groups/120363041234567890%40g.us/participants/v2" {
		t.Errorf("got %+v, %v, asked %s", members, err, got.uri)
	}
	target, _ = record(t, 200, []byte(`[{"id":"5511977770002@c.us","role":"admin"},{"id":"nobody","role":"admin"},{}]`))
	members, err = newClient(t, patience).GroupMembers(t.Context(), target, group1)
	want = []models.GroupMember{{Address: person1, PhoneNumber: "5511977770002", Role: models.RoleAdmin}}
	if err != nil || !reflect.DeepEqual(members, want) {
		t.Errorf("got %+v, %v", members, err)
	}
}

func TestCheckNumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		want       Number
		err        error
	}{
		{"known", string(payload(t, "api-check-exists-yes")), Number{true, person1, "5511977770002"}, nil},
		{"known by a hidden id", string(payload(t, "api-check-exists-yes-lid-GOWS")), Number{true, "112233445566778@lid", "5511977770002"}, nil},
		{"a hidden id alone", `{"numberExists":true,"chatId":"112233445566778@lid"}`, Number{true, "112233445566778@lid", ""}, nil},
		{"a number alone", `{"numberExists":true,"chatId":null,"pn":"5511977770002@s.whatsapp.net"}`, Number{true, person1, "5511977770002"}, nil},
		{"unknown", string(payload(t, "api-check-exists-no")), Number{}, nil},
		{"unknown, at length", `{"numberExists":false,"chatId":null}`, Number{}, nil},
		{"known, and nobody says where", `{"numberExists":true}`, Number{}, ErrEngine},
	} {
		target, got := record(t, 200, []byte(c.body))
		number, err := newClient(t, patience).CheckNumber(t.Context(), target, "5511977770002")
		if number != c.want || !errors.Is(err, c.err) || got.uri != "/api/contacts/check-exists?phone=5511977770002&session=default" {
			t.Errorf("%s: got %+v, %v, asked %s", c.name, number, err, got.uri)
		}
	}
}

func TestTwins(t *testing.T) {
	t.Parallel()
	client := newClient(t, patience)
	pair := models.Twins{LID: "112233445566778@lid", Phone: person1}
	target, got := record(t, 200, payload(t, "api-lids"))
	twins, more, err := client.Twins(t.Context(), target, 100, 0)
	want := []models.Twins{pair, {LID: "223344556677889@lid", Phone: "5521966660003@c.us"}}
	if err != nil || !more || !reflect.DeepEqual(twins, want) || got.uri != "/api/default/lids?limit=100&offset=0" {
		t.Errorf("got %+v, %v, %v, asked %s", twins, more, err, got.uri)
	}
	target, _ = record(t, 200, []byte(`[{"lid":"112233445566778@lid","pn":null}]`))
	if twins, more, err := client.Twins(t.Context(), target, 100, 0); err != nil || !more || len(twins) != 0 {
		t.Errorf("half a pair: got %+v, %v, %v", twins, more, err)
	}
	target, got = record(t, 200, []byte(`{"lid":"112233445566778@lid","pn":"5511977770002@c.us"}`))
	for address, uri := range map[models.ChatID]string{
		"112233445566778@lid": "/api/default/lids/112233445566778%40lid",
		person1:               "/api/default/lids/pn/5511977770002",
	} {
		if twins, err := client.Twin(t.Context(), target, address); err != nil || twins != pair || got.uri != uri {
			t.Errorf("%s: got %+v, %v, asked %s", address, twins, err, got.uri)
		}
	}
	for _, unknown := range []string{string(payload(t, "api-lid-not-found")), `{"lid":null,"pn":"5511977770002@c.us"}`, ``} {
		target, _ := record(t, 200, []byte(unknown))
		if _, err := client.Twin(t.Context(), target, person1); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: got %v, want ErrNotFound", unknown, err)
		}
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	client := newClient(t, patience)
	target, got := record(t, 200, payload(t, "api-session-capping"))
	capping, err := client.Capping(t.Context(), target)
	wantCapping := Capping{Status: "FIRST_WARNING", Total: 1000, Used: 640, Start: time.Unix(1782874800, 0).UTC(), End: time.Unix(1785553199, 0).UTC()}
	if err != nil || capping != wantCapping || got.uri != "/api/sessions/default/capping" {
		t.Errorf("got %+v, %v, asked %s", capping, err, got.uri)
	}
	target, got = record(t, 200, payload(t, "api-session-timelock"))
	if lock, err := client.Timelock(t.Context(), target); err != nil || lock != (Timelock{Kind: "DEFAULT"}) || got.uri != "/api/sessions/default/timelock" {
		t.Errorf("got %+v, %v, asked %s", lock, err, got.uri)
	}
	target, _ = record(t, 200, []byte(`{"enforcementType":"X","isActive":true,"timeEnforcementEnds":1785553199}`))
	if lock, err := client.Timelock(t.Context(), target); err != nil || !lock.Active || lock.Ends.Unix() != 1785553199 {
		t.Errorf("got %+v, %v", lock, err)
	}
	target, _ = record(t, http.StatusOK, nil)
	if capping, err := client.Capping(t.Context(), target); err != nil || capping != (Capping{}) {
		t.Errorf("nothing known: got %+v, %v", capping, err)
	}
}

// An action that was answered with a message knows its ids; one that says it failed has failed.
func TestAnswersOfActions(t *testing.T) {
	t.Parallel()
	client := newClient(t, patience)
	target, _ := record(t, 201, payload(t, "api-sendText-response-NOWEB"))
	sent, err := client.ForwardMessage(t.Context(), target, person1, waID)
	if want := (Sent{"true_5511977770002@c.us_3EB022656B918DA6E8138C", "3EB022656B918DA6E8138C"}); err != nil || sent != want {
		t.Errorf("got %+v, %v, want %+v", sent, err, want)
	}
	target, _ = record(t, 201, payload(t, "api-forwardMessage-response-WEBJS"))
	if sent, err := client.ForwardMessage(t.Context(), target, person1, waID); err != nil || sent != (Sent{}) {
		t.Errorf("got %+v, %v", sent, err)
	}
	target, _ = record(t, 201, []byte(`{"success":false}`))
	if err := client.PinMessage(t.Context(), target, person1, waID, time.Hour); !errors.Is(err, ErrRefused) {
		t.Errorf("got %v, want ErrRefused", err)
	}
}
