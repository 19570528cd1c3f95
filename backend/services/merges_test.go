package services

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// apart is a person whose chats lie under two addresses.
type apart struct {
	*dbtest.DB
	owner   models.Caller
	session models.Session
}

func newApart(t *testing.T) *apart {
	t.Helper()
	a := &apart{DB: dbtest.New(t)}
	a.owner = a.User(t, "owner")
	a.session = a.Session(t, a.owner)
	return a
}

func (a *apart) receive(t *testing.T, events ...models.Event) {
	t.Helper()
	for i := range events {
		events[i].SessionID = a.session.ID
	}
	if err := a.Store.Receive(t.Context(), events); err != nil {
		t.Error(err)
	}
}

// many are messages under one address, a second apart.
func (a *apart) many(chat models.ChatID, name string, count int, from time.Time) []models.Event {
	events := make([]models.Event, count)
	for i := range events {
		events[i] = dbtest.Incoming(a.session, chat, fmt.Sprint(name, i), fmt.Sprint(name, i))
		events[i].Message.Timestamp = from.Add(time.Duration(i) * time.Second)
	}
	return events
}

func (a *apart) learn(t *testing.T) {
	t.Helper()
	a.receive(t, models.Event{Twins: []models.Twins{{LID: dbtest.AnaLID, Phone: dbtest.Ana}}})
}

func (a *apart) merge(t *testing.T) {
	t.Helper()
	if err := NewMerger(a.Store, zerolog.Nop()).RunOnce(t.Context()); err != nil {
		t.Error(err)
	}
	if left := a.Int(t, "select count(*) from conectafy.pending_merges"); left != 0 {
		t.Errorf("%d pairs are left", left)
	}
}

