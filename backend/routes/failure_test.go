package routes_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/blobs"
	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/models"
)

// nearly is the moment at which a token of a few seconds expires.
func nearly() time.Time { return time.Now().Add(2 * time.Second) }

func containsAll(text string, parts ...string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// hook posts a webhook signed as dbtest's sessions sign.
func hook(t *testing.T, server *apitest.Server, session models.Session, body string) *apitest.Response {
	t.Helper()
	return hookOf(t, server, session, "application/json", body)
}

func hookOf(t *testing.T, server *apitest.Server, session models.Session, media, body string) *apitest.Response {
	t.Helper()
	mac := hmac.New(sha512.New, []byte("secret-"+session.ID.String()))
	mac.Write([]byte(body))
	return server.Nobody(t).With("Content-Type", media).With("X-Webhook-Hmac", hex.EncodeToString(mac.Sum(nil))).
		Do(http.MethodPost, "/api/webhook/whatsapp/"+session.ContainerName, []byte(body))
}

func testWebhooks(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle, map[string]string{"WEBHOOK_BODY_LIMIT_BYTES": "65536"})
	ana := server.User(t, "ana")
	session := server.DB.Session(t, ana.Caller)
	hook(t, server, session, `{"event":"message.sung","session":"default","payload":{}}`).Status(http.StatusOK)
	hookOf(t, server, session, "application/octet-stream", `no JSON at all`).Status(http.StatusOK)
	if n := server.DB.Int(t, "select count(*) from conectafy.unprocessed_webhooks"); n != 2 {
		t.Errorf("%d webhooks that nobody understands are kept for inspection, want 2", n)
	}

	forged := server.Nobody(t).With("Content-Type", "application/json").With("X-Webhook-Hmac", strings.Repeat("0", 128))
	address := "/api/webhook/whatsapp/" + session.ContainerName
	forged.Do(http.MethodPost, address, []byte(`{}`)).Problem(http.StatusUnauthorized, "signature_invalid")
	forged.With("X-Webhook-Hmac", "").Do(http.MethodPost, address, []byte(`{}`)).Problem(http.StatusUnauthorized, "signature_invalid")
	forged.Do(http.MethodPost, "/api/webhook/whatsapp/nobody", []byte(`{}`)).Problem(http.StatusNotFound, "container_unknown")
	hook(t, server, session, strings.Repeat("x", 65537)).Problem(http.StatusRequestEntityTooLarge, "body_too_large")

	// Only a server that is called without a connection gets to answer a body that ends early.
	cut := httptest.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+address, io.NopCloser(strings.NewReader(`{"ev`)))
	cut.ContentLength = 100
	cut.Header.Set("Content-Type", "application/json")
	server.Direct(t, cut).Problem(http.StatusBadRequest, "malformed_json")
}

func testTooManyWaiting(t *testing.T, suite *apitest.Suite) {
	// Those who wait ask the database first, all at once.
	server := suite.New(t, idle, map[string]string{"LONG_POLL_MAX": "5m", "QUERY_TIMEOUT": "1m"})
	ana := server.User(t, "ana")
	session := shop(t, server, ana)
	path := "/api/messages/" + session.ID.String() + "/updates"
	var start updates
	ana.GET(path).Status(http.StatusOK).Data(&start)
	path += "?cursor=" + start.Cursor
	server.Saturate(t, ana, path)
	one := "/api/sessions/" + session.ID.String()
	for _, answer := range []*apitest.Response{
		ana.GET(path + "&wait=1"),
		ana.GET(one + "/qr"),
		ana.POST(one+"/send", map[string]string{"phoneNumber": "5491122334455", "message": "Hola"}),
		ana.DELETE(one),
	} {
		answer.Problem(http.StatusTooManyRequests, "too_many_streams")
	}
}

