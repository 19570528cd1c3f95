package store_test

import (
	"testing"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

func TestLookOfANewSession(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	ana, beto := db.User(t, "ana"), db.User(t, "beto")
	for i, c := range []struct{ name, initials string }{
		{"Ventas", "VE"},
		{"Ventas", "VN"}, // the next consonant
		{"Ventas", "V1"}, // then a digit
		{"Atención al cliente", "AA"},
		{"Ñandú", "NA"},
		{"Ana", "AN"},
		{"Ana", "A1"},
		{"  «Casa» (norte)", "CN"},
		{"7 mares", "7M"},
		{"X", "X"},
		{"🎉", "N"},
		{"🎉", "N1"},
		{"Продажи", "ПР"},
	} {
		s := must[models.Session](t)(db.Store.CreateSession(t.Context(), ana, newSession(c.name, 100)))
		if s.Initials != c.initials || s.Color != i%10+1 {
			t.Errorf("%s: got %s and color %d, want %s and %d", c.name, s.Initials, s.Color, c.initials, i%10+1)
		}
	}
	other := must[models.Session](t)(db.Store.CreateSession(t.Context(), beto, newSession("Ventas", 100)))
	if other.Initials != "VE" || other.Color != 1 {
		t.Errorf("what others have counts for Beto: %+v", other)
	}
}

// More numbers than there are pairs of letters and digits share some.
func TestInitialsRunOut(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	ana := db.User(t, "ana")
	db.Exec(t, `insert into public.whatsapp_sessions (id, user_id, session_name, container_name, container_port, color, initials)
		select gen_random_uuid(), $1, 'x', a || b, 40000 + row_number() over (), 1, a || b
		from unnest(string_to_array('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', null)) a, unnest(string_to_array('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', null)) b`, ana.UserID)
	for range 2 {
		if s := must[models.Session](t)(db.Store.CreateSession(t.Context(), ana, newSession("Ventas", 2000))); s.Initials != "VE" {
			t.Errorf("got %s, want VE once more", s.Initials)
		}
	}
	taken := "AB"
	s := must[models.Session](t)(db.Store.CreateSession(t.Context(), ana, newSession("Soporte", 2000)))
	_, err := db.Store.UpdateSession(t.Context(), ana, s.ID, models.SessionUpdate{Initials: &taken})
	wantCode(t, "initials of another number", err, apperr.InitialsTaken)
}

func TestChangeOfALook(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	ana := db.User(t, "ana")
	first, second := db.Session(t, ana), db.Session(t, ana)
	color, initials, taken, yes := 7, "ÑÚ", first.Initials, true
	got := must[models.Session](t)(db.Store.UpdateSession(t.Context(), ana, second.ID,
		models.SessionUpdate{Color: &color, Initials: &initials, IgnoresGroups: &yes}))
	if got.Color != 7 || got.Initials != "ÑÚ" || !got.IgnoresGroups || got.Name != second.Name {
		t.Errorf("got %+v", got)
	}
	_, err := db.Store.UpdateSession(t.Context(), ana, second.ID, models.SessionUpdate{Initials: &taken})
	wantCode(t, "initials of another number", err, apperr.InitialsTaken)
	must[models.Session](t)(db.Store.Want(t.Context(), ana, first.ID, models.DesiredDeleted))
	if got := must[models.Session](t)(db.Store.UpdateSession(t.Context(), ana, second.ID, models.SessionUpdate{Initials: &taken})); got.Initials != taken {
		t.Errorf("the initials of a deleted number are not free: %+v", got)
	}
}
