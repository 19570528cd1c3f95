package store_test

import (
	"context"
	"reflect"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// Presence reaches whoever listens, names its owner, and leaves no row.
func TestPresenceIsPassedOn(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	conn, err := pgx.Connect(t.Context(), db.ServerDSN)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	if _, err := conn.Exec(t.Context(), "listen "+store.PresenceChannel); err != nil {
		t.Fatal(err)
	}
	start := updates(t, db, owner, nil, "").Cursor
	want := models.Presence{ChatID: ana, People: []models.PersonPresence{{Address: ana, State: models.PresenceTyping}}}
	receive(t, db, models.Event{SessionID: session.ID, Presence: &want})
	notice, err := conn.WaitForNotification(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	to, got, err := store.ParsePresence(notice.Payload)
	if err != nil || to != owner.UserID || got.SessionID != session.ID || !reflect.DeepEqual(got.Presence, want) {
		t.Errorf("got %s, %+v, %v", to, got, err)
	}
	if cursor := updates(t, db, owner, nil, start).Cursor; cursor != start {
		t.Error("the feed moved")
	}
}
