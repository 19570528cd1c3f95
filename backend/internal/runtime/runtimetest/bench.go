package runtimetest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// patience is how long a test waits for something that comes by itself.
const patience = 30 * time.Second

// apiKey is the WAHA key of every instance under test.
const apiKey = "key-of-the-conformance-suite"

// bench is one test's own runtime and what it does with it.
type bench struct {
	Subject
	t     *testing.T
	ctx   context.Context
	ports *portRange
}

// portRange gives each port once. Test programs that run at the same time start at different ones, below those from
// which the kernel takes its own.
type portRange struct{ next atomic.Int64 }

func newPortRange() *portRange {
	p := &portRange{}
	p.next.Store(int64(20000 + os.Getpid()%187*64))
	return p
}

func (p *portRange) take(t *testing.T) int {
	t.Helper()
	for {
		port := int(p.next.Add(1))
		listener, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port))
		if err != nil {
			continue
		}
		if err := listener.Close(); err != nil {
			t.Fatal(err)
		}
		return port
	}
}

// newSpec describes an instance nobody else has, removed when the test ends.
func (b *bench) newSpec() runtime.Spec {
	b.t.Helper()
	id := uuid.NewString()
	spec := runtime.Spec{
		Name:      "waha-session-" + id,
		SessionID: id,
		Port:      b.ports.take(b.t),
		Env: map[string]string{
			"WAHA_API_KEY":            apiKey,
			"WAHA_WORKER_ID":          id,
			"WAHA_NAMESPACE":          "all",
			"WAHA_PRINT_QR":           "False",
			"WHATSAPP_DEFAULT_ENGINE": "GOWS",
		},
	}
	b.t.Cleanup(func() {
		if err := b.Runtime.Remove(context.WithoutCancel(b.ctx), spec.Name); err != nil {
			b.t.Errorf("remove %s after the test: %v", spec.Name, err)
		}
		if left := b.Leftovers(b.t, spec.Name); len(left) > 0 {
			b.t.Errorf("left behind: %v", left)
		}
	})
	return spec
}

// ensure is Ensure, and waits until WAHA answers.
func (b *bench) ensure(spec runtime.Spec) runtime.Instance {
	b.t.Helper()
	got, err := b.Runtime.Ensure(b.ctx, spec, runtime.Silently)
	if err != nil {
		b.t.Fatalf("Ensure: %v", err)
	}
	if got.Name != spec.Name || got.SessionID != spec.SessionID || got.State != runtime.StateRunning || got.StartedAt.IsZero() {
		b.t.Fatalf("Ensure: got %+v, want %s running for session %s", got, spec.Name, spec.SessionID)
	}
	b.answers(spec)
	return got
}

func (b *bench) answers(spec runtime.Spec) {
	b.t.Helper()
	b.eventually("WAHA answers", func() error {
		_, err := b.call(http.MethodGet, spec, "/ping", nil)
		return err
	})
}

// call asks the instance and gives the body of a 2xx.
func (b *bench) call(method string, spec runtime.Spec, path string, body any) ([]byte, error) {
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
	defer cancel()
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, method, b.Runtime.Endpoint(spec.Name, spec.Port)+path, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	request.Close = true // a kept connection would outlive the instance
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Api-Key", apiKey)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode/100 != 2 {
		err = fmt.Errorf("%s %s: %s: %s", method, path, response.Status, answer)
	}
	return answer, err
}

// createLogin leaves something in the login data that only lives there.
func (b *bench) createLogin(spec runtime.Spec) {
	b.t.Helper()
	session := map[string]any{"name": "default", "start": false}
	if _, err := b.call(http.MethodPost, spec, "/api/sessions", session); err != nil {
		b.t.Fatalf("create a WAHA session: %v", err)
	}
}

func (b *bench) hasLogin(spec runtime.Spec) bool {
	b.t.Helper()
	answer, err := b.call(http.MethodGet, spec, "/api/sessions?all=true", nil)
	if err != nil {
		b.t.Fatalf("list WAHA sessions: %v", err)
	}
	var sessions []struct{ Name string }
	if err := json.Unmarshal(answer, &sessions); err != nil {
		b.t.Fatalf("list WAHA sessions: %v in %s", err, answer)
	}
	return len(sessions) == 1 && sessions[0].Name == "default"
}

// crash ends the process as a fault of its own would. The answer breaks off with it.
func (b *bench) crash(spec runtime.Spec) {
	b.t.Helper()
	if _, err := b.call(http.MethodPost, spec, "/_sim/crash", nil); err == nil {
		b.t.Fatal("crash: WAHA answered")
	}
}

// listed finds the instance in List.
func (b *bench) listed(name string) (runtime.Instance, bool) {
	b.t.Helper()
	all, err := b.Runtime.List(b.ctx)
	if err != nil {
		b.t.Fatalf("List: %v", err)
	}
	var found []runtime.Instance
	for _, instance := range all {
		if instance.Name == name {
			found = append(found, instance)
		}
	}
	if len(found) > 1 {
		b.t.Fatalf("List has %s %d times", name, len(found))
	}
	if len(found) == 0 {
		return runtime.Instance{}, false
	}
	return found[0], true
}

// reaches waits until List shows the instance in a state.
func (b *bench) reaches(name string, want runtime.State) runtime.Instance {
	b.t.Helper()
	var got runtime.Instance
	b.eventually(fmt.Sprintf("%s is %s", name, want), func() error {
		got, _ = b.listed(name)
		if got.State != want {
			return fmt.Errorf("it is %q", got.State)
		}
		return nil
	})
	return got
}

func (b *bench) eventually(what string, try func() error) {
	b.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		err := try()
		if err == nil {
			return
		}
		select {
		case <-tick.C:
		case <-deadline.C:
			b.t.Fatalf("waited in vain until %s: %v", what, err)
		}
	}
}
