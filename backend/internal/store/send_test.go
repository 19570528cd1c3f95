package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/models"
)

// connected returns a database with a person's connected session.
func connected(t *testing.T) (*dbtest.DB, models.Caller, models.Session) {
	t.Helper()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	db.Connect(t, session)
	return db, owner, session
}

func jobs(t *testing.T, db *dbtest.DB) int {
	t.Helper()
	return db.Int(t, "select count(*) from river.river_job where kind = 'send'")
}

// checkJobs wants a job for every message out, and a message for every job.
func checkJobs(t *testing.T, db *dbtest.DB, want int) {
	t.Helper()
	together := db.Int(t, `select count(*) from public.messages m join river.river_job j on (j.args ->> 'messageId')::uuid = m.id`)
	messages := db.Int(t, "select count(*) from public.messages where from_me")
	if n := jobs(t, db); n != want || messages != want || together != want {
		t.Errorf("%d messages, %d jobs, %d of them together; want %d each", messages, n, together, want)
	}
}

func TestIdempotencyKeys(t *testing.T) {
	t.Parallel()
	db, owner, session := connected(t)
	second := db.Session(t, owner)
	db.Connect(t, second)
	key := models.SendKey{Key: "order-1", Hash: []byte("hola")}
	send := func(s models.Session, k models.SendKey) (models.Message, error) {
		return db.Store.QueueMessage(t.Context(), owner, outgoing(s, ana, "hola"), k)
	}
	first := must[models.Message](t)(send(session, key))
	if first.Status != models.MessageQueued || first.Body != "hola" || first.FromNumber == "" {
		t.Errorf("got %+v", first)
	}
	if again, err := send(session, key); err != nil || again.ID != first.ID || again.MessageID != first.MessageID {
		t.Errorf("the same key: got message %s, %v; want %s", again.ID, err, first.ID)
	}
	_, err := send(session, models.SendKey{Key: key.Key, Hash: []byte("adiós")})
	wantCode(t, "the same key for another text", err, apperr.IdempotencyKeyReused)
	if elsewhere, err := send(second, key); err != nil || elsewhere.ID == first.ID {
		t.Errorf("the same key in another session: got message %s, %v; want one of its own", elsewhere.ID, err)
	}
	without := must[models.Message](t)(send(session, models.SendKey{}))
	if other := must[models.Message](t)(send(session, models.SendKey{})); other.ID == without.ID {
		t.Error("two requests without a key became one message")
	}
	checkJobs(t, db, 4)

	// A repetition is answered even when nothing new could be sent.
	db.Exec(t, "update public.whatsapp_sessions set status = 'disconnected'")
	if again, err := send(session, key); err != nil || again.ID != first.ID {
		t.Errorf("the same key while disconnected: got %s, %v", again.ID, err)
	}
}

func TestOneKeyAtOnce(t *testing.T) {
	t.Parallel()
	db, owner, session := connected(t)
	ids := make(chan uuid.UUID, 20)
	var senders sync.WaitGroup
	for range cap(ids) {
		senders.Go(func() {
			m, err := db.Store.QueueMessage(t.Context(), owner, outgoing(session, ana, "hola"), models.SendKey{Key: "k", Hash: []byte("hola")})
			if err != nil {
				t.Errorf("queue: %v", err)
			}
			ids <- m.ID
		})
	}
	senders.Wait()
	close(ids)
	different := map[uuid.UUID]bool{}
	for id := range ids {
		different[id] = true
	}
	if len(different) != 1 {
		t.Errorf("one key made %d messages", len(different))
	}
	checkJobs(t, db, 1)
}

func TestNothingIsQueuedForANumberThatIsNotConnected(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	_, err := db.Store.QueueMessage(t.Context(), owner, outgoing(session, ana, "hola"), models.SendKey{})
	wantCode(t, "not connected", err, apperr.SessionNotConnected)
	db.Connect(t, session)
	bad := outgoing(session, ana, "nul \x00")
	if _, err := db.Store.QueueMessage(t.Context(), owner, bad, models.SendKey{}); !errors.Is(err, store.ErrUnstorable) {
		t.Errorf("a text that cannot be stored: got %v", err)
	}
	checkJobs(t, db, 0)
	if n := db.Int(t, "select count(*) from public.contacts"); n != 0 {
		t.Errorf("%d chats were made for messages that were refused", n)
	}
}

