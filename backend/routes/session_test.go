package routes_test

import (
	"bytes"
	"encoding/json"
	"image/png"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

func testLifeOfASession(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t)
	ana := server.User(t, "ana")
	session := ana.Waiting("  Ventas  ")
	one := "/api/sessions/" + session.ID
	if session.SessionName != "Ventas" {
		t.Errorf("the name is %q", session.SessionName)
	}
	qr := ana.With("Accept", "image/png").GET(one + "/qr").Status(http.StatusOK)
	if _, err := png.Decode(bytes.NewReader(qr.Body)); err != nil {
		t.Errorf("the QR is no picture: %v", err)
	}
	requireFirstQR(t, ana, one)
	server.Phone(t, session).Scan("5491100000001")
	ana.Await(session, "connected")
	ana.GET(one+"/qr").Problem(http.StatusConflict, "session_already_connected")
	ana.POST(one+"/pairing-code", map[string]string{"phoneNumber": "5491100000001"}).
		Problem(http.StatusConflict, "session_already_connected")

	var got apitest.Session
	ana.PATCH(one, map[string]string{"sessionName": "Soporte"}).Status(http.StatusOK)
	ana.GET(one).Status(http.StatusOK).Data(&got)
	if got.SessionName != "Soporte" || got.PhoneNumber == nil || *got.PhoneNumber != "5491100000001" {
		t.Errorf("got %+v", got)
	}
	var stats struct{ MemoryBytes, Chats int }
	ana.GET(one + "/stats").Status(http.StatusOK).Data(&stats)
	if stats.MemoryBytes == 0 || stats.Chats != 0 {
		t.Errorf("got %+v", stats)
	}

	ana.POST(one+"/stop", nil).Status(http.StatusOK)
	ana.Await(session, "disconnected")
	for _, path := range []string{"/qr?wait=0", "/stats"} {
		ana.GET(one+path).Problem(http.StatusConflict, "session_not_running")
	}
	ana.POST(one+"/logout", nil).Problem(http.StatusConflict, "session_not_running")
	ana.POST(one+"/start", nil).Status(http.StatusOK)
	ana.Await(session, "connected")
	ana.POST(one+"/restart", nil).Status(http.StatusOK)
	ana.Await(session, "connected")
	ana.POST(one+"/logout", nil).Status(http.StatusOK)
	ana.GET(one + "/qr?wait=60").Status(http.StatusOK)

	ana.DELETE(one).Status(http.StatusOK)
	apitest.Eventually(t, "the session is gone", func() bool { return ana.GET(one).Code == http.StatusNotFound })
}

// requireFirstQR wants to be told which code is on show and until when, as soon as WAHA's report of it is here.
func requireFirstQR(t *testing.T, ana *apitest.Client, one string) {
	t.Helper()
	var qr struct {
		ExpiresAt *time.Time
		Number    *int
		Of        int
	}
	apitest.Eventually(t, "it is known which code is on show", func() bool {
		ana.GET(one + "/qr").Status(http.StatusOK).Data(&qr)
		return qr.ExpiresAt != nil
	})
	if left := time.Until(*qr.ExpiresAt); qr.Number == nil || *qr.Number != 1 || qr.Of != 6 || left <= 0 || left > time.Minute {
		t.Errorf("got %+v with %v left", qr, left)
	}
}

