package store_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

const ana models.ChatID = "5491122334455@c.us"

func receive(t *testing.T, db *dbtest.DB, events ...models.Event) {
	t.Helper()
	if err := db.Store.Receive(t.Context(), events); err != nil {
		t.Fatalf("receive: %v", err)
	}
}

func ack(session models.Session, id string, a models.Ack) models.Event {
	return models.Event{SessionID: session.ID, Acks: []models.AckUpdate{{MessageID: id, Ack: a}}}
}

func contact(t *testing.T, db *dbtest.DB, owner models.Caller, session models.Session) models.Contact {
	t.Helper()
	list, err := db.Store.Chats(t.Context(), owner, session.ID, models.ChatQuery{Limit: 10})
	if err != nil || len(list.Chats) != 1 {
		t.Fatalf("got %d contacts, %v; want 1", len(list.Chats), err)
	}
	return list.Chats[0]
}

func TestReceiveTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	event := dbtest.Incoming(session, ana, "3A01", "hola")
	again := dbtest.Incoming(session, ana, "3A01", "hola")
	receive(t, db, event, again)
	before := db.Int(t, "select seq from public.feed_heads where user_id = $1", owner.UserID)
	receive(t, db, again)

	if n := db.Int(t, "select count(*) from public.messages"); n != 1 {
		t.Errorf("got %d messages, want 1", n)
	}
	if c := contact(t, db, owner, session); c.UnreadCount != 1 || c.Name != "Ana" || c.LastMessageBody != "hola" {
		t.Errorf("got contact %+v", c)
	}
	if after := db.Int(t, "select seq from public.feed_heads where user_id = $1", owner.UserID); after != before {
		t.Errorf("the feed moved from %d to %d", before, after)
	}
}

func TestReceiveKeepsTheNewerPreview(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	early, late := dbtest.Incoming(session, ana, "1", "first"), dbtest.Incoming(session, ana, "2", "second")
	early.Message.Timestamp = late.Message.Timestamp.Add(-3600e9)
	receive(t, db, late)
	receive(t, db, early)
	if c := contact(t, db, owner, session); c.LastMessageBody != "second" || c.UnreadCount != 2 {
		t.Errorf("got preview %q and %d unread, want the newer one and 2", c.LastMessageBody, c.UnreadCount)
	}
}

