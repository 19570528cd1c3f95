package store_test

import (
	"bytes"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// createMany creates n sessions at once and returns those that were made and what the others were told.
func createMany(t *testing.T, db *dbtest.DB, owners []models.Caller, n, limit int) (made []models.Session, refused []error) {
	t.Helper()
	var mu sync.Mutex
	var creators sync.WaitGroup
	for i := range n {
		creators.Go(func() {
			s, err := db.Store.CreateSession(t.Context(), owners[i%len(owners)], newSession("Tienda", limit))
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				refused = append(refused, err)
				return
			}
			made = append(made, s)
		})
	}
	creators.Wait()
	return made, refused
}

func TestPortsAreGivenOnce(t *testing.T) {
	t.Parallel()
	const n = 50
	db := dbtest.New(t)
	made, refused := createMany(t, db, []models.Caller{db.User(t, "a"), db.User(t, "b")}, n, n)
	if len(refused) != 0 {
		t.Fatalf("%d creates failed, the first with %v", len(refused), refused[0])
	}
	var ports []int
	for _, s := range made {
		ports = append(ports, s.ContainerPort)
	}
	slices.Sort(ports)
	ports = slices.Compact(ports)
	if len(ports) != n || ports[0] != 30_000 || ports[n-1] != 30_000+n-1 {
		t.Errorf("got ports %v, want %d from 30000 up", ports, n)
	}
}

func TestLimitHoldsUnderConcurrency(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	made, refused := createMany(t, db, []models.Caller{db.User(t, "a"), db.User(t, "b")}, 20, 5)
	if len(made) != 5 || len(refused) != 15 {
		t.Errorf("%d sessions were made and %d refused, want 5 and 15", len(made), len(refused))
	}
	for _, err := range refused {
		wantCode(t, "beyond the limit", err, apperr.SessionLimitReached)
	}
}

func TestPortOfADeletedSessionIsGivenAgain(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	made, _ := createMany(t, db, []models.Caller{owner}, 3, 3)
	hole := made[1]
	remove(t, db, owner, hole)
	again, err := db.Store.CreateSession(t.Context(), owner, newSession("Otra", 3))
	if err != nil || again.ContainerPort != hole.ContainerPort {
		t.Errorf("got port %d, %v; want the free one, %d", again.ContainerPort, err, hole.ContainerPort)
	}
	moved, err := db.Store.MoveToFreePort(t.Context(), again, again.ContainerPort)
	if err != nil || moved.ContainerPort == again.ContainerPort || moved.ID != again.ID {
		t.Errorf("moved to port %d, %v; want another one", moved.ContainerPort, err)
	}
}

func remove(t *testing.T, db *dbtest.DB, owner models.Caller, s models.Session) {
	t.Helper()
	wanted, err := db.Store.Want(t.Context(), owner, s.ID, models.DesiredDeleted)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Store.RemoveSession(t.Context(), wanted); err != nil {
		t.Fatalf("remove a session: %v", err)
	}
}

func TestSecretsAreSealedAtRest(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	in := newSession("Tienda", 10)
	session := must[models.Session](t)(db.Store.CreateSession(t.Context(), owner, in))
	other := db.Session(t, owner)

	var rows []byte
	err := db.Super.QueryRow(t.Context(), `select convert_to(s::text, 'UTF8') || k.api_key || k.webhook_secret
		from public.whatsapp_sessions s join conectafy.session_secrets k on k.session_id = s.id where s.id = $1`, session.ID).Scan(&rows)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{in.Secrets.APIKey, in.Secrets.WebhookSecret} {
		if bytes.Contains(rows, []byte(secret)) {
			t.Errorf("the rows hold the secret %q as it is", secret)
		}
	}
	if got, err := db.Store.Secrets(t.Context(), session.ID); err != nil || got != in.Secrets {
		t.Errorf("got %+v, %v; want %+v", got, err, in.Secrets)
	}
	source, err := db.Store.WebhookSource(t.Context(), in.ContainerName)
	if err != nil || source.Secret != in.Secrets.WebhookSecret || source.SessionID != session.ID {
		t.Errorf("got webhook source %+v, %v", source, err)
	}

	// What is sealed for one session opens for no other, nor a key as a secret.
	for _, swap := range []string{
		`update conectafy.session_secrets a set api_key = b.api_key from conectafy.session_secrets b where a.session_id = $1 and b.session_id = $2`,
		`update conectafy.session_secrets a set api_key = a.webhook_secret from conectafy.session_secrets b where a.session_id = $1 and b.session_id = $2`,
	} {
		db.Exec(t, swap, session.ID, other.ID)
		if got, err := db.Store.Secrets(t.Context(), session.ID); err == nil {
			t.Errorf("after %s: opened %+v", swap, got)
		}
	}
}