// What the server does for a number before WAHA speaks is told to its owner, as it happens.
func testPhasesOfAStart(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	var session apitest.Session
	ana.POST("/api/sessions", map[string]string{"sessionName": "Ventas"}).Status(http.StatusCreated).Data(&session)
	stream := ana.Stream("/api/events")
	stream.Want("updates") // where it begins
	percent := 40
	err := server.DB.Store.SetPhase(t.Context(), uuid.MustParse(session.ID), store.PhaseChange{Phase: models.PhasePulling, Percent: &percent, Began: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	type shown struct {
		Phase        *string
		PhasePercent *int
	}
	requirePhase := func(where string, got shown) {
		t.Helper()
		if got.Phase == nil || *got.Phase != "pulling_image" || got.PhasePercent == nil || *got.PhasePercent != 40 {
			t.Errorf("%s: got %+v", where, got)
		}
	}
	var live struct{ Sessions []shown }
	if err := json.Unmarshal([]byte(stream.Want("updates").Data), &live); err != nil || len(live.Sessions) != 1 {
		t.Fatalf("got %+v, %v", live, err)
	}
	requirePhase("the stream", live.Sessions[0])
	var asked shown
	ana.GET("/api/sessions/" + session.ID).Status(http.StatusOK).Data(&asked)
	requirePhase("the session", asked)
}

// A session tells when its newest message was, and since when it has no link.
func testFactsOfASession(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := server.DB.Session(t, ana.Caller)
	type facts struct{ LastMessageAt, UnlinkedAt *time.Time }
	read := func() (one facts) {
		t.Helper()
		var all []facts
		ana.GET("/api/sessions/" + session.ID.String()).Status(http.StatusOK).Data(&one)
		ana.GET("/api/sessions").Status(http.StatusOK).Data(&all)
		if len(all) != 1 || !reflect.DeepEqual(all[0], one) {
			t.Errorf("the list has %+v, the session %+v", all, one)
		}
		return one
	}
	if got := read(); got.LastMessageAt != nil || got.UnlinkedAt != nil {
		t.Errorf("a fresh one: got %+v", got)
	}
	var last time.Time
	for i, chat := range []models.ChatID{carla, dbtest.Bea} {
		event := dbtest.Incoming(session, chat, string(chat), "Hola")
		event.Message.Timestamp = dbtest.Base.Add(time.Duration(i) * time.Minute)
		receive(t, server, event)
		last = event.Message.Timestamp
	}
	for _, pinned := range []models.ChatID{"", carla, dbtest.Bea} { // the newest is among the others, then among the pinned ones
		if pinned != "" {
			ana.PATCH("/api/messages/"+session.ID.String()+"/chat/"+string(pinned), map[string]any{"pinned": true}).Status(http.StatusOK)
		}
		if got := read(); got.LastMessageAt == nil || !got.LastMessageAt.Equal(last) {
			t.Errorf("with %q pinned: got %+v, want %s", pinned, got.LastMessageAt, last)
		}
	}
	server.DB.Connect(t, session)
	lost := time.Now().Add(time.Minute).Truncate(time.Millisecond)
	_, err := server.DB.Store.ApplyStatus(t.Context(), session.ID, store.StatusChange{Status: models.StatusError, WAHAStatus: models.WAHAFailed, At: lost})
	if err != nil {
		t.Fatal(err)
	}
	if got := read(); got.UnlinkedAt == nil || !got.UnlinkedAt.Equal(lost) {
		t.Errorf("without a link: got %+v, want %s", got.UnlinkedAt, lost)
	}
}

func testPairingCode(t *testing.T, suite *apitest.Suite) {
	ana := suite.New(t).User(t, "ana")
	session := ana.Waiting("Ventas")
	var pairing struct{ Code, SessionID string }
	ana.POST("/api/sessions/"+session.ID+"/pairing-code", map[string]string{"phoneNumber": "+54 9 11 2233-4455"}).
		Status(http.StatusOK).Data(&pairing)
	if len(pairing.Code) < 8 || pairing.SessionID != session.ID {
		t.Errorf("got %+v", pairing)
	}
}

// An account with a passkey is on its way for as long as its owner needs: nobody starts it anew.
func testPasskey(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t)
	ana := server.User(t, "ana")
	session := ana.Waiting("Ventas")
	one, phone := "/api/sessions/"+session.ID, server.Phone(t, session)
	for status, body := range map[string]map[string]any{"PASSKEY_REQUIRED": {}, "PASSKEY_CONFIRMATION_REQUIRED": {"code": "1234"}} {
		phone.Do("passkey", body)
		apitest.Eventually(t, "the session says "+status, func() bool {
			var now apitest.Session
			ana.GET(one + "/status").Status(http.StatusOK).Data(&now)
			return now.WAHAStatus != nil && *now.WAHAStatus == status && now.Status == "connecting"
		})
		ana.GET(one+"/qr?wait=0").Problem(http.StatusConflict, "qr_not_ready")
	}
	phone.Scan("5491100000081")
	ana.Await(session, "connected")
}

func testSessionLimit(t *testing.T, suite *apitest.Suite) {
	ana := suite.New(t, idle, map[string]string{"WAHA_MAX_SESSIONS": "1"}).User(t, "ana")
	ana.POST("/api/sessions", map[string]string{"sessionName": "Ventas"}).Status(http.StatusCreated)
	problem := ana.POST("/api/sessions", map[string]string{"sessionName": "Soporte"}).
		Problem(http.StatusConflict, "session_limit_reached")
	if !strings.Contains(problem.Message, " 1 ") {
		t.Errorf("the limit is not told: %q", problem.Message)
	}
}

func testLogs(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t)
	ana := server.User(t, "ana")
	session := ana.Waiting("Ventas")
	one := "/api/sessions/" + session.ID
	var logs struct{ Lines []string }
	ana.GET(one + "/logs?tail=5").Status(http.StatusOK).Data(&logs)
	if n := len(logs.Lines); n == 0 || n > 5 {
		t.Errorf("got %d lines, want 1 to 5", n)
	}
	for _, live := range []*apitest.Stream{
		ana.Stream(one + "/logs?follow=true"),
		ana.With("Accept", "text/event-stream").Stream(one + "/logs"),
	} {
		if got := live.Header.Get("X-Accel-Buffering"); got != "no" {
			t.Errorf("X-Accel-Buffering is %q", got)
		}
		if line := live.Want("line"); !strings.HasPrefix(line.Data, `"`) {
			t.Errorf("a line is %q", line.Data)
		}
		defer untilEnd(t, live)
	}
	ana.DELETE(one).Status(http.StatusOK)
}

