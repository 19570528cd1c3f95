package waha

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

func TestSignature(t *testing.T) {
	t.Parallel()
	const (
		key  = "my-secret-key"
		body = `{"event":"message","session":"default","engine":"WEBJS"}`
		sum  = "208f8a55dde9e05519e898b10b89bf0d0b3b0fdf11fdbf09b6b90476301b98d8097c462b2b17a6ce93b6b47a136cf2e78a33a63f6752c2c1631777076153fa89"
	)
	if !ValidSignature(key, []byte(body), sum) {
		t.Error("WAHA's own example is refused")
	}
	for name, c := range map[string]struct{ key, body, sum string }{
		"another key":      {"My-secret-key", body, sum},
		"another body":     {key, body + " ", sum},
		"none":             {key, body, ""},
		"cut short":        {key, body, sum[:64]},
		"longer":           {key, body, sum + "00"},
		"one digit":        {key, body, "3" + sum[1:]},
		"no hex":           {key, body, strings.Repeat("z", 128)},
		"with the name":    {key, body, "sha512=" + sum},
		"half a digit":     {key, body, sum[:127]},
		"spaces around it": {key, body, " " + sum},
	} {
		if ValidSignature(c.key, []byte(c.body), c.sum) {
			t.Errorf("%s: accepted", name)
		}
	}
}

// message wraps a payload into an envelope.
func message(payload string) []byte {
	return fmt.Appendf(nil, `{"event":"message.any","timestamp":1785000000000,"session":"default","payload":%s}`, payload)
}

func TestDecodeOddMessages(t *testing.T) {
	t.Parallel()
	const id = `"id":"false_5511977770002@c.us_ABC"`
	for _, c := range []struct {
		name, payload string
		want          models.Message
	}{
		{"NUL in the text", `{` + id + `,"body":"a\u0000b"}`, models.Message{Body: "ab", Type: models.TypeText}},
		{"NUL in a name", `{` + id + `,"body":"x","_data":{"pushName":"A\u0000na"}}`, models.Message{Body: "x", SenderName: "Ana", Type: models.TypeText}},
		{"half a character", `{` + id + `,"body":"\ud83d"}`, models.Message{Body: "\ufffd", Type: models.TypeText}},
		{"a name without end", `{` + id + `,"body":"x","_data":{"pushName":"` + strings.Repeat("é", 200) + `"}}`, models.Message{Body: "x", SenderName: strings.Repeat("é", 100), Type: models.TypeText}},
		{"an engine's object of another shape", `{` + id + `,"body":"x","_data":[1]}`, models.Message{Body: "x", Type: models.TypeText}},
		{"an engine's field of another shape", `{` + id + `,"body":"x","_data":{"type":5,"Info":{"PushName":{}}}}`, models.Message{Body: "x", Type: models.TypeText}},
		{"nothing in it", `{` + id + `}`, models.Message{Type: models.TypeUnknown}},
		{"media of a kind that only its file tells", `{` + id + `,"hasMedia":true,"media":{"mimetype":"video/mp4"}}`, models.Message{Type: models.TypeVideo}},
		{"media of which nothing is told", `{` + id + `,"hasMedia":true}`, models.Message{Type: models.TypeDocument}},
		{"ack as text", `{` + id + `,"body":"x","ack":"2"}`, models.Message{Body: "x", Type: models.TypeText, Ack: 2}},
		{"ack beyond them", `{` + id + `,"body":"x","ack":99}`, models.Message{Body: "x", Type: models.TypeText, Ack: models.AckPlayed}},
		{"ack of no sense", `{` + id + `,"body":"x","ack":{}}`, models.Message{Body: "x", Type: models.TypeText}},
	} {
		event := Decode(uuid.New(), message(c.payload), arrival)
		if event.Message == nil {
			t.Errorf("%s: got %+v", c.name, event.Unprocessed)
			continue
		}
		m := event.Message
		if m.Body != c.want.Body || m.SenderName != c.want.SenderName || m.Type != c.want.Type || m.Ack != c.want.Ack {
			t.Errorf("%s: got %+v, want %+v", c.name, m, c.want)
		}
		if m.ChatID != "5511977770002@c.us" || m.MessageID != "ABC" || m.FromNumber != "5511977770002" {
			t.Errorf("%s: got chat %s, id %s, from %s", c.name, m.ChatID, m.MessageID, m.FromNumber)
		}
	}
}

func TestDecodeTimes(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]time.Time{
		`1785000034`:       time.Unix(1785000034, 0),
		`"1785000034"`:     time.Unix(1785000034, 0),
		`1785000034.853`:   time.UnixMilli(1785000034853),
		`1785000034853`:    time.UnixMilli(1785000034853),
		`0`:                arrival,
		`-5`:               arrival,
		`1e300`:            arrival,
		`null`:             arrival,
		`{"low":1}`:        arrival,
		`"yesterday"`:      arrival,
		`9007199254740993`: arrival,
	} {
		event := Decode(uuid.New(), message(`{"id":"false_5511977770002@c.us_ABC","body":"x","timestamp":`+written+`}`), arrival)
		if event.Message == nil || !event.Message.Timestamp.Equal(want) {
			t.Errorf("%s: got %+v, want %s", written, event.Message, want)
		}
	}
}

