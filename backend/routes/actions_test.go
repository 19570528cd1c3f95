package routes_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// noweb are the settings of a backend whose containers run the engine that stars, pins and forwards.
var noweb = map[string]string{"WAHA_ENGINE": "NOWEB"}

// seen is the newest state of a message at Carla's.
func (n *number) seen(messageID string, is func(apitest.Got) bool) {
	n.t.Helper()
	apitest.Eventually(n.t, "the phone shows it", func() bool {
		return slices.ContainsFunc(n.phone.Got(), func(g apitest.Got) bool { return g.RawID == messageID && is(g) })
	})
}

// sent sends a text to Carla and waits until WhatsApp has it.
func (n *number) sent(text string) full {
	n.t.Helper()
	return n.until(n.compose(object{"type": "text", "text": text}).ID, out...)
}

func testActions(t *testing.T, suite *apitest.Suite) {
	ana := linked(t, suite.New(t).User(t, "ana"), "5491100000011")
	question := ana.received(ana.phone.Send(object{"from": carla, "text": "¿Abren hoy?"}))
	answer := ana.sent("Sí, a las 8")

	var now full
	ana.PUT(ana.message(question.ID)+"/reaction", object{"emoji": "👍"}).Status(http.StatusOK).Data(&now)
	if len(now.Reactions) != 1 || now.Reactions[0].Emoji != "👍" || now.Reactions[0].Sender != "me" {
		t.Errorf("got %+v", now.Reactions)
	}
	now = full{}
	ana.PUT(ana.message(question.ID)+"/reaction", object{"emoji": ""}).Status(http.StatusOK).Data(&now)
	if len(now.Reactions) != 0 {
		t.Errorf("the reaction was taken back, and there is %+v", now.Reactions)
	}

	ana.PATCH(ana.message(answer.ID), object{"text": "Sí, a las 9"}).Status(http.StatusOK).Data(&now)
	if now.Body != "Sí, a las 9" || now.EditedAt == nil {
		t.Errorf("got %+v", now)
	}
	ana.seen(answer.MessageID, func(g apitest.Got) bool { return g.Text == "Sí, a las 9" && g.Edited })
	ana.PATCH(ana.message(question.ID), object{"text": "No"}).Problem(http.StatusConflict, "message_not_own")
	ana.DELETE(ana.message(question.ID)).Problem(http.StatusConflict, "message_not_own")

	ana.PUT(ana.message(answer.ID)+"/pin", object{"days": 7}).Problem(http.StatusUnprocessableEntity, "not_supported_by_engine")
	ana.PUT(ana.message(answer.ID)+"/star", object{"starred": true}).Status(http.StatusOK).Data(&now)
	if !now.Starred {
		t.Errorf("the owner's mark isn't kept where the engine has none: %+v", now)
	}

	var passed full
	ana.POST(ana.message(question.ID)+"/forward", object{"chatId": "5491155667788"}).Status(http.StatusCreated).Data(&passed)
	if !passed.Forwarded || passed.Body != "¿Abren hoy?" || passed.ChatID != "5491155667788@c.us" {
		t.Errorf("got %+v", passed)
	}
	ana.seen(passed.MessageID, func(g apitest.Got) bool { return g.Text == "¿Abren hoy?" && g.ChatID == "5491155667788@c.us" })

	ana.DELETE(ana.message(answer.ID)).Status(http.StatusOK)
	ana.seen(answer.MessageID, func(g apitest.Got) bool { return g.Revoked })
	if now = ana.find(answer.ID); now.DeletedAt == nil || now.Body != "" {
		t.Errorf("got %+v", now)
	}
	ana.DELETE(ana.message(answer.ID)).Problem(http.StatusConflict, "message_deleted")
	picture := ana.until(ana.compose(object{"type": "image", "mediaId": ana.upload("photo.jpg")}).ID, out...)
	ana.DELETE(ana.message(picture.ID)).Status(http.StatusOK)
	ana.POST(ana.chat(string(carla)), object{"type": "image", "mediaId": picture.Media.ID}).Problem(http.StatusNotFound, "media_not_found")
	ana.PATCH(ana.message(answer.ID), object{"text": "?"}).Problem(http.StatusConflict, "message_deleted")
	ana.PUT(ana.message(answer.ID)+"/reaction", object{"emoji": "👍"}).Problem(http.StatusConflict, "message_deleted")
	ana.POST(ana.message(answer.ID)+"/forward", object{"chatId": "5491155667788"}).Problem(http.StatusConflict, "message_deleted")
	ana.POST(ana.chat(string(carla)), object{"type": "text", "text": "?", "replyTo": answer.ID}).Problem(http.StatusConflict, "message_deleted")

	for _, state := range []string{"typing", "recording", "paused", "online"} {
		ana.POST(ana.chat(string(carla))+"/presence", object{"state": state}).Status(http.StatusOK)
	}
}