// requireAll has every operation that asks the database answer the same.
func requireAll(
	t *testing.T, suite *apitest.Suite, server *apitest.Server, ana *apitest.Client, session models.Session, status int, code string,
) {
	t.Helper()
	link := blobs.Resource(session.ID, "original", "")
	small, picture := blobs.Resource(session.ID, "thumbnail", ""), blobs.Resource(session.ID, "picture", "")
	signer, hour := server.Signer(t), time.Now().Add(time.Hour)
	for _, call := range append(protected(suite, session.ID.String(), string(carla)),
		call{name: "openMedia", method: "GET", path: "/api/media/" + session.ID.String() + "?" + signer.Sign(link, hour)},
		call{name: "openThumbnail", method: "GET", path: "/api/media/" + session.ID.String() + "/thumbnail?" + signer.Sign(small, hour)},
		call{name: "openPicture", method: "GET", path: "/api/pictures/" + session.ID.String() + "?" + signer.Sign(picture, hour)},
	) {
		answer := call.by(ana)
		answer.Problem(status, code)
		if answer.Header.Get("Retry-After") == "" {
			t.Errorf("%s: no Retry-After", call.name)
		}
	}
	hook(t, server, session, `{}`).Problem(status, code)
}

func testDatabaseGone(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := shop(t, server, ana)
	before := rows(t, server)
	back := server.CutOffDatabase(t)
	requireAll(t, suite, server, ana, session, http.StatusServiceUnavailable, "database_unavailable")
	server.Nobody(t).GET("/health").Status(http.StatusOK)
	problem := server.Nobody(t).GET("/health/ready").Problem(http.StatusServiceUnavailable, "not_ready")
	if !bytes.Contains(problem.Data, []byte(`"postgresql"`)) {
		t.Errorf("got %s", problem.Data)
	}
	back()
	apitest.Eventually(t, "the database is used again", func() bool { return ana.GET("/api/sessions").Code == http.StatusOK })
	if after := rows(t, server); after != before {
		t.Errorf("something was changed:\n%s\n%s", before, after)
	}
}

func testDatabaseSlow(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle, map[string]string{"QUERY_TIMEOUT": "500ms"})
	ana := server.User(t, "ana")
	session := shop(t, server, ana)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	tx, err := server.DB.Super.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	const lock = "lock table public.whatsapp_sessions, public.messages, public.contacts, public.feed_heads, public.media in access exclusive mode"
	if _, err := tx.Exec(ctx, lock); err != nil {
		t.Fatal(err)
	}
	requireAll(t, suite, server, ana, session, http.StatusGatewayTimeout, "database_timeout")
}

// Readers who wait for the database, and so have all of the API's connections, don't keep webhooks from being stored.
func testSlowReaders(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle, map[string]string{"DATABASE_MAX_CONNS": "2", "QUERY_TIMEOUT": "1m"})
	ana := server.User(t, "ana")
	session := server.DB.Session(t, ana.Caller)
	hook(t, server, session, `{"event":"message.sung","session":"default","payload":{}}`).Status(http.StatusOK)
	tx, err := server.DB.Super.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) }()
	if _, err := tx.Exec(t.Context(), "lock table public.message_search in access exclusive mode"); err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() { ana.GET("/api/search?q=Hola").Status(http.StatusOK) })
	}
	apitest.Eventually(t, "both connections wait", func() bool {
		return server.DB.Int(t, "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 2
	})
	hook(t, server, session, `{"event":"message.hummed","session":"default","payload":{}}`).Status(http.StatusOK)
	if n := server.DB.Int(t, "select count(*) from conectafy.unprocessed_webhooks"); n != 2 {
		t.Errorf("%d webhooks are stored, want 2", n)
	}
	if err := tx.Rollback(t.Context()); err != nil {
		t.Error(err)
	}
	readers.Wait()
}

// asking are the requests that a connected number passes on to WAHA at once.
func asking(ana *number, theirs, ours full) []func() *apitest.Response {
	one := "/api/sessions/" + ana.session.ID
	return []func() *apitest.Response{
		func() *apitest.Response { return ana.GET(one + "/numbers/5491122334455") },
		func() *apitest.Response { return ana.POST(one+"/calls/CALL1/reject", nil) },
		func() *apitest.Response {
			return ana.POST(one+"/send", object{"phoneNumber": "5491155667788", "message": "Hola"})
		},
		func() *apitest.Response {
			return ana.POST(ana.chat("5491155667788"), object{"type": "text", "text": "Hola"})
		},
		func() *apitest.Response {
			return ana.POST(ana.chat(string(carla))+"/presence", object{"state": "typing"})
		},
		func() *apitest.Response { return ana.PUT(ana.message(theirs.ID)+"/reaction", object{"emoji": "👍"}) },
		func() *apitest.Response { return ana.PUT(ana.message(theirs.ID)+"/star", object{"starred": true}) },
		func() *apitest.Response { return ana.PUT(ana.message(theirs.ID)+"/pin", object{"days": 1}) },
		func() *apitest.Response {
			return ana.POST(ana.message(theirs.ID)+"/forward", object{"chatId": "5491155667788"})
		},
		func() *apitest.Response { return ana.PATCH(ana.message(ours.ID), object{"text": "Hola"}) },
		func() *apitest.Response { return ana.DELETE(ana.message(ours.ID)) },
	}
}