func TestSessionsOfOthersAreNotThere(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner, other := db.User(t, "owner"), db.User(t, "other")
	session := furnish(t, db, owner)
	ctx, st, id := t.Context(), db.Store, session.ID
	before := db.Int(t, "select hashtext(string_agg(s::text, '')) from public.whatsapp_sessions s")
	page := models.Page{Limit: 10}
	for name, use := range map[string]func() error{
		"get": func() error { _, err := st.Session(ctx, other, id); return err },
		"rename": func() error {
			_, err := st.UpdateSession(ctx, other, id, models.SessionUpdate{HistoryDays: new(int)})
			return err
		},
		"imports":  func() error { _, err := st.Imports(ctx, other, id); return err },
		"import":   func() error { _, err := st.StartImport(ctx, other, id, 30); return err },
		"delete":   func() error { _, err := st.Want(ctx, other, id, models.DesiredDeleted); return err },
		"restart":  func() error { _, err := st.WantRestart(ctx, other, id); return err },
		"contacts": func() error { _, err := st.Chats(ctx, other, id, models.ChatQuery{Limit: 1}); return err },
		"chat":     func() error { _, err := st.Messages(ctx, other, id, ana, page); return err },
		"chat after": func() error {
			_, err := st.Messages(ctx, other, id, ana, models.Page{Limit: 1, After: uuid.New()})
			return err
		},
		"read":    func() error { _, err := st.MarkRead(ctx, other, id, ana); return err },
		"counts":  func() error { _, err := st.Counts(ctx, other, id); return err },
		"updates": func() error { _, err := st.Updates(ctx, other, &id, ""); return err },
		"send": func() error {
			_, err := st.QueueMessage(ctx, other, outgoing(session, ana, "x"), models.SendKey{Key: "k", Hash: []byte("h")})
			return err
		},
	} {
		wantCode(t, name, use(), apperr.SessionNotFound)
	}
	if list, err := st.Sessions(ctx, other); err != nil || len(list) != 0 {
		t.Errorf("list: got %d sessions, %v", len(list), err)
	}
	if after := db.Int(t, "select hashtext(string_agg(s::text, '')) from public.whatsapp_sessions s"); after != before {
		t.Error("the session changed")
	}
	// A caller whose claims say another person than the request does is shown nothing of either.
	forged := models.Caller{UserID: owner.UserID, ClaimsJSON: other.ClaimsJSON}
	_, err := st.Session(ctx, forged, id)
	wantCode(t, "claims of another person", err, apperr.SessionNotFound)
}

// Nothing but the feed's word that the session is gone stays behind, and that goes with the housekeeping.
func TestRemovedSessionLeavesNoRow(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	gone, stays := furnish(t, db, owner), furnish(t, db, owner)
	remove(t, db, owner, gone)

	rows, err := db.Super.Query(t.Context(), `select format('%I.%I', table_schema, table_name) from information_schema.columns
		where column_name = 'session_id' and table_schema in ('public', 'conectafy')
		union select 'public.whatsapp_sessions as s(session_id)'`)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(list) < 6 {
		t.Fatalf("got tables %v, %v", list, err)
	}
	for _, name := range list {
		of := func(id uuid.UUID) int { return db.Int(t, "select count(*) from "+name+" where session_id = $1", id) }
		if of(stays.ID) == 0 {
			t.Errorf("%s holds nothing of the other session: furnish must put a row into it", name)
		}
		if n := of(gone.ID); n != 0 && name != "public.changes" {
			t.Errorf("%s still holds %d rows of the session", name, n)
		}
	}
	if _, err := db.Store.Secrets(t.Context(), gone.ID); !errors.Is(err, apperr.SessionNotFound) {
		t.Errorf("secrets: got %v", err)
	}
}

func TestRemoveSessionOnlyIfItsOwnerWantsIt(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	if err := db.Store.RemoveSession(t.Context(), session); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Store.Session(t.Context(), owner, session.ID); err != nil {
		t.Errorf("a session that nobody deleted is gone: %v", err)
	}
}

func TestWishesStartAnew(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	tire := func() {
		db.Exec(t, "update public.whatsapp_sessions set attempts = 5, next_attempt_at = now() + interval '1 hour', error_code = 'container_crash_loop'")
	}
	tire()
	asked, err := db.Store.WantRestart(t.Context(), owner, session.ID)
	if err != nil || asked.Attempts != 0 || asked.ErrorCode != "" || asked.RestartRequestedAt.IsZero() || asked.NextAttemptAt.Unix() != 0 {
		t.Errorf("restart: got %+v, %v", asked, err)
	}
	again := must[models.Session](t)(db.Store.WantRestart(t.Context(), owner, session.ID))
	if err := db.Store.RestartDone(t.Context(), asked); err != nil {
		t.Fatal(err)
	}
	if s := must[models.Session](t)(db.Store.SessionByID(t.Context(), session.ID)); s.RestartRequestedAt.IsZero() {
		t.Error("a restart asked for meanwhile was forgotten")
	}
	if err := db.Store.RestartDone(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	if s := must[models.Session](t)(db.Store.SessionByID(t.Context(), session.ID)); !s.RestartRequestedAt.IsZero() {
		t.Error("a restart that was made is still asked for")
	}
	tire()
	for _, wish := range []models.DesiredState{models.DesiredStopped, models.DesiredRunning} {
		s, err := db.Store.Want(t.Context(), owner, session.ID, wish)
		if err != nil || s.Desired != wish || s.Attempts != 0 || s.ErrorCode != "" {
			t.Errorf("%s: got %+v, %v", wish, s, err)
		}
	}
	if _, err := db.Store.Want(t.Context(), owner, session.ID, models.DesiredDeleted); err != nil {
		t.Fatal(err)
	}
	_, err = db.Store.Want(t.Context(), owner, session.ID, models.DesiredRunning)
	wantCode(t, "a deletion is final", err, apperr.SessionNotFound)
}