func testStarsAndPins(t *testing.T, suite *apitest.Suite) {
	ana := linked(t, suite.New(t, noweb).User(t, "ana"), "5491100000012")
	message := ana.sent("Horario: de 9 a 18")
	var now full
	ana.PUT(ana.message(message.ID)+"/star", object{"starred": true}).Status(http.StatusOK).Data(&now)
	if !now.Starred {
		t.Errorf("got %+v", now)
	}
	ana.PUT(ana.message(message.ID)+"/pin", object{"days": 7}).Status(http.StatusOK).Data(&now)
	if now.PinnedUntil == nil {
		t.Errorf("got %+v", now)
	}
	ana.seen(message.MessageID, func(g apitest.Got) bool { return g.Starred && g.Pinned })
	now = full{}
	ana.PUT(ana.message(message.ID)+"/star", object{"starred": false}).Status(http.StatusOK)
	ana.PUT(ana.message(message.ID)+"/pin", object{"days": 0}).Status(http.StatusOK).Data(&now)
	if now.Starred || now.PinnedUntil != nil {
		t.Errorf("got %+v", now)
	}
	var passed full
	ana.POST(ana.message(message.ID)+"/forward", object{"chatId": carla}).Status(http.StatusCreated).Data(&passed)
	if got := ana.arrived(passed.ID); !got.Forwarded || got.Text != message.Body {
		t.Errorf("Carla got %+v", got)
	}
}

func testFailuresRepaired(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t)
	ana := linked(t, server.User(t, "ana"), "5491100000013")
	var news updates
	ana.GET(ana.chats + "/updates").Status(http.StatusOK).Data(&news)

	ana.phone.Turn(map[string]any{"sendError": 463})
	failed := ana.until(ana.compose(object{"type": "text", "text": "Hola"}).ID, "failed")
	if failed.ErrorCode == nil || *failed.ErrorCode != "number_restricted" {
		t.Errorf("got %+v", failed)
	}
	ana.PUT(ana.message(failed.ID)+"/reaction", object{"emoji": "👍"}).Problem(http.StatusConflict, "message_not_sent")
	ana.POST(ana.message(failed.ID)+"/cancel", nil).Problem(http.StatusConflict, "message_not_on_its_way")
	ana.phone.Turn(map[string]any{"sendError": 0})
	ana.POST(ana.message(failed.ID)+"/retry", nil).Status(http.StatusOK)
	if got := ana.arrived(failed.ID); got.RawID != failed.MessageID || got.Text != "Hola" {
		t.Errorf("Carla got %+v", got)
	}
	ana.POST(ana.message(failed.ID)+"/retry", nil).Problem(http.StatusConflict, "message_not_failed")

	// While one message is on its way the next of its chat waits, and can be held back.
	ana.phone.Turn(map[string]any{"sendDelayMs": 8000, "dropWebhooks": -1})
	first := ana.compose(object{"type": "text", "text": "uno"})
	second := ana.compose(object{"type": "text", "text": "dos"})
	var held full
	ana.POST(ana.message(second.ID)+"/cancel", nil).Status(http.StatusOK).Data(&held)
	if held.Status != "failed" || *held.ErrorCode != "cancelled" {
		t.Errorf("got %+v", held)
	}
	ana.arrived(first.ID)
	ana.DELETE(ana.message(second.ID)).Status(http.StatusOK)
	if left := ana.find(second.ID); left.ID != "" {
		t.Errorf("the discarded message is still there: %+v", left)
	}
	for !slices.Contains(news.RemovedMessages, second.ID) {
		ana.GET(ana.chats + "/updates?wait=25&cursor=" + news.Cursor).Status(http.StatusOK).Data(&news)
	}
	if got := ana.phone.Got(); slices.ContainsFunc(got, func(g apitest.Got) bool { return g.Text == "dos" }) {
		t.Errorf("Carla got what was held back: %+v", got)
	}
}

