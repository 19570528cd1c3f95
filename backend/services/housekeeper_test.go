package services

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// A message whose job ended while the database was away would hold up every later one of its chat.
func TestMessagesWithoutAJobAreGivenUp(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	db.Connect(t, session)
	queue := func(id string) models.Message {
		m, err := db.Store.QueueMessage(t.Context(), owner, models.Message{
			ID: uuid.Must(uuid.NewV7()), SessionID: session.ID, ChatID: "5491122334455@c.us", MessageID: id, Body: id, Type: models.TypeText,
		}, models.SendKey{})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	status := func(m models.Message) string {
		got, err := db.Store.MessageOut(t.Context(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		return string(got.Status) + " " + got.ErrorCode
	}
	const expiry = 10 * time.Minute
	sending, queued, fresh := queue("SENDING"), queue("QUEUED"), queue("FRESH")
	if _, err := db.Store.ClaimSend(t.Context(), sending, 0); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	old := now.Add(-expiry - overdueAfter - time.Second)
	db.Exec(t, "update public.messages set queued_at = $1 where id = any ($2)", old, []uuid.UUID{sending.ID, queued.ID})
	if _, err := db.Store.ClaimSend(t.Context(), fresh, 0); !errors.Is(err, store.ErrNotYet) {
		t.Fatalf("got %v, want the earlier messages to be in the way", err)
	}

	files, _ := newTestMedia(t, db)
	if err := NewHousekeeper(HousekeeperConfig{FeedRetention: time.Hour, SendExpiry: expiry}, db.Store, files, noMeter{}, zerolog.Nop()).RunOnce(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	for m, want := range map[*models.Message]string{&sending: "failed outcome_unknown", &queued: "failed send_expired", &fresh: "queued "} {
		if got := status(*m); got != want {
			t.Errorf("%s: got %q, want %q", m.Body, got, want)
		}
	}
	if _, err := db.Store.ClaimSend(t.Context(), fresh, 0); err != nil {
		t.Errorf("the chat is still held up: %v", err)
	}
}
