package routes_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// chat is an item of a list of chats.
type chat struct {
	ID, SessionID, ChatID string
	Name, Draft           *string
	MutedUntil            *time.Time
	LastMessage           *lastMessage
	UnreadCount           int
	Archived, Pinned      bool
	MarkedUnread          bool
}

type lastMessage struct {
	Body, Status string
	SenderName   *string
	DurationMs   *int
}

// list reads a part of a list with the cursor of the rest.
func list(ana *apitest.Client, path string, into any) (next string) {
	var envelope struct{ NextCursor *string }
	ana.GET(path).Status(http.StatusOK).Data(into).JSON(&envelope)
	if envelope.NextCursor != nil {
		next = *envelope.NextCursor
	}
	return next
}

func names(chats []chat) []string {
	list := []string{}
	for _, c := range chats {
		list = append(list, strings.TrimSuffix(c.ChatID, "@c.us"))
	}
	return list
}

func testListsOfChats(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	shop, home := server.DB.Session(t, ana.Caller), server.DB.Session(t, ana.Caller)
	var events []models.Event
	for i := range 5 {
		event := dbtest.Incoming(shop, models.ChatID(fmt.Sprintf("549110000000%d@c.us", i)), fmt.Sprint(i), "Hola")
		event.Message.SenderName, event.Message.Timestamp = fmt.Sprintf("Ramón %d", i), dbtest.Base.Add(time.Duration(i)*time.Minute)
		events = append(events, event)
	}
	group := dbtest.Incoming(home, dbtest.GroupID, "g", "Hola a todos")
	group.Message.Timestamp = dbtest.Base.Add(time.Hour)
	own := dbtest.Own(dbtest.Incoming(home, carla, "own", "Mía"))
	own.Message.Timestamp = dbtest.Base.Add(-time.Minute)
	receive(t, server, append(events, group, own)...)
	contacts, chats := "/api/messages/"+shop.ID.String()+"/contacts", "/api/chats"
	ana.PATCH("/api/messages/"+shop.ID.String()+"/chat/5491100000001", map[string]any{"pinned": true}).Status(http.StatusOK)
	ana.PATCH("/api/messages/"+shop.ID.String()+"/chat/5491100000002", map[string]any{"archived": true}).Status(http.StatusOK)
	ana.POST("/api/messages/"+shop.ID.String()+"/chat/5491100000003/read", nil).Status(http.StatusOK)

	for path, want := range map[string][]string{
		contacts:                                {"5491100000001", "5491100000004", "5491100000003", "5491100000000"},
		contacts + "?limit=2&offset=1":          {"5491100000004", "5491100000003"},
		contacts + "?filter=archived":           {"5491100000002"},
		contacts + "?filter=unread":             {"5491100000001", "5491100000004", "5491100000000"},
		contacts + "?filter=groups":             {},
		contacts + "?q=RAMON%204":               {"5491100000004"},
		contacts + "?q=%2B54%209%2011%200000-0": {"5491100000001", "5491100000004", "5491100000003", "5491100000000"},
		contacts + "?q=0000003":                 {"5491100000003"},
		contacts + "?q=%25":                     {},
		chats:                                   {"5491100000001", string(dbtest.GroupID), "5491100000004", "5491100000003", "5491100000000", "5491122334455"},
		chats + "?filter=groups":                {string(dbtest.GroupID)},
		chats + "?filter=archived":              {"5491100000002"},
		chats + "?q=ramon&limit=1":              {"5491100000001"},
	} {
		var got []chat
		list(ana, path, &got)
		if !slices.Equal(names(got), want) {
			t.Errorf("%s: got %v, want %v", path, names(got), want)
		}
	}
	for _, path := range []string{contacts, chats} {
		var all, paged []chat
		list(ana, path, &all)
		for next := ""; ; {
			var page []chat
			next = list(ana, path+"?limit=1&cursor="+next, &page)
			paged = append(paged, page...)
			if next == "" {
				break
			}
		}
		if !slices.Equal(names(paged), names(all)) {
			t.Errorf("%s: in pages %v, at once %v", path, names(paged), names(all))
		}
	}
	var last []chat
	list(ana, chats+"?q=5491122334455", &last)
	if len(last) != 1 || last[0].LastMessage.Status != "sent" {
		t.Errorf("got %+v, want the ticks of the last message", last)
	}
	var none []chat
	if list(server.User(t, "beto"), chats, &none); len(none) != 0 {
		t.Errorf("Beto sees %v", names(none))
	}
	tag := ana.GET(chats).Header.Get("ETag")
	ana.With("If-None-Match", tag).GET(chats).Status(http.StatusNotModified)
}

