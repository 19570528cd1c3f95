package services

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/simulator"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// number is a connected number on a simulator, whose webhooks are stored.
type number struct {
	*dbtest.DB
	sim     *simulator.Simulator
	owner   models.Caller
	session models.Session
	client  *waha.Client
}

func newNumber(t *testing.T, historyDays int, settings ...string) *number {
	t.Helper()
	n := &number{DB: dbtest.New(t), sim: simulator.Start(t, settings...), client: waha.NewClient(30*time.Second, time.Minute)}
	t.Cleanup(n.client.Close)
	n.owner = n.User(t, "owner")
	var err error
	id := uuid.Must(uuid.NewV7())
	n.session, err = n.Store.CreateSession(t.Context(), n.owner, store.NewSession{
		ID: id, Name: "Tienda", ContainerName: "waha-session-" + id.String(), BasePort: 20_000, Limit: 10, HistoryDays: historyDays,
		Secrets: models.SessionSecrets{APIKey: simulator.Key, WebhookSecret: "s"},
	})
	if err != nil {
		t.Fatal(err)
	}
	hooks := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			event := waha.Decode(id, body, time.Now())
			event.Status = nil // the tests say when it is connected
			err = n.Store.Receive(r.Context(), []models.Event{event})
		}
		if err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	t.Cleanup(hooks.Close)
	if err := n.client.CreateSession(t.Context(), n.target(), waha.Webhook{URL: hooks.URL, Secret: "s"}); err != nil {
		t.Fatal(err)
	}
	wait.Until(t, "a QR is on show", func() bool {
		info, err := n.client.Session(t.Context(), n.target())
		return err == nil && info.Status == models.WAHAScanQR
	})
	n.sim.Do(t, "POST", "/_sim/scan", map[string]string{"phoneNumber": "5491155667788"}, nil)
	return n
}

func (n *number) target() waha.Target { return waha.Target{BaseURL: n.sim.URL, APIKey: simulator.Key} }

func (n *number) fleet() *Fleet {
	return NewFleet(FleetConfig{}, n.Store, fixedRuntime{url: n.sim.URL}, n.client)
}

// remember fills the simulator with a past.
func (n *number) remember(t *testing.T, chats, messages, days, seed int) {
	t.Helper()
	past := map[string]int{"chats": chats, "messagesPerChat": messages, "days": days, "seed": seed}
	n.sim.Do(t, "POST", "/_sim/history", past, nil)
}

func (n *number) write(t *testing.T, from models.ChatID, text string) {
	t.Helper()
	n.sim.Do(t, "POST", "/_sim/message", map[string]any{"from": from, "text": text}, nil)
}

func (n *number) turn(t *testing.T, knobs map[string]any) {
	t.Helper()
	n.sim.Do(t, "PUT", "/_sim/knobs", knobs, nil)
}

func (n *number) messages(t *testing.T, where string) int {
	t.Helper()
	return n.Int(t, "select count(*) from public.messages where "+where)
}

// quick are settings under which nobody waits.
func quick() ImporterConfig {
	return ImporterConfig{
		AtOnce: importsAtOnce, Page: 20, Every: 5 * time.Millisecond, Lease: time.Minute, Pause: time.Millisecond, Longest: time.Hour,
	}
}

// importing runs an importer until the test or the returned function ends it.
func (n *number) importing(t *testing.T, cfg ImporterConfig) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = NewImporter(cfg, n.fleet(), n.Store, zerolog.Nop()).Run(ctx) })
	stop = func() { cancel(); running.Wait() }
	t.Cleanup(stop)
	return stop
}

func (n *number) imports(t *testing.T) []models.Import {
	t.Helper()
	imports, err := n.Store.Imports(t.Context(), n.owner, n.session.ID)
	if err != nil {
		t.Fatal(err)
	}
	return imports
}

// finished waits for the newest import to end.
func (n *number) finished(t *testing.T) models.Import {
	t.Helper()
	var last models.Import
	wait.Until(t, "the import is over", func() bool {
		imports := n.imports(t)
		if len(imports) == 0 {
			return false
		}
		last = imports[0]
		return last.State != models.ImportRunning
	})
	return last
}

func requireImport(t *testing.T, got models.Import, reason models.ImportReason, read, added int) {
	t.Helper()
	if got.Reason != reason || got.State != models.ImportDone || got.ErrorCode != "" || got.MessagesRead != read || got.MessagesAdded != added ||
		got.ChatsDone != got.ChatsTotal || got.FinishedAt.IsZero() {
		t.Errorf("got %+v, want %s done with %d read and %d added", got, reason, read, added)
	}
}

