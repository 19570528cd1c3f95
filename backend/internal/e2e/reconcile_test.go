package e2e_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

const (
	killStep   = 100 * time.Millisecond
	killUntil  = 600 * time.Millisecond
	killAtMost = 6 * time.Second // the last point, on a machine so busy that nothing was done before
	killAtOne  = 3               // sessions that are worked on when the backend is killed
)

// killPoints kills a backend after longer and longer in the middle of something, and starts it again each time. It goes on until
// enough was done between two kills.
func killPoints(b *backend, act func(point int), enough func() bool) {
	b.t.Helper()
	for point, after := 0, time.Duration(0); after <= killUntil || !enough() && after <= killAtMost; point, after = point+1, after+killStep {
		var acting sync.WaitGroup
		acting.Go(func() { act(point) })
		<-time.After(after) // the point is the moment
		b.kill()
		acting.Wait()
		b.start()
	}
}

// Wherever in a create or a delete the backend is killed, the next one finishes it: with nothing double and nothing left.
func TestKilledAmidCreatesAndDeletes(t *testing.T) {
	t.Parallel()
	in := newInstallation(t, map[string]string{"WAHA_MAX_SESSIONS": "50"})
	b := in.backend()
	person := in.person(b)

	killPoints(b, func(int) {
		together(t, killAtOne, func(int) { // the answers may be lost with the backend
			_, _ = person.try(http.MethodPost, "/api/sessions", map[string]string{"sessionName": "Tienda"}, nil)
		})
	}, func() bool { return len(person.sessions()) >= killAtOne })
	sessions := person.sessions()
	if len(sessions) < killAtOne {
		t.Fatalf("got %d sessions: the backend died before it did anything", len(sessions))
	}
	together(t, len(sessions), func(i int) {
		person.showsQR(sessions[i].ID)
		if i%2 == 0 { // a number that is linked takes longer to go, and leaves more
			person.scan(sessions[i])
			person.hears(sessions[i], "hola")
		}
	})
	in.consistent(person.sessions())

	killPoints(b, func(point int) {
		together(t, killAtOne, func(i int) {
			if n := point*killAtOne + i; n < len(sessions) {
				_, _ = person.try(http.MethodDelete, oneSession+sessions[n].ID, nil, nil)
			}
		})
	}, func() bool { return len(person.sessions()) < len(sessions) })
	lost := person.sessions() // of these the wish itself was lost
	together(t, len(lost), func(i int) { person.remove(lost[i].ID) })
	in.nothingLeft()
}

// nothingLeft waits until nothing of any session is on the engine or in the database.
func (in *installation) nothingLeft() {
	in.t.Helper()
	in.consistent(nil)
	rows, err := in.db.Super.Query(in.t.Context(), `select format('%I.%I', table_schema, table_name) from information_schema.columns
		where column_name = 'session_id' and table_schema in ('public', 'conectafy') and table_name <> 'changes'
		union select 'public.whatsapp_sessions'`)
	if err != nil {
		in.t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(tables) < 4 {
		in.t.Fatalf("got tables %v, %v", tables, err)
	}
	for _, table := range tables {
		wait.Until(in.t, "no row is left in "+table, func() bool {
			return in.db.Int(in.t, "select count(*) from "+table) == 0
		})
	}
}