// One chat is found by its id, whatever list it is in, and shows what the lists show.
func testOneChat(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana, beto := server.User(t, "ana"), server.User(t, "beto")
	session := shop(t, server, ana)
	receive(t, server, dbtest.EveryKind(session)...) // which tells Carla's other address as well
	voice := dbtest.With(session, "voice", models.TypeVoice, models.Content{Media: &models.Media{Status: models.MediaPending, Duration: 3 * time.Second}})
	voice.Message.ChatID, voice.Message.Participant, voice.Message.SenderName = dbtest.GroupID, string(carla), "Carla"
	voice.Message.Timestamp = time.Now()
	receive(t, server, voice)
	chats := "/api/messages/" + session.ID.String()
	ana.PATCH(chats+"/chat/5491122334455", map[string]any{"archived": true}).Status(http.StatusOK)

	var group chat
	requireLast := func(where string, got *lastMessage) {
		t.Helper()
		if got == nil || got.SenderName == nil || *got.SenderName != "Carla" || got.DurationMs == nil || *got.DurationMs != 3000 {
			t.Errorf("%s: got %+v", where, got)
		}
	}
	answer := ana.GET(chats + "/contacts/" + string(dbtest.GroupID)).Status(http.StatusOK).Data(&group)
	requireLast("the chat", group.LastMessage)
	ana.With("If-None-Match", answer.Header.Get("ETag")).GET(chats + "/contacts/" + string(dbtest.GroupID)).Status(http.StatusNotModified)
	for _, path := range []string{chats + "/contacts?filter=groups", "/api/chats?filter=groups"} {
		var listed []chat
		list(ana, path, &listed)
		requireLast(path, listed[0].LastMessage)
	}
	for _, address := range []string{"5491122334455", string(carla), string(dbtest.AnaLID)} {
		var person chat
		ana.GET(chats + "/contacts/" + address).Status(http.StatusOK).Data(&person)
		if person.ChatID != string(carla) || !person.Archived || person.LastMessage == nil || person.LastMessage.SenderName != nil {
			t.Errorf("%s: got %+v", address, person)
		}
	}
	ana.GET(chats+"/contacts/5491100000000").Problem(http.StatusNotFound, "chat_not_found")
	beto.GET(chats+"/contacts/"+string(carla)).Problem(http.StatusNotFound, "session_not_found")
	theirs := server.DB.Session(t, beto.Caller)
	beto.GET("/api/messages/"+theirs.ID.String()+"/contacts/"+string(carla)).Problem(http.StatusNotFound, "chat_not_found")
}

