package routes_test

import (
	"net/http"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
)

// imported is what tests need of the reading of a session's past.
type imported struct {
	ID, Reason, State         string
	ChatsTotal, MessagesAdded int
	FinishedAt, ErrorCode     *string
}

// past is what a session says about its past.
type past struct {
	ID          string
	SessionName string
	HistoryDays int
	Import      *imported
}

func testHistoryChoice(t *testing.T, suite *apitest.Suite) {
	ana := suite.New(t, idle).User(t, "ana")
	for _, c := range []struct {
		body map[string]any
		want int
	}{
		{map[string]any{"sessionName": "Ventas"}, 30},
		{map[string]any{"sessionName": "Ventas", "historyDays": 0}, 0},
		{map[string]any{"sessionName": "Ventas", "historyDays": 90}, 90},
	} {
		var session past
		ana.POST("/api/sessions", c.body).Status(http.StatusCreated).Data(&session)
		if session.HistoryDays != c.want || session.Import != nil {
			t.Errorf("%v: got %+v", c.body, session)
		}
		ana.PATCH("/api/sessions/"+session.ID, map[string]any{"historyDays": 7}).Status(http.StatusOK).Data(&session)
		if session.HistoryDays != 7 || session.SessionName != "Ventas" {
			t.Errorf("after the change got %+v", session)
		}
		ana.PATCH("/api/sessions/"+session.ID, map[string]any{"sessionName": "Soporte"}).Status(http.StatusOK).Data(&session)
		if session.HistoryDays != 7 || session.SessionName != "Soporte" {
			t.Errorf("after another name got %+v", session)
		}
	}
}

func testImports(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := shop(t, server, ana)
	one := "/api/sessions/" + session.ID.String()
	days := map[string]int{"days": 30}
	ana.POST(one+"/imports", days).Problem(http.StatusConflict, "session_not_connected")
	server.DB.Connect(t, session)
	var news updates
	ana.GET("/api/messages/" + session.ID.String() + "/updates").Status(http.StatusOK).Data(&news)

	var started imported
	ana.POST(one+"/imports", days).Status(http.StatusAccepted).Data(&started)
	if started.Reason != "history" || started.State != "running" || started.FinishedAt != nil || started.ErrorCode != nil {
		t.Errorf("got %+v", started)
	}
	ana.POST(one+"/imports", days).Problem(http.StatusConflict, "import_running")
	var shown past
	ana.GET(one).Status(http.StatusOK).Data(&shown)
	if shown.Import == nil || shown.Import.ID != started.ID {
		t.Errorf("the session shows %+v", shown.Import)
	}
	var told struct{ Sessions []past }
	ana.GET("/api/messages/" + session.ID.String() + "/updates?cursor=" + news.Cursor).Status(http.StatusOK).Data(&told)
	if len(told.Sessions) != 1 || told.Sessions[0].Import == nil || told.Sessions[0].Import.ID != started.ID {
		t.Errorf("readers are told %+v", told)
	}

	// One that failed goes on where it was, if it went back far enough; else a new one is made.
	server.DB.Exec(t, "update public.imports set state = 'failed', error_code = 'waha_unavailable', finished_at = now()")
	var resumed, longer imported
	ana.POST(one+"/imports", map[string]int{"days": 7}).Status(http.StatusAccepted).Data(&resumed)
	server.DB.Exec(t, "update public.imports set state = 'failed', error_code = 'waha_unavailable', finished_at = now()")
	ana.POST(one+"/imports", map[string]int{"days": 90}).Status(http.StatusAccepted).Data(&longer)
	if resumed.ID != started.ID || resumed.State != "running" || longer.ID == started.ID {
		t.Errorf("got %+v and %+v after %s", resumed, longer, started.ID)
	}
	var list []imported
	ana.GET(one + "/imports").Status(http.StatusOK).Data(&list)
	if len(list) != 2 || list[0].ID != longer.ID || list[1].State != "failed" || list[1].ErrorCode == nil {
		t.Errorf("got %+v", list)
	}
}

// The past of a number is read once it is linked, and the API shows how that goes.
func testHistoryOfALinkedNumber(t *testing.T, suite *apitest.Suite) {
	ana := suite.New(t).User(t, "ana")
	session, phone := ana.Linked("Ventas", "5491100000002")
	phone.Remember(3, 20, 10)
	apitest.Eventually(t, "the past is read", func() bool {
		var shown past
		ana.GET("/api/sessions/" + session.ID).Status(http.StatusOK).Data(&shown)
		return shown.Import != nil && shown.Import.Reason == "history" && shown.Import.MessagesAdded == 60 && shown.Import.ChatsTotal == 3
	})
}