// A session that goes while a message for it waits its turn takes the message with it.
func TestQueueForASessionThatGoesMeanwhile(t *testing.T) {
	t.Parallel()
	for name, key := range map[string]models.SendKey{"without a key": {}, "with a key": {Key: "k", Hash: []byte("h")}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, owner, session := connected(t)
			tx, err := db.Super.Begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tx.Exec(t.Context(), "select 1 from public.feed_heads for update"); err != nil {
				t.Fatal(err)
			}
			queued := make(chan error, 1)
			go func() {
				_, err := db.Store.QueueMessage(t.Context(), owner, outgoing(session, ana, "hola"), key)
				queued <- err
			}()
			wait.Until(t, "the message waits its turn", func() bool {
				return db.Int(t, `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`) == 1
			})
			if _, err := tx.Exec(t.Context(), "delete from public.whatsapp_sessions"); err != nil {
				t.Fatal(err)
			}
			if err := tx.Commit(t.Context()); err != nil {
				t.Fatal(err)
			}
			wantCode(t, "queue", wait.For(t, "the answer", queued), apperr.SessionNotFound)
			checkJobs(t, db, 0)
		})
	}
}

func TestQueueTouchesTheChat(t *testing.T) {
	t.Parallel()
	db, owner, session := connected(t)
	late := dbtest.Incoming(session, ana, "in", "later")
	receive(t, db, late)
	db.Exec(t, "update public.contacts set last_message_at = now() + interval '1 hour'")
	queue(t, db, owner, outgoing(session, ana, "out"))
	if c := contact(t, db, owner, session); c.LastMessageBody != "later" || c.UnreadCount != 1 {
		t.Errorf("got preview %q and %d unread: an older message out took the place of a newer one in", c.LastMessageBody, c.UnreadCount)
	}
	db.Exec(t, "update public.contacts set last_message_at = now() - interval '1 hour'")
	m := queue(t, db, owner, outgoing(session, ana, "newest"))
	if c := contact(t, db, owner, session); c.LastMessageBody != "newest" || !c.LastMessageFromMe || c.LastMessageID != m.ID {
		t.Errorf("got %+v, want the newest message in the preview", c)
	}
}

func claim(t *testing.T, db *dbtest.DB, m models.Message) error {
	t.Helper()
	_, err := db.Store.ClaimSend(t.Context(), m, 0)
	return err
}

func TestAChatKeepsItsOrder(t *testing.T) {
	t.Parallel()
	db, owner, session := connected(t)
	first, second := queue(t, db, owner, outgoing(session, ana, "1")), queue(t, db, owner, outgoing(session, ana, "2"))
	elsewhere := queue(t, db, owner, outgoing(session, "5491199998888@c.us", "3"))

	if err := claim(t, db, second); !errors.Is(err, store.ErrNotYet) {
		t.Errorf("the second before the first: got %v, want ErrNotYet", err)
	}
	if err := claim(t, db, elsewhere); err != nil {
		t.Errorf("another chat: %v", err)
	}
	if err := claim(t, db, first); err != nil {
		t.Errorf("the first: %v", err)
	}
	if err := claim(t, db, first); err != nil {
		t.Errorf("the first again, after a worker died: %v", err)
	}
	if err := claim(t, db, second); !errors.Is(err, store.ErrNotYet) {
		t.Errorf("the second while the first is on its way: got %v, want ErrNotYet", err)
	}
	if err := db.Store.FailSend(t.Context(), first, "engine_error"); err != nil {
		t.Fatal(err)
	}
	if err := claim(t, db, second); err != nil {
		t.Errorf("the second after the first failed: %v", err)
	}
	if err := claim(t, db, first); !errors.Is(err, store.ErrSettled) {
		t.Errorf("a failed one: got %v, want ErrSettled", err)
	}
	wantCode(t, "one that never was", claim(t, db, outgoing(session, ana, "x")), apperr.MessageNotFound)
}

