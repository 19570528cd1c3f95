package process

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// instance is one folder and the child that uses it. Its fields change only while its name is locked, and under the
// runtime's mutex, so that either is enough to read them.
type instance struct {
	record    record
	spec      runtime.Spec
	inherited bool // from an earlier run: its spec, full of secrets, was never written down
	book      *logbook
	child     *child // the last one; nil when none was ever started by us
}

// adopt gives an instance its new spec, making it if there is none.
func (r *Runtime) adopt(rec record, spec runtime.Spec) *instance {
	r.mu.Lock()
	defer r.mu.Unlock()
	in := r.known[rec.Name]
	if in == nil {
		in = &instance{book: r.bookOf(rec.Name)}
		r.known[rec.Name] = in
	}
	spec.Env = maps.Clone(spec.Env)
	in.record, in.spec, in.inherited = rec, spec, false
	return in
}

func (r *Runtime) find(name string) (*instance, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	in, found := r.known[name]
	return in, found
}

func (r *Runtime) forget(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.known, name)
}

// lock takes the name's turn.
func (r *Runtime) lock(ctx context.Context, name string) (unlock func(), err error) {
	if err := runtime.CheckName(name); err != nil {
		return nil, err
	}
	unlock, err = r.names.Lock(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("wait for %s: %w", name, explain(err))
	}
	return unlock, nil
}

// hold takes the name's turn and finds its instance.
func (r *Runtime) hold(ctx context.Context, name string) (unlock func(), in *instance, err error) {
	unlock, err = r.lock(ctx, name)
	if err != nil {
		return nil, nil, err
	}
	in, found := r.find(name)
	if !found {
		unlock()
		return nil, nil, fmt.Errorf("instance %s: %w", name, runtime.ErrNotFound)
	}
	return unlock, in, nil
}

// List tells of every folder that is an instance.
func (r *Runtime) List(ctx context.Context) ([]runtime.Instance, error) {
	if err := ctx.Err(); err != nil {
		return nil, explain(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]runtime.Instance, 0, len(r.known))
	for _, in := range r.known {
		list = append(list, r.toInstance(in))
	}
	slices.SortFunc(list, func(a, b runtime.Instance) int { return strings.Compare(a.Name, b.Name) })
	return list, nil
}

func (r *Runtime) show(in *instance) runtime.Instance {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.toInstance(in)
}

func (r *Runtime) toInstance(in *instance) runtime.Instance {
	shown := runtime.Instance{
		Name: in.record.Name, SessionID: in.record.SessionID, SpecHash: in.record.SpecHash,
		Image: r.cfg.Binary, State: runtime.StateCreated,
	}
	switch {
	case in.child.running():
		shown.State, shown.StartedAt = runtime.StateRunning, in.child.startedAt
	case in.child != nil:
		shown.State, shown.StartedAt = runtime.StateExited, in.child.startedAt
		shown.FinishedAt, shown.ExitCode = in.child.finishedAt, in.child.exitCode
	case in.inherited:
		shown.State = runtime.StateExited
	}
	return shown
}

func (r *Runtime) folder(name string) string { return filepath.Join(r.cfg.Dir, name) }

func (r *Runtime) bookOf(name string) *logbook {
	return &logbook{path: filepath.Join(r.folder(name), "waha.log"), limit: r.cfg.LogBytes / 2}
}

// environment is all that a child gets to know; nothing of the backend's own environment is in it.
func (r *Runtime) environment(spec runtime.Spec) []string {
	env := maps.Clone(r.cfg.Env)
	if env == nil {
		env = map[string]string{}
	}
	maps.Copy(env, spec.Env)
	env["PORT"] = strconv.Itoa(spec.Port)
	env["WHATSAPP_API_PORT"] = env["PORT"]
	env["SIM_LISTEN_HOST"] = host
	env["WAHA_LOCAL_STORE_BASE_DIR"] = filepath.Join(r.folder(spec.Name), "sessions")
	pairs := make([]string, 0, len(env))
	for _, key := range slices.Sorted(maps.Keys(env)) {
		pairs = append(pairs, key+"="+env[key])
	}
	return pairs
}

// hash covers everything that the child is started with.
func (r *Runtime) hash(spec runtime.Spec) string {
	text, _ := json.Marshal([]any{r.cfg.Binary, r.environment(spec)}) // strings always marshal
	digest := sha256.Sum256(text)
	return hex.EncodeToString(digest[:])
}
