package store_test

import (
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// heard is one thing that is learned of a session's status: by WAHA's webhook, or by asking.
type heard struct {
	second float64
	status models.WAHAStatus
	asked  bool
}

// Which code is on show follows from what WAHA told, and is unknown where something may have been missed.
func TestNumberOfTheQR(t *testing.T) {
	t.Parallel()
	const qr, starting = models.WAHAScanQR, models.WAHAStarting
	for name, c := range map[string]struct {
		told   []heard
		number int
		shown  float64 // -1 when nobody knows
	}{
		"the first":                  {[]heard{{0, starting, false}, {1, qr, false}}, 1, 1},
		"asked just before":          {[]heard{{0, starting, false}, {0.9, qr, true}, {1, qr, false}}, 1, 1},
		"asked before it was told":   {[]heard{{0, starting, false}, {2, qr, true}, {1, qr, false}}, 1, 1},
		"the third":                  {[]heard{{1, qr, false}, {61, qr, false}, {81.1, qr, false}}, 3, 81.1},
		"told twice":                 {[]heard{{1, qr, false}, {61, qr, false}, {61, qr, false}, {1, qr, false}}, 2, 61},
		"asked in between":           {[]heard{{1, qr, false}, {30, qr, true}, {61, qr, false}}, 2, 61},
		"nobody told of the first":   {[]heard{{0, starting, false}, {30, qr, true}, {61, qr, false}, {81, qr, false}}, 0, 81},
		"only asked":                 {[]heard{{0, starting, false}, {30, qr, true}}, 0, -1},
		"one was missed":             {[]heard{{1, qr, false}, {61, qr, false}, {101, qr, false}}, 0, 101},
		"started anew":               {[]heard{{1, qr, false}, {61, qr, false}, {70, starting, false}, {71, qr, false}}, 1, 71},
		"something else came of it":  {[]heard{{1, qr, false}, {20, models.WAHAWorking, false}}, 0, -1},
		"it is late and all is over": {[]heard{{1, qr, false}, {20, models.WAHAWorking, false}, {1, qr, false}}, 0, -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := dbtest.New(t)
			session, base := db.Session(t, db.User(t, "ana")), time.Now().Truncate(time.Microsecond)
			at := func(second float64) time.Time { return base.Add(time.Duration(second * float64(time.Second))) }
			for _, step := range c.told {
				var err error
				if step.asked {
					_, err = db.Store.ApplyStatus(t.Context(), session.ID, store.StatusChange{
						Status: models.StatusOf(step.status), WAHAStatus: step.status, At: at(step.second),
					})
				} else {
					err = db.Store.Receive(t.Context(), []models.Event{{SessionID: session.ID, Status: &models.StatusReport{Status: step.status, At: at(step.second)}}})
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			got := must[models.QR](t)(db.Store.SetQRCode(t.Context(), session.ID, "2@code"))
			want := models.QR{Code: "2@code", Number: c.number}
			if c.shown >= 0 {
				want.ShownAt = at(c.shown)
			}
			if got.Number != want.Number || !got.ShownAt.Equal(want.ShownAt) {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

func TestEndOfTheQR(t *testing.T) {
	t.Parallel()
	now := time.Now()
	for name, c := range map[string]struct {
		qr   models.QR
		left time.Duration // 0 when nobody knows
	}{
		"the first":       {models.QR{Number: 1, ShownAt: now.Add(-10 * time.Second)}, 50 * time.Second},
		"another":         {models.QR{Number: 4, ShownAt: now.Add(-10 * time.Second)}, 10 * time.Second},
		"one of the rest": {models.QR{ShownAt: now.Add(-10 * time.Second)}, 10 * time.Second},
		"over":            {models.QR{Number: 4, ShownAt: now.Add(-21 * time.Second)}, 0},
		"nobody knows":    {models.QR{}, 0},
	} {
		end := c.qr.ExpiresAt(now)
		if c.left == 0 && !end.IsZero() || c.left > 0 && end.Sub(now) != c.left {
			t.Errorf("%s: it ends at %v", name, end)
		}
	}
}
