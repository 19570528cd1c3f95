package store_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// A page is read row by row into one place: what one message has must not show in the next, which has none of it.
func TestMessagesOfAPageShareNothing(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	start := time.Now().UTC().Add(-time.Hour)
	var events []models.Event
	for i, dress := range []func(*models.Message){
		func(*models.Message) {},
		func(m *models.Message) {
			m.Mentions, m.Forwarded, m.ViewOnce, m.Participant = []models.ChatID{"5491100000001@c.us"}, true, true, "5491100000002"
			m.Quote = &models.Quote{MessageID: "3AQUOTED", From: ana, Body: "¿quién?", Type: models.TypeText}
		},
		func(m *models.Message) { m.SenderName, m.Body, m.FromNumber = "", "", "" },
		func(m *models.Message) {
			m.Mentions = []models.ChatID{"5491100000003@c.us", "5491100000004@c.us"}
			m.Quote = &models.Quote{MessageID: "3AOTHER", Body: "otra", Type: models.TypeImage}
		},
		func(*models.Message) {},
	} {
		event := dbtest.Incoming(session, ana, string(rune('A'+i))+"3A", "hola")
		event.Message.Timestamp = start.Add(time.Duration(i) * time.Minute)
		dress(event.Message)
		events = append(events, event)
	}
	if err := db.Store.Receive(t.Context(), events); err != nil {
		t.Fatal(err)
	}
	page := must[[]models.Message](t)(db.Store.Messages(t.Context(), owner, session.ID, ana, models.Page{Limit: 10}))
	if len(page) != len(events) {
		t.Fatalf("got %d messages, want %d", len(page), len(events))
	}
	for _, got := range page {
		alone := must[models.Message](t)(db.Store.Message(t.Context(), owner, session.ID, got.ID))
		if !reflect.DeepEqual(got, alone) {
			t.Errorf("in the page: %+v\nby itself:   %+v", got, alone)
		}
	}
	if !slices.Equal(page[1].Mentions, events[1].Message.Mentions) || page[0].Quote != nil || page[2].Quote != nil ||
		len(page[2].Mentions) != 0 || !page[1].Forwarded || page[2].Forwarded {
		t.Errorf("what the messages have is mixed up: %+v", page)
	}
}
