package routes_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
)

// full is what tests need of a message's answer.
type full struct {
	ID, ChatID, MessageID, Body, Type, Status string
	ToNumber, ErrorCode, EditedAt, DeletedAt  *string
	Forwarded, Starred                        bool
	PinnedUntil                               *string
	Media                                     *file
	Quote                                     *struct{ MessageID, From, Body string }
	Reactions                                 []struct{ Sender, Emoji string }
	Call                                      *struct{ ID, State string }
}

type file struct {
	ID, Status                                             string
	MimeType, Filename, URL, ThumbnailURL, ErrorCode, Hash *string
	Size                                                   *int
}

type object = map[string]any

// sample is one of the files that package media is tested with.
func sample(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "internal", "media", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// shelf serves the samples to the world, of which it tells the server beforehand.
func shelf(t *testing.T) (url string, allow map[string]string) {
	t.Helper()
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join("..", "internal", "media", "testdata"))))
	t.Cleanup(server.Close)
	return server.URL, map[string]string{"MEDIA_FETCH_ALLOW": strings.TrimPrefix(server.URL, "http://")}
}

// number is a linked number with a chat of Carla's, and the phone behind it.
type number struct {
	*apitest.Client

	t       *testing.T
	session apitest.Session
	phone   *apitest.Phone
	chats   string // the address of its chats
}

func linked(t *testing.T, ana *apitest.Client, phoneNumber string) *number {
	t.Helper()
	session, phone := ana.Linked("Ventas", phoneNumber)
	return &number{Client: ana, t: t, session: session, phone: phone, chats: "/api/messages/" + session.ID}
}

// in is the same number within a test of its own.
func (n *number) in(t *testing.T) *number {
	other := *n
	other.t, other.Client, other.phone = t, n.In(t), n.phone.In(t)
	return &other
}

func (n *number) chat(id string) string { return n.chats + "/chat/" + id }

func (n *number) message(id string) string { return n.chats + "/message/" + id }

// compose sends a message to Carla and returns it as it was queued.
func (n *number) compose(message object) full {
	n.t.Helper()
	var queued full
	n.POST(n.chat(string(carla)), message).Status(http.StatusCreated).Data(&queued)
	return queued
}

// find reads a message of Carla's chat by its id.
func (n *number) find(id string) full {
	n.t.Helper()
	return n.findIn(string(carla), func(m full) bool { return m.ID == id })
}

func (n *number) findIn(chat string, is func(full) bool) full {
	n.t.Helper()
	answer := n.GET(n.chat(chat) + "?limit=200")
	if answer.Code == http.StatusNotFound {
		return full{} // nobody wrote yet
	}
	var page []full
	answer.Status(http.StatusOK).Data(&page)
	if at := slices.IndexFunc(page, is); at >= 0 {
		return page[at]
	}
	return full{}
}

// until waits for a message to be in a state.
func (n *number) until(id string, states ...string) full {
	n.t.Helper()
	var now full
	apitest.Eventually(n.t, "the message is "+strings.Join(states, " or "), func() bool {
		now = n.find(id)
		return slices.Contains(states, now.Status)
	})
	return now
}

// out are the states of a message that WhatsApp has.
var out = []string{"sent", "delivered", "read", "played"}

// arrived waits until a message went out, and returns what the other phone got.
func (n *number) arrived(id string) apitest.Got {
	n.t.Helper()
	messageID := n.until(id, append([]string{"failed"}, out...)...).MessageID
	got := n.phone.Got()
	at := slices.IndexFunc(got, func(g apitest.Got) bool { return g.RawID == messageID })
	if at < 0 {
		n.t.Fatalf("the phone did not get %+v, but\n%+v", n.find(id), got)
	}
	return got[at]
}

// send sends a message to Carla and returns what she got.
func (n *number) send(message object) apitest.Got {
	n.t.Helper()
	return n.arrived(n.compose(message).ID)
}

// received waits for a message that somebody wrote in Carla's chat.
func (n *number) received(messageID string) full {
	n.t.Helper()
	var found full
	apitest.Eventually(n.t, "the message is here", func() bool {
		found = n.findIn(string(carla), func(m full) bool { return m.MessageID == messageID })
		return found.ID != ""
	})
	return found
}

// upload keeps a sample and returns its id.
func (n *number) upload(name string) string {
	n.t.Helper()
	var kept file
	n.Form(n.chats+"/media", apitest.Part{Name: "file", Filename: name, Body: sample(n.t, name)}).Status(http.StatusCreated).Data(&kept)
	return kept.ID
}