func TestHistoryIsReadAfterLinking(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"GOWS", "NOWEB", "WEBJS"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			n := newNumber(t, 30, "WHATSAPP_DEFAULT_ENGINE="+engine)
			n.remember(t, 10, 45, 20, 7)
			n.Connect(t, n.session)
			n.importing(t, quick())
			last := n.finished(t)
			requireImport(t, last, models.ImportHistory, 450, 450)
			if last.ChatsTotal != 10 || last.Pass != 3 {
				t.Errorf("got %d chats in %d passes", last.ChatsTotal, last.Pass)
			}
			if got := n.messages(t, "origin = 'history'"); got != 450 {
				t.Errorf("%d messages are stored", got)
			}
			if got := n.Int(t, "select coalesce(sum(unread_count), 0) from public.contacts"); got != 0 {
				t.Errorf("%d messages of the past count as unread", got)
			}
			if n.Int(t, "select count(*) from public.import_chats") != 0 {
				t.Error("the places of an import that is over are kept")
			}
			old := n.Int(t, `select count(*) from public.media d join public.messages m on m.id = d.message_row
				where (d.status = 'failed' and d.error_code = 'media_not_fetched') <> (m.timestamp < now() - interval '7 days')`)
			if files := n.Int(t, "select count(*) from public.media"); files == 0 || old != 0 {
				t.Errorf("of %d files, %d are fetched or left against the rule", files, old)
			}
		})
	}
}

func TestOnlyAsMuchOfThePastAsWanted(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 7)
	n.remember(t, 3, 40, 20, 1) // a message every half day
	n.Connect(t, n.session)
	n.importing(t, quick())
	wanted := n.finished(t)
	if wanted.MessagesAdded < 36 || wanted.MessagesAdded > 48 {
		t.Errorf("of 120 messages in 20 days, %d were read for 7", wanted.MessagesAdded)
	}
	if got := n.messages(t, "timestamp < now() - interval '7 days 1 minute'"); got != 0 {
		t.Errorf("%d older ones were stored", got)
	}
	if _, err := n.Store.StartImport(t.Context(), n.owner, n.session.ID, 30); err != nil {
		t.Fatal(err)
	}
	requireImport(t, n.finished(t), models.ImportHistory, 120, 120-wanted.MessagesAdded)
}

// choke puts itself before a number's container: it lets so many questions for messages through, and answers no more.
type choke struct {
	mu   sync.Mutex
	left int
	shut bool // somebody waits in vain
}

func newChoke(t *testing.T, n *number) *choke {
	t.Helper()
	sim, err := url.Parse(n.sim.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := &choke{}
	through := httputil.NewSingleHostReverseProxy(sim)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/messages") && c.holds() {
			<-r.Context().Done()
			return
		}
		through.ServeHTTP(w, r)
	}))
	t.Cleanup(proxy.Close)
	n.sim.URL = proxy.URL
	return c
}

func (c *choke) holds() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left > 0 {
		c.left--
		return false
	}
	c.shut = true
	return true
}

// open lets more questions through.
func (c *choke) open(questions int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left, c.shut = questions, false
}

func (c *choke) isShut() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.shut
}

func TestImportOfAKilledProcessGoesOn(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 30)
	n.remember(t, 6, 100, 20, 3)
	n.Connect(t, n.session)
	slow := quick()
	slow.Page = 10
	choke := newChoke(t, n)
	for range 4 {
		choke.open(12)
		stop := n.importing(t, slow)
		wait.Until(t, "it is somewhere in the middle", choke.isShut)
		stop()
		// As after a kill: what was in the hands of the dead stays so until its time is over.
		n.Exec(t, "update public.imports set next_step_at = clock_timestamp() + interval '1 millisecond'")
	}
	if got := n.messages(t, "true"); got == 0 || got >= 600 {
		t.Fatalf("%d messages are stored before the end, want some and not all", got)
	}
	choke.open(1000)
	n.importing(t, slow)
	requireImport(t, n.finished(t), models.ImportHistory, 600, 600)
	if got := n.messages(t, "true"); got != 600 {
		t.Errorf("%d messages are stored", got)
	}
}

func TestLiveMessagesAreNoHistory(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 30)
	n.remember(t, 4, 150, 20, 3)
	n.Connect(t, n.session)
	n.importing(t, quick())
	const live = 60
	for i := range live {
		n.write(t, ana, "ahora "+time.Duration(i).String())
	}
	requireImport(t, n.finished(t), models.ImportHistory, 600, 600)
	wait.Until(t, "the live messages are here", func() bool { return n.messages(t, "origin = 'live'") == live })
	if got := n.Int(t, "select unread_count from public.contacts where chat_id = $1", ana); got != live {
		t.Errorf("%d are unread, want %d", got, live)
	}
}

