package webapp_test

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/webapp"
)

// echo answers with the environment that it was given.
const echo = `require("node:http").createServer((_, answer) => answer.end(JSON.stringify(process.env)))
	.listen(process.env.PORT, process.env.HOSTNAME)`

func options(t *testing.T, program string) webapp.Options {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "server.js"), []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	return webapp.Options{
		Dir: dir, Port: freePort(t), APIURL: "http://localhost:3001", SupabaseURL: "http://localhost:3001", AnonKey: "public",
		Log: zerolog.Nop(),
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	address, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatalf("no TCP address: %v", listener.Addr())
	}
	return address.Port
}

func TestAppGetsItsSettingsAndNoSecret(t *testing.T) {
	t.Setenv("SECRETS_KEY", "hidden")
	o := options(t, echo)
	web, err := webapp.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer web.Stop()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1:"+strconv.Itoa(o.Port), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	var environment map[string]string
	if err := json.Unmarshal(body, &environment); err != nil {
		t.Fatal(err)
	}
	if environment["API_URL"] != o.APIURL || environment["SUPABASE_ANON_KEY"] != "public" {
		t.Errorf("got %v, want the settings", environment)
	}
	if _, told := environment["SECRETS_KEY"]; told {
		t.Error("a secret of the backend reached the web app")
	}
}

func TestStopEndsTheApp(t *testing.T) {
	t.Parallel()
	web, err := webapp.Start(t.Context(), options(t, echo))
	if err != nil {
		t.Fatal(err)
	}
	web.Stop()
	web.Stop()
	<-web.Exited()
}

func TestAppThatCannotStart(t *testing.T) {
	t.Parallel()
	if web, err := webapp.Start(t.Context(), options(t, `process.exit(7)`)); err == nil {
		web.Stop()
		t.Error("got no error, want that it ended at once")
	}
}
