package waha

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

func textTo(chat models.ChatID, text, id string) Outgoing {
	return Outgoing{Chat: chat, ID: id, Kind: models.TypeText, Text: text}
}

var (
	picture = &OutgoingFile{URL: "http://backend/f/1?s=x&e=1", MimeType: "image/jpeg", Filename: "a.jpg"}
	note    = &OutgoingFile{URL: "http://backend/f/2", MimeType: "audio/ogg; codecs=opus"}
)

// Every kind of message and what WAHA is asked for it.
func TestRequestOfEachKind(t *testing.T) {
	t.Parallel()
	const to = `"session":"default","chatId":"5511977770002@c.us"`
	for _, c := range []struct {
		name     string
		outgoing Outgoing
		path     string
		body     string
	}{
		{
			"text", textTo(person1, "Olá\n\"tú\" <b>", "3EB0AA"), "/api/sendText",
			`{` + to + `,"id":"3EB0AA","text":"Olá\n\"tú\" <b>","linkPreview":false}`,
		},
		{
			"text that answers, names somebody and has a link",
			Outgoing{Kind: models.TypeText, Text: "@5511999990001 https://a.b", ReplyTo: "AC62", LinkPreview: true, Mentions: []models.ChatID{"5511999990001@c.us"}},
			"/api/sendText",
			`{` + to + `,"text":"@5511999990001 https://a.b","reply_to":"AC62","linkPreview":true,"mentions":["5511999990001@c.us"]}`,
		},
		{
			"image",
			Outgoing{Kind: models.TypeImage, File: picture, Text: "@1", ID: "A", ReplyTo: "B", Mentions: []models.ChatID{"1234567@c.us"}},
			"/api/sendImage",
			`{` + to + `,"id":"A","reply_to":"B","caption":"@1","mentions":["1234567@c.us"],"file":{"url":"http://backend/f/1?s=x&e=1","mimetype":"image/jpeg","filename":"a.jpg"}}`,
		},
		{
			"image without a word",
			Outgoing{Kind: models.TypeImage, File: picture},
			"/api/sendImage",
			`{` + to + `,"file":{"url":"http://backend/f/1?s=x&e=1","mimetype":"image/jpeg","filename":"a.jpg"}}`,
		},
		{
			"video",
			Outgoing{Kind: models.TypeVideo, File: picture, Text: "x", Convert: true},
			"/api/sendVideo",
			`{` + to + `,"caption":"x","convert":true,"file":{"url":"http://backend/f/1?s=x&e=1","mimetype":"image/jpeg","filename":"a.jpg"}}`,
		},
		{
			"document",
			Outgoing{Kind: models.TypeDocument, File: picture, Text: "x"},
			"/api/sendFile",
			`{` + to + `,"caption":"x","file":{"url":"http://backend/f/1?s=x&e=1","mimetype":"image/jpeg","filename":"a.jpg"}}`,
		},
		{
			"audio",
			Outgoing{Kind: models.TypeAudio, File: note},
			"/api/sendFile",
			`{` + to + `,"file":{"url":"http://backend/f/2","mimetype":"audio/ogg; codecs=opus"}}`,
		},
		{
			"voice",
			Outgoing{Kind: models.TypeVoice, File: note, Convert: true, ReplyTo: "B", Text: "no caption"},
			"/api/sendVoice",
			`{` + to + `,"convert":true,"reply_to":"B","file":{"url":"http://backend/f/2","mimetype":"audio/ogg; codecs=opus"}}`,
		},
		{
			"voice as it should be",
			Outgoing{Kind: models.TypeVoice, File: note},
			"/api/sendVoice",
			`{` + to + `,"convert":false,"file":{"url":"http://backend/f/2","mimetype":"audio/ogg; codecs=opus"}}`,
		},
		{
			"sticker",
			Outgoing{Kind: models.TypeSticker, File: picture, Text: "no caption"},
			"/api/sendSticker",
			`{` + to + `,"file":{"url":"http://backend/f/1?s=x&e=1","mimetype":"image/jpeg","filename":"a.jpg"}}`,
		},
		{
			"location",
			Outgoing{Kind: models.TypeLocation, Location: &models.Location{Latitude: -23.55, Longitude: -46.63, Name: "Loja", Address: "Rua 1"}},
			"/api/sendLocation",
			`{` + to + `,"latitude":-23.55,"longitude":-46.63,"title":"Loja"}`,
		},
		{
			"location without a name",
			Outgoing{Kind: models.TypeLocation, Location: &models.Location{Address: "Rua 1"}},
			"/api/sendLocation",
			`{` + to + `,"latitude":0,"longitude":0,"title":"Rua 1"}`,
		},
		{
			"contacts",
			Outgoing{Kind: models.TypeContact, Contacts: []models.VCard{
				{FullName: "Ana", Organization: "Loja", PhoneNumbers: []string{"5511977770002"}},
				{FullName: "Bia", PhoneNumbers: []string{"5521966660003"}},
				{FullName: "Caio", PhoneNumbers: []string{"1", "2"}, Text: "BEGIN:VCARD\nEND:VCARD"},
			}},
			"/api/sendContactVcard",
			`{` + to + `,"contacts":[{"fullName":"Ana","organization":"Loja","phoneNumber":"+5511977770002","whatsappId":"5511977770002"},` +
				`{"fullName":"Bia","phoneNumber":"+5521966660003","whatsappId":"5521966660003"},{"vcard":"BEGIN:VCARD\nEND:VCARD"}]}`,
		},
		{
			"poll",
			Outgoing{Kind: models.TypePoll, Poll: &models.Poll{Question: "Qual?", Options: []models.PollOption{{Name: "A"}, {Name: "B"}}, MultipleAnswers: true}},
			"/api/sendPoll",
			`{` + to + `,"poll":{"name":"Qual?","options":["A","B"],"multipleAnswers":true}}`,
		},
	} {
		c.outgoing.Chat = person1
		path, body := c.outgoing.request()
		if path != c.path || !sameJSON(t, body, c.body) {
			t.Errorf("%s: got %s %v, want %s %s", c.name, path, body, c.path, c.body)
		}
	}
}