func TestTwoBackendsImportOnce(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 30)
	n.remember(t, 5, 60, 20, 3)
	n.importing(t, quick())
	n.importing(t, quick())
	var connecting sync.WaitGroup
	for range 4 {
		connecting.Go(func() {
			_, err := n.Store.ApplyStatus(t.Context(), n.session.ID, store.StatusChange{
				Status: models.StatusConnected, WAHAStatus: models.WAHAWorking, At: time.Now(),
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	connecting.Wait()
	requireImport(t, n.finished(t), models.ImportHistory, 300, 300)
	if got := len(n.imports(t)); got != 1 {
		t.Errorf("%d imports were made", got)
	}
}

// A worker that was late finds its import in other hands, and what it read counts nowhere.
func TestLateStepsCountNothing(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 30)
	n.Connect(t, n.session)
	claim := func() models.Import {
		imports, err := n.Store.ClaimImports(t.Context(), 4, time.Minute)
		if err != nil || len(imports) != 1 {
			t.Fatalf("got %d imports, %v", len(imports), err)
		}
		return imports[0]
	}
	late := claim()
	if others, err := n.Store.ClaimImports(t.Context(), 4, time.Minute); err != nil || len(others) != 0 {
		t.Fatalf("an import in somebody's hands was given again: %v", err)
	}
	n.Exec(t, "update public.imports set next_step_at = now()")
	punctual := claim()
	page := store.ImportPage{Chat: ana, Events: []models.Event{dbtest.Incoming(n.session, ana, "A1", "Hola")}, Read: 1}
	if _, err := n.Store.StoreImportPage(t.Context(), late, page, time.Minute); err == nil {
		t.Error("a late step was taken")
	}
	if got := n.messages(t, "true"); got != 0 {
		t.Errorf("a late step stored %d messages", got)
	}
	again := page
	again.Events = []models.Event{dbtest.Again(page.Events[0]), dbtest.Incoming(n.session, ana, "A2", "¿Hay?")}
	for _, p := range []store.ImportPage{page, again} {
		var err error
		if punctual, err = n.Store.StoreImportPage(t.Context(), punctual, p, time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	if punctual.MessagesAdded != 2 {
		t.Errorf("%d count as added, want 2", punctual.MessagesAdded)
	}
}

// trouble runs an importer against something that is no WAHA, as often as it may try, without its pauses.
func (n *number) trouble(t *testing.T, answer http.HandlerFunc, tries int) models.Import {
	t.Helper()
	other := httptest.NewServer(answer)
	t.Cleanup(other.Close)
	fleet := NewFleet(FleetConfig{}, n.Store, fixedRuntime{url: other.URL}, n.client)
	worker := NewImporter(quick(), fleet, n.Store, zerolog.Nop())
	for range tries {
		n.Exec(t, "update public.imports set next_step_at = now()")
		claimed, err := n.Store.ClaimImports(t.Context(), 1, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range claimed {
			worker.work(t.Context(), i)
		}
	}
	return n.imports(t)[0]
}

func TestImportGivesUpAfterManyErrors(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 30)
	n.remember(t, 2, 30, 20, 1)
	n.Connect(t, n.session)
	broken := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }
	if got := n.trouble(t, broken, importAttempts-1); got.State != models.ImportRunning || got.Attempts != importAttempts-1 {
		t.Errorf("before the last attempt got %+v", got)
	}
	if n.Int(t, "select count(*) from public.imports where next_step_at > now() + interval '4 minutes'") != 1 {
		t.Error("the pauses do not grow")
	}
	if got := n.trouble(t, broken, 1); got.State != models.ImportFailed || got.ErrorCode != "waha_error" {
		t.Errorf("after the last attempt got %+v", got)
	}
	// Started again, it goes on.
	if _, err := n.Store.StartImport(t.Context(), n.owner, n.session.ID, 30); err != nil {
		t.Fatal(err)
	}
	n.importing(t, quick())
	requireImport(t, n.finished(t), models.ImportHistory, 60, 60)
}

func TestImportWaitsForTheSession(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 30)
	n.Connect(t, n.session)
	starting := func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = io.WriteString(w, `{"error":"Session status is not as expected","status":"STARTING","expected":["WORKING"]}`)
	}
	if got := n.trouble(t, starting, 3*importAttempts); got.State != models.ImportRunning || got.Attempts != 0 {
		t.Errorf("got %+v, want it to wait", got)
	}
}

// One message that cannot be stored does not keep the others of its page out.
func TestImportKeepsWhatCannotBeStored(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 30)
	n.remember(t, 1, 40, 20, 1)
	n.Exec(t, "alter table public.messages add constraint no_seventh check (body <> 'Old message 7 of chat 1')")
	n.Connect(t, n.session)
	n.importing(t, quick())
	last := n.finished(t)
	if last.State != models.ImportDone || last.MessagesAdded != 39 || last.MessagesRead != 40 {
		t.Errorf("got %+v", last)
	}
	if got := n.Int(t, "select count(*) from conectafy.unprocessed_webhooks"); got != 1 {
		t.Errorf("%d are kept for inspection", got)
	}
}
