package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// story is what happens to a few messages, in the order in which it happened.
func story(session models.Session) []models.Event {
	at := func(minutes int) time.Time { return dbtest.Base.Add(time.Duration(minutes) * time.Minute) }
	in := func(e models.Event) models.Event { e.SessionID = session.ID; return e }
	text := func(id, body string) models.Event {
		e := dbtest.With(session, id, models.TypeText, models.Content{})
		e.Message.Body = body
		return e
	}
	react := func(sender models.ChatID, emoji string, minutes int) models.Event {
		return in(models.Event{Reaction: &models.Reaction{MessageID: "A", Sender: sender, Emoji: emoji, At: at(minutes)}})
	}
	return append(dbtest.EveryKind(session),
		text("A", "hola"), text("B", "secret"),
		react(dbtest.Ana, "👍", 1), react(dbtest.Ana, "❤️", 2), react(dbtest.Bea, "😂", 3), react(dbtest.Bea, "", 4),
		react(models.OwnerAddress, "🙏", 5),
		in(models.Event{Edit: &models.Edit{MessageID: "A", Body: "hola!", At: at(1)}}),
		in(models.Event{Edit: &models.Edit{MessageID: "A", Body: "hola!!", At: at(2)}}),
		in(models.Event{Revocation: &models.Revocation{MessageID: "B", At: at(6)}}),
		in(models.Event{Vote: &models.Vote{MessageID: "K-poll", Voter: dbtest.Bea, Options: []string{"Hoy", "Mañana"}, At: at(2)}}),
		in(models.Event{Vote: &models.Vote{MessageID: "K-poll", Voter: dbtest.Bea, Options: []string{"Mañana"}, At: at(3)}}),
	)
}