func (a *apart) chats(t *testing.T) []models.Contact {
	t.Helper()
	list, err := a.Store.Chats(t.Context(), a.owner, a.session.ID, models.ChatQuery{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	return list.Chats
}

func (a *apart) requireOne(t *testing.T, chat models.ChatID, messages int, last string) {
	t.Helper()
	chats := a.chats(t)
	if len(chats) != 1 {
		t.Fatalf("got %d chats", len(chats))
	}
	c := chats[0]
	if c.ChatID != chat || c.PhoneNumber != dbtest.Ana.Phone() || c.UnreadCount != messages || c.LastMessageBody != last {
		t.Errorf("got %+v, want %s with %d unread messages and %q last", c, chat, messages, last)
	}
	if got := a.Int(t, "select count(*) from public.messages where chat_id = $1", chat); got != messages {
		t.Errorf("%d messages are in the chat, want %d", got, messages)
	}
}

func TestChatsOfOnePersonAreMerged(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ first, second models.ChatID }{{dbtest.AnaLID, dbtest.Ana}, {dbtest.Ana, dbtest.AnaLID}} {
		t.Run("first "+string(c.first), func(t *testing.T) {
			t.Parallel()
			a := newApart(t)
			a.receive(t, a.many(c.first, "f", 3, dbtest.Base)...)
			a.receive(t, a.many(c.second, "s", 2500, dbtest.Base.Add(time.Hour))...)
			start, err := a.Store.Updates(t.Context(), a.owner, nil, "")
			if err != nil {
				t.Fatal(err)
			}
			chats := a.chats(t)
			gone := chats[slices.IndexFunc(chats, func(x models.Contact) bool { return x.ChatID == c.second })]
			a.learn(t)
			a.merge(t)
			a.requireOne(t, c.first, 2503, "s2499")
			news, err := a.Store.Updates(t.Context(), a.owner, nil, start.Cursor)
			if err != nil || !slices.Equal(news.RemovedContacts, []uuid.UUID{gone.ID}) || len(news.Contacts) != 1 || news.Contacts[0].ChatID != c.first {
				t.Errorf("readers are told %+v, %v", news, err)
			}
			// What comes later under either address finds the one chat.
			a.receive(t, a.many(c.second, "later", 1, dbtest.Base.Add(9*time.Hour))...)
			a.requireOne(t, c.first, 2504, "later0")
		})
	}
}

func TestMergeLosesNothingWhileMessagesArrive(t *testing.T) {
	t.Parallel()
	a := newApart(t)
	a.receive(t, a.many(dbtest.AnaLID, "l", 1500, dbtest.Base)...)
	a.receive(t, a.many(dbtest.Ana, "p", 3500, dbtest.Base)...)
	a.learn(t)
	var writing sync.WaitGroup
	const writers, each = 4, 50
	for w := range writers {
		writing.Go(func() {
			chat := []models.ChatID{dbtest.Ana, dbtest.AnaLID}[w%2]
			for i := range each {
				at := dbtest.Base.Add(time.Duration(w*each+i) * time.Minute)
				a.receive(t, a.many(chat, fmt.Sprintf("w%d-%d-", w, i), 1, at)...)
			}
		})
	}
	for range 2 { // two backends
		writing.Go(func() {
			if err := NewMerger(a.Store, zerolog.Nop()).RunOnce(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	writing.Wait()
	a.merge(t)
	a.requireOne(t, dbtest.AnaLID, 5000+writers*each, "w3-49-0")
}

// A step that was the last of a dead process leaves all as true as before.
func TestMergeIsTrueBetweenSteps(t *testing.T) {
	t.Parallel()
	a := newApart(t)
	a.receive(t, a.many(dbtest.AnaLID, "l", 10, dbtest.Base)...)
	a.receive(t, a.many(dbtest.Ana, "p", 2500, dbtest.Base.Add(time.Hour))...)
	a.learn(t)
	pairs, err := a.Store.PendingMerges(t.Context())
	if err != nil || len(pairs) != 1 {
		t.Fatalf("got %v, %v", pairs, err)
	}
	for step, more := 1, true; more; step++ {
		if more, err = a.Store.MergeStep(t.Context(), pairs[0]); err != nil {
			t.Fatal(err)
		}
		unread := 0
		for _, c := range a.chats(t) {
			unread += c.UnreadCount
		}
		lost := a.Int(t, "select count(*) from public.messages m where not exists (select 1 from public.contacts c where c.chat_id = m.chat_id)")
		if unread != 2510 || lost != 0 || more != (step < 3) {
			t.Errorf("after step %d (more: %v): %d unread, %d without a chat", step, more, unread, lost)
		}
	}
}

// Of most people nothing was stored under the other address when it becomes known, and the worker has nothing to look at.
func TestOnlyWhatWasStoredApartIsMerged(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before models.Event
		want   int
	}{
		"nothing":                       {models.Event{}, 0},
		"a reaction of the phone's":     {models.Event{Reaction: &models.Reaction{MessageID: "K-image", Sender: dbtest.Ana, Emoji: "👍", At: dbtest.Base}}, 0},
		"a reaction of the hidden id's": {models.Event{Reaction: &models.Reaction{MessageID: "K-image", Sender: dbtest.AnaLID, Emoji: "👍", At: dbtest.Base}}, 1},
		"a vote":                        {models.Event{Vote: &models.Vote{MessageID: "K-poll", Voter: dbtest.AnaLID, Options: []string{"Hoy"}, At: dbtest.Base}}, 1},
		"an answer": {models.Event{Response: &models.EventResponse{
			MessageID: "K-event", Responder: dbtest.AnaLID, Response: "going", At: dbtest.Base,
		}}, 1},
		"a membership": {models.Event{Group: &models.GroupChange{
			ChatID: dbtest.GroupID, Members: []models.GroupMember{{Address: dbtest.AnaLID, Role: models.RoleMember}},
		}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newApart(t)
			a.receive(t, dbtest.EveryKind(a.session)[:6]...) // the chat under the phone number
			a.receive(t, c.before)
			a.learn(t)
			if got := a.Int(t, "select count(*) from conectafy.pending_merges"); got != c.want {
				t.Errorf("%d pairs wait to be merged, want %d", got, c.want)
			}
			a.merge(t)
			a.receive(t, a.many(dbtest.AnaLID, "l", 1, dbtest.Base.Add(time.Hour))...)
			if chats := a.chats(t); len(chats) > 2 || chats[0].ChatID != dbtest.Ana || chats[0].LastMessageBody != "l0" {
				t.Errorf("what comes later under the hidden id is not in the chat: %+v", chats)
			}
		})
	}
}

func TestWordsOfOnePersonAreMerged(t *testing.T) {
	t.Parallel()
	a := newApart(t)
	a.receive(t, dbtest.EveryKind(a.session)[:6]...)
	at := func(minutes int) time.Time { return dbtest.Base.Add(time.Duration(minutes) * time.Minute) }
	a.receive(
		t,
		models.Event{Reaction: &models.Reaction{MessageID: "K-image", Sender: dbtest.Ana, Emoji: "👍", At: at(1)}},
		models.Event{Reaction: &models.Reaction{MessageID: "K-image", Sender: dbtest.AnaLID, Emoji: "❤️", At: at(2)}},
		models.Event{Reaction: &models.Reaction{MessageID: "K-voice", Sender: dbtest.Ana, Emoji: "👍", At: at(4)}},
		models.Event{Reaction: &models.Reaction{MessageID: "K-voice", Sender: dbtest.AnaLID, Emoji: "❤️", At: at(3)}},
		models.Event{Vote: &models.Vote{MessageID: "K-poll", Voter: dbtest.AnaLID, Options: []string{"Hoy"}, At: at(1)}},
		models.Event{Response: &models.EventResponse{MessageID: "K-event", Responder: dbtest.AnaLID, Response: "going", At: at(1)}},
		models.Event{Group: &models.GroupChange{ChatID: dbtest.GroupID, Members: []models.GroupMember{
			{Address: dbtest.AnaLID, Name: "Ana", Role: models.RoleAdmin}, {Address: dbtest.Bea, Role: models.RoleMember},
		}}},
	)
	a.learn(t)
	a.merge(t)
	const phone = "5491122334455"
	for what, want := range map[string]int{
		"message_reactions": 2,
		"message_reactions where message_id || emoji = 'K-image❤️'":                                                                 1,
		"message_reactions where message_id || emoji = 'K-voice👍'":                                                                  1,
		"message_reactions where sender = '" + phone + "@c.us'":                                                                     2,
		"poll_votes where voter = '" + phone + "@c.us'":                                                                             1,
		"calendar_responses where responder = '" + phone + "@c.us'":                                                                 1,
		"group_members where address = '" + phone + "@c.us' and name = 'Ana' and role = 'admin' and phone_number = '" + phone + "'": 1,
		"group_members": 2,
	} {
		if got := a.Int(t, "select count(*) from public."+what); got != want {
			t.Errorf("%s: got %d rows, want %d", what, got, want)
		}
	}
	// The same person told again under the hidden id is the same member, and leaves as one.
	a.receive(t, models.Event{Group: &models.GroupChange{ChatID: dbtest.GroupID, Members: []models.GroupMember{
		{Address: dbtest.AnaLID, Role: models.RoleMember}, {Address: dbtest.Ana, Role: models.RoleMember},
	}}})
	a.receive(t, models.Event{Group: &models.GroupChange{ChatID: dbtest.GroupID, Removed: []models.ChatID{dbtest.AnaLID}}})
	if got := a.Int(t, "select count(*) from public.group_members"); got != 1 {
		t.Errorf("%d members are left, want 1", got)
	}
}
