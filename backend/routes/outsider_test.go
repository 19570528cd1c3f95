package routes_test

import (
	"net/http"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
)

// Beto has a number of his own, and tries to reach through it what is Ana's.
func testOutsiders(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t)
	ana := linked(t, server.User(t, "ana"), "5491100000040")
	beto := linked(t, server.User(t, "beto"), "5491100000041")
	ana.phone.Turn(map[string]any{"acks": "none"}) // nothing happens by itself from here on
	theirs := ana.received(ana.phone.Send(object{"from": carla, "text": "El precio es 100"}))
	beto.received(beto.phone.Send(object{"from": carla, "text": "Hola"}))
	photo := ana.upload("photo.jpg")
	picture := ana.until(ana.compose(object{"type": "image", "mediaId": photo}).ID, out...)
	ana.phone.Turn(map[string]any{"sendError": 463})
	failed := ana.until(ana.compose(object{"type": "text", "text": "No sale"}).ID, "failed")
	ana.phone.Do("call", map[string]any{"id": "CALL1", "from": carla})
	ana.received("call:CALL1")
	before := rows(t, server)

	message := func(chats, id, what string) string { return chats + "/message/" + id + what }
	for _, chats := range []string{ana.chats, beto.chats} { // Ana's session, and his own with her messages
		for _, answer := range []*apitest.Response{
			beto.POST(message(chats, theirs.ID, "/forward"), object{"chatId": carla}),
			beto.PUT(message(chats, theirs.ID, "/reaction"), object{"emoji": "👍"}),
			beto.PUT(message(chats, theirs.ID, "/star"), object{"starred": true}),
			beto.PUT(message(chats, theirs.ID, "/pin"), object{"days": 1}),
			beto.PATCH(message(chats, picture.ID, ""), object{"text": "x"}),
			beto.DELETE(message(chats, picture.ID, "")),
			beto.DELETE(message(chats, failed.ID, "")),
			beto.POST(message(chats, failed.ID, "/retry"), nil),
			beto.POST(message(chats, failed.ID, "/cancel"), nil),
			beto.POST(message(chats, picture.ID, "/media"), nil),
			beto.POST(chats+"/chat/"+string(carla), object{"type": "text", "text": "x", "replyTo": theirs.ID}),
			beto.POST(chats+"/chat/"+string(carla), object{"type": "image", "mediaId": photo}),
			beto.POST(chats+"/chat/"+string(carla), object{"type": "image", "mediaId": picture.Media.ID}),
		} {
			answer.Status(http.StatusNotFound)
			if containsAll(string(answer.Body), "precio") {
				t.Errorf("Beto reads %s", answer.Body)
			}
		}
	}
	for _, answer := range []*apitest.Response{
		beto.POST("/api/sessions/"+ana.session.ID+"/send", object{"phoneNumber": carla, "message": "x"}),
		beto.POST(ana.chat(string(carla))+"/presence", object{"state": "typing"}),
		beto.GET("/api/sessions/" + ana.session.ID + "/numbers/5491122334455"),
		beto.Form(ana.chats+"/media", apitest.Part{Name: "file", Filename: "x", Body: []byte("x")}),
		beto.Form(ana.chat(string(carla)), apitest.Part{Name: "message", Body: []byte(`{"type":"document"}`)},
			apitest.Part{Name: "file", Filename: "x", Body: []byte("x")}),
	} {
		answer.Problem(http.StatusNotFound, "session_not_found")
	}
	for _, session := range []string{ana.session.ID, beto.session.ID} {
		beto.POST("/api/sessions/"+session+"/calls/CALL1/reject", nil).Problem(http.StatusNotFound, "message_not_found")
	}
	if after := rows(t, server); after != before {
		t.Errorf("Beto changed something:\n%s\n%s", before, after)
	}
	if got := beto.phone.Got(); len(got) != 0 {
		t.Errorf("Beto sent %+v", got)
	}
}
