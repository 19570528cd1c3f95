package store_test

import (
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// state is what ApplyStatus left behind.
type state struct {
	status models.SessionStatus
	waha   models.WAHAStatus
	code   string
}

func TestStatusesInAnyOrder(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	t0 := time.Now().UTC().Truncate(time.Millisecond)
	at := func(seconds int) time.Time { return t0.Add(time.Duration(seconds) * time.Second) }
	waha := func(s models.WAHAStatus, seconds int) store.StatusChange {
		return store.StatusChange{Status: models.StatusOf(s), WAHAStatus: s, At: at(seconds)}
	}
	broken := store.StatusChange{Status: models.StatusError, WAHAStatus: models.WAHAWorking, At: at(2), ErrorCode: "waha_not_answering"}
	for _, c := range []struct {
		name    string
		changes []store.StatusChange
		changed []bool
		want    state
	}{
		{"forward", []store.StatusChange{waha("STARTING", 0), waha("SCAN_QR_CODE", 1), waha("WORKING", 2)}, []bool{true, true, true}, state{"connected", "WORKING", ""}},
		{"an older one is late", []store.StatusChange{waha("WORKING", 5), waha("SCAN_QR_CODE", 1)}, []bool{true, false}, state{"connected", "WORKING", ""}},
		{"two in one moment", []store.StatusChange{waha("STARTING", 1), waha("SCAN_QR_CODE", 1)}, []bool{true, true}, state{"connecting", "SCAN_QR_CODE", ""}},
		{"the same again", []store.StatusChange{waha("WORKING", 1), waha("WORKING", 2)}, []bool{true, false}, state{"connected", "WORKING", ""}},
		{"the QR ran out", []store.StatusChange{waha("SCAN_QR_CODE", 1), waha("FAILED", 2)}, []bool{true, true}, state{"error", "FAILED", "qr_expired"}},
		{"the phone unlinked it", []store.StatusChange{waha("WORKING", 1), waha("FAILED", 2)}, []bool{true, true}, state{"error", "FAILED", "logged_out"}},
		{"it failed for no known reason", []store.StatusChange{waha("STARTING", 1), waha("FAILED", 2)}, []bool{true, true}, state{"error", "FAILED", "waha_failed"}},
		{"failed again keeps the reason", []store.StatusChange{waha("WORKING", 1), waha("FAILED", 2), waha("FAILED", 3)}, []bool{true, true, false}, state{"error", "FAILED", "logged_out"}},
		{"scanned after a failure", []store.StatusChange{waha("WORKING", 1), waha("FAILED", 2), waha("SCAN_QR_CODE", 3)}, []bool{true, true, true}, state{"connecting", "SCAN_QR_CODE", ""}},
		{"silent", []store.StatusChange{waha("WORKING", 1), broken}, []bool{true, true}, state{"error", "WORKING", "waha_not_answering"}},
		{"silent, and back", []store.StatusChange{waha("WORKING", 1), broken, waha("WORKING", 3)}, []bool{true, true, true}, state{"connected", "WORKING", ""}},
		{"a state that we do not know", []store.StatusChange{waha("PASSKEY_REQUIRED", 1)}, []bool{true}, state{"connecting", "PASSKEY_REQUIRED", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			owner := db.User(t, "owner")
			session := db.Session(t, owner)
			seq := func() int {
				return db.Int(t, "select seq from public.feed_heads where user_id = $1", owner.UserID)
			}
			for i, change := range c.changes {
				before := seq()
				changed, err := db.Store.ApplyStatus(t.Context(), session.ID, change)
				if err != nil || changed != c.changed[i] {
					t.Errorf("step %d: changed is %v, %v; want %v", i, changed, err, c.changed[i])
				}
				if moved := seq() != before; moved != c.changed[i] {
					t.Errorf("step %d: the feed moved: %v, want %v", i, moved, c.changed[i])
				}
			}
			s, err := db.Store.Session(t.Context(), owner, session.ID)
			if got := (state{s.Status, s.WAHAStatus, s.ErrorCode}); err != nil || got != c.want {
				t.Errorf("got %+v, %v; want %+v", got, err, c.want)
			}
		})
	}
}

// A number has lost its link when it shows a QR, or fails, after it was connected. It has it again when it is connected again.
func TestLostLink(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	const never = -1
	for name, c := range map[string]struct {
		told []models.WAHAStatus
		lost int // with which of them
	}{
		"linked for the first time": {[]models.WAHAStatus{"STARTING", "SCAN_QR_CODE", "FAILED", "SCAN_QR_CODE", "WORKING"}, never},
		"never linked":              {[]models.WAHAStatus{"STARTING", "SCAN_QR_CODE", "FAILED"}, never},
		"signed out by the phone":   {[]models.WAHAStatus{"WORKING", "FAILED", "STARTING"}, 1},
		"a QR after that":           {[]models.WAHAStatus{"WORKING", "FAILED", "STARTING", "SCAN_QR_CODE", "FAILED"}, 1},
		"signed out from here":      {[]models.WAHAStatus{"WORKING", "STOPPED", "STARTING", "SCAN_QR_CODE", "STARTING"}, 3},
		"linked again":              {[]models.WAHAStatus{"WORKING", "FAILED", "STARTING", "SCAN_QR_CODE", "WORKING"}, never},
		"stopped":                   {[]models.WAHAStatus{"WORKING", "STOPPED", "STARTING", "FAILED"}, never},
	} {
		t.Run(name, func(t *testing.T) {
			session, start := db.Session(t, owner), time.Now().Truncate(time.Microsecond)
			for i, status := range c.told {
				change := store.StatusChange{Status: models.StatusOf(status), WAHAStatus: status, At: start.Add(time.Duration(i) * time.Second)}
				if _, err := db.Store.ApplyStatus(t.Context(), session.ID, change); err != nil {
					t.Fatal(err)
				}
			}
			var want time.Time
			if c.lost != never {
				want = start.Add(time.Duration(c.lost) * time.Second)
			}
			if got := must[models.Session](t)(db.Store.Session(t.Context(), owner, session.ID)); !got.UnlinkedAt.Equal(want) {
				t.Errorf("got %v, want %v", got.UnlinkedAt, want)
			}
		})
	}
}

func TestStatusTellsWhoItIs(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	db.Exec(t, "update public.whatsapp_sessions set attempts = 3")
	start := time.Now()
	working := store.StatusChange{Status: models.StatusConnected, WAHAStatus: models.WAHAWorking, At: start}
	apply := func(change store.StatusChange) bool {
		t.Helper()
		changed, err := db.Store.ApplyStatus(t.Context(), session.ID, change)
		if err != nil {
			t.Fatal(err)
		}
		return changed
	}
	apply(working)
	named := working
	named.At, named.PhoneNumber, named.PushName = start.Add(time.Second), "5491100000000", "Tienda"
	if !apply(named) {
		t.Error("the number came with the same state, and was not stored")
	}
	again := named
	again.At = start.Add(2 * time.Second)
	if apply(again) {
		t.Error("the same number again changed something")
	}
	stopped := store.StatusChange{Status: models.StatusDisconnected, WAHAStatus: models.WAHAStopped, At: start.Add(3 * time.Second)}
	apply(stopped)
	s, err := db.Store.Session(t.Context(), owner, session.ID)
	if err != nil || s.PhoneNumber != "5491100000000" || s.PushName != "Tienda" || s.Attempts != 3 || s.LastConnectedAt.IsZero() {
		t.Errorf("got %+v, %v; want the number kept, and the failures not forgotten by a moment of luck", s, err)
	}
}

// A code is only kept while it is on show.
func TestQRCodeGoesWithItsState(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	session := db.Session(t, db.User(t, "owner"))
	stored := func() int {
		return db.Int(t, "select count(*) from public.whatsapp_sessions where qr_code is not null")
	}
	set := func() {
		t.Helper()
		if _, err := db.Store.SetQRCode(t.Context(), session.ID, "2@code"); err != nil {
			t.Fatal(err)
		}
	}
	set()
	if stored() != 0 {
		t.Error("a code was stored while none is on show")
	}
	now := time.Now()
	for i, status := range []models.WAHAStatus{models.WAHAScanQR, models.WAHAWorking} {
		_, err := db.Store.ApplyStatus(t.Context(), session.ID, store.StatusChange{
			Status: models.StatusOf(status), WAHAStatus: status, At: now.Add(time.Duration(i) * time.Second),
		})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			set()
			if stored() != 1 {
				t.Error("the code on show was not stored")
			}
		}
	}
	if stored() != 0 {
		t.Error("the code outlived its state")
	}
}
