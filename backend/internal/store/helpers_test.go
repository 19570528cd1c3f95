package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// wantCode fails the test unless err is the answer want.
func wantCode(t *testing.T, what string, err error, want *apperr.Error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: got %v, want %s", what, err, want.Code)
	}
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// outgoing is a message that a person wants sent.
func outgoing(session models.Session, chat models.ChatID, text string) models.Message {
	id := uuid.Must(uuid.NewV7())
	return models.Message{
		ID: id, SessionID: session.ID, ChatID: chat, MessageID: "3EB0" + id.String(), ToNumber: chat.Phone(),
		Body: text, Type: models.TypeText,
	}
}

func queue(t *testing.T, db *dbtest.DB, owner models.Caller, m models.Message) models.Message {
	t.Helper()
	stored, err := db.Store.QueueMessage(t.Context(), owner, m, models.SendKey{})
	if err != nil {
		t.Fatalf("queue a message: %v", err)
	}
	return stored
}

// echo is the webhook that repeats a message of our own.
func echo(m models.Message, a models.Ack) models.Event {
	return models.Event{SessionID: m.SessionID, Message: &models.Message{
		ID: uuid.Must(uuid.NewV7()), SessionID: m.SessionID, ChatID: m.ChatID, MessageID: m.MessageID,
		WAHAID: "true_" + string(m.ChatID) + "_" + m.MessageID, FromMe: true, ToNumber: m.ToNumber, Body: m.Body,
		Type: m.Type, Ack: a, Source: "api", Timestamp: time.Now().UTC(),
	}}
}

func updates(t *testing.T, db *dbtest.DB, owner models.Caller, session *uuid.UUID, cursor string) models.Updates {
	t.Helper()
	u, err := db.Store.Updates(t.Context(), owner, session, cursor)
	if err != nil {
		t.Fatalf("read the feed: %v", err)
	}
	return u
}

func newSession(name string, limit int) store.NewSession {
	id := uuid.Must(uuid.NewV7())
	return store.NewSession{
		ID: id, Name: name, ContainerName: "waha-session-" + id.String(), WebhookURL: "http://127.0.0.1/",
		Secrets:  models.SessionSecrets{APIKey: "key-" + id.String(), WebhookSecret: "secret-" + id.String()},
		BasePort: 30_000, Limit: limit,
	}
}
