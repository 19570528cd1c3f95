package e2e_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/models"
)

// installation is a database and what is on an engine for it. Any number of backends may serve it.
type installation struct {
	t      *testing.T
	db     *dbtest.DB
	owner  models.Caller
	label  string
	env    map[string]string
	engine string // address; empty means the machine's own
}

// newInstallation takes everything that its backends made away again when the test ends.
func newInstallation(t *testing.T, env map[string]string) *installation {
	t.Helper()
	db := dbtest.New(t)
	in := &installation{t: t, db: db, owner: db.User(t, "owner"), env: supabaseEnv(db.ServerDSN), engine: os.Getenv("DOCKER_HOST")}
	in.env["SUPABASE_URL"], in.env["JWT_ISSUER"] = newAuth(t), issuer
	in.env["DOCKER_NETWORK"] = "conectafy-e2e-" + uuid.NewString()
	in.env["WAHA_BASE_PORT"] = strconv.Itoa(basePort())
	maps.Copy(in.env, env)
	var id uuid.UUID
	if err := db.Super.QueryRow(t.Context(), "select id from conectafy.installation").Scan(&id); err != nil {
		t.Fatal(err)
	}
	in.label = "label=com.conectafy.installation=" + id.String()
	t.Cleanup(in.clear)
	return in
}

// newAuth answers that every sign-in still stands, which is asked before what cannot be undone.
func newAuth(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"id": uuid.NewString(), "aud": "authenticated", "role": "authenticated"})
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// backend starts one of the backends.
func (in *installation) backend() *backend {
	in.t.Helper()
	return newBackend(in.t, "serve", in.env)
}

// person calls the API of a backend as the owner of the sessions.
func (in *installation) person(b *backend) client {
	in.t.Helper()
	return client{t: in.t, url: b.url, token: newToken(in.t, in.owner.UserID)}
}

// docker runs a command on the installation's engine.
func (in *installation) docker(args ...string) (string, error) {
	cmd := exec.Command("docker", args...)              //nolint:noctx // bounded by the test, and also used by its cleanup
	cmd.Env = append(os.Environ(), "DOCKER_BUILDKIT=0") // the classic builder needs no registry and no plugin
	if in.engine != "" {
		cmd.Env = append(cmd.Env, "DOCKER_HOST="+in.engine)
	}
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// must runs a command that has to work.
func (in *installation) must(args ...string) string {
	in.t.Helper()
	out, err := in.docker(args...)
	if err != nil {
		in.t.Fatalf("docker %s: %v: %s", strings.Join(args, " "), err, out)
	}
	return out
}

// containers lists the installation's containers by name: what they do and which ports they publish.
func (in *installation) containers() map[string]string {
	in.t.Helper()
	found := make(map[string]string)
	for _, line := range strings.Split(in.must("ps", "--all", "--filter", in.label, "--format", "{{.Names}} {{.State}} {{.Ports}}"), "\n") {
		if name, rest, ok := strings.Cut(line, " "); ok {
			found[name] = strings.TrimSpace(rest)
		}
	}
	return found
}

func (in *installation) volumes() []string {
	in.t.Helper()
	found := strings.Fields(in.must("volume", "ls", "--quiet", "--filter", in.label))
	slices.Sort(found)
	return found
}

// state is what the engine says a container does; empty when there is none.
func (in *installation) state(container string) string {
	in.t.Helper()
	state, _, _ := strings.Cut(in.containers()[container], " ")
	return state
}

func (in *installation) clear() {
	for _, kind := range []struct{ list, remove []string }{
		{list: []string{"ps", "--all", "--quiet"}, remove: []string{"rm", "--force", "--volumes"}},
		{list: []string{"volume", "ls", "--quiet"}, remove: []string{"volume", "rm", "--force"}},
		{list: []string{"network", "ls", "--quiet"}, remove: []string{"network", "rm"}},
	} {
		out, err := in.docker(append(kind.list, "--filter", in.label)...)
		if left := strings.Fields(out); err == nil && len(left) > 0 {
			out, err = in.docker(append(kind.remove, left...)...)
		}
		if err != nil {
			in.t.Errorf("clear the engine: %v: %s", err, out)
		}
	}
}

// consistent waits until each session has its one running container, its own volume and port, and nothing else is there.
func (in *installation) consistent(sessions []session) {
	in.t.Helper()
	ports, names := make(map[int]bool), make([]string, 0, len(sessions))
	for _, s := range sessions {
		if ports[s.ContainerPort] {
			in.t.Errorf("port %d was given twice", s.ContainerPort)
		}
		ports[s.ContainerPort] = true
		names = append(names, s.ContainerName)
	}
	slices.Sort(names)
	var containers map[string]string
	var volumes []string
	defer func() {
		if in.t.Failed() {
			in.t.Logf("want %v, got containers %v and volumes %v", names, containers, volumes)
		}
	}()
	wait.Until(in.t, "each session has its container and its volume, and nothing else is there", func() bool {
		containers, volumes = in.containers(), in.volumes()
		for _, rest := range containers {
			if !strings.HasPrefix(rest, "running") {
				return false
			}
		}
		return slices.Equal(slices.Sorted(maps.Keys(containers)), names) && slices.Equal(volumes, names)
	})
}
