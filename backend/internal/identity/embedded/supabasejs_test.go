package embedded

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// clientSteps is how many steps the program takes; fewer means that it gave up without saying so.
const clientSteps = 18

// TestSupabaseJS lets the real library sign people up, in and out.
func TestSupabaseJS(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.AllowedOrigins = []string{"https://app.example.com"} })
	mux := http.NewServeMux()
	mux.Handle(PathPrefix+"/", b.server.Handler())
	mux.HandleFunc("POST /_test/pass", func(w http.ResponseWriter, r *http.Request) {
		seconds, err := strconv.Atoi(r.URL.Query().Get("seconds"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		b.clock.pass(time.Duration(seconds) * time.Second)
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("GET /_test/links", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, http.StatusOK, b.log.links(t)) })
	b.web.Config.Handler = mux

	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "supabase-js"))); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	run := func(name string, args ...string) []byte {
		cmd := exec.CommandContext(ctx, name, args...)
		cmd.Dir, cmd.Stderr = dir, t.Output()
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		return out
	}
	run("npm", "ci", "--prefer-offline", "--ignore-scripts", "--loglevel=error")
	out := run("node", "drive.mjs", b.url, b.anonKey, b.service)

	var steps []string
	if err := json.Unmarshal(out, &steps); err != nil {
		t.Fatalf("unexpected output %q: %v", out, err)
	}
	if len(steps) != clientSteps {
		t.Errorf("%d steps done, want %d: %q", len(steps), clientSteps, steps)
	}
}