func testCalls(t *testing.T, suite *apitest.Suite) {
	ana := linked(t, suite.New(t).User(t, "ana"), "5491100000014")
	ana.phone.Do("call", map[string]any{"id": "CALL1", "from": carla})
	call := ana.received("call:CALL1")
	if call.Type != "call" || call.Call == nil || call.Call.State != "ringing" {
		t.Fatalf("got %+v", call)
	}
	reject := "/api/sessions/" + ana.session.ID + "/calls/CALL1/reject"
	ana.POST(reject, nil).Status(http.StatusOK).Data(&call)
	if call.Call.State != "rejected" {
		t.Errorf("got %+v", call.Call)
	}
	ana.POST(reject, nil).Problem(http.StatusConflict, "call_over")
	for _, answer := range []*apitest.Response{
		ana.PUT(ana.message(call.ID)+"/reaction", object{"emoji": "👍"}),
		ana.PUT(ana.message(call.ID)+"/star", object{"starred": true}),
		ana.PUT(ana.message(call.ID)+"/pin", object{"days": 7}),
		ana.PATCH(ana.message(call.ID), object{"text": "?"}),
		ana.DELETE(ana.message(call.ID)),
		ana.POST(ana.message(call.ID)+"/forward", object{"chatId": carla}),
	} {
		answer.Problem(http.StatusUnprocessableEntity, "not_supported_by_engine")
	}
}

// Numbers are spelled in several ways, of which WhatsApp knows one.
func testNumbers(t *testing.T, suite *apitest.Suite) {
	ana := linked(t, suite.New(t).User(t, "ana"), "5491100000015")
	numbers := "/api/sessions/" + ana.session.ID + "/numbers/"
	var found struct {
		Exists              bool
		ChatID, PhoneNumber *string
	}
	ana.GET(numbers + "+55%2031%2095555-0004").Status(http.StatusOK).Data(&found)
	if !found.Exists || *found.ChatID != "553155550004@c.us" || *found.PhoneNumber != "553155550004" {
		t.Errorf("got %+v", found)
	}
	ana.GET(numbers + "5491100000000").Status(http.StatusOK).Data(&found)
	if found.Exists || found.ChatID != nil || found.PhoneNumber != nil {
		t.Errorf("got %+v", found)
	}
	requireBroken(t, ana.GET(numbers+"Ana"), broken{"phoneNumber", "phone"})

	var first, second full
	ana.POST(ana.chat("5531955550004"), object{"type": "text", "text": "Oi"}).Status(http.StatusCreated).Data(&first)
	if first.ChatID != "553155550004@c.us" || first.ToNumber == nil || *first.ToNumber != "553155550004" {
		t.Errorf("got %+v", first)
	}
	ana.seen(first.MessageID, func(g apitest.Got) bool { return g.ChatID == "553155550004@c.us" })
	ana.POST(ana.chat("5531955550004"), object{"type": "text", "text": "Tudo bem?"}).Status(http.StatusCreated).Data(&second)
	if second.ChatID != first.ChatID {
		t.Errorf("one person has two chats: %s and %s", first.ChatID, second.ChatID)
	}
	var sent struct{ ChatID, PhoneNumber string }
	ana.POST("/api/sessions/"+ana.session.ID+"/send", object{"phoneNumber": "+55 31 95555-0005", "message": "Oi"}).
		Status(http.StatusOK).Data(&sent)
	if sent.ChatID != "553155550005@c.us" || sent.PhoneNumber != "553155550005" {
		t.Errorf("got %+v", sent)
	}
	// Dora writes under a hidden id: her chat stays under it, by whatever number she is written to.
	hello := ana.phone.Send(object{"from": "112233445566778@lid", "alt": "5491177776666@c.us", "text": "Soy Dora"})
	var hers full
	apitest.Eventually(t, "Dora's message is here", func() bool {
		hers = ana.findIn("5491177776666", func(m full) bool { return m.MessageID == hello })
		return hers.ID != ""
	})
	var reply full
	ana.POST(ana.chat("5491177776666"), object{"type": "text", "text": "Hola, Dora", "replyTo": hers.ID}).Status(http.StatusCreated).Data(&reply)
	if reply.ChatID != hers.ChatID || reply.ToNumber == nil || *reply.ToNumber != "5491177776666" || reply.Quote == nil {
		t.Errorf("got %+v for %+v", reply, hers)
	}
	for _, answer := range []*apitest.Response{
		ana.POST(ana.chat("5491100000000"), object{"type": "text", "text": "Hola"}),
		ana.POST("/api/sessions/"+ana.session.ID+"/send", object{"phoneNumber": "5491100000000", "message": "Hola"}),
		ana.POST(ana.message(first.ID)+"/forward", object{"chatId": "5491100000000"}),
	} {
		answer.Problem(http.StatusUnprocessableEntity, "not_on_whatsapp")
	}
}