func testEveryKindOut(t *testing.T, suite *apitest.Suite) {
	address, allow := shelf(t)
	ana := linked(t, suite.New(t, allow).User(t, "ana"), "5491100000010")
	question := ana.received(ana.phone.Send(object{"from": carla, "text": "¿Tienen stock?"}))

	t.Run("text with a mention that answers a message", func(t *testing.T) {
		ana := ana.in(t)
		queued := ana.compose(object{
			"type": "text", "text": "Sí, @5491155667788 lo guarda", "mentions": []string{"5491155667788@c.us"}, "replyTo": question.ID,
		})
		if q := queued.Quote; q == nil || q.MessageID != question.MessageID || q.From != string(carla) || q.Body != "¿Tienen stock?" {
			t.Errorf("got the quote %+v", q)
		}
		got := ana.arrived(queued.ID)
		if got.Text != "Sí, @5491155667788 lo guarda" || got.ReplyTo != question.MessageID || !slices.Equal(got.Mentions, []string{"5491155667788@c.us"}) {
			t.Errorf("Carla got %+v", got)
		}
	})
	t.Run("image that was uploaded before", func(t *testing.T) {
		ana := ana.in(t)
		got := ana.send(object{"type": "image", "mediaId": ana.upload("photo.jpg"), "caption": "El catálogo"})
		requireFile(t, got, "image", "image/jpeg", "photo.jpg")
		if got.Caption != "El catálogo" {
			t.Errorf("the caption is %q", got.Caption)
		}
	})
	t.Run("image in one request", func(t *testing.T) {
		ana := ana.in(t)
		var queued full
		ana.Form(ana.chat(string(carla)),
			apitest.Part{Name: "message", Body: encoded(t, object{"type": "image", "caption": "Junto"})},
			apitest.Part{Name: "file", Filename: "foto de casa.png", Body: sample(t, "picture.png")},
		).Status(http.StatusCreated).Data(&queued)
		if m := queued.Media; m == nil || m.Status != "stored" || *m.Filename != "foto de casa.png" || m.URL == nil || m.ThumbnailURL == nil {
			t.Errorf("got %+v", m)
		}
		requireFile(t, ana.arrived(queued.ID), "image", "image/png", "picture.png")
	})
	for _, c := range []struct{ kind, name, mimeType, as string }{
		{"image", "photo.jpg", "image/jpeg", "image"},
		{"video", "clip.mp4", "video/mp4", "video"},
		{"audio", "song.mp3", "audio/mpeg", "document"}, // WAHA has no other way to send one
		{"voice", "voice.ogg", "audio/ogg; codecs=opus", "voice"},
		{"document", "page.pdf", "application/pdf", "document"},
		{"sticker", "sticker.webp", "image/webp", "sticker"},
	} {
		t.Run(c.kind+" by its address", func(t *testing.T) {
			ana := ana.in(t)
			queued := ana.compose(object{"type": c.kind, "mediaUrl": address + "/" + c.name})
			requireFile(t, ana.arrived(queued.ID), c.as, c.mimeType, c.name)
			if now := ana.find(queued.ID); now.Type != c.kind {
				t.Errorf("here it is now %+v", now)
			}
		})
	}
	t.Run("voice note of a browser's recording", func(t *testing.T) {
		ana := ana.in(t)
		got := ana.send(object{"type": "voice", "mediaId": ana.upload("recording.webm")})
		if got.Type != "voice" || got.Media == nil || got.Media.Mimetype != "audio/ogg; codecs=opus" {
			t.Errorf("Carla got %+v, %+v", got, got.Media)
		}
	})
	t.Run("document under a name of its own", func(t *testing.T) {
		ana := ana.in(t)
		got := ana.send(object{"type": "document", "mediaUrl": address + "/page.pdf", "filename": "Factura 4711.pdf", "caption": "Gracias"})
		if got.Media == nil || got.Media.Filename != "Factura 4711.pdf" || got.Caption != "Gracias" {
			t.Errorf("Carla got %+v, %+v", got, got.Media)
		}
	})
	t.Run("location", func(t *testing.T) {
		ana := ana.in(t)
		got := ana.send(object{"type": "location", "location": object{"latitude": -34.6037, "longitude": 0, "title": "Obelisco"}})
		if l := got.Location; l == nil || l.Latitude != -34.6037 || l.Longitude != 0 || l.Name != "Obelisco" {
			t.Errorf("Carla got %+v", got)
		}
	})
	t.Run("contact", func(t *testing.T) {
		ana := ana.in(t)
		got := ana.send(object{"type": "contact", "contacts": []object{{"fullName": "Beto Pérez", "phoneNumber": "+54 9 11 5566-7788"}}})
		if len(got.Contacts) != 1 || !containsAll(got.Contacts[0].Text, "Beto Pérez", "5491155667788") {
			t.Errorf("Carla got %+v", got)
		}
	})
	t.Run("poll", func(t *testing.T) {
		ana := ana.in(t)
		got := ana.send(object{"type": "poll", "poll": object{"question": "¿A qué hora?", "options": []string{"9h", "18h"}}})
		if got.Poll == nil || !slices.Equal(got.Poll.Options, []string{"9h", "18h"}) {
			t.Errorf("Carla got %+v", got)
		}
	})
	t.Run("whatever the file is", func(t *testing.T) {
		ana := ana.in(t)
		for _, c := range []struct{ name, text, kind string }{
			{"photo.jpg", "Mira", "image"},
			{"clip.mp4", "Mira", "video"},
			{"song.mp3", "Mira", "document"},
			{"page.pdf", "Mira", "document"},
			{"moving.gif", "Mira", "document"}, // WhatsApp shows none as an image
			{"voice.ogg", "", "voice"},
			{"voice.ogg", "Mira", "document"}, // a voice note has no caption, and the text must not be lost
			{"sticker.webp", "", "sticker"},
			{"sticker.webp", "Mira", "document"},
		} {
			name := c.name
			var sent full
			ana.POST("/api/sessions/"+ana.session.ID+"/send", object{"phoneNumber": carla, "message": c.text, "mediaUrl": address + "/" + name}).
				Status(http.StatusOK).Data(&sent)
			if got := ana.arrived(sent.ID); got.Type != c.kind || got.Caption != c.text || got.Media == nil || got.Media.SHA256 != hashOf(sample(t, name)) {
				t.Errorf("%s: Carla got %+v, %+v", name, got, got.Media)
			}
		}
	})
}

func encoded(t *testing.T, value any) []byte {
	t.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// requireFile requires that the very bytes of a sample arrived.
func requireFile(t *testing.T, got apitest.Got, kind, mimeType, name string) {
	t.Helper()
	if got.Type != kind || got.Media == nil || got.Media.Mimetype != mimeType || got.Media.SHA256 != hashOf(sample(t, name)) {
		t.Errorf("Carla got %+v, %+v; want the %s %s", got, got.Media, kind, name)
	}
}
