package services

import (
	"fmt"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/models"
)

// impatient are settings under which every look is due, and takes in the messages of the very second.
func impatient() GapsConfig {
	return GapsConfig{
		AtOnce: 4, Page: 10, Pages: 20, Every: 5 * time.Millisecond, Lease: time.Minute, Check: time.Hour, Again: time.Hour,
		Settle: -2 * time.Second, Margin: time.Minute,
	}
}

// look looks for missing messages, whenever the last look was.
func (n *number) look(t *testing.T) {
	t.Helper()
	n.Exec(t, "update public.whatsapp_sessions set next_check_at = now()")
	if err := NewGaps(impatient(), n.fleet(), n.Store, zerolog.Nop()).RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// hear waits until so many messages came by webhook.
func (n *number) hear(t *testing.T, count int) {
	t.Helper()
	wait.Until(t, fmt.Sprintf("%d messages came by webhook", count), func() bool { return n.messages(t, "origin = 'live'") == count })
}

func TestLostMessagesAreRecovered(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"GOWS", "NOWEB", "WEBJS"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			n := newNumber(t, 0, "WHATSAPP_DEFAULT_ENGINE="+engine)
			n.Connect(t, n.session)
			n.importing(t, quick())
			for i := range 25 {
				n.write(t, ana, fmt.Sprint("heard ", i))
			}
			n.hear(t, 25)
			n.look(t)
			if got := len(n.imports(t)); got != 0 {
				t.Fatalf("nothing was missing, and %d imports were made", got)
			}

			n.turn(t, map[string]any{"dropWebhooks": -1})
			for i := range 3 {
				n.write(t, ana, fmt.Sprint("lost ", i))
			}
			n.write(t, "5491199998888@c.us", "lost as well")
			n.turn(t, map[string]any{"dropWebhooks": 0})
			n.write(t, ana, "heard again")
			n.hear(t, 26)
			n.look(t)
			last := n.finished(t)
			if last.Reason != models.ImportGap || last.State != models.ImportDone || last.MessagesAdded != 4 {
				t.Errorf("got %+v, want 4 messages recovered", last)
			}
			if got := n.messages(t, "origin = 'recovered' and body like 'lost%'"); got != 4 {
				t.Errorf("%d of the lost messages are here as recovered", got)
			}
			if got := n.Int(t, "select sum(unread_count) from public.contacts"); got != 30 {
				t.Errorf("%d are unread, want 30", got)
			}
			n.look(t)
			if got := len(n.imports(t)); got != 1 {
				t.Errorf("nothing is missing any more, and there are %d imports", got)
			}
		})
	}
}

// What the owner sent through us is no news when it is read back.
func TestOwnSendsAreNotRecovered(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	for _, text := range []string{"1", "2"} {
		m := o.queue(t, text)
		if err := o.work(t, m.ID, 1); err != nil {
			t.Fatal(err)
		}
	}
	fleet := NewFleet(FleetConfig{}, o.Store, fixedRuntime{url: o.sim.URL}, o.client)
	if err := NewGaps(impatient(), fleet, o.Store, zerolog.Nop()).RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := o.Int(t, "select count(*) from public.imports"); got != 0 {
		t.Errorf("%d imports were made", got)
	}
	if got := o.Int(t, "select count(*) from public.whatsapp_sessions where gap_since > created_at"); got != 1 {
		t.Error("nobody looked")
	}
}

// A look comes due by itself: after a connection, and after a backend was away.
func TestWhenToLook(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 0)
	due := func() bool {
		return n.Int(t, "select count(*) from public.whatsapp_sessions where next_check_at <= clock_timestamp()") == 1
	}
	if due() {
		t.Error("a look at a number that never was connected is due")
	}
	n.Connect(t, n.session)
	if !due() {
		t.Fatal("no look is due after a connection")
	}
	gaps := NewGaps(impatient(), n.fleet(), n.Store, zerolog.Nop())
	if err := gaps.RunOnce(t.Context()); err != nil || due() {
		t.Fatalf("still due after the look, %v", err)
	}
	n.Connect(t, n.session)
	if due() {
		t.Error("a report of what is known makes a look due")
	}
	if err := n.Store.CheckAllSoon(t.Context()); err != nil || !due() {
		t.Errorf("no look is due after a backend's start, %v", err)
	}
}

// A gap that could not be read is looked at again.
func TestFailedRecoveryOpensTheGapAgain(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 0)
	n.Connect(t, n.session)
	n.turn(t, map[string]any{"dropWebhooks": -1})
	n.write(t, ana, "lost")
	n.look(t)
	imports, err := n.Store.ClaimImports(t.Context(), 1, time.Minute)
	if err != nil || len(imports) != 1 {
		t.Fatalf("got %d imports, %v", len(imports), err)
	}
	if err := n.Store.EndImport(t.Context(), imports[0], "waha_unavailable"); err != nil {
		t.Fatal(err)
	}
	n.importing(t, quick())
	n.look(t)
	if last := n.finished(t); last.ID == imports[0].ID || last.MessagesAdded != 1 {
		t.Errorf("got %+v", last)
	}
}

// What came before the number was linked is history, which its owner may not want, and no gap.
func TestThePastIsNoGap(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 0)
	n.remember(t, 1, 24*60*2, 1, 1) // each half minute of a day
	n.Connect(t, n.session)
	n.look(t)
	if got := n.imports(t); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}