// A quote tells the message that it quotes, if the chat has it.
func testOriginOfAQuote(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana, beto := server.User(t, "ana"), server.User(t, "beto")
	session, theirs := shop(t, server, ana), shop(t, server, beto)
	quoting := func(session models.Session, chat models.ChatID, id, quoted string) models.Event {
		event := dbtest.Incoming(session, chat, id, "Sí")
		event.Message.Quote = &models.Quote{MessageID: quoted, Body: "Hola", Type: models.TypeText}
		return event
	}
	receive(t, server, quoting(session, carla, "A", "3EB0000001"), quoting(session, carla, "B", "3EB0000009"), quoting(session, dbtest.Bea, "C", "3EB0000001"),
		dbtest.Incoming(session, carla, "ANAS", "Hola"), quoting(theirs, carla, "D", "ANAS"))

	type quoted struct {
		ID, MessageID string
		Quote         *struct{ ID *string }
	}
	read := func(who *apitest.Client, session models.Session, chat models.ChatID) map[string]quoted {
		var page []quoted
		who.GET("/api/messages/" + session.ID.String() + "/chat/" + string(chat)).Status(http.StatusOK).Data(&page)
		of := make(map[string]quoted)
		for _, m := range page {
			of[m.MessageID] = m
		}
		return of
	}
	page := read(ana, session, carla)
	if got := page["A"].Quote; got == nil || got.ID == nil || *got.ID != page["3EB0000001"].ID {
		t.Errorf("got %+v, want the message that is quoted", got)
	}
	if got := page["B"].Quote; got == nil || got.ID != nil {
		t.Errorf("of a message that is not here: got %+v", got)
	}
	if got := read(ana, session, dbtest.Bea)["C"].Quote; got == nil || got.ID != nil {
		t.Errorf("of a message of another chat: got %+v", got)
	}
	if got := read(beto, theirs, carla)["D"].Quote; got == nil || got.ID != nil {
		t.Errorf("of a message of Ana's: got %+v", got)
	}
}

func testChangingAChat(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := shop(t, server, ana)
	path := "/api/messages/" + session.ID.String() + "/chat/5491122334455"
	var start, news updates
	ana.GET("/api/messages/" + session.ID.String() + "/updates").Status(http.StatusOK).Data(&start)
	var got chat
	ana.PATCH(path, map[string]any{
		"archived": true, "pinned": true, "mutedUntil": "2030-01-02T03:04:05Z", "markedUnread": true, "draft": "Ya te",
	}).Status(http.StatusOK).Data(&got)
	until := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	if !got.Archived || !got.Pinned || !got.MarkedUnread || *got.Draft != "Ya te" || !got.MutedUntil.Equal(until) {
		t.Errorf("got %+v", got)
	}
	ana.GET("/api/messages/" + session.ID.String() + "/updates?cursor=" + start.Cursor).Status(http.StatusOK).Data(&news)
	if len(news.Contacts) != 1 {
		t.Errorf("the feed tells %+v", news)
	}
	ana.PATCH(path, map[string]any{"archived": false, "mutedUntil": nil, "draft": nil}).Status(http.StatusOK).Data(&got)
	if got.Archived || !got.Pinned || !got.MarkedUnread {
		t.Errorf("got %+v", got)
	}
	var now chat
	ana.POST(path+"/read", nil).Status(http.StatusOK).Data(&now)
	if now.MarkedUnread || now.MutedUntil != nil || now.Draft != nil {
		t.Errorf("got %+v", now)
	}
}

// What WhatsApp can be told of a chat it is told: all of it by one engine, by another what it can.
func testTellingOfAChat(t *testing.T, suite *apitest.Suite) {
	for i, engine := range []string{"NOWEB", "GOWS"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			ana := linked(t, suite.New(t, map[string]string{"WAHA_ENGINE": engine}).User(t, "ana"), "549110000009"+strconv.Itoa(i))
			ana.received(ana.phone.Send(object{"from": carla, "text": "Hola"}))
			ana.POST(ana.chat(string(carla))+"/read", nil).Status(http.StatusOK)
			ana.phoneShows("the chat is read", func(c apitest.PhoneChat) bool { return c.Unread == 0 })
			ana.PATCH(ana.chat(string(carla)), object{"archived": true, "markedUnread": true}).Status(http.StatusOK)
			ana.phoneShows("what the engine can", func(c apitest.PhoneChat) bool { return c.Unread == 1 && c.Archived == (engine == "NOWEB") })
			ana.PATCH(ana.chat(string(carla)), object{"archived": false}).Status(http.StatusOK)
			ana.phoneShows("the chat is back", func(c apitest.PhoneChat) bool { return !c.Archived })
		})
	}
}

