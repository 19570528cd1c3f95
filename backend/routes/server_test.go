package routes_test

import (
	"bytes"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/backend/controllers"
	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
)

func testTheDocument(t *testing.T, suite *apitest.Suite) {
	t.Run("is the one in docs", func(t *testing.T) {
		original, err := os.ReadFile("../../docs/openapi.yaml")
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(original, controllers.OpenAPI()) {
			t.Error("controllers/openapi.yaml is not docs/openapi.yaml: run go generate ./controllers")
		}
	})
	anybody := suite.New(t, idle).Nobody(t)
	if got := anybody.GET("/api/openapi.yaml").Status(http.StatusOK); !bytes.Equal(got.Body, controllers.OpenAPI()) {
		t.Error("/api/openapi.yaml is something else")
	}
	page := anybody.GET("/api/docs").Status(http.StatusOK)
	if policy := page.Header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'self';") {
		t.Errorf("the page may load from others: %q", policy)
	} else if regexp.MustCompile(`script-src[^;]*unsafe`).MatchString(policy) || bytes.Contains(page.Body, []byte("<script>")) {
		t.Errorf("the page has scripts of its own, or may have: %q", policy)
	}
	loads := regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllSubmatch(page.Body, -1)
	if len(loads) == 0 {
		t.Errorf("the page loads nothing:\n%s", page.Body)
	}
	for _, load := range loads {
		path := string(load[1])
		if !strings.HasPrefix(path, "/api/docs/") {
			t.Errorf("the page loads %s", path)
			continue
		}
		anybody.GET(path).Status(http.StatusOK)
	}
	anybody.GET("/api/docs/nothing.js").Problem(http.StatusNotFound, "route_not_found")
}

func testUnknownAddresses(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	anybody := server.Nobody(t)
	for _, path := range []string{"/", "/api", "/api/sessions/", "/api/sessions/x/y/z", "/favicon.ico", "/metrics"} {
		anybody.GET(path).Problem(http.StatusNotFound, "route_not_found")
	}
	answer := anybody.Do(http.MethodPut, "/api/sessions", nil)
	answer.Problem(http.StatusMethodNotAllowed, "method_not_allowed")
	if allow := answer.Header.Get("Allow"); !strings.Contains(allow, "GET") || !strings.Contains(allow, "POST") {
		t.Errorf("Allow: %q", allow)
	}
}

func testHealth(t *testing.T, suite *apitest.Suite) {
	anybody := suite.New(t, idle).Nobody(t)
	var alive struct{ Status string }
	anybody.GET("/health").Status(http.StatusOK).Data(&alive)
	var ready struct {
		Ready   bool
		Version string
		Checks  []struct {
			Name string
			OK   bool
		}
		Runtime struct {
			Kind, Reason string
			Simulator    bool
		}
	}
	anybody.GET("/health/ready").Status(http.StatusOK).Data(&ready)
	if !ready.Ready || ready.Version != "test" || len(ready.Checks) != 2 {
		t.Errorf("got %+v", ready)
	}
	if ready.Runtime.Kind != "process" || !ready.Runtime.Simulator || ready.Runtime.Reason == "" {
		t.Errorf("the simulator stands in and nothing says so: %+v", ready.Runtime)
	}
}

func testLanguages(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	for language, want := range map[string][2]string{
		"":               {"Sesiones obtenidas", "Sesión no encontrada"},
		"es-MX":          {"Sesiones obtenidas", "Sesión no encontrada"},
		"en-US,en;q=0.9": {"Sessions retrieved", "Session not found"},
		"pt-BR":          {"Sessões obtidas", "Sessão não encontrada"},
		"ja":             {"Sesiones obtenidas", "Sesión no encontrada"},
	} {
		reader := ana.With("Accept-Language", language)
		if list := reader.GET("/api/sessions").Status(http.StatusOK); !bytes.Contains(list.Body, []byte(`"`+want[0]+`"`)) {
			t.Errorf("%q: got %s, want %q", language, list.Body, want[0])
		}
		problem := reader.GET("/api/sessions/"+someID()).Problem(http.StatusNotFound, "session_not_found")
		if problem.Message != want[1] || problem.Error == "" || problem.RequestID == "" || problem.Success {
			t.Errorf("%q: got %+v, want %q", language, problem, want[1])
		}
	}
}
