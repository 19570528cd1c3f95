package store_test

import (
	"encoding/base64"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

func cursorOf(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

func TestCursorThatIsNone(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	db.Session(t, owner)
	for _, c := range []struct {
		name, cursor string
		want         *apperr.Error
	}{
		{"not base64", "%%%", apperr.CursorInvalid},
		{"another form", cursorOf("2.1"), apperr.CursorInvalid},
		{"no number", cursorOf("1.one"), apperr.CursorInvalid},
		{"nothing behind the form", cursorOf("1."), apperr.CursorInvalid},
		{"negative", cursorOf("1.-1"), apperr.CursorInvalid},
		{"beyond 64 bits", cursorOf("1.9223372036854775808"), apperr.CursorInvalid},
		{"SQL", cursorOf("1.1; drop table messages"), apperr.CursorInvalid},
		{"a NUL", cursorOf("1.1\x00"), apperr.CursorInvalid},
		{"beyond the head", cursorOf("1.1000"), apperr.CursorExpired},
	} {
		_, err := db.Store.Updates(t.Context(), owner, nil, c.cursor)
		wantCode(t, c.name, err, c.want)
	}
}

func TestCursorExpires(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	start := updates(t, db, owner, nil, "").Cursor
	receive(t, db, dbtest.Incoming(session, ana, "1", "one"))
	middle := updates(t, db, owner, nil, start).Cursor
	db.Exec(t, "update public.changes set created_at = now() - interval '2 days'")
	receive(t, db, dbtest.Incoming(session, ana, "2", "two"))

	more, err := db.Store.Prune(t.Context(), time.Now().Add(-24*time.Hour), time.Now())
	if err != nil || more {
		t.Fatalf("prune: more %v, %v", more, err)
	}
	_, err = db.Store.Updates(t.Context(), owner, nil, start)
	wantCode(t, "a cursor whose changes are gone", err, apperr.CursorExpired)
	if u := updates(t, db, owner, nil, middle); len(u.Messages) != 1 || u.Messages[0].Body != "two" {
		t.Errorf("the cursor right after what was pruned: got %+v", u)
	}
	if u := updates(t, db, owner, nil, ""); u.Cursor == middle || len(u.Messages) != 0 {
		t.Errorf("without a cursor: got %+v, want only the cursor of now", u)
	}
}

// Housekeeping takes a bounded number of rows and says that there is more.
func TestPruneGoesOnWhileThereIsMore(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	db.Exec(t, `insert into public.changes (user_id, seq, session_id, kind, row_id, created_at)
		select $1, 10 + n, $2, 'session', $2, now() - interval '2 days' from generate_series(1, 5000) n`, owner.UserID, session.ID)
	db.Exec(t, "update public.feed_heads set seq = 5010")
	before := time.Now().Add(-24 * time.Hour)
	for i, want := range []bool{true, false} {
		more, err := db.Store.Prune(t.Context(), before, before)
		if err != nil || more != want {
			t.Fatalf("step %d: more is %v, %v; want %v", i, more, err, want)
		}
	}
	if n := db.Int(t, "select pruned_seq from public.feed_heads"); n != 5010 {
		t.Errorf("pruned up to %d, want 5010", n)
	}
	if n := db.Int(t, "select count(*) from public.changes where created_at < $1", before); n != 0 {
		t.Errorf("%d old changes are left", n)
	}
}

func TestFeedOfOneSession(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner, other := db.User(t, "owner"), db.User(t, "other")
	session, beside, foreign := db.Session(t, owner), db.Session(t, owner), db.Session(t, other)
	start := updates(t, db, owner, &session.ID, "").Cursor
	receive(t, db, dbtest.Incoming(beside, ana, "1", "beside"), dbtest.Incoming(foreign, ana, "2", "foreign"))
	passed := updates(t, db, owner, &session.ID, start)
	if len(passed.Messages)+len(passed.Contacts)+len(passed.Sessions) != 0 {
		t.Errorf("got what belongs to other sessions: %+v", passed)
	}
	if passed.Cursor == start {
		t.Error("the cursor did not pass over what is not of this session")
	}
	receive(t, db, dbtest.Incoming(session, ana, "3", "mine"))
	u := updates(t, db, owner, &session.ID, passed.Cursor)
	if len(u.Messages) != 1 || u.Messages[0].Body != "mine" || len(u.Contacts) != 1 || u.Contacts[0].SessionID != session.ID {
		t.Errorf("got %+v, want the one message and its chat", u)
	}
	unknown := uuid.New()
	for name, id := range map[string]*uuid.UUID{"a session of another": &foreign.ID, "no session": &unknown} {
		_, err := db.Store.Updates(t.Context(), owner, id, start)
		wantCode(t, name, err, apperr.SessionNotFound)
	}
	if u := updates(t, db, other, nil, updates(t, db, db.User(t, "new"), nil, "").Cursor); len(u.Messages) != 1 {
		t.Errorf("a person who never had a feed reads from zero: got %+v", u)
	}
}

func TestFeedInPages(t *testing.T) {
	t.Parallel()
	const all, page = 1203, 500
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	cursor := updates(t, db, owner, nil, "").Cursor
	events := make([]models.Event, all)
	for i := range events {
		events[i] = dbtest.Incoming(session, ana, fmt.Sprint(i), "hola")
	}
	receive(t, db, events...)

	seen := map[uuid.UUID]bool{}
	pages := 0
	for more := true; more; pages++ {
		u := updates(t, db, owner, nil, cursor)
		if len(u.Messages) > page {
			t.Fatalf("a page of %d messages", len(u.Messages))
		}
		for _, m := range u.Messages {
			if seen[m.ID] {
				t.Errorf("message %s came twice", m.MessageID)
			}
			seen[m.ID] = true
		}
		cursor, more = u.Cursor, u.HasMore
	}
	if len(seen) != all || pages != 3 {
		t.Errorf("got %d messages in %d pages, want %d in 3", len(seen), pages, all)
	}
	if u := updates(t, db, owner, nil, cursor); len(u.Messages) != 0 || u.HasMore || u.Cursor != cursor {
		t.Errorf("after the last page: got %+v", u)
	}
}

func TestFeedTellsOfRemovedSessions(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	gone, stays := db.Session(t, owner), db.Session(t, owner)
	receive(t, db, dbtest.Incoming(gone, ana, "1", "x"))
	cursor := updates(t, db, owner, nil, "").Cursor
	wanted, err := db.Store.Want(t.Context(), owner, gone.ID, models.DesiredDeleted)
	if err != nil {
		t.Fatal(err)
	}
	check := func(when, cursor string) string {
		t.Helper()
		u := updates(t, db, owner, nil, cursor)
		if len(u.RemovedSessions) != 1 || u.RemovedSessions[0] != gone.ID || len(u.Sessions) != 0 {
			t.Errorf("%s: got removed %v and sessions %v, want only %s removed", when, u.RemovedSessions, u.Sessions, gone.ID)
		}
		return u.Cursor
	}
	after := check("wanted away", cursor)
	if err := db.Store.RemoveSession(t.Context(), wanted); err != nil {
		t.Fatal(err)
	}
	check("gone, for who knows", after)
	check("gone, for who was away", cursor)
	if _, err := db.Store.Session(t.Context(), owner, stays.ID); err != nil {
		t.Errorf("the other session: %v", err)
	}
}
