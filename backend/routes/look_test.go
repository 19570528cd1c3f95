package routes_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
)

// look is how people tell a number apart from others.
type look struct {
	ID           string
	Color        int
	Initials     string
	IgnoreGroups bool
}

func testLookOfANumber(t *testing.T, suite *apitest.Suite) {
	ana := suite.New(t, idle).User(t, "ana")
	var first, second look
	ana.POST("/api/sessions", object{"sessionName": "Ventas", "ignoreGroups": true}).Status(http.StatusCreated).Data(&first)
	ana.POST("/api/sessions", object{"sessionName": "Ventas"}).Status(http.StatusCreated).Data(&second)
	if first.Initials != "VE" || first.Color != 1 || !first.IgnoreGroups || second.Initials != "VN" || second.Color != 2 || second.IgnoreGroups {
		t.Errorf("got %+v and %+v", first, second)
	}
	one := "/api/sessions/" + second.ID
	ana.PATCH(one, object{"initials": " ñ ", "color": 10, "ignoreGroups": true}).Status(http.StatusOK).Data(&second)
	if second.Initials != "Ñ" || second.Color != 10 || !second.IgnoreGroups {
		t.Errorf("after the change: %+v", second)
	}
	ana.PATCH(one, object{"initials": "ve"}).Problem(http.StatusConflict, "initials_taken")
}

// What is said of groups reaches a number that is connected, which stays linked.
func testGroupsIgnored(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t)
	ana := server.User(t, "ana")
	session, phone := ana.Linked("Ventas", "5491100000071")
	ana.PATCH("/api/sessions/"+session.ID, object{"ignoreGroups": true}).Status(http.StatusOK)
	stored := func(text string) bool {
		return server.DB.Int(t, "select count(*) from public.messages where session_id = $1 and body = $2", session.ID, text) == 1
	}
	round := 0
	apitest.Eventually(t, "the group is not heard any more", func() bool {
		round++
		group, person := "grupo "+strconv.Itoa(round), "persona "+strconv.Itoa(round)
		phone.Send(object{"chatId": string(dbtest.GroupID), "from": string(carla), "text": group})
		phone.Send(object{"from": string(carla), "text": person})
		apitest.Eventually(t, "the person is heard", func() bool { return stored(person) })
		return !stored(group)
	})
	ana.Await(session, "connected")
}
