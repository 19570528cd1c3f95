package routes_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

type message struct {
	ID, ChatID, Body, Status, MessageID string
	FromMe                              bool
}

type contact struct {
	ChatID      string
	UnreadCount int
	LastMessage *struct{ Body string }
}

type updates struct {
	Cursor          string
	HasMore         bool
	Messages        []message
	Contacts        []contact
	Sessions        []apitest.Session
	RemovedSessions []string
	RemovedMessages []string
}

func testConversation(t *testing.T, suite *apitest.Suite) {
	ana := suite.New(t).User(t, "ana")
	session, phone := ana.Linked("Ventas", "5491100000002")
	chats := "/api/messages/" + session.ID
	var news updates
	ana.GET(chats + "/updates").Status(http.StatusOK).Data(&news)

	phone.Write(carla, "Hola")
	for len(news.Messages) == 0 {
		ana.GET(chats + "/updates?wait=25&cursor=" + news.Cursor).Status(http.StatusOK).Data(&news)
	}
	if got := news.Messages[0]; got.Body != "Hola" || got.FromMe || got.Status != "received" {
		t.Errorf("got %+v", got)
	}
	var contacts []contact
	ana.GET(chats + "/contacts").Status(http.StatusOK).Data(&contacts)
	if len(contacts) != 1 || contacts[0].UnreadCount != 1 || contacts[0].LastMessage.Body != "Hola" {
		t.Errorf("got %+v", contacts)
	}
	var read contact
	ana.POST(chats+"/chat/"+string(carla)+"/read", nil).Status(http.StatusOK).Data(&read)
	if read.UnreadCount != 0 {
		t.Errorf("got %+v", read)
	}
	var sent message
	ana.POST("/api/sessions/"+session.ID+"/send", map[string]string{"phoneNumber": "+54 9 11 2233-4455", "message": "¡Hola!"}).
		Status(http.StatusOK).Data(&sent)
	if sent.ID == "" || sent.MessageID == "" {
		t.Errorf("got %+v", sent)
	}
	var page []message
	ana.GET(chats + "/chat/5491122334455").Status(http.StatusOK).Data(&page)
	if len(page) != 2 || page[0].Body != "Hola" || page[1].Body != "¡Hola!" || page[1].ID != sent.ID {
		t.Errorf("got %+v", page)
	}
}

func testPagesOfAChat(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := server.DB.Session(t, ana.Caller)
	var events []models.Event
	for i := range 9 {
		events = append(events, dbtest.Incoming(session, carla, fmt.Sprintf("3EB000000%d", i), fmt.Sprint(i)))
	}
	receive(t, server, events...)
	chat := "/api/messages/" + session.ID.String() + "/chat/" + string(carla)
	all := bodiesOf(ana, chat)
	for query, want := range map[string][]int{
		"?limit=3":                                   {6, 7, 8},
		"?limit=3&offset=3":                          {3, 4, 5},
		"?limit=3&offset=9":                          {},
		"?limit=3&before=" + all[6].ID:               {3, 4, 5},
		"?limit=3&after=" + all[3].ID:                {4, 5, 6},
		"?limit=3&after=" + all[8].ID:                {},
		"?before=" + all[1].ID:                       {0},
		"?limit=200&offset=0&unknown=ignored":        {0, 1, 2, 3, 4, 5, 6, 7, 8},
		"?limit=1&limit=5":                           {8},
		"?limit=3&before=" + all[6].ID + "&offset=0": {3, 4, 5},
	} {
		got := []int{}
		for _, m := range bodiesOf(ana, chat+query) {
			var n int
			if _, err := fmt.Sscan(m.Body, &n); err != nil {
				t.Fatal(err)
			}
			got = append(got, n)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", query, got, want)
		}
	}
}

func bodiesOf(ana *apitest.Client, path string) []message {
	var page []message
	ana.GET(path).Status(http.StatusOK).Data(&page)
	return page
}