// phoneShows waits until the phone's only chat is as it should be.
func (n *number) phoneShows(what string, yes func(apitest.PhoneChat) bool) {
	n.t.Helper()
	apitest.Eventually(n.t, what, func() bool {
		chats := n.phone.Chats()
		return len(chats) == 1 && yes(chats[0])
	})
}

func testJumpingToAMessage(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := server.DB.Session(t, ana.Caller)
	var events []models.Event
	for i := range 9 {
		events = append(events, dbtest.Incoming(session, carla, fmt.Sprint(i), fmt.Sprint(i)))
	}
	receive(t, server, append(events, dbtest.Incoming(session, dbtest.Bea, "other", "x"),
		models.Event{SessionID: session.ID, Twins: []models.Twins{{LID: dbtest.AnaLID, Phone: carla}}})...)
	path := "/api/messages/" + session.ID.String() + "/chat/"
	all := bodiesOf(ana, path+string(carla))
	for query, want := range map[string]string{
		string(carla) + "?limit=5&around=" + all[4].ID:         "23456",
		string(carla) + "?limit=4&around=" + all[4].ID:         "2345",
		string(carla) + "?limit=1&around=" + all[4].ID:         "4",
		string(carla) + "?limit=5&around=" + all[0].ID:         "012",
		string(carla) + "?around=" + all[8].ID:                 "012345678",
		string(dbtest.AnaLID) + "?limit=3&around=" + all[4].ID: "345",
	} {
		got := ""
		for _, m := range bodiesOf(ana, path+query) {
			got += m.Body
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", query, got, want)
		}
	}
	ana.GET(path+string(dbtest.Bea)+"?around="+all[4].ID).Problem(http.StatusNotFound, "message_not_found")
}

func testOneMessage(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := shop(t, server, ana)
	path := "/api/messages/" + session.ID.String()
	id := bodiesOf(ana, path+"/chat/5491122334455")[0].ID
	at := time.Now().UTC().Add(time.Minute)
	receive(t, server, models.Event{SessionID: session.ID, Edit: &models.Edit{MessageID: "3EB0000001", Body: "Hola, ¿hay stock?", At: at}})
	var got struct {
		Message  message
		Versions []struct{ Body string }
	}
	ana.GET(path + "/message/" + id).Status(http.StatusOK).Data(&got)
	if got.Message.Body != "Hola, ¿hay stock?" || len(got.Versions) != 1 || got.Versions[0].Body != "Hola, ¿tienen stock?" {
		t.Errorf("got %+v", got)
	}
	tag := ana.GET(path + "/message/" + id).Header.Get("ETag")
	ana.With("If-None-Match", tag).GET(path + "/message/" + id).Status(http.StatusNotModified)
	receive(t, server, models.Event{SessionID: session.ID, Revocation: &models.Revocation{MessageID: "3EB0000001", At: at}})
	ana.GET(path + "/message/" + id).Status(http.StatusOK).Data(&got)
	if len(got.Versions) != 0 {
		t.Errorf("a message that was deleted for everyone tells %+v", got.Versions)
	}
}

func testGallery(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := server.DB.Session(t, ana.Caller)
	receive(t, server, dbtest.EveryKind(session)...)
	path := "/api/messages/" + session.ID.String() + "/chat/" + string(dbtest.Ana) + "/media"
	for query, want := range map[string][]string{
		"":                {"K-image", "K-voice"},
		"?kind=image":     {"K-image"},
		"?kind=audio":     {"K-voice"},
		"?kind=video":     {},
		"?kind=document":  {},
		"?kind=link":      {"K-link"},
		"?limit=1&kind=x": nil,
	} {
		if want == nil {
			ana.GET(path+query).Problem(http.StatusBadRequest, "validation_failed")
			continue
		}
		got := []string{}
		for _, m := range bodiesOf(ana, path+query) {
			got = append(got, m.MessageID)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", query, got, want)
		}
	}
	first := bodiesOf(ana, path+"?limit=1")
	rest := bodiesOf(ana, path+"?before="+first[0].ID)
	if len(first) != 1 || len(rest) != 1 || first[0].ID == rest[0].ID {
		t.Errorf("got %+v, then %+v", first, rest)
	}
	tag := ana.GET(path).Header.Get("ETag")
	ana.With("If-None-Match", tag).GET(path).Status(http.StatusNotModified)
}