// What needs WhatsApp says at once that the number is not connected.
func testNotConnected(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	person := server.User(t, "ana")
	session := shop(t, server, person)
	receive(t, server, own(session, "3EB0000009"), ringing(session, "CALL1"))
	ana := &number{Client: person, t: t, chats: "/api/messages/" + session.ID.String()}
	theirs := ana.findIn(string(carla), func(m full) bool { return m.MessageID == "3EB0000001" })
	ours := ana.findIn(string(carla), func(m full) bool { return m.MessageID == "3EB0000009" })
	before := rows(t, server)
	one := "/api/sessions/" + session.ID.String()
	for _, answer := range []*apitest.Response{
		ana.POST(ana.chat(string(carla)), object{"type": "text", "text": "Hola"}),
		ana.POST(ana.chat("5491155667788"), object{"type": "text", "text": "Hola"}),
		ana.POST(ana.chat(string(carla)), object{"type": "document", "mediaUrl": "http://127.0.0.1/"}), // which is not even looked at
		ana.POST(ana.chat(string(carla))+"/presence", object{"state": "typing"}),
		ana.PUT(ana.message(theirs.ID)+"/reaction", object{"emoji": "👍"}),
		ana.PUT(ana.message(theirs.ID)+"/star", object{"starred": true}),
		ana.PUT(ana.message(theirs.ID)+"/pin", object{"days": 1}),
		ana.POST(ana.message(theirs.ID)+"/forward", object{"chatId": carla}),
		ana.PATCH(ana.message(ours.ID), object{"text": "Hola"}),
		ana.DELETE(ana.message(ours.ID)),
		ana.GET(one + "/numbers/5491122334455"),
		ana.POST(one+"/calls/CALL1/reject", nil),
	} {
		answer.Problem(http.StatusConflict, "session_not_connected")
	}
	if after := rows(t, server); after != before {
		t.Errorf("something was changed:\n%s\n%s", before, after)
	}
}

// own is a text that the owner of a session wrote on the phone.
func own(session models.Session, id string) models.Event {
	event := dbtest.Incoming(session, carla, id, "Ya te digo")
	event.Message.FromMe, event.Message.WAHAID = true, "true_"+string(carla)+"_"+id
	return event
}

// ringing is a call of Carla's.
func ringing(session models.Session, id string) models.Event {
	event := dbtest.Incoming(session, carla, models.CallMessageID(id), "")
	event.Message.Type, event.Message.Content.Call = models.TypeCall, &models.Call{CallID: id, State: models.CallRinging}
	return event
}
