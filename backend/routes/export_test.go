package routes_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

// unzip returns the one file of an export.
func unzip(t *testing.T, answer *apitest.Response, name string) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(answer.Body), int64(len(answer.Body)))
	if err != nil || len(archive.File) != 1 || archive.File[0].Name != name {
		t.Fatalf("no ZIP with %s alone: %v", name, err)
	}
	file, err := archive.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func testExport(t *testing.T, suite *apitest.Suite) {
	const messages = 1234 // more than two pages
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := server.DB.Session(t, ana.Caller)
	var events []models.Event
	for i := range messages {
		event := dbtest.Incoming(session, carla, fmt.Sprint(i), fmt.Sprintf("<%d>", i))
		event.Message.Timestamp = dbtest.Base // one second for all: the ids tell the order
		events = append(events, event)
	}
	receive(t, server, events...)
	path := "/api/messages/" + session.ID.String() + "/chat/5491122334455/export"

	answer := ana.GET(path + "?media=true").Status(http.StatusOK)
	if got := answer.Header.Get("Content-Disposition"); !strings.HasPrefix(got, `attachment; filename="conectafy-5491122334455-`) {
		t.Errorf("got %q", got)
	}
	var all struct {
		Chat     struct{ Name string }
		Messages []struct{ ID, Text string }
	}
	if err := json.Unmarshal([]byte(unzip(t, answer, "messages.json")), &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Messages) != messages || all.Chat.Name != "Ana" {
		t.Fatalf("got %d messages of %q, want %d", len(all.Messages), all.Chat.Name, messages)
	}
	for i, m := range all.Messages {
		if want := events[i].Message; m.Text != want.Body || m.ID != want.ID.String() {
			t.Fatalf("message %d is %+v, want %q", i, m, want.Body)
		}
	}
	english := ana.With("Accept-Language", "en")
	if table := unzip(t, english.GET(path+"?format=csv").Status(http.StatusOK), "messages.csv"); !containsAll(table, "\ufeffDate,Sender", "<1233>") {
		t.Errorf("got %.200q", table)
	}
	if page := unzip(t, english.GET(path+"?format=html").Status(http.StatusOK), "messages.html"); !containsAll(page, `lang="en"`, "&lt;1233&gt;") {
		t.Errorf("got %.200q", page)
	}
}