// sameJSON compares what is sent with what is wanted, whatever the order of the keys.
func sameJSON(t *testing.T, got any, want string) bool {
	t.Helper()
	encoded, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var a, b any
	if err := json.Unmarshal(encoded, &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &b); err != nil {
		t.Fatalf("%s: %v", want, err)
	}
	return reflect.DeepEqual(a, b)
}

func TestMessagesThatCannotBeSent(t *testing.T) {
	t.Parallel()
	target := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("WAHA was asked") })
	client := newClient(t, patience)
	for name, outgoing := range map[string]Outgoing{
		"no kind":                   {Text: "x"},
		"a notice":                  {Kind: models.TypeNotice, Text: "x"},
		"a call":                    {Kind: models.TypeCall},
		"something unknown":         {Kind: models.TypeUnknown, Text: "x", File: picture},
		"text without text":         {Kind: models.TypeText},
		"an image without its file": {Kind: models.TypeImage, Text: "x"},
		"a file without an address": {Kind: models.TypeDocument, File: &OutgoingFile{MimeType: "text/plain"}},
		"no location":               {Kind: models.TypeLocation},
		"no contacts":               {Kind: models.TypeContact},
		"a contact without number":  {Kind: models.TypeContact, Contacts: []models.VCard{{FullName: "Ana"}}},
		"a contact without name":    {Kind: models.TypeContact, Contacts: []models.VCard{{PhoneNumbers: []string{"5511977770002"}}}},
		"a contact that would lose a number": {Kind: models.TypeContact, Contacts: []models.VCard{
			{FullName: "Ana", PhoneNumbers: []string{"5511977770002", "5511977770003"}},
		}},
		"no poll": {Kind: models.TypePoll},
	} {
		outgoing.Chat = person1
		if sent, err := client.Send(t.Context(), target, outgoing); !errors.Is(err, ErrRefused) || sent != (Sent{}) {
			t.Errorf("%s: got %+v, %v; want ErrRefused", name, sent, err)
		}
	}
}

// WAHA fetches a file before it sends it: that may take longer than a text.
func TestFilesHaveMoreTime(t *testing.T) {
	t.Parallel()
	const id = "true_5511977770002@c.us_A"
	release := make(chan struct{})
	target := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // the server only notices that the caller left once the body is read
		if r.URL.Path == "/api/sendText" {
			<-r.Context().Done()
			return
		}
		<-release
		_, _ = w.Write([]byte(`{"id":"` + id + `"}`))
	})
	client := NewClient(50*time.Millisecond, patience)
	t.Cleanup(client.Close)
	done := make(chan error, 1)
	go func() {
		sent, err := client.Send(t.Context(), target, Outgoing{Chat: person1, Kind: models.TypeImage, File: picture})
		if sent.WAHAID != id && err == nil {
			err = errors.New("the answer was not read")
		}
		done <- err
	}()
	if _, err := client.Send(t.Context(), target, textTo(person1, "x", "A")); !errors.Is(err, ErrTimeout) {
		t.Errorf("a text: got %v, want ErrTimeout", err)
	}
	close(release) // the image's answer comes after a text's time is over
	if err := <-done; err != nil {
		t.Errorf("an image: got %v", err)
	}
}