func TestPace(t *testing.T) {
	t.Parallel()
	db, owner, session := connected(t)
	const gap = time.Hour
	chats := []models.ChatID{"5491100000001@c.us", "5491100000002@c.us"}
	first, second := queue(t, db, owner, outgoing(session, chats[0], "1")), queue(t, db, owner, outgoing(session, chats[1], "2"))
	now := must[time.Time](t)(db.Store.ClaimSend(t.Context(), first, gap))
	if _, err := db.Store.ClaimSend(t.Context(), second, gap); !errors.Is(err, store.ErrNotYet) {
		t.Errorf("the next one within the gap: got %v, want ErrNotYet", err)
	}
	if m := must[models.Message](t)(db.Store.MessageOut(t.Context(), second.ID)); m.Status != models.MessageQueued {
		t.Errorf("a message whose turn has not come is %s", m.Status)
	}
	var next time.Time
	if err := db.Super.QueryRow(t.Context(), "select next_send_at from public.whatsapp_sessions").Scan(&next); err != nil {
		t.Fatal(err)
	}
	if next.Sub(now) != gap {
		t.Errorf("the next moment is %s after this one, want %s", next.Sub(now), gap)
	}
	// One that is near is worth waiting for: the worker is told when.
	db.Exec(t, "update public.whatsapp_sessions set next_send_at = clock_timestamp() + interval '900 milliseconds' returning next_send_at")
	at := must[time.Time](t)(db.Store.ClaimSend(t.Context(), second, gap))
	if err := db.Super.QueryRow(t.Context(), "select next_send_at from public.whatsapp_sessions").Scan(&next); err != nil {
		t.Fatal(err)
	}
	if next.Sub(at) != gap {
		t.Errorf("a near moment: sends at %s, the next at %s, want %s between", at, next, gap)
	}
}

// However the answer of WAHA, the echo and the receipts of a message are ordered, it ends up the same.
func TestSendSettlesInAnyOrder(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	finish := func(t *testing.T, db *dbtest.DB, m models.Message) {
		if err := db.Store.FinishSend(t.Context(), m, "true_"+string(m.ChatID)+"_"+m.MessageID, ""); err != nil {
			t.Errorf("finish: %v", err)
		}
	}
	fail := func(t *testing.T, db *dbtest.DB, m models.Message) {
		if err := db.Store.FailSend(t.Context(), m, "outcome_unknown"); err != nil {
			t.Errorf("fail: %v", err)
		}
	}
	echoed := func(t *testing.T, db *dbtest.DB, m models.Message) { receive(t, db, echo(m, models.AckServer)) }
	delivered := func(t *testing.T, db *dbtest.DB, m models.Message) {
		receive(t, db, models.Event{SessionID: m.SessionID, Acks: []models.AckUpdate{{MessageID: m.MessageID, Ack: models.AckDevice}}})
	}
	refused := func(t *testing.T, db *dbtest.DB, m models.Message) {
		receive(t, db, models.Event{SessionID: m.SessionID, Acks: []models.AckUpdate{{MessageID: m.MessageID, Ack: models.AckError}}})
	}
	type step = func(*testing.T, *dbtest.DB, models.Message)
	for _, c := range []struct {
		name  string
		steps []step
		want  string
	}{
		{"answer, echo, receipt", []step{finish, echoed, delivered}, "delivered|2|"},
		{"echo, answer, receipt", []step{echoed, finish, delivered}, "delivered|2|"},
		{"echo, receipt, answer", []step{echoed, delivered, finish}, "delivered|2|"},
		{"receipt, answer, echo", []step{delivered, finish, echoed}, "delivered|2|"},
		{"receipt, echo, answer", []step{delivered, echoed, finish}, "delivered|2|"},
		{"answer alone", []step{finish}, "sent|1|"},
		{"echo alone", []step{echoed}, "sent|1|"},
		{"given up", []step{fail}, "failed|0|outcome_unknown"},
		{"given up, but the echo came before", []step{echoed, fail}, "sent|1|"},
		{"given up, but the echo comes after", []step{fail, echoed}, "sent|1|"},
		{"given up, but it was delivered", []step{fail, delivered}, "delivered|2|"},
		{"taken and then refused by WhatsApp", []step{finish, refused}, "failed|-1|whatsapp_error"},
		{"given up after it went out", []step{finish, fail}, "sent|1|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			owner := db.User(t, "owner")
			session := db.Session(t, owner)
			db.Connect(t, session)
			m := queue(t, db, owner, outgoing(session, ana, "hola"))
			if err := claim(t, db, m); err != nil {
				t.Fatal(err)
			}
			for _, s := range c.steps {
				s(t, db, m)
			}
			got := must[models.Message](t)(db.Store.MessageOut(t.Context(), m.ID))
			if s := fmt.Sprintf("%s|%d|%s", got.Status, got.Ack, got.ErrorCode); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
			if n := db.Int(t, "select count(*) from public.messages where session_id = $1", session.ID); n != 1 {
				t.Errorf("one message became %d", n)
			}
			if k := contact(t, db, owner, session); k.UnreadCount != 0 {
				t.Errorf("%d unread of an own message", k.UnreadCount)
			}
		})
	}
}

