package services_test

import (
	"context"
	"testing"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/models"
	"github.com/conectafy/conectafy/backend/services"
)

// Two processes index what came before they started and what comes later, and stop when they are told to.
func TestIndexer(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	session := db.Session(t, db.User(t, "owner"))
	receive := func(id string) {
		if err := db.Store.Receive(t.Context(), []models.Event{dbtest.Incoming(session, dbtest.Ana, id, "pedido")}); err != nil {
			t.Fatal(err)
		}
	}
	receive("before")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 2)
	for range 2 {
		go func() { ended <- services.NewIndexer(db.Store, zerolog.Nop()).Run(ctx) }()
	}
	receive("after")
	wait.Until(t, "both messages to be findable", func() bool { return db.Int(t, "select count(*) from public.message_search") == 2 })
	stop()
	for range 2 {
		if err := <-ended; err != nil {
			t.Errorf("the indexer ended with %v", err)
		}
	}
}