// untilEnd reads a log to its end.
func untilEnd(t *testing.T, live *apitest.Stream) {
	t.Helper()
	for {
		event, open := live.Next()
		if !open {
			t.Error("the stream was cut off")
			return
		}
		if event.Name == "end" {
			return
		}
	}
}

func testNoContainer(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	one := "/api/sessions/" + shop(t, server, ana).ID.String()
	for _, path := range []string{"/logs", "/logs?follow=true", "/stats"} {
		ana.GET(one+path).Problem(http.StatusConflict, "session_not_running")
	}
	ana.GET(one+"/qr?wait=0").Problem(http.StatusConflict, "qr_not_ready")
}

func testUnchangedReads(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := shop(t, server, ana)
	one, chats := "/api/sessions/"+session.ID.String(), "/api/messages/"+session.ID.String()
	for _, path := range []string{"/api/sessions", one, one + "/status", one + "/imports", chats + "/contacts", chats + "/chat/5491122334455"} {
		first := ana.GET(path).Status(http.StatusOK)
		tag := first.Header.Get("ETag")
		if got := first.Header.Get("Cache-Control"); got != "private, no-cache" {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
		for _, given := range []string{tag, "*", `"other", ` + strings.TrimPrefix(tag, "W/")} {
			if again := ana.With("If-None-Match", given).GET(path).Status(http.StatusNotModified); len(again.Body) > 0 {
				t.Errorf("%s: 304 with a body %s", path, again.Body)
			}
		}
		ana.With("If-None-Match", `"other"`).GET(path).Status(http.StatusOK)
		ana.With("If-None-Match", tag).With("Accept-Language", "en").GET(path).Status(http.StatusOK)
	}
	tag := ana.GET(one).Header.Get("ETag")
	ana.PATCH(one, map[string]string{"sessionName": "Soporte"}).Status(http.StatusOK)
	ana.With("If-None-Match", tag).GET(one).Status(http.StatusOK)
}
