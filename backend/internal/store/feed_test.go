package store_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/models"
)

// follower reads a feed from cursor to cursor and remembers how each row was when it saw it last.
type follower struct {
	owner    models.Caller
	session  *uuid.UUID
	cursor   string
	messages map[uuid.UUID]string
	contacts map[uuid.UUID]string
	statuses map[uuid.UUID]string
}

func follow(t *testing.T, db *dbtest.DB, owner models.Caller, session *uuid.UUID) *follower {
	t.Helper()
	return &follower{
		owner: owner, session: session, cursor: updates(t, db, owner, session, "").Cursor,
		messages: map[uuid.UUID]string{}, contacts: map[uuid.UUID]string{}, statuses: map[uuid.UUID]string{},
	}
}

// run reads until over was set before a reading that brought nothing.
func (f *follower) run(t *testing.T, db *dbtest.DB, over *atomic.Bool) {
	for {
		last := over.Load()
		u, err := db.Store.Updates(t.Context(), f.owner, f.session, f.cursor)
		if err != nil {
			t.Errorf("read the feed: %v", err)
			return
		}
		for _, m := range u.Messages {
			f.messages[m.ID] = fmt.Sprintf("%s|%d|%s", m.Status, m.Ack, m.Body)
		}
		for _, c := range u.Contacts {
			f.contacts[c.ID] = fmt.Sprintf("%d|%s", c.UnreadCount, c.LastMessageBody)
		}
		for _, s := range u.Sessions {
			f.statuses[s.ID] = string(s.Status)
		}
		if last && u.Cursor == f.cursor && !u.HasMore {
			return
		}
		f.cursor = u.Cursor
	}
}