func TestDecodeKeepsWhatItDoesNotUnderstand(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"nothing":                   ``,
		"no JSON":                   `event=message`,
		"cut short":                 `{"event":"message.any","payload":{"id":"fal`,
		"a list":                    `[]`,
		"null":                      `null`,
		"no event":                  `{}`,
		"no payload":                `{"event":"message.any"}`,
		"payload null":              `{"event":"message.any","payload":null}`,
		"payload a text":            `{"event":"message.any","payload":"x"}`,
		"no id":                     string(message(`{"body":"x"}`)),
		"a bare id":                 string(message(`{"id":"ABC","body":"x"}`)),
		"an id without its end":     string(message(`{"id":"false_5511977770002@c.us_"}`)),
		"an id with a NUL":          string(message(`{"id":"false_5511977770002@c.us_A\u0000"}`)),
		"an id without end":         string(message(`{"id":"false_5511977770002@c.us_` + strings.Repeat("A", 129) + `"}`)),
		"an id of neither":          string(message(`{"id":"maybe_5511977770002@c.us_A"}`)),
		"an id of no chat":          string(message(`{"id":"false_nobody@c.us_A"}`)),
		"an id of an evil chat":     string(message(`{"id":"false_1'; drop table messages@c.us_A"}`)),
		"a receipt of no number":    `{"event":"message.ack","payload":{"id":"true_5511977770002@c.us_A"}}`,
		"a receipt beyond them":     `{"event":"message.ack","payload":{"id":"true_5511977770002@c.us_A","ack":7}}`,
		"a status without its name": `{"event":"session.status","payload":{}}`,
		"a status without end":      `{"event":"session.status","payload":{"status":"` + strings.Repeat("A", 201) + `"}}`,
		"an event with a NUL":       `{"event":"a\u0000b"}`,
	} {
		event := Decode(uuid.New(), []byte(body), arrival)
		u := event.Unprocessed
		if u == nil || u.Reason == "" || string(u.Body) != body || strings.ContainsRune(u.Event+u.Reason, 0) {
			t.Errorf("%s: got %+v, want it kept with a reason", name, event)
		}
	}
}

// A status can never be from the future: later ones would be ignored as old.
func TestDecodeStatusFromTheFuture(t *testing.T) {
	t.Parallel()
	body := fmt.Appendf(nil, `{"event":"session.status","timestamp":%d,"payload":{"status":"WORKING"}}`, arrival.Add(time.Hour).UnixMilli())
	if s := Decode(uuid.New(), body, arrival).Status; s == nil || !s.At.Equal(arrival) {
		t.Errorf("got %+v, want it at the time of its arrival", s)
	}
}

func TestDecodeSent(t *testing.T) {
	t.Parallel()
	const id = "3EB022656B918DA6E8138C"
	for _, c := range []struct {
		name, answer string
		chat         models.ChatID
		want         Sent
	}{
		{"GOWS", string(payload(t, "api-sendText-response-GOWS")), person1, Sent{"true_5511977770002@c.us_" + id, id}},
		{"GOWS in a group", string(payload(t, "api-sendText-response-GOWS-group")), group1, Sent{"true_120363041234567890@g.us_3EB0D5C821B7E53CD3AE85_5511988880001@c.us", "3EB0D5C821B7E53CD3AE85"}},
		{"NOWEB", string(payload(t, "api-sendText-response-NOWEB")), person1, Sent{"true_5511977770002@c.us_" + id, id}},
		{"NOWEB's message", string(payload(t, "api-sendPoll-response-NOWEB")), person1, Sent{"true_5511977770002@c.us_3EB0CD7B5F8387E14E20DA", "3EB0CD7B5F8387E14E20DA"}},
		{"WEBJS", string(payload(t, "api-sendText-response-WEBJS")), person1, Sent{"true_5511977770002@c.us_" + id, id}},
		{"only that it was sent", string(payload(t, "api-forwardMessage-response-WEBJS")), person1, Sent{}},
		{"nothing", ``, person1, Sent{}},
		{"null", `null`, person1, Sent{}},
		{"a list", `[]`, person1, Sent{}},
		{"an id of another shape", `{"id":{"id":"A"}}`, person1, Sent{}},
		{"an id that is a number", `{"id":5}`, person1, Sent{}},
	} {
		if got := decodeSent(json.RawMessage(c.answer), c.chat); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}

// A mistake in the decoder costs the webhook that shows it, which is kept.
func TestGuarded(t *testing.T) {
	t.Parallel()
	event, err := guarded(func() (models.Event, error) {
		var none []models.Event
		return none[len(none)], nil
	})
	if !errors.Is(err, errBroken) || !event.IsEmpty() {
		t.Errorf("got %+v, %v", event, err)
	}
}
