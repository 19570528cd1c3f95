package routes_test

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr/text"
	"github.com/conectafy/conectafy/backend/controllers"
	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/routes"
)

// bare are dependencies that are good enough to list the routes.
func bare() routes.Deps {
	return routes.Deps{
		Session: &controllers.Session{}, Message: &controllers.Message{}, Media: &controllers.Media{}, Webhook: &controllers.Webhook{},
		Events: &controllers.Events{}, Export: &controllers.Export{}, Health: &controllers.Health{}, Docs: controllers.NewDocs(),
	}
}

var param = regexp.MustCompile(`[:*](\w+)`)

// listed leaves HEAD out, which is GET without the body.
func listed(engine *gin.Engine) []string {
	var list []string
	for _, r := range engine.Routes() {
		if r.Method == http.MethodHead {
			continue
		}
		list = append(list, r.Method+" "+param.ReplaceAllString(r.Path, "{$1}"))
	}
	slices.Sort(list)
	return list
}

func testRoutesAreDocumented(t *testing.T, suite *apitest.Suite) {
	var documented []string
	for operation := range suite.Contract.Operations() {
		documented = append(documented, operation)
	}
	slices.Sort(documented)
	if got := listed(routes.New(bare())); !slices.Equal(got, documented) {
		t.Errorf("the routes are\n%q\nand docs/openapi.yaml has\n%q", got, documented)
	}
}

func testCodesAndRulesAreDocumented(t *testing.T, suite *apitest.Suite) {
	texts, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	spanish := texts.For("es")
	for schema, want := range map[string]map[string]string{"ErrorCode": spanish.Codes, "Rule": spanish.Rules} {
		got := suite.Contract.Enum(t, schema)
		slices.Sort(got)
		if known := slices.Sorted(maps.Keys(want)); !slices.Equal(got, known) {
			t.Errorf("%s: documented are\n%q\nand the server has\n%q", schema, got, known)
		}
	}
}

// Containers may report, and fetch the files that they are to send. Nothing else is there for them.
func testWhatContainersReach(t *testing.T, _ *apitest.Suite) {
	want := []string{
		"GET /api/media/{mediaId}", "GET /api/media/{mediaId}/thumbnail", "GET /api/pictures/{contactId}",
		"POST /api/webhook/whatsapp/{containerName}",
	}
	if got := listed(routes.NewWebhook(bare())); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
