package services

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/simulator"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/internal/tracing"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// fixedRuntime knows where the one container answers; the sender asks a runtime nothing else.
type fixedRuntime struct {
	runtime.Runtime

	url string
}

func (r fixedRuntime) Endpoint(string, int) string { return r.url }

// outbox is a connected number on a simulator, with the worker that sends its messages.
type outbox struct {
	*dbtest.DB
	sim     *simulator.Simulator
	owner   models.Caller
	session models.Session
	client  *waha.Client
	cfg     SenderConfig
	links   *MediaLinks
	media   *Media
}

func newOutbox(t *testing.T) *outbox {
	t.Helper()
	o := &outbox{DB: dbtest.New(t), sim: simulator.Start(t), client: waha.NewClient(30*time.Second, time.Minute)}
	t.Cleanup(o.client.Close)
	o.cfg = SenderConfig{Expiry: time.Hour, ChosenIDs: true}
	o.media, o.links = newTestMedia(t, o.DB)
	o.owner = o.User(t, "owner")
	var err error
	id := uuid.Must(uuid.NewV7())
	o.session, err = o.Store.CreateSession(t.Context(), o.owner, store.NewSession{
		ID: id, Name: "Tienda", ContainerName: "waha-session-" + id.String(), BasePort: 20_000, Limit: 10,
		Secrets: models.SessionSecrets{APIKey: simulator.Key, WebhookSecret: "s"},
	})
	if err != nil {
		t.Fatal(err)
	}
	o.Connect(t, o.session)
	target := waha.Target{BaseURL: o.sim.URL, APIKey: simulator.Key}
	if err := o.client.CreateSession(t.Context(), target, waha.Webhook{URL: "http://127.0.0.1:1/", Secret: "s"}); err != nil {
		t.Fatal(err)
	}
	wait.Until(t, "a QR is on show", func() bool {
		info, err := o.client.Session(t.Context(), target)
		return err == nil && info.Status == models.WAHAScanQR
	})
	o.sim.Do(t, "POST", "/_sim/scan", map[string]string{"phoneNumber": "5491155667788"}, nil)
	return o
}

func (o *outbox) queue(t *testing.T, text string) models.Message {
	t.Helper()
	return o.queueMessage(t, models.Message{Type: models.TypeText, Body: text})
}