// check compares what was seen with what there is.
func (f *follower) check(t *testing.T, db *dbtest.DB) {
	t.Helper()
	compare := func(kind, sql string, seen map[uuid.UUID]string) {
		rows, err := db.Super.Query(t.Context(), sql, f.owner.UserID, f.session)
		if err != nil {
			t.Fatal(err)
		}
		there := 0
		var id uuid.UUID
		var state string
		_, err = pgx.ForEachRow(rows, []any{&id, &state}, func() error {
			there++
			if got, ok := seen[id]; !ok {
				t.Errorf("%s %s was skipped", kind, id)
			} else if got != state {
				t.Errorf("%s %s: seen last as %q, is %q", kind, id, got, state)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if there == 0 || len(seen) != there {
			t.Errorf("%d of kind %s were seen, there are %d", len(seen), kind, there)
		}
	}
	compare("message", `select id, concat_ws('|', status, ack, body) from public.messages
		where user_id = $1 and ($2::uuid is null or session_id = $2)`, f.messages)
	compare("contact", `select id, concat_ws('|', unread_count, last_message_body) from public.contacts
		where user_id = $1 and ($2::uuid is null or session_id = $2)`, f.contacts)
	compare("session", `select id, status from public.whatsapp_sessions
		where user_id = $1 and ($2::uuid is null or id = $2)`, f.statuses)
}

const feedRounds = 25

// receiveMany brings new messages, old ones again, and receipts.
func receiveMany(t *testing.T, db *dbtest.DB, session models.Session, writer string) {
	for i := range feedRounds {
		id := fmt.Sprintf("%s-%d", writer, i)
		chat := models.ChatID(fmt.Sprintf("5491100%06d@c.us", i%5))
		own := dbtest.Incoming(session, chat, id+"-own", "mine")
		own.Message.FromMe, own.Message.Ack = true, models.AckServer
		batch := []models.Event{dbtest.Incoming(session, chat, id, id), own, ack(session, fmt.Sprintf("%s-%d-own", writer, i-1), models.AckRead)}
		for range 2 {
			if err := db.Store.Receive(t.Context(), batch); err != nil {
				t.Errorf("receive: %v", err)
			}
		}
	}
}

// sendMany takes messages all the way out.
func sendMany(t *testing.T, db *dbtest.DB, owner models.Caller, session models.Session, chat models.ChatID) {
	for range feedRounds {
		m, err := db.Store.QueueMessage(t.Context(), owner, outgoing(session, chat, "out"), models.SendKey{})
		if err != nil {
			t.Errorf("queue: %v", err)
			return
		}
		if _, err := db.Store.ClaimSend(t.Context(), m, 0); err != nil {
			t.Errorf("claim: %v", err)
		}
		if err := db.Store.FinishSend(t.Context(), m, "true_"+string(chat)+"_"+m.MessageID, ""); err != nil {
			t.Errorf("finish: %v", err)
		}
		if err := db.Store.Receive(t.Context(), []models.Event{echo(m, models.AckServer), ack(session, m.MessageID, models.AckDevice)}); err != nil {
			t.Errorf("receipt: %v", err)
		}
	}
}

func readAndReport(t *testing.T, db *dbtest.DB, owner models.Caller, session models.Session) {
	if err := db.Store.Receive(t.Context(), []models.Event{dbtest.Incoming(session, ana, "first", "first")}); err != nil {
		t.Errorf("receive: %v", err)
	}
	states := []models.WAHAStatus{models.WAHAWorking, models.WAHAStarting}
	for i := range feedRounds {
		if _, err := db.Store.MarkRead(t.Context(), owner, session.ID, ana); err != nil {
			t.Errorf("mark read: %v", err)
		}
		_, err := db.Store.ApplyStatus(t.Context(), session.ID, store.StatusChange{
			Status: models.StatusOf(states[i%2]), WAHAStatus: states[i%2], At: time.Now(),
		})
		if err != nil {
			t.Errorf("status: %v", err)
		}
	}
}

// Whoever reads the feed from cursor to cursor sees every row as it is in the end, however many write at once.
func TestCursorNeverSkips(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner, other := db.User(t, "owner"), db.User(t, "other")
	first, second, third := db.Session(t, owner), db.Session(t, owner), db.Session(t, owner)
	foreign := db.Session(t, other)

	followers := []*follower{follow(t, db, owner, nil), follow(t, db, owner, nil), follow(t, db, owner, &second.ID), follow(t, db, other, nil)}
	for _, s := range []models.Session{first, second, third, foreign} {
		db.Connect(t, s)
	}
	var over atomic.Bool
	var readers, writers sync.WaitGroup
	for _, f := range followers {
		readers.Go(func() { f.run(t, db, &over) })
	}
	for w := range 2 {
		for i, s := range []models.Session{first, second, third, foreign} {
			writers.Go(func() { receiveMany(t, db, s, fmt.Sprintf("w%d-%d", w, i)) })
		}
	}
	writers.Go(func() { sendMany(t, db, owner, first, "5491155550001@c.us") })
	writers.Go(func() { sendMany(t, db, owner, second, "5491155550002@c.us") })
	writers.Go(func() { sendMany(t, db, other, foreign, "5491155550002@c.us") })
	writers.Go(func() { readAndReport(t, db, owner, third) })
	writers.Wait()
	over.Store(true)
	readers.Wait()
	for _, f := range followers {
		f.check(t, db)
	}
}

// A transaction that took its place in the feed and commits late holds the later ones of its owner back, and no others.
func TestCursorWaitsForALateCommit(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner, other := db.User(t, "owner"), db.User(t, "other")
	session, foreign := db.Session(t, owner), db.Session(t, other)
	receive(t, db, dbtest.Incoming(session, ana, "early", "early"))
	mine, theirs := follow(t, db, owner, nil), follow(t, db, other, nil)

	slow := must[pgx.Tx](t)(db.Super.Begin(t.Context()))
	_, err := slow.Exec(t.Context(), `with head as (
			update public.feed_heads set seq = seq + 1 where user_id = $1 returning user_id, seq
		), late as (
			update public.messages set body = 'late' where session_id = $2 returning id
		)
		insert into public.changes (user_id, seq, session_id, kind, row_id)
		select head.user_id, head.seq, $2, 'message', late.id from head, late`, owner.UserID, session.ID)
	if err != nil {
		t.Fatal(err)
	}

	blocked := make(chan error, 1)
	go func() {
		blocked <- db.Store.Receive(t.Context(), []models.Event{dbtest.Incoming(session, ana, "next", "next")})
	}()
	wait.Until(t, "the next transaction waits for the slow one", func() bool {
		return db.Int(t, `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`) == 1
	})
	receive(t, db, dbtest.Incoming(foreign, ana, "elsewhere", "elsewhere"))
	if u := updates(t, db, other, nil, theirs.cursor); len(u.Messages) != 1 {
		t.Errorf("another owner waits for the slow transaction too: %d messages", len(u.Messages))
	}
	if u := updates(t, db, owner, nil, mine.cursor); len(u.Messages) != 0 || u.Cursor != mine.cursor {
		t.Errorf("the cursor moved past a transaction that has not committed: %+v", u)
	}
	if err := slow.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := wait.For(t, "the next transaction", blocked); err != nil {
		t.Fatal(err)
	}
	u := updates(t, db, owner, nil, mine.cursor)
	seen := map[string]bool{}
	for _, m := range u.Messages {
		seen[m.Body] = true
	}
	if !seen["late"] || !seen["next"] || len(seen) != 2 {
		t.Errorf("got %v, want the late one and the next", seen)
	}
}