// busy is a connected number with a message of Carla's, one of its own, and a call that rings.
func busy(t *testing.T, server *apitest.Server, phoneNumber string) (ana *number, theirs, ours full) {
	t.Helper()
	ana = linked(t, server.User(t, "ana"), phoneNumber)
	ana.phone.Turn(map[string]any{"acks": "none"}) // nothing happens by itself from here on
	theirs = ana.received(ana.phone.Send(object{"from": carla, "text": "Hola"}))
	ours = ana.sent("Hola, Carla")
	ana.phone.Do("call", map[string]any{"id": "CALL1", "from": carla})
	ana.received("call:CALL1")
	return ana, theirs, ours
}

func testWAHAGone(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t)
	ana := server.User(t, "ana")
	session := ana.Waiting("Ventas")
	one := "/api/sessions/" + session.ID
	number, theirs, ours := busy(t, server, "5491100000030")
	// Nothing listens there, and the reconciler is not asked.
	server.DB.Exec(t, "update public.whatsapp_sessions set container_port = case when id = $1 then 1 else 2 end", session.ID)
	for _, answer := range []*apitest.Response{
		ana.GET(one + "/qr?wait=0"),
		ana.POST(one+"/pairing-code", map[string]string{"phoneNumber": "5491122334455"}),
		ana.POST(one+"/logout", nil),
	} {
		requireLater(t, answer, http.StatusServiceUnavailable, "waha_unavailable")
	}
	for _, ask := range asking(number, theirs, ours) {
		requireLater(t, ask(), http.StatusServiceUnavailable, "waha_unavailable")
	}
	ana.GET(one).Status(http.StatusOK)
}

func requireLater(t *testing.T, answer *apitest.Response, status int, code string) {
	t.Helper()
	answer.Problem(status, code)
	if answer.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

func testWAHASlow(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, map[string]string{"WAHA_TIMEOUT": "1s"})
	ana := server.User(t, "ana")
	session := ana.Waiting("Ventas")
	number, theirs, ours := busy(t, server, "5491100000031")
	server.Phone(t, session).Turn(map[string]any{"replyDelayMs": 20_000})
	number.phone.Turn(map[string]any{"replyDelayMs": 20_000})
	one := "/api/sessions/" + session.ID
	for _, answer := range []*apitest.Response{
		ana.GET(one + "/qr?wait=0"),
		ana.POST(one+"/pairing-code", map[string]string{"phoneNumber": "5491122334455"}),
		ana.POST(one+"/logout", nil),
	} {
		answer.Problem(http.StatusGatewayTimeout, "waha_timeout")
	}
	for _, ask := range asking(number, theirs, ours) {
		requireLater(t, ask(), http.StatusGatewayTimeout, "waha_timeout")
	}
	ana.GET(one).Status(http.StatusOK)
}

// A container that fails at everything is no fault of the caller's, nor of ours.
func testWAHAFails(t *testing.T, suite *apitest.Suite) {
	failing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = w.Write([]byte(`{"statusCode":500,"exception":{"message":"the engine broke"}}`))
	}))
	t.Cleanup(failing.Close)
	server := suite.New(t)
	ana, theirs, ours := busy(t, server, "5491100000032")
	_, port, _ := strings.Cut(strings.TrimPrefix(failing.URL, "http://"), ":")
	server.DB.Exec(t, "update public.whatsapp_sessions set container_port = $1", port)
	before := rows(t, server)
	for _, ask := range asking(ana, theirs, ours) {
		ask().Problem(http.StatusBadGateway, "waha_error")
	}
	if after := rows(t, server); after != before {
		t.Errorf("something was changed though WhatsApp was not told:\n%s\n%s", before, after)
	}
}
