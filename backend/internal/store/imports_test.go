package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// say reports a state of a session's number, each report later than the one before.
func say(t *testing.T, db *dbtest.DB, session models.Session, status models.WAHAStatus, phone string) {
	t.Helper()
	_, err := db.Store.ApplyStatus(t.Context(), session.ID, store.StatusChange{
		Status: models.StatusOf(status), WAHAStatus: status, At: time.Now(), PhoneNumber: phone,
	})
	if err != nil {
		t.Error(err)
	}
}

func importsOf(t *testing.T, db *dbtest.DB, owner models.Caller, session models.Session) []models.Import {
	t.Helper()
	imports, err := db.Store.Imports(t.Context(), owner, session.ID)
	if err != nil {
		t.Fatal(err)
	}
	return imports
}

func wantsHistory(t *testing.T, db *dbtest.DB, owner models.Caller, days int) models.Session {
	t.Helper()
	session, err := db.Store.UpdateSession(t.Context(), owner, db.Session(t, owner).ID, models.SessionUpdate{HistoryDays: &days})
	if err != nil {
		t.Fatal(err)
	}
	return session
}

func TestEachLinkingAsksForItsHistoryOnce(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := wantsHistory(t, db, owner, 7)
	const first, second = "5491100000001", "5491100000002"
	for _, c := range []struct {
		what    string
		reports []string
		phone   string
		imports int
	}{
		{"waiting", []string{"STARTING", "SCAN_QR_CODE"}, "", 0},
		{"linked, told twice", []string{"WORKING", "WORKING"}, first, 1},
		{"a restart", []string{"STARTING", "WORKING", "STOPPED", "STARTING", "WORKING"}, first, 1},
		{"linked again", []string{"SCAN_QR_CODE", "WORKING"}, first, 2},
		{"another number, of which the QR was not seen", []string{"STARTING", "WORKING"}, second, 3},
	} {
		for _, status := range c.reports {
			phone := ""
			if status == "WORKING" {
				phone = c.phone
			}
			say(t, db, session, models.WAHAStatus(status), phone)
		}
		imports := importsOf(t, db, owner, session)
		running := 0
		for _, i := range imports {
			if i.State == models.ImportRunning {
				running++
			} else if i.ErrorCode != "superseded" {
				t.Errorf("%s: an import ended with %q", c.what, i.ErrorCode)
			}
		}
		if len(imports) != c.imports || running != min(c.imports, 1) {
			t.Errorf("%s: %d imports, %d of them running; want %d", c.what, len(imports), running, c.imports)
		}
	}
	latest := importsOf(t, db, owner, session)[0]
	if span := latest.Until.Sub(latest.Since); span != 7*24*time.Hour {
		t.Errorf("%v are to be read", span)
	}
}

func TestNoHistoryWhereNoneIsWanted(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := wantsHistory(t, db, owner, 0)
	say(t, db, session, models.WAHAScanQR, "")
	say(t, db, session, models.WAHAWorking, "5491100000001")
	if imports := importsOf(t, db, owner, session); len(imports) != 0 {
		t.Errorf("got %+v", imports)
	}
}

func TestManyReportsAskForHistoryOnce(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := wantsHistory(t, db, owner, 30)
	var reporting sync.WaitGroup
	for range 8 {
		reporting.Go(func() { say(t, db, session, models.WAHAWorking, "5491100000001") })
	}
	reporting.Wait()
	if imports := importsOf(t, db, owner, session); len(imports) != 1 {
		t.Errorf("%d imports were made", len(imports))
	}
}

// claimImport takes the one import that is due.
func claimImport(t *testing.T, db *dbtest.DB) (models.Import, bool) {
	t.Helper()
	imports, err := db.Store.ClaimImports(t.Context(), 8, time.Minute)
	if err != nil || len(imports) > 1 {
		t.Fatalf("got %d imports, %v", len(imports), err)
	}
	if len(imports) == 0 {
		return models.Import{}, false
	}
	return imports[0], true
}

func TestImportsOfSessionsThatAreNotConnectedWait(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := wantsHistory(t, db, owner, 30)
	say(t, db, session, models.WAHAWorking, "5491100000001")
	say(t, db, session, models.WAHAStopped, "")
	if _, claimed := claimImport(t, db); claimed {
		t.Error("the import of a stopped number is in somebody's hands")
	}
	say(t, db, session, models.WAHAWorking, "5491100000001")
	i, claimed := claimImport(t, db)
	if !claimed {
		t.Fatal("the import does not go on")
	}
	// A deleted session takes no more messages, and its import goes with it.
	if _, err := db.Store.Want(t.Context(), owner, session.ID, models.DesiredDeleted); err != nil {
		t.Fatal(err)
	}
	page := store.ImportPage{Chat: ana, Events: []models.Event{dbtest.Incoming(session, ana, "A1", "Hola")}}
	if _, err := db.Store.StoreImportPage(t.Context(), i, page, time.Minute); err == nil {
		t.Error("a page of a deleted session was taken")
	}
	if got := db.Int(t, "select count(*) from public.messages"); got != 0 {
		t.Errorf("%d messages of a deleted session are stored", got)
	}
	if err := db.Store.RemoveSession(t.Context(), session); err != nil {
		t.Fatal(err)
	}
	if got := db.Int(t, "select count(*) from public.imports"); got != 0 {
		t.Errorf("%d imports of nothing are left", got)
	}
}

// What counts as added is exact while the same messages come by webhook at the same time.
func TestAddedIsExactUnderConcurrency(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := wantsHistory(t, db, owner, 30)
	say(t, db, session, models.WAHAWorking, "5491100000001")
	i, _ := claimImport(t, db)
	var events []models.Event
	for n := range 200 {
		events = append(events, dbtest.Incoming(session, ana, "M"+time.Duration(n).String(), "Hola"))
	}
	var live sync.WaitGroup
	for n := 0; n < len(events); n += 2 {
		told := dbtest.Again(events[n])
		live.Go(func() {
			if err := db.Store.Receive(t.Context(), []models.Event{told}); err != nil {
				t.Error(err)
			}
		})
	}
	for n := 0; n < len(events); n += 20 {
		page := store.ImportPage{Chat: ana, Position: n + 20, Read: 20}
		for _, e := range events[n : n+20] {
			e.Message.Origin = models.OriginHistory
			page.Events = append(page.Events, e)
		}
		var err error
		if i, err = db.Store.StoreImportPage(t.Context(), i, page, time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	live.Wait()
	if got := db.Int(t, "select count(*) from public.messages where origin = 'history'"); got != i.MessagesAdded || got < 100 || i.MessagesRead != 200 {
		t.Errorf("%d count as added and %d as read; %d were added", i.MessagesAdded, i.MessagesRead, got)
	}
	if got := db.Int(t, "select count(*) from public.messages"); got != 200 {
		t.Errorf("%d messages are stored", got)
	}
}

func TestOldImportsAreForgotten(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := wantsHistory(t, db, owner, 7)
	for range 3 { // each linking supersedes the import of the one before
		say(t, db, session, models.WAHAScanQR, "")
		say(t, db, session, models.WAHAWorking, "5491100000001")
	}
	if _, err := db.Store.Prune(t.Context(), time.Now(), time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := len(importsOf(t, db, owner, session)); got != 3 {
		t.Errorf("%d are left of three young ones", got)
	}
	if _, err := db.Store.Prune(t.Context(), time.Now(), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if left := importsOf(t, db, owner, session); len(left) != 1 || left[0].State != models.ImportRunning {
		t.Errorf("left is %+v, want the one that is running", left)
	}
}
