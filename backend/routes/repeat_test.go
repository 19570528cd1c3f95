package routes_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
)

// The same key with the same request is the same message, however often and however it is sent.
func testRepeatedSends(t *testing.T, suite *apitest.Suite) {
	var fetched atomic.Int32
	files := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fetched.Add(1)
		_, _ = w.Write(sample(t, "photo.jpg"))
	}))
	t.Cleanup(files.Close)
	server := suite.New(t, map[string]string{"MEDIA_FETCH_ALLOW": strings.TrimPrefix(files.URL, "http://")})
	ana := linked(t, server.User(t, "ana"), "5491100000050")
	chat := ana.chat(string(carla))
	form := func(key, caption, name string) *apitest.Response {
		return ana.With("Idempotency-Key", key).Form(chat,
			apitest.Part{Name: "message", Body: encoded(t, object{"type": "image", "caption": caption})},
			apitest.Part{Name: "file", Filename: "foto", Body: sample(t, name)})
	}
	post := func(key string, body object) *apitest.Response {
		return ana.With("Idempotency-Key", key).POST(chat, body)
	}
	picture := object{"type": "image", "mediaUrl": files.URL + "/photo.jpg", "caption": "Mira"}
	question := ana.received(ana.phone.Send(object{"from": carla, "text": "Hola"}))
	forward := ana.message(question.ID) + "/forward"
	for what, send := range map[string]func() *apitest.Response{
		"text":         func() *apitest.Response { return post("text", object{"type": "text", "text": "Hola"}) },
		"by address":   func() *apitest.Response { return post("address", picture) },
		"file with it": func() *apitest.Response { return form("form", "Mira", "photo.jpg") },
		"forwarded": func() *apitest.Response {
			return ana.With("Idempotency-Key", "forward").POST(forward, object{"chatId": "5491155667788"})
		},
	} {
		var first, again full
		send().Status(http.StatusCreated).Data(&first)
		send().Status(http.StatusCreated).Data(&again)
		if first.ID != again.ID {
			t.Errorf("%s: one key made two messages: %s and %s", what, first.ID, again.ID)
		}
	}
	if n := fetched.Load(); n != 1 {
		t.Errorf("the file was fetched %d times", n)
	}
	for _, other := range []*apitest.Response{
		post("text", object{"type": "text", "text": "Chau"}),
		post("address", object{"type": "image", "mediaUrl": files.URL + "/other.jpg", "caption": "Mira"}),
		form("form", "Otra", "photo.jpg"),
		form("form", "Mira", "picture.png"),
		ana.With("Idempotency-Key", "forward").POST(forward, object{"chatId": "5491155667799"}),
	} {
		other.Problem(http.StatusConflict, "idempotency_key_reused")
	}

	const callers = 4
	var together sync.WaitGroup
	made := make([]full, callers)
	for i := range callers {
		together.Go(func() { post("together", picture).Data(&made[i]) })
	}
	together.Wait()
	for _, m := range made {
		if m.ID == "" || m.ID != made[0].ID {
			t.Errorf("sent at once, one key made %s and %s", made[0].ID, m.ID)
		}
	}
	if n := server.DB.Int(t, "select count(*) from public.messages where idempotency_key = 'together'"); n != 1 {
		t.Errorf("%d messages are stored", n)
	}
	ana.arrived(made[0].ID)
	if n := len(slices.DeleteFunc(ana.phone.Got(), func(g apitest.Got) bool { return g.RawID != made[0].MessageID })); n != 1 {
		t.Errorf("Carla got %d of them", n)
	}
}

