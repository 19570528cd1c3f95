package store_test

import (
	"errors"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// apiEcho is what an engine that chose the id tells of a message that was sent through WAHA.
func apiEcho(session models.Session, chat models.ChatID, id string, kind models.MessageType, body string) models.Event {
	event := dbtest.Incoming(session, chat, id, body)
	m := event.Message
	m.FromMe, m.Source, m.Type, m.WAHAID, m.Ack = true, "api", kind, "true_"+string(chat)+"_"+id, models.AckServer
	return event
}

// An engine that does not say which id it chose tells it by the echo: that is the message of ours, and no second one.
func TestAnEchoIsAdopted(t *testing.T) {
	t.Parallel()
	const hidden = models.ChatID("112233445566778@lid")
	for name, c := range map[string]struct {
		kind, as models.MessageType
		body     string
		echoed   string
		chat     models.ChatID
		adopted  bool
	}{
		"text":                       {models.TypeText, models.TypeText, "Hola", "Hola", ana, true},
		"file without a caption":     {models.TypeImage, models.TypeImage, "", "", ana, true},
		"sound":                      {models.TypeAudio, models.TypeDocument, "", "", ana, true},
		"under her hidden id":        {models.TypeText, models.TypeText, "Hola", "Hola", hidden, true},
		"another text":               {models.TypeText, models.TypeText, "Hola", "Chau", ana, false},
		"another kind":               {models.TypeImage, models.TypeVideo, "", "", ana, false},
		"in somebody else's chat":    {models.TypeText, models.TypeText, "Hola", "Hola", "5491199998888@c.us", false},
		"document that is no sound":  {models.TypeImage, models.TypeDocument, "", "", ana, false},
		"under another's hidden one": {models.TypeText, models.TypeText, "Hola", "Hola", "998877665544332@lid", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, owner, session := connected(t)
			receive(t, db, models.Event{SessionID: session.ID, Twins: []models.Twins{{LID: hidden, Phone: ana}}})
			m := outgoing(session, ana, c.body)
			m.Type = c.kind
			m = queue(t, db, owner, m)
			if err := claim(t, db, m); err != nil {
				t.Fatal(err)
			}
			event := apiEcho(session, c.chat, "3EBCHOSEN", c.as, c.echoed)
			receive(t, db, event, event)
			want := 2
			if c.adopted {
				want = 1
			}
			if n := db.Int(t, "select count(*) from public.messages"); n != want {
				t.Errorf("%d messages are stored, want %d", n, want)
			}
			now := must[models.Message](t)(db.Store.Message(t.Context(), owner, session.ID, m.ID))
			if got := now.MessageID == "3EBCHOSEN"; got != c.adopted {
				t.Errorf("adopted: got %t, want %t: %+v", got, c.adopted, now)
			}
			// The answer, which names no id, changes nothing any more.
			if err := db.Store.FinishSend(t.Context(), m, "", ""); err != nil {
				t.Fatal(err)
			}
			if n := db.Int(t, "select count(*) from public.messages"); n != want {
				t.Errorf("after the answer %d messages are stored, want %d", n, want)
			}
		})
	}
}

// News that comes after a message was given up for want of them still find it.
func TestALateEchoIsAdopted(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]models.MessageStatus{"outcome_unknown": models.MessageSent, "engine_error": models.MessageFailed} {
		db, owner, session := connected(t)
		m := queue(t, db, owner, outgoing(session, ana, "Hola"))
		if err := db.Store.FailSend(t.Context(), m, code); err != nil {
			t.Fatal(err)
		}
		receive(t, db, apiEcho(session, ana, "3EBCHOSEN", models.TypeText, "Hola"))
		now := must[models.Message](t)(db.Store.Message(t.Context(), owner, session.ID, m.ID))
		if now.Status != want {
			t.Errorf("%s: got %s, want %s", code, now.Status, want)
		}
	}
}

// Of two jobs that a message has after it was cancelled and sent again, only the newer may take its turn.
func TestAMessageThatWasQueuedAgain(t *testing.T) {
	t.Parallel()
	db, owner, session := connected(t)
	first := queue(t, db, owner, outgoing(session, ana, "Hola"))
	must[models.Message](t)(db.Store.CancelSend(t.Context(), owner, session.ID, first.ID))
	again := must[models.Message](t)(db.Store.RetrySend(t.Context(), owner, session.ID, first.ID))
	if err := claim(t, db, first); !errors.Is(err, store.ErrNotYet) {
		t.Errorf("the old job: got %v, want ErrNotYet", err)
	}
	if err := claim(t, db, again); err != nil {
		t.Errorf("the new job: %v", err)
	}
}
