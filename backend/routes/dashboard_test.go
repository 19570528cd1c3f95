package routes_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

type sessionTraffic struct {
	SessionID                           string
	Incoming, Outgoing                  []int
	UnreadChats, UnreadMessages, Failed int
}

// dashboard is what tests need of the answer about all numbers.
type dashboard struct {
	TimeZone  string
	LastHours []time.Time
	Sessions  []sessionTraffic
	Days      []struct {
		Date               string
		Incoming, Outgoing int
	}
	Today []struct {
		Incoming, Outgoing               int
		TypicalIncoming, TypicalOutgoing *float64
	}
	Unread struct{ Chats, Messages int }
	Failed struct {
		Count  int
		Newest []struct{ Body, ChatName, ErrorCode, ErrorReason string }
	}
	Unanswered struct {
		Count  int
		Oldest []chat
	}
}

func testDashboard(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	shop, home := server.DB.Session(t, ana.Caller), server.DB.Session(t, ana.Caller)
	now := time.Now().UTC()
	text := func(session models.Session, chat models.ChatID, id string, age time.Duration) models.Event {
		event := dbtest.Incoming(session, chat, id, "Hola")
		event.Message.Timestamp = now.Add(-age)
		return event
	}
	past := text(home, "5491100000003@c.us", "past", 4*24*time.Hour)
	past.Message.Origin = models.OriginHistory
	call := dbtest.With(shop, models.CallMessageID("C1"), models.TypeCall, models.Content{Call: &models.Call{CallID: "C1", State: models.CallRinging}})
	call.Message.Timestamp = now
	receive(t, server,
		text(shop, carla, "1", 2*time.Hour), text(shop, carla, "2", 0), // wrote again just now
		text(shop, "5491100000001@c.us", "3", time.Hour), text(home, "5491100000002@c.us", "4", 30*time.Minute),
		text(home, "5491100000004@c.us", "5", 40*time.Minute), dbtest.Own(text(home, "5491100000004@c.us", "6", 35*time.Minute)),
		text(home, dbtest.GroupID, "7", 3*time.Hour), text(shop, "5491100000005@c.us", "8", 5*time.Hour), past, call,
	)
	ana.PATCH("/api/messages/"+shop.ID.String()+"/chat/5491100000005", map[string]any{"archived": true}).Status(http.StatusOK)
	server.DB.Exec(t, "update public.messages set status = 'failed', error_code = 'whatsapp_error' where message_id = '6'")

	var got dashboard
	ana.GET("/api/dashboard").Status(http.StatusOK).Data(&got)
	if len(got.Sessions) != 2 || got.Sessions[0].SessionID != home.ID.String() || got.Sessions[1].SessionID != shop.ID.String() {
		t.Fatalf("the sessions are %+v", got.Sessions)
	}
	if in, out := sum(got.Sessions[0].Incoming), sum(got.Sessions[0].Outgoing); in != 3 || out != 1 {
		t.Errorf("home: %d in and %d out, want 3 and 1", in, out)
	}
	if in := sum(got.Sessions[1].Incoming); in != 4 {
		t.Errorf("shop: %d in, want 4: a call is no message", in)
	}
	if got.Unread.Chats != 5 || got.Unread.Messages != 6 {
		t.Errorf("unread: %+v, want 5 chats and 6 messages", got.Unread)
	}
	if f := got.Failed; f.Count != 1 || len(f.Newest) != 1 || f.Newest[0].ErrorCode != "whatsapp_error" || f.Newest[0].ErrorReason == "" {
		t.Errorf("failed: %+v", f)
	}
	if waiting := names(got.Unanswered.Oldest); got.Unanswered.Count != 2 || !slices.Equal(waiting, []string{"5491100000001", "5491100000002"}) {
		t.Errorf("waiting: %v", waiting)
	}
	all := 0
	for _, day := range got.Days {
		all += day.Incoming
	}
	if len(got.Days) != 7 || all != 8 || got.Days[6].Date != now.Format(time.DateOnly) || len(got.Today) != 24 || got.Today[0].TypicalIncoming == nil {
		t.Errorf("got %+v", got)
	}
	ana.GET("/api/dashboard?tz=America/Bogota&days=1&unansweredAfter=0").Status(http.StatusOK).Data(&got)
	if len(got.Days) != 1 || got.TimeZone != "America/Bogota" || got.Unanswered.Count != 3 {
		t.Errorf("got %+v", got)
	}
	var waiting []struct {
		SessionID       string
		Chats, Messages int
	}
	ana.GET("/api/unread").Status(http.StatusOK).Data(&waiting)
	if len(waiting) != 2 {
		t.Errorf("got %+v, want both numbers", waiting)
	}
	for _, w := range waiting {
		at := slices.IndexFunc(got.Sessions, func(s sessionTraffic) bool { return s.SessionID == w.SessionID })
		if at < 0 || got.Sessions[at].UnreadChats != w.Chats || got.Sessions[at].UnreadMessages != w.Messages || w.Chats == 0 {
			t.Errorf("got %+v, want as the dashboard has it: %+v", w, got.Sessions)
		}
	}
	server.User(t, "beto").GET("/api/unread").Status(http.StatusOK).Data(&waiting)
	if len(waiting) != 0 {
		t.Errorf("Beto sees %+v", waiting)
	}
	var none dashboard
	server.User(t, "beto").GET("/api/dashboard").Status(http.StatusOK).Data(&none)
	if len(none.Sessions) != 0 || none.Unread.Chats+none.Failed.Count+none.Unanswered.Count+none.Days[6].Incoming != 0 {
		t.Errorf("Beto sees %+v", none)
	}
}

func sum(counts []int) (all int) {
	for _, n := range counts {
		all += n
	}
	return all
}

func testCapacity(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, map[string]string{"WAHA_MAX_SESSIONS": "5"})
	ana := server.User(t, "ana")
	session := ana.Waiting("Ventas")
	server.DB.Session(t, server.User(t, "beto").Caller) // nothing of his is measured for Ana
	var got struct {
		Sessions, MaxSessions, MemoryBytes int
		Usage                              []struct {
			SessionID   string
			MemoryBytes int
		}
	}
	ana.GET("/api/capacity").Status(http.StatusOK).Data(&got)
	if got.Sessions != 2 || got.MaxSessions != 5 || len(got.Usage) != 1 || got.Usage[0].SessionID != session.ID || got.MemoryBytes == 0 {
		t.Errorf("got %+v", got)
	}
}
