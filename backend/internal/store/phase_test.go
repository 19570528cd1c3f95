package store_test

import (
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// setPhase tells of a phase, and says whether the feed moved.
func setPhase(t *testing.T, db *dbtest.DB, s models.Session, change store.PhaseChange) bool {
	t.Helper()
	seq := func() int { return db.Int(t, "select seq from public.feed_heads where user_id = $1", s.UserID) }
	before := seq()
	if err := db.Store.SetPhase(t.Context(), s.ID, change); err != nil {
		t.Fatal(err)
	}
	return seq() != before
}

func percent(n int) *int { return &n }

func TestPhaseReachesTheFeed(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner, stranger := db.User(t, "owner"), db.User(t, "stranger")
	session := db.Session(t, owner)
	theirs, others := updates(t, db, owner, nil, "").Cursor, updates(t, db, stranger, nil, "").Cursor
	pulling := store.PhaseChange{Phase: models.PhasePulling, Percent: percent(40), Began: time.Now()}
	if !setPhase(t, db, session, pulling) {
		t.Error("a phase is not in the feed")
	}
	if setPhase(t, db, session, pulling) {
		t.Error("the same phase again is in the feed")
	}
	got := updates(t, db, owner, nil, theirs).Sessions
	if len(got) != 1 || got[0].Phase != models.PhasePulling || got[0].PhasePercent == nil || *got[0].PhasePercent != 40 {
		t.Errorf("got %+v", got)
	}
	if got := updates(t, db, stranger, nil, others).Sessions; len(got) != 0 {
		t.Errorf("a stranger hears of it: %+v", got)
	}
}

// A phase ends with the first word of WAHA's, with a failure, with another wish of the owner's, and with the reconciler.
func TestPhaseEnds(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	began := time.Now()
	say := func(status models.WAHAStatus) func(*testing.T, models.Caller, models.Session) error {
		return func(t *testing.T, _ models.Caller, s models.Session) error {
			_, err := db.Store.ApplyStatus(t.Context(), s.ID, store.StatusChange{Status: models.StatusOf(status), WAHAStatus: status, At: time.Now()})
			return err
		}
	}
	for name, end := range map[string]func(*testing.T, models.Caller, models.Session) error{
		"WAHA says the same as the reconciler": say(models.WAHAStarting),
		"WAHA shows a QR":                      say(models.WAHAScanQR),
		"it failed": func(t *testing.T, _ models.Caller, s models.Session) error {
			_, err := db.Store.ApplyStatus(t.Context(), s.ID, store.StatusChange{Status: models.StatusError, At: time.Now(), ErrorCode: "image_missing"})
			return err
		},
		"nobody does it any more": func(t *testing.T, _ models.Caller, s models.Session) error {
			return db.Store.SetPhase(t.Context(), s.ID, store.PhaseChange{Began: time.Now()})
		},
		"its owner stops it": func(t *testing.T, owner models.Caller, s models.Session) error {
			_, err := db.Store.Want(t.Context(), owner, s.ID, models.DesiredStopped)
			return err
		},
		"its owner restarts it": func(t *testing.T, owner models.Caller, s models.Session) error {
			_, err := db.Store.WantRestart(t.Context(), owner, s.ID)
			return err
		},
		"another reconciler begins": func(t *testing.T, _ models.Caller, _ models.Session) error { return db.Store.EndPhases(t.Context()) },
	} {
		t.Run(name, func(t *testing.T) {
			owner := db.User(t, "owner")
			session := db.Session(t, owner)
			if _, err := db.Store.ApplyStatus(t.Context(), session.ID, store.StatusChange{
				Status: models.StatusConnecting, WAHAStatus: models.WAHAStarting, At: began, Phase: models.PhaseBooting,
			}); err != nil {
				t.Fatal(err)
			}
			setPhase(t, db, session, store.PhaseChange{Phase: models.PhasePulling, Percent: percent(1), Began: began})
			cursor := updates(t, db, owner, nil, "").Cursor
			if err := end(t, owner, session); err != nil {
				t.Fatal(err)
			}
			got := updates(t, db, owner, nil, cursor).Sessions
			if len(got) != 1 || got[0].Phase != "" || got[0].PhasePercent != nil {
				t.Errorf("got %+v, want it told without a phase", got)
			}
		})
	}
}

// What is done for a session may be told late.
func TestLatePhase(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	spoke, stopped := db.Session(t, owner), db.Session(t, owner)
	late := store.PhaseChange{Phase: models.PhasePulling, Began: time.Now().Add(-time.Minute)}
	db.Connect(t, spoke)
	if setPhase(t, db, spoke, late) {
		t.Error("a phase from before WAHA spoke was stored")
	}
	must[models.Session](t)(db.Store.Want(t.Context(), owner, stopped.ID, models.DesiredStopped))
	late.Began = time.Now()
	if setPhase(t, db, stopped, late) {
		t.Error("a phase of a session that was stopped meanwhile was stored")
	}
}