// queueMessage stores a message to Ana with its job.
func (o *outbox) queueMessage(t *testing.T, m models.Message) models.Message {
	t.Helper()
	m.ID, m.SessionID, m.ChatID, m.MessageID = uuid.Must(uuid.NewV7()), o.session.ID, ana, newMessageID()
	m, err := o.Store.QueueMessage(t.Context(), o.owner, m, models.SendKey{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// work makes one attempt at a message.
func (o *outbox) work(t *testing.T, id uuid.UUID, attempt int) error {
	t.Helper()
	return o.workAt(t, o.sim.URL, id, attempt)
}

func (o *outbox) workAt(t *testing.T, url string, id uuid.UUID, attempt int) error {
	t.Helper()
	return o.workOn(t, models.SendJob{MessageID: id}, attempt, url)
}

func (o *outbox) workOn(t *testing.T, job models.SendJob, attempt int, url string) error {
	t.Helper()
	fleet := NewFleet(FleetConfig{}, o.Store, fixedRuntime{url: url}, o.client)
	return NewSender(o.cfg, fleet, o.Store, o.links, noMeter{}, tracing.Off(), zerolog.Nop()).Work(t.Context(), &river.Job[models.SendJob]{
		JobRow: &rivertype.JobRow{Attempt: attempt, MaxAttempts: 3}, Args: job,
	})
}

// check compares a message's end with what the person on the other side got.
func (o *outbox) check(t *testing.T, m models.Message, status models.MessageStatus, code string, delivered int) {
	t.Helper()
	got, err := o.Store.MessageOut(t.Context(), m.ID)
	if err != nil || got.Status != status || got.ErrorCode != code {
		t.Errorf("got status %s and code %q, %v; want %s and %q", got.Status, got.ErrorCode, err, status, code)
	}
	var sent []struct {
		RawID string `json:"rawId"`
	}
	o.sim.Do(t, "GET", "/_sim/sent", nil, &sent)
	if len(sent) != delivered {
		t.Errorf("the person got %d messages, want %d", len(sent), delivered)
	}
	for _, s := range sent {
		if !strings.HasPrefix(s.RawID, "3EB0") {
			t.Errorf("a message went out under the id %s, which is not ours", s.RawID)
		}
	}
}

func (o *outbox) turn(t *testing.T, knobs map[string]any) {
	t.Helper()
	o.sim.Do(t, "DELETE", "/_sim/knobs", nil, nil)
	o.sim.Do(t, "PUT", "/_sim/knobs", knobs, nil)
}

func wantSnooze(t *testing.T, what string, err error) {
	t.Helper()
	if !isSnooze(err) {
		t.Errorf("%s: got %v, want it to come back later", what, err)
	}
}

func TestSend(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	first, second := o.queue(t, "1"), o.queue(t, "2")
	wantSnooze(t, "the second before the first", o.work(t, second.ID, 1))
	for _, m := range []models.Message{first, second, first} { // a job that comes again sends nothing again
		if err := o.work(t, m.ID, 1); err != nil {
			t.Errorf("send: %v", err)
		}
	}
	o.check(t, first, models.MessageSent, "", 2)
	o.check(t, second, models.MessageSent, "", 2)
	if err := o.work(t, uuid.New(), 1); err != nil {
		t.Errorf("a message that went with its session: %v", err)
	}
	o.turn(t, map[string]any{"sendEmpty": true})
	quiet := o.queue(t, "3")
	if err := o.work(t, quiet.ID, 1); err != nil {
		t.Errorf("an engine that does not say how it named the message: %v", err)
	}
	o.check(t, quiet, models.MessageSent, "", 3)
}

// WhatsApp has the message and the call failed: the next attempt finds that out and sends nothing more.
func TestSendWhoseOutcomeIsUnknown(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.turn(t, map[string]any{"sendFailsAfter": true})
	m := o.queue(t, "hola")
	if err := o.work(t, m.ID, 1); err == nil || isSnooze(err) {
		t.Errorf("the first attempt: got %v, want an error", err)
	}
	o.check(t, m, models.MessageUnknown, "", 1)
	if err := o.work(t, m.ID, 2); err != nil {
		t.Errorf("the second attempt: %v", err)
	}
	o.check(t, m, models.MessageSent, "", 1)

	// An engine that chooses ids cannot be asked, nor told again: a person must look.
	o.cfg.ChosenIDs = false
	other := o.queue(t, "adiós")
	for attempt := range 2 {
		_ = o.work(t, other.ID, attempt+1)
	}
	o.check(t, other, models.MessageSent, "", 2) // the simulator keeps the id even so, and the look-up finds it
}

func TestSendsThatEndInFailure(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	for code, knobs := range map[string]map[string]any{failRestricted: {"sendError": 463}, failQuota: {"sendError": 475}} {
		o.turn(t, knobs)
		m := o.queue(t, "hola")
		if err := o.work(t, m.ID, 1); err != nil {
			t.Errorf("%s: %v", code, err)
		}
		o.check(t, m, models.MessageFailed, code, 0)
	}
	o.turn(t, map[string]any{"sendError": 500})
	m := o.queue(t, "hola")
	for attempt := 1; attempt <= 2; attempt++ {
		if err := o.work(t, m.ID, attempt); err == nil {
			t.Error("an engine that failed counts as success")
		}
		o.check(t, m, models.MessageUnknown, "", 0)
	}
	if err := o.work(t, m.ID, 3); err != nil {
		t.Errorf("the last attempt: %v", err)
	}
	o.check(t, m, models.MessageFailed, failUnknown, 0)

	late := o.queue(t, "hola")
	o.Exec(t, "update public.messages set queued_at = now() - interval '2 hours' where id = $1", late.ID)
	if err := o.work(t, late.ID, 1); err != nil {
		t.Errorf("a message that waited too long: %v", err)
	}
	o.check(t, late, models.MessageFailed, failExpired, 0)
}

func TestSendsThatWait(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	m := o.queue(t, "hola")
	wantSnooze(t, "nobody listens at the container's address", o.workAt(t, "http://127.0.0.1:1", m.ID, 1))
	o.Exec(t, "update public.whatsapp_sessions set status = 'disconnected'")
	wantSnooze(t, "the number is not connected", o.work(t, m.ID, 1))
	o.Exec(t, "update public.whatsapp_sessions set status = 'connected'")
	o.sim.Do(t, "POST", "/_sim/unlink", nil, nil)
	wantSnooze(t, "WAHA knows that it is not connected before we do", o.work(t, m.ID, 1))
	o.check(t, m, models.MessageSending, "", 0)
}

func TestMessageIDs(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		id := newMessageID()
		if len(id) != 22 || !strings.HasPrefix(id, "3EB0") || strings.ToUpper(id) != id || seen[id] {
			t.Fatalf("got id %q", id)
		}
		seen[id] = true
	}
}
