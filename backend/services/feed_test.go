package services

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/realtime"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/models"
)

// reading is one look at the feed, which waits for its answer.
type reading struct {
	cursor string
	answer chan models.Updates
}

// readings are what a feed asks.
type readings chan reading

func (r readings) read(ctx context.Context, _ models.Caller, _ *uuid.UUID, cursor string) (models.Updates, error) {
	one := reading{cursor: cursor, answer: make(chan models.Updates, 1)}
	r <- one
	select {
	case answer := <-one.answer:
		return answer, nil
	case <-ctx.Done():
		return models.Updates{}, ctx.Err()
	}
}

type crowd struct {
	asked  readings
	hub    *realtime.Hub
	feed   *feed
	caller models.Caller
}

func newCrowd() *crowd {
	asked := make(readings, 10)
	return &crowd{asked: asked, hub: realtime.NewHub(10), feed: newFeed(asked.read), caller: models.Caller{UserID: uuid.New()}}
}

func (c *crowd) follower(t *testing.T, cursor string) *follower {
	t.Helper()
	reader, err := c.hub.Subscribe(c.caller.UserID)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reader.Close)
	return &follower{feed: c.feed, meter: noMeter{}, caller: c.caller, reader: reader, cursor: cursor, due: true}
}

// next lets a follower wait for what comes.
func next(t *testing.T, f *follower) <-chan Piece {
	t.Helper()
	told := make(chan Piece, 1)
	go func() {
		updates, err := f.next(t.Context(), time.Hour)
		if err != nil && t.Context().Err() == nil {
			t.Errorf("read the feed: %v", err)
		}
		told <- updates
	}()
	return told
}

// reading is the next one, which must be after a cursor.
func (c *crowd) reading(t *testing.T, cursor string) chan<- models.Updates {
	t.Helper()
	got := wait.For(t, "a reading", c.asked)
	if got.cursor != cursor {
		t.Fatalf("the feed is read after %q, want %q", got.cursor, cursor)
	}
	return got.answer
}

func news(cursor string) models.Updates {
	return models.Updates{Cursor: cursor, RemovedMessages: []uuid.UUID{uuid.New()}}
}

func TestFeedIsReadOnceForAllAtAPlace(t *testing.T) {
	t.Parallel()
	c := newCrowd()
	first, second := c.follower(t, "a"), c.follower(t, "a")
	one := next(t, first)
	c.reading(t, "a") <- news("b")
	two := next(t, second)
	a, b := wait.For(t, "the news", one), wait.For(t, "the same news", two)
	if a.Cursor != "b" || b.Cursor != "b" {
		t.Errorf("got %+v and %+v", a, b)
	}
	requireEncoded(t, a, "es", "as a", "as a")
	requireEncoded(t, b, "es", "as b", "as a") // once for both
	requireEncoded(t, b, "en", "as b", "as b")
	b.Presence = []models.ChatPresence{{SessionID: uuid.New()}}
	requireEncoded(t, b, "es", "as b", "as b") // what is told to one alone is not shared
	requireEncoded(t, a, "es", "again", "as a")
	// Nobody reads again before something changes.
	if updates, err := first.next(t.Context(), 0); err != nil || !updates.IsEmpty() || updates.Cursor != "b" || len(c.asked) != 0 {
		t.Errorf("got %+v, %v and %d readings", updates, err, len(c.asked))
	}
	// Unless a wake may have been lost.
	one = next(t, first)
	c.reading(t, "b") <- models.Updates{Cursor: "b"}
	c.hub.Wake(c.caller.UserID)
	c.reading(t, "b") <- news("c")
	if got := wait.For(t, "the news", one); got.Cursor != "c" {
		t.Errorf("got %+v", got)
	}
}

// requireEncoded has a piece encoded as one thing and looks whether it is, or as another before.
func requireEncoded(t *testing.T, piece Piece, language, as, want string) {
	t.Helper()
	got, err := piece.Encoded(language, func() ([]byte, error) { return []byte(as), nil })
	if err != nil || string(got) != want {
		t.Errorf("in %s: got %q, %v, want %q", language, got, err, want)
	}
}

// What was begun before a change may lack it: whoever was woken by the change must not wait for it, or they would sleep on.
func TestWokenReaderDoesNotJoinAnOlderReading(t *testing.T) {
	t.Parallel()
	c := newCrowd()
	early := next(t, c.follower(t, "a"))
	before := c.reading(t, "a")
	woken := c.follower(t, "a")
	c.hub.Wake(c.caller.UserID)
	late := next(t, woken)
	c.reading(t, "a") <- news("b")
	if got := wait.For(t, "the news of who was woken", late); got.Cursor != "b" {
		t.Errorf("got %+v", got)
	}
	before <- models.Updates{Cursor: "a"}
	// Who got nothing was woken as well, and finds what the other read.
	if got := wait.For(t, "the news of who read before", early); got.Cursor != "b" || len(c.asked) != 0 {
		t.Errorf("got %+v and %d readings", got, len(c.asked))
	}
}

func TestMoreIsReadAtOnce(t *testing.T) {
	t.Parallel()
	c := newCrowd()
	f := c.follower(t, "a")
	for _, step := range []struct {
		from, to string
		more     bool
	}{{"a", "b", true}, {"b", "c", false}} {
		told := next(t, f)
		answer := news(step.to)
		answer.HasMore = step.more
		c.reading(t, step.from) <- answer
		if got := wait.For(t, "the next piece", told); got.Cursor != step.to {
			t.Errorf("got %+v", got)
		}
	}
}

// What people do just now is told without a look at the feed.
func TestPresenceIsToldWithoutReading(t *testing.T) {
	t.Parallel()
	c := newCrowd()
	f := c.follower(t, "a")
	told := next(t, f)
	c.reading(t, "a") <- models.Updates{Cursor: "a"}
	c.hub.Tell(c.caller.UserID, models.ChatPresence{SessionID: uuid.New()})
	if got := wait.For(t, "the presence", told); len(got.Presence) != 1 || got.Cursor != "a" || len(c.asked) != 0 {
		t.Errorf("got %+v and %d readings", got, len(c.asked))
	}
}