// told is what a person sees of a chat, as one text.
func told(messages []models.Message) string {
	var b strings.Builder
	for _, m := range messages {
		fmt.Fprintf(&b, "%s %s %q edited=%v revoked=%v", m.MessageID, m.Type, m.Body, !m.EditedAt.IsZero(), !m.RevokedAt.IsZero())
		for _, r := range m.Content.Reactions {
			fmt.Fprintf(&b, " %s:%s", r.Sender, r.Emoji)
		}
		if p := m.Content.Poll; p != nil {
			fmt.Fprintf(&b, " %v", p.Options)
		}
		if c := m.Content.Call; c != nil {
			fmt.Fprintf(&b, " %s", c.State)
		}
		if f := m.Content.Media; f != nil {
			fmt.Fprintf(&b, " %s %s %dx%d %s %v", f.Status, f.MimeType, f.Width, f.Height, f.Duration, f.Waveform)
		}
		if l := m.Content.Location; l != nil {
			fmt.Fprintf(&b, " %v", *l)
		}
		fmt.Fprintf(&b, " %v", m.Content.VCards)
		if e := m.Content.Event; e != nil {
			fmt.Fprintf(&b, " %s %v", e.Name, len(e.Responses))
		}
		if m.Content.Link != nil && m.Content.Ad != nil {
			fmt.Fprintf(&b, " %v %v", *m.Content.Link, *m.Content.Ad)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// chatByID puts messages of the same second into an order that does not depend on their arrival.
func chatByID(t *testing.T, db *dbtest.DB, owner models.Caller, session models.Session) string {
	t.Helper()
	messages := must[[]models.Message](t)(db.Store.Messages(t.Context(), owner, session.ID, dbtest.Ana, models.Page{Limit: 100}))
	lines := strings.Split(strings.TrimSpace(told(messages)), "\n")
	seen := make(map[string]bool)
	for _, line := range lines {
		id, _, _ := strings.Cut(line, " ")
		if seen[id] {
			t.Errorf("message %s is there twice", id)
		}
		seen[id] = true
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// Whatever the order in which webhooks come, and however often, what is seen in the end is the same.
func TestAnyOrderTellsTheSameStory(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	first := db.Session(t, owner)
	receive(t, db, story(first)...)
	want := chatByID(t, db, owner, first)
	for _, part := range []string{
		`A text "hola!!" edited=true revoked=false 5491122334455@c.us:❤️ me:🙏 `, `B text "secret" edited=false revoked=true`,
		"[{Hoy [5491122334455@c.us]} {Mañana [5491166778899@c.us]}]", "call:C1 call \"\" edited=false revoked=false rejected",
		"K-image image \"\" edited=false revoked=false 5491122334455@c.us:👍 pending image/jpeg 640x480", "3s [0 50 100]",
	} {
		if !strings.Contains(want, part) {
			t.Fatalf("the story lacks %q:\n%s", part, want)
		}
	}
	for round := range 8 {
		session := db.Session(t, owner)
		events := story(session)
		for _, e := range events {
			events = append(events, dbtest.Again(e))
		}
		rand.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		for len(events) > 0 {
			n := 1 + rand.IntN(min(len(events), 7))
			receive(t, db, events[:n]...)
			events = events[n:]
		}
		if got := chatByID(t, db, owner, session); got != want {
			t.Fatalf("round %d: got\n%s\nwant\n%s", round, got, want)
		}
		if n := db.Int(t, "select unread_count from public.contacts where session_id = $1 and not is_group", session.ID); n != 9 {
			t.Errorf("round %d: %d unread, want the 9 messages", round, n)
		}
		if n := db.Int(t, "select count(*) from public.message_versions where session_id = $1 and message_id = 'A'", session.ID); n != 2 {
			t.Errorf("round %d: %d earlier texts, want 2", round, n)
		}
	}
}

// A revoked text is kept, but nobody reads it in the list of chats.
func TestARevokedTextIsNotInThePreview(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	receive(t, db, dbtest.Incoming(session, ana, "A", "secret"))
	receive(t, db, models.Event{SessionID: session.ID, Revocation: &models.Revocation{MessageID: "A", At: time.Now()}})
	if c := contact(t, db, owner, session); c.LastMessageBody != "" {
		t.Errorf("the preview says %q", c.LastMessageBody)
	}
}

func TestReadOnAnotherDevice(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	for i := range 5 {
		e := dbtest.Incoming(session, ana, fmt.Sprint(i), "hola")
		e.Message.Timestamp = dbtest.Base.Add(time.Duration(i) * time.Second)
		receive(t, db, e)
	}
	read := func(id string) { receive(t, db, models.Event{SessionID: session.ID, ReadElsewhere: id}) }
	for _, step := range []struct {
		id   string
		want int
	}{{"2", 2}, {"1", 2}, {"nobody knows it", 2}, {"4", 0}} {
		read(step.id)
		if c := contact(t, db, owner, session); c.UnreadCount != step.want {
			t.Errorf("after reading %s: %d unread, want %d", step.id, c.UnreadCount, step.want)
		}
	}
}

// What was read on the phone is read, also where the news of it overtook the message.
func TestReadBeforeItCame(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	for range 2 {
		receive(t, db, models.Event{SessionID: session.ID, ReadElsewhere: "A"})
	}
	read := dbtest.Incoming(session, ana, "A", "hola")
	receive(t, db, read)
	receive(t, db, dbtest.Again(read))
	receive(t, db, dbtest.Incoming(session, ana, "B", "¿están?"))
	if c := contact(t, db, owner, session); c.UnreadCount != 1 {
		t.Errorf("%d unread, want the second one alone", c.UnreadCount)
	}
	if n := db.Int(t, "select count(*) from conectafy.early_changes"); n != 0 {
		t.Errorf("%d changes still wait for a message", n)
	}
}

// WEBJS tells of a message before it has its content.
func TestContentThatComesLater(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	waiting := dbtest.With(session, "A", models.TypeUnknown, models.Content{})
	full := dbtest.With(session, "A", models.TypeImage, models.Content{Media: &models.Media{Status: models.MediaPending, MimeType: "image/png"}})
	full.Message.Body = "a caption"
	receive(t, db, waiting)
	receive(t, db, full)
	receive(t, db, dbtest.Again(waiting))
	messages := must[[]models.Message](t)(db.Store.Messages(t.Context(), owner, session.ID, ana, models.Page{Limit: 10}))
	if len(messages) != 1 || messages[0].Type != models.TypeImage || messages[0].Body != "a caption" || messages[0].Content.Media == nil {
		t.Errorf("got %+v, want one image with its caption", messages)
	}
	if c := contact(t, db, owner, session); c.UnreadCount != 1 {
		t.Errorf("%d unread, want 1", c.UnreadCount)
	}
}

// History fills the past: it counts as read, and does not wake readers for each message.
func TestHistoryIsNoNews(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	start := updates(t, db, owner, nil, "").Cursor
	old := dbtest.Incoming(session, ana, "old", "from before")
	old.Message.Origin, old.Message.Timestamp = models.OriginHistory, dbtest.Base
	missed := dbtest.Incoming(session, dbtest.Bea, "missed", "while you were away")
	missed.Message.Origin = models.OriginRecovered
	receive(t, db, old, missed)
	u := updates(t, db, owner, nil, start)
	if len(u.Messages) != 1 || u.Messages[0].Origin != models.OriginRecovered || len(u.Contacts) != 2 {
		t.Errorf("got %d messages and %d chats in the feed, want the recovered one and both chats", len(u.Messages), len(u.Contacts))
	}
	for _, c := range u.Contacts {
		if want := map[models.ChatID]int{ana: 0, dbtest.Bea: 1}[c.ChatID]; c.UnreadCount != want {
			t.Errorf("%s: %d unread, want %d", c.ChatID, c.UnreadCount, want)
		}
	}
}