func TestEngineThatChoosesTheID(t *testing.T) {
	t.Parallel()
	db, owner, session := connected(t)
	m := queue(t, db, owner, outgoing(session, ana, "hola"))
	if err := db.Store.FinishSend(t.Context(), m, "true_x_OWN", "OWN"); err != nil {
		t.Fatal(err)
	}
	told := m
	told.MessageID = "OWN"
	receive(t, db, echo(told, models.AckServer), ack(session, "OWN", models.AckRead))
	got := must[models.Message](t)(db.Store.MessageOut(t.Context(), m.ID))
	if got.MessageID != "OWN" || got.Status != models.MessageRead {
		t.Errorf("got id %s and status %s", got.MessageID, got.Status)
	}
	if n := db.Int(t, "select count(*) from public.messages"); n != 1 {
		t.Errorf("one message became %d", n)
	}
}

func TestMarkReadAsksAWorkerToTellWhatsApp(t *testing.T) {
	t.Parallel()
	db, owner, session := connected(t)
	_, err := db.Store.MarkRead(t.Context(), owner, session.ID, ana)
	wantCode(t, "no such chat", err, apperr.ChatNotFound)
	receive(t, db, dbtest.Incoming(session, ana, "1", "hola"))
	cursor := updates(t, db, owner, nil, "").Cursor
	read, err := db.Store.MarkRead(t.Context(), owner, session.ID, ana)
	if err != nil || read.UnreadCount != 0 {
		t.Errorf("got %d unread, %v", read.UnreadCount, err)
	}
	if u := updates(t, db, owner, nil, cursor); len(u.Contacts) != 1 || u.Contacts[0].UnreadCount != 0 {
		t.Errorf("the feed tells %+v", u.Contacts)
	}
	var args []byte
	if err := db.Super.QueryRow(t.Context(), "select args::text from river.river_job where kind = 'seen'").Scan(&args); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(args, []byte(session.ID.String())) || !bytes.Contains(args, []byte(ana)) {
		t.Errorf("the job is about %s", args)
	}
}

// An engine that chooses the id may echo the message before it answers the call: that is one message.
func TestEchoBeforeTheAnswerOfAnEngineThatChoosesTheID(t *testing.T) {
	t.Parallel()
	db, owner, session := connected(t)
	m := queue(t, db, owner, outgoing(session, ana, "hola"))
	told := m
	told.MessageID = "OWN1"
	receive(t, db, echo(told, models.AckDevice))
	if err := db.Store.FinishSend(t.Context(), m, "true_"+string(ana)+"_OWN1", "OWN1"); err != nil {
		t.Fatal(err)
	}
	if n := db.Int(t, "select count(*) from public.messages where message_id = 'OWN1' and status = 'delivered' and id = $1", m.ID); n != 1 {
		t.Error("the message did not take the echo's id and receipt")
	}
	if n := db.Int(t, "select count(*) from public.messages"); n != 1 {
		t.Errorf("got %d messages, want 1", n)
	}
	if c := contact(t, db, owner, session); c.LastMessageID != m.ID {
		t.Error("the chat shows a message that is gone")
	}
}