// A call that fails after WhatsApp took the message makes no second one.
func testUnknownOutcome(t *testing.T, suite *apitest.Suite) {
	ana := linked(t, suite.New(t).User(t, "ana"), "5491100000051")
	// No echo comes either: looking it up is all that is left.
	ana.phone.Turn(map[string]any{"sendFailsAfter": true, "dropWebhooks": -1})
	queued := ana.compose(object{"type": "text", "text": "¿Llegó?"})
	ana.until(queued.ID, "unknown")
	ana.phone.Turn(map[string]any{"sendFailsAfter": false, "dropWebhooks": 0})
	ana.until(queued.ID, out...)
	if got := ana.phone.Got(); len(got) != 1 || got[0].RawID != queued.MessageID {
		t.Errorf("Carla got %+v", got)
	}
}

// WEBJS chooses the ids itself, and may not say which. The echo of a message is that message.
func testEngineThatChoosesIDs(t *testing.T, suite *apitest.Suite) {
	address, allow := shelf(t)
	server := suite.New(t, map[string]string{"WAHA_ENGINE": "WEBJS"}, allow)
	ana := linked(t, server.User(t, "ana"), "5491100000052")
	question := ana.received(ana.phone.Send(object{"from": carla, "text": "Hola"}))
	ana.phone.Turn(map[string]any{"sendEmpty": true})
	messages := []object{
		{"type": "text", "text": "Hola"},
		{"type": "text", "text": "Hola"}, // said twice, it is two messages
		{"type": "text", "text": "Sí, claro", "replyTo": question.ID},
		{"type": "image", "mediaUrl": address + "/photo.jpg", "caption": "Mira"},
		{"type": "image", "mediaUrl": address + "/picture.png"},
		{"type": "audio", "mediaUrl": address + "/song.mp3"},
		{"type": "voice", "mediaUrl": address + "/voice.ogg"},
		{"type": "document", "mediaUrl": address + "/page.pdf", "filename": "Lista.pdf"},
		{"type": "document", "mediaUrl": address + "/page.pdf", "caption": "La lista"},
		{"type": "document", "mediaUrl": address + "/photo.jpg", "filename": "foto.jpg"},
		{"type": "sticker", "mediaUrl": address + "/sticker.webp"},
		{"type": "location", "location": object{"latitude": 1, "longitude": 2, "title": "Acá"}},
		{"type": "contact", "contacts": []object{{"fullName": "Beto", "phoneNumber": "5491155667788"}}},
		{"type": "contact", "contacts": []object{
			{"fullName": "Beto", "phoneNumber": "5491155667788"}, {"fullName": "Dora", "phoneNumber": "5491155667799"},
		}},
		{"type": "poll", "poll": object{"question": "¿Hora?", "options": []string{"9h", "18h"}}},
	}
	for i, message := range messages {
		queued := ana.compose(message)
		var now full
		apitest.Eventually(t, fmt.Sprintf("%v is delivered", message), func() bool {
			now = ana.find(queued.ID)
			return slices.Contains([]string{"delivered", "read", "played"}, now.Status)
		})
		if got := ana.phone.Got(); len(got) != i+1 || got[i].RawID != now.MessageID {
			t.Errorf("%v: it is %+v, and the phone has %+v", message, now, got[len(got)-1])
		}
		if n := server.DB.Int(t, "select count(*) from public.messages where from_me"); n != i+1 {
			t.Fatalf("%v: %d messages are stored, want %d", message, n, i+1)
		}
	}
	var passed full
	ana.POST(ana.message(question.ID)+"/forward", object{"chatId": carla}).Status(http.StatusCreated).Data(&passed)
	ana.until(passed.ID, "delivered", "read", "played")
	if n := server.DB.Int(t, "select count(*) from public.messages where from_me"); n != len(messages)+1 {
		t.Errorf("forwarded: %d messages are stored, want %d", n, len(messages)+1)
	}
	ana.phone.Turn(map[string]any{"sendEmpty": false, "sendFailsAfter": true})
	ana.until(ana.compose(object{"type": "text", "text": "¿Llegó?"}).ID, "delivered", "read", "played")
	if n := server.DB.Int(t, "select count(*) from public.messages where from_me"); n != len(messages)+2 {
		t.Errorf("of unknown outcome: %d messages are stored, want %d", n, len(messages)+2)
	}
}