func testParticipants(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := server.DB.Session(t, ana.Caller)
	receive(t, server, dbtest.EveryKind(session)...)
	subject, about := "Familia", "Los domingos"
	receive(t, server, models.Event{SessionID: session.ID, Group: &models.GroupChange{
		ChatID: dbtest.GroupID, Subject: &subject, Description: &about, Complete: true, Members: []models.GroupMember{
			{Address: dbtest.Bea, Role: models.RoleMember, Name: "Bea"}, {Address: dbtest.AnaLID, Role: models.RoleAdmin},
		},
	}})
	var got struct {
		Subject, Description string
		Participants         []struct{ Address, PhoneNumber, Name, Role string }
	}
	path := "/api/messages/" + session.ID.String() + "/chat/"
	ana.GET(path + string(dbtest.GroupID) + "/participants").Status(http.StatusOK).Data(&got)
	if got.Subject != subject || got.Description != about || len(got.Participants) != 2 {
		t.Fatalf("got %+v", got)
	}
	if first := got.Participants[0]; first.Role != "admin" || first.Name != "Ana" || first.PhoneNumber != dbtest.Ana.Phone() {
		t.Errorf("got %+v, want what is known of the person's other address", first)
	}
	tag := ana.GET(path + string(dbtest.GroupID) + "/participants").Header.Get("ETag")
	ana.With("If-None-Match", tag).GET(path + string(dbtest.GroupID) + "/participants").Status(http.StatusNotModified)
	ana.GET(path + string(dbtest.Ana) + "/participants").Status(http.StatusOK)
}

type hit struct {
	Message  message
	ChatName string
	Snippet  string
	Matches  [][2]int
}

func testSearch(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana, beto := server.User(t, "ana"), server.User(t, "beto")
	session := shop(t, server, ana)
	receive(t, server, dbtest.Incoming(session, carla, "2", "Te debo la <b>canción</b> & el 10%"))
	var found []hit
	server.Index(t)
	list(ana, "/api/search?q=canciones", &found)
	if len(found) != 1 || found[0].Snippet != "Te debo la <b>canción</b> & el 10%" || found[0].ChatName != "Ana" ||
		!slices.Equal(found[0].Matches, [][2]int{{14, 7}}) {
		t.Errorf("got %+v", found)
	}
	one := "&sessionId=" + session.ID.String()
	for _, where := range []string{one, one + "&chatId=5491122334455", "&limit=50"} {
		list(ana, "/api/search?q=stock"+where, &found)
		if len(found) != 1 || found[0].Message.Body != "Hola, ¿tienen stock?" {
			t.Errorf("%s: got %+v", where, found)
		}
	}
	if list(ana, "/api/search?q=camisa", &found); len(found) != 0 {
		t.Errorf("got %+v", found)
	}
	receive(t, server, dbtest.Incoming(session, carla, "3", "¿Y el stock de camisas?"))
	server.Index(t)
	next := list(ana, "/api/search?q=stock&limit=1", &found)
	if len(found) != 1 || found[0].Message.Body != "¿Y el stock de camisas?" || next == "" {
		t.Errorf("got %+v, and the cursor %q", found, next)
	}
	if next = list(ana, "/api/search?q=stock&limit=1&cursor="+next, &found); len(found) != 1 || next != "" ||
		found[0].Message.Body != "Hola, ¿tienen stock?" {
		t.Errorf("got %+v, and the cursor %q", found, next)
	}
	if list(beto, "/api/search?q=stock", &found); len(found) != 0 {
		t.Errorf("Beto finds %+v", found)
	}
	tag := ana.GET("/api/search?q=stock").Header.Get("ETag")
	ana.With("If-None-Match", tag).GET("/api/search?q=stock").Status(http.StatusNotModified)
}
