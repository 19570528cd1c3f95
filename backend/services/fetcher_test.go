package services

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// eachItsOwn knows where the container of each session answers.
type eachItsOwn struct {
	fixedRuntime

	urls map[string]string
}

func (r eachItsOwn) Endpoint(container string, _ int) string { return r.urls[container] }

// Containers that never give their files hold up nobody else's.
func TestASlowContainerHoldsUpItsOwnFilesAlone(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	files, _ := newTestMedia(t, db)
	owner := db.User(t, "owner")
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	quick := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("Hola")) }))
	client := waha.NewClient(time.Minute, time.Minute)
	t.Cleanup(func() {
		client.Close()
		quick.Close()
		slow.Close()
	})
	urls := map[string]string{}
	add := func(url string, count int) {
		session := db.Session(t, owner)
		db.Connect(t, session)
		urls[session.ContainerName] = url
		for range count {
			event := dbtest.Incoming(session, ana, "3EB0"+uuid.NewString(), "")
			event.Message.Type = models.TypeDocument
			event.Message.Content.Media = &models.Media{Status: models.MediaPending, SourceURL: url + "/api/files/default/x.txt"}
			if err := db.Store.Receive(t.Context(), []models.Event{event}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range 3 {
		add(slow.URL, fetchAtOnce)
	}
	add(quick.URL, 2*fetchPerSession+1)
	fetcher := NewFetcher(NewFleet(FleetConfig{}, db.Store, eachItsOwn{urls: urls}, client), db.Store, files, noMeter{}, zerolog.Nop())
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- fetcher.Run(ctx) }()
	wait.Until(t, "the quick container's files are here", func() bool {
		return db.Int(t, "select count(*) from public.media where status = 'stored'") == 2*fetchPerSession+1
	})
	if n := db.Int(t, "select count(*) from public.media where status = 'pending' and attempts > 0"); n != 3*fetchPerSession {
		t.Errorf("%d files of the slow ones are on their way, want %d of each", n, fetchPerSession)
	}
	stop()
	if err := wait.For(t, "the fetcher to end", ended); err != nil {
		t.Error(err)
	}
}
