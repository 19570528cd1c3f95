package waha

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

const payloads = "testdata/payloads"

var arrival = time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)

// payload reads the body of a webhook or of an answer. Recorded files have what was around it, too.
func payload(t testing.TB, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(payloads, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(name, "recorded-") {
		return body
	}
	var recorded struct {
		Body json.RawMessage `json:"body"`
	}
	if err := json.Unmarshal(body, &recorded); err != nil {
		t.Fatal(err)
	}
	if string(recorded.Body) == "null" {
		return nil
	}
	return recorded.Body
}

// webhookFiles are the names of all payloads of webhooks.
func webhookFiles(t testing.TB) []string {
	t.Helper()
	var names []string
	for _, pattern := range []string{"wh-*.json", "recorded-webhook-*.json"} {
		found, err := filepath.Glob(filepath.Join(payloads, pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("no payloads: %v", err)
		}
		for _, f := range found {
			names = append(names, strings.TrimSuffix(filepath.Base(f), ".json"))
		}
	}
	return names
}

// shown is an event as text, without what differs each time: the row, and the body that came.
func shown(t testing.TB, event models.Event) string {
	t.Helper()
	event.Body, event.SessionID = nil, uuid.Nil
	if event.Message != nil {
		m := *event.Message
		m.ID, m.SessionID = uuid.Nil, uuid.Nil
		event.Message = &m
	}
	if event.Unprocessed != nil {
		u := *event.Unprocessed
		u.Body = nil
		event.Unprocessed = &u
	}
	text, err := json.MarshalIndent(event, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// same wants two events to be equal, and shows the lines in which they are not.
func same(t testing.TB, name string, got, want models.Event) {
	t.Helper()
	gotLines, wantLines := strings.Split(shown(t, got), "\n"), strings.Split(shown(t, want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		var one, other string
		if i < len(gotLines) {
			one = gotLines[i]
		}
		if i < len(wantLines) {
			other = wantLines[i]
		}
		if one != other {
			t.Errorf("%s: got %s, want %s; all of it: %s", name, one, other, shown(t, got))
			return
		}
	}
}

// Every payload means what the tables say.
func TestDecodePayloads(t *testing.T) {
	t.Parallel()
	session := uuid.New()
	expected := expectedEvents()
	for _, name := range webhookFiles(t) {
		want, known := expected[name]
		if !known {
			t.Errorf("%s: no table says what it means", name)
			continue
		}
		delete(expected, name)
		body := payload(t, name)
		event := Decode(session, body, arrival)
		if event.SessionID != session || string(event.Body) != string(body) {
			t.Errorf("%s: the event lost its session or its body", name)
		}
		if m := event.Message; m != nil && (m.ID == uuid.Nil || m.SessionID != session) {
			t.Errorf("%s: got row %s of session %s", name, m.ID, m.SessionID)
		}
		if u := event.Unprocessed; u != nil && string(u.Body) != string(body) {
			t.Errorf("%s: what was not understood is not kept", name)
		}
		same(t, name, event, want)
	}
	for name := range expected {
		t.Errorf("%s: expected, and there is no such file", name)
	}
}

// The items of message lists are read on the same path, marked with how they came.
func TestDecodeMessageOfAList(t *testing.T) {
	t.Parallel()
	var items []json.RawMessage
	if err := json.Unmarshal(payload(t, "api-chat-messages"), &items); err != nil {
		t.Fatal(err)
	}
	session := uuid.New()
	sent := out("3EB05DD80892943653DB3A", "Resposta enviada pela API", "api", 102)
	received := in(greetID, greet, models.TypeText, 102)
	sent.Ack, sent.Origin, received.Origin = models.AckRead, models.OriginHistory, models.OriginHistory
	for i, want := range []models.Message{sent, received} {
		got, err := DecodeMessage(session, items[i], models.OriginHistory, arrival)
		if err != nil || got.Message.SessionID != session {
			t.Fatalf("item %d: %+v, %v", i, got, err)
		}
		same(t, "api-chat-messages", got, models.Event{Message: &want})
	}
	if _, err := DecodeMessage(session, []byte(`{"id":"x"}`), models.OriginHistory, arrival); err == nil {
		t.Error("an item without an id is no error")
	}
	if event, err := DecodeMessage(session, []byte(`{"id":"false_1@newsletter_A"}`), models.OriginHistory, arrival); err != nil || !event.IsEmpty() {
		t.Errorf("a channel: got %+v, %v", event, err)
	}
}