func testSending(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, map[string]string{"SEND_WAIT": "1s"})
	ana := server.User(t, "ana")
	waiting := ana.Waiting("Soporte")
	text := map[string]string{"phoneNumber": "5491122334455", "message": "Hola"}
	before := rows(t, server)
	ana.POST("/api/sessions/"+waiting.ID+"/send", text).Problem(http.StatusConflict, "session_not_connected")
	if after := rows(t, server); after != before {
		t.Errorf("a message that was refused is there:\n%s\n%s", before, after)
	}

	session, phone := ana.Linked("Ventas", "5491100000003")
	send := "/api/sessions/" + session.ID + "/send"
	var first, again message
	once := ana.With("Idempotency-Key", "order-1")
	once.POST(send, text).Status(http.StatusOK).Data(&first)
	once.POST(send, text).Status(http.StatusOK).Data(&again)
	if first.ID != again.ID {
		t.Errorf("one key made two messages: %+v and %+v", first, again)
	}
	other := map[string]string{"phoneNumber": "5491122334455", "message": "Chau"}
	once.POST(send, other).Problem(http.StatusConflict, "idempotency_key_reused")

	phone.Turn(map[string]any{"replyDelayMs": 3000})
	var queued message
	ana.POST(send, other).Status(http.StatusAccepted).Data(&queued)
	if queued.Status != "queued" && queued.Status != "sending" {
		t.Errorf("got %+v", queued)
	}
	phone.Turn(map[string]any{"replyDelayMs": 0, "sendError": 463})
	problem := ana.POST(send, map[string]string{"phoneNumber": "5491199999999", "message": "Hola"}).
		Problem(http.StatusBadGateway, "send_failed")
	if problem.Message == "" {
		t.Errorf("got %+v", problem)
	}
}

func testUpdates(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := server.DB.Session(t, ana.Caller)
	path := "/api/messages/" + session.ID.String() + "/updates"
	var start, news updates
	ana.GET(path).Status(http.StatusOK).Data(&start)
	receive(t, server, dbtest.Incoming(session, carla, "3EB0000001", "Hola"))
	ana.GET(path + "?wait=60&cursor=" + start.Cursor).Status(http.StatusOK).Data(&news)
	if len(news.Messages) != 1 || len(news.Contacts) != 1 || news.Cursor == start.Cursor {
		t.Errorf("got %+v", news)
	}
	ana.GET(path + "?cursor=" + news.Cursor).Status(http.StatusOK).Data(&news)
	if len(news.Messages) != 0 || news.HasMore {
		t.Errorf("got %+v", news)
	}
	ana.GET(path+"?cursor="+cursorFromTheFuture).Problem(http.StatusGone, "cursor_expired")
	ana.GET("/api/events?cursor="+cursorFromTheFuture).Problem(http.StatusGone, "cursor_expired")
}

// cursorFromTheFuture is well-formed and none that this server gave: "1.999999".
const cursorFromTheFuture = "MS45OTk5OTk"

func testEvents(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := server.DB.Session(t, ana.Caller)
	live := ana.Stream("/api/events")
	start := live.Want("updates")
	receive(t, server, dbtest.Incoming(session, carla, "3EB0000001", "Hola"))
	news := live.Want("updates")
	if news.ID == start.ID || !containsAll(news.Data, `"Hola"`, `"cursor":"`+news.ID+`"`) {
		t.Errorf("got %+v after %+v", news, start)
	}
	for _, late := range []*apitest.Stream{
		ana.Stream("/api/events?cursor=" + start.ID),
		ana.With("Last-Event-ID", start.ID).Stream("/api/events?cursor=" + news.ID),
	} {
		if missed := late.Want("updates"); !containsAll(missed.Data, `"Hola"`) {
			t.Errorf("got %+v", missed)
		}
	}
	brief := server.UserWith(t, "brief", claims("exp", nearly()))
	stream := brief.Stream("/api/events")
	stream.Want("updates")
	if end := stream.Want("error"); !containsAll(end.Data, `"token_expired"`) {
		t.Errorf("got %+v", end)
	}
	if event, open := stream.Next(); open {
		t.Errorf("the stream goes on: %+v", event)
	}
}