func TestReceiptsOnlyGoUp(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	own := dbtest.Incoming(session, ana, "3EB0AA", "mine")
	own.Message.FromMe, own.Message.Ack = true, models.AckServer

	status := func() string {
		var s string
		if err := db.Super.QueryRow(t.Context(), "select status || ack from public.messages").Scan(&s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	steps := []struct {
		name  string
		event models.Event
		want  string
	}{
		{"read before the message is there", ack(session, "3EB0AA", models.AckRead), ""},
		{"the message", own, "read3"},
		{"delivered comes late", ack(session, "3EB0AA", models.AckDevice), "read3"},
		{"the echo again", own, "read3"},
		{"an error", ack(session, "3EB0AA", models.AckError), "failed-1"},
		{"it was delivered after all", ack(session, "3EB0AA", models.AckDevice), "delivered2"},
		{"played", ack(session, "3EB0AA", models.AckPlayed), "played4"},
	}
	for _, step := range steps {
		receive(t, db, step.event)
		if step.want != "" && status() != step.want {
			t.Fatalf("%s: got %s, want %s", step.name, status(), step.want)
		}
	}
	if n := db.Int(t, "select count(*) from conectafy.early_changes"); n != 0 {
		t.Errorf("%d receipts still wait for their message", n)
	}
	if c := contact(t, db, owner, session); c.UnreadCount != 0 {
		t.Errorf("own messages count as unread: %d", c.UnreadCount)
	}
}

func TestAnErrorBeforeItsMessage(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	session := db.Session(t, db.User(t, "owner"))
	receive(t, db, ack(session, "E1", models.AckError))
	own := dbtest.Incoming(session, ana, "E1", "mine")
	own.Message.FromMe, own.Message.Ack = true, models.AckServer
	receive(t, db, own)
	if n := db.Int(t, "select count(*) from public.messages where status = 'failed' and ack = -1"); n != 1 {
		t.Error("the error was lost")
	}
}

func TestReceiptOfAnothersMessageIsNoReceipt(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session, other := db.Session(t, owner), db.Session(t, db.User(t, "other"))
	receive(t, db, dbtest.Incoming(session, ana, "A", "hola"))
	receive(t, db, ack(session, "A", models.AckRead), ack(other, "A", models.AckRead))
	if n := db.Int(t, "select count(*) from public.messages where status = 'received' and ack = 2"); n != 1 {
		t.Error("a receipt changed a message of others")
	}
}

// Of new contacts whose first messages arrive together nothing is lost and nothing doubled.
func TestNewContactsAtOnce(t *testing.T) {
	t.Parallel()
	const contacts, each, writers = 300, 4, 8
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	var events []models.Event
	for c := range contacts {
		for m := range each {
			chat := models.ChatID(fmt.Sprintf("54911%08d@c.us", c))
			events = append(events, dbtest.Incoming(session, chat, fmt.Sprintf("%d-%d", c, m), "hola"))
		}
	}
	rand.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })

	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for i := w; i < len(events); i += writers {
				if err := db.Store.Receive(t.Context(), events[i:i+1]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	if n := db.Int(t, "select count(*) from public.messages"); n != contacts*each {
		t.Errorf("got %d messages, want %d", n, contacts*each)
	}
	if n := db.Int(t, "select count(*) from public.contacts where unread_count = $1", each); n != contacts {
		t.Errorf("got %d contacts with exact counts, want %d", n, contacts)
	}
}

func TestReceiveForASessionThatIsGone(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	gone, stays := db.Session(t, owner), db.Session(t, owner)
	if _, err := db.Store.Want(t.Context(), owner, gone.ID, models.DesiredDeleted); err != nil {
		t.Fatal(err)
	}
	unknown := models.Session{ID: uuid.New()}
	receive(t, db, dbtest.Incoming(gone, ana, "1", "x"), dbtest.Incoming(unknown, ana, "2", "x"),
		ack(unknown, "3", models.AckRead), dbtest.Incoming(stays, ana, "4", "x"))
	if n := db.Int(t, "select count(*) from public.messages where session_id = $1", stays.ID); n != 1 {
		t.Error("the message beside those of a deleted session was lost")
	}
	if n := db.Int(t, "select count(*) from public.messages"); n != 1 {
		t.Errorf("got %d messages, want 1", n)
	}
}

// A receipt writes to no index of its message: none names what receipts change, in its condition neither.
func TestReceiptsSpareTheIndexes(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	const named = `select count(*) from pg_indexes where schemaname = 'public' and tablename = 'messages' and indexdef ~ `
	if n := db.Int(t, named+`'\m(ack|status|error_code|updated_at)\M'`); n != 0 {
		t.Errorf("%d indexes name what receipts change", n)
	}
	if n := db.Int(t, named+`'\m(in_outbox|has_failed)\M'`); n != 2 {
		t.Errorf("%d indexes stand on the states that matter, want 2: does the pattern still find them?", n)
	}

	session := db.Session(t, db.User(t, "owner"))
	receive(t, db, dbtest.Incoming(session, ana, "A", "hola"))
	tx := begin(t, db)
	if _, err := tx.Exec(t.Context(), "update public.messages set ack = 3, status = 'read', updated_at = now()"); err != nil {
		t.Fatal(err)
	}
	var spared int
	if err := tx.QueryRow(t.Context(), "select pg_stat_get_xact_tuples_hot_updated('public.messages'::regclass)").Scan(&spared); err != nil {
		t.Fatal(err)
	}
	if spared != 1 {
		t.Errorf("PostgreSQL spared the indexes of %d messages, want 1", spared)
	}
}
