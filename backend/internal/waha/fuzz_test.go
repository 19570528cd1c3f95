package waha

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// Whatever a container sends, decoding ends, and what comes out can be stored.
func FuzzDecode(f *testing.F) {
	for _, name := range webhookFiles(f) {
		f.Add(payload(f, name))
	}
	f.Add(message(`{"id":"false_5511977770002:12@s.whatsapp.net_A_B","body":"\u0000","ack":1e400,"timestamp":"NaN"}`))
	f.Add([]byte(`{"event":"message.ack","payload":{"id":"true_1@c.us_\u0000","ack":1}}`))
	f.Add(noweb(`{"audioMessage":{"ptt":true,"seconds":"5","waveform":{"0":0,"1":50,"2":200}}}`, `,"hasMedia":true,"media":{"error":{}}`))
	f.Add(webjs(`{"type":"location","lat":-23.5,"lng":-46.6,"loc":"A\nB","ctwaContext":{"title":"x"}}`, `,"location":{"latitude":"1"}`))
	f.Add(gows(`{"ephemeralMessage":{"message":{"eventMessage":{"name":"x","location":{},"startTime":{"low":1}}}}}`, `,"replyTo":{"id":"Q"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		event := Decode(uuid.Nil, body, arrival)
		check(t, event)
		again := Decode(uuid.Nil, body, arrival)
		if event.Message != nil && again.Message != nil {
			again.Message.ID = event.Message.ID
		}
		if !reflect.DeepEqual(event, again) {
			t.Errorf("twice the same body: got %s, then %s", shown(t, event), shown(t, again))
		}
		fromList, err := DecodeMessage(uuid.Nil, body, models.OriginHistory, arrival)
		if errors.Is(err, errBroken) {
			t.Error(err)
		}
		if err == nil {
			check(t, fromList)
		}
	})
}

// check wants an event that the store can take: known words, ids, bounds, and texts that PostgreSQL has room for.
func check(t *testing.T, event models.Event) {
	t.Helper()
	event.Body = nil
	if u := event.Unprocessed; u != nil {
		if strings.HasPrefix(u.Reason, errBroken.Error()) {
			t.Error(u.Reason)
		}
		wantText(t, maxName, u.Event)
		wantText(t, maxReason, u.Reason)
		event.Unprocessed = nil
		if !event.IsEmpty() {
			t.Errorf("not understood, and yet %s", shown(t, event))
		}
		return
	}
	walk(t, reflect.ValueOf(event))
	if event.Message != nil {
		checkStored(t, event.Message)
	}
	checkTold(t, event)
	for _, twins := range event.Twins {
		if twins.Phone.Phone() == "" || !strings.HasSuffix(string(twins.LID), "@lid") {
			t.Errorf("got the pair %+v", twins)
		}
	}
	if s := event.Status; s != nil && (s.Status == "" || s.At.After(arrival)) {
		t.Errorf("got status %+v", s)
	}
}

// walk wants every text within what is the longest one, valid and without NUL, every list bounded and every time one
// that can be stored.
func walk(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		wantText(t, maxBody, v.String())
	case reflect.Slice:
		if v.Len() > maxParticipants {
			t.Errorf("got a list of %d", v.Len())
		}
		for i := range v.Len() {
			walk(t, v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			walk(t, v.Elem())
		}
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			if !at.IsZero() && (at.Year() < 2008 || at.Year() > 2100) {
				t.Errorf("got the time %s", at)
			}
			return
		}
		for i := range v.NumField() {
			walk(t, v.Field(i))
		}
	}
}

func wantText(t *testing.T, limit int, text string) {
	t.Helper()
	if len(text) > limit || strings.ContainsRune(text, 0) || !utf8.ValidString(text) {
		t.Errorf("got a text of %d bytes: %.100q", len(text), text)
	}
}

func checkStored(t *testing.T, m *models.Message) {
	t.Helper()
	if m.MessageID == "" || len(m.MessageID) > maxMessageID || m.ID == uuid.Nil || !m.ChatID.IsConversation() || m.Timestamp.IsZero() {
		t.Errorf("got message %s", shown(t, models.Event{Message: m}))
	}
	if m.Ack < models.AckError || m.Ack > models.AckPlayed {
		t.Errorf("got receipt %d", m.Ack)
	}
	switch m.Type {
	case models.TypeText, models.TypeImage, models.TypeAudio, models.TypeVoice, models.TypeVideo, models.TypeDocument,
		models.TypeSticker, models.TypeLocation, models.TypeContact, models.TypePoll, models.TypeEvent, models.TypeUnknown,
		models.TypeNotice, models.TypeCall:
	default:
		t.Errorf("got type %q", m.Type)
	}
	if len(m.Mentions) > maxMentions || len(m.Content.VCards) > maxCards || m.Content.Poll != nil && len(m.Content.Poll.Options) > maxOptions {
		t.Error("got a list without end")
	}
	for _, number := range []string{m.FromNumber, m.ToNumber} {
		if strings.Trim(number, "0123456789") != "" {
			t.Errorf("got the number %q", number)
		}
	}
	if media := m.Content.Media; media != nil && (media.Status == models.MediaFailed) != (media.ErrorCode != "") {
		t.Errorf("got media %+v", media)
	}
	if _, err := json.Marshal(m.Content); err != nil {
		t.Errorf("the content cannot be stored: %v", err)
	}
}

// checkTold wants ids and people in what changes a message.
func checkTold(t *testing.T, event models.Event) {
	t.Helper()
	var ids []string
	var people []models.ChatID
	for _, a := range event.Acks {
		if ids = append(ids, a.MessageID); a.Ack == models.AckPending {
			t.Error("got a receipt that says nothing")
		}
	}
	if r := event.Reaction; r != nil {
		ids, people = append(ids, r.MessageID), append(people, r.Sender)
	}
	if e := event.Edit; e != nil {
		ids = append(ids, e.MessageID)
	}
	if r := event.Revocation; r != nil {
		ids = append(ids, r.MessageID)
	}
	if v := event.Vote; v != nil {
		ids, people = append(ids, v.MessageID), append(people, v.Voter)
	}
	if r := event.Response; r != nil {
		ids, people = append(ids, r.MessageID), append(people, r.Responder)
	}
	if c := event.Call; c != nil {
		ids = append(ids, c.CallID)
	}
	if p := event.Presence; p != nil {
		for _, person := range p.People {
			people = append(people, person.Address)
		}
	}
	for _, id := range ids {
		if id == "" || len(id) > maxMessageID {
			t.Errorf("got the id %q", id)
		}
	}
	for _, person := range people {
		if person == "" {
			t.Errorf("got nobody in %s", shown(t, event))
		}
	}
}
