package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// runAsProgram makes the test binary behave as the program, so that the tests can kill a real process.
const runAsProgram = "WAHA_SIM_TEST_RUN"

const key = "a-long-key"

func TestMain(m *testing.M) {
	if os.Getenv(runAsProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// process is a running simulator.
type process struct {
	t   *testing.T
	cmd *exec.Cmd
	url string
	mu  sync.Mutex
	log []string
}

func start(t *testing.T, env ...string) *process {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	p := &process{t: t, cmd: exec.CommandContext(ctx, os.Args[0])}
	p.cmd.Env = append([]string{
		runAsProgram + "=1", "WHATSAPP_API_PORT=0", "WAHA_LOG_FORMAT=JSON", "WAHA_PRINT_QR=False", "WHATSAPP_DEFAULT_ENGINE=GOWS",
		"WAHA_API_KEY=" + key, "WAHA_WORKER_ID=w1", "SIM_STARTING_MS=1", "SIM_LINK_MS=1", "SIM_AUTO_START_MS=1",
	}, env...)
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	address := make(chan string, 1)
	go p.read(out, address)
	select {
	case p.url = <-address:
	case <-ctx.Done():
		t.Fatal("the simulator does not listen")
	}
	return p
}

func (p *process) read(out io.Reader, address chan<- string) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var line struct{ Msg, Address string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "listening" {
			address <- "http://127.0.0.1:" + line.Address[strings.LastIndex(line.Address, ":")+1:]
		}
		p.mu.Lock()
		p.log = append(p.log, lines.Text())
		p.mu.Unlock()
	}
}

func (p *process) call(method, path, body string) (int, string) {
	p.t.Helper()
	req, err := http.NewRequestWithContext(p.t.Context(), method, p.url+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("X-Api-Key", key)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(data)
}

func (p *process) must(method, path, body string) string {
	p.t.Helper()
	code, answer := p.call(method, path, body)
	if code < 200 || code > 299 {
		p.t.Fatalf("%s %s: got %d %s", method, path, code, answer)
	}
	return answer
}

// exit waits for the end and gives its code.
func (p *process) exit() int {
	p.t.Helper()
	err := p.cmd.Wait()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		p.t.Fatal(err)
	}
	return p.cmd.ProcessState.ExitCode()
}

// statusReceiver remembers the statuses it is told.
func statusReceiver(t *testing.T) (url string, told func() []string) {
	t.Helper()
	var mu sync.Mutex
	var statuses []string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var event struct{ Payload struct{ Status string } }
		_ = json.NewDecoder(r.Body).Decode(&event)
		mu.Lock()
		defer mu.Unlock()
		statuses = append(statuses, event.Payload.Status)
	}))
	t.Cleanup(server.Close)
	return server.URL, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(statuses)
	}
}

const waitWorking = "/api/default/new-message-id" // answers once the session works

func TestTermSignalSaysGoodbye(t *testing.T) {
	t.Parallel()
	url, told := statusReceiver(t)
	p := start(t, "WAHA_LOCAL_STORE_BASE_DIR="+t.TempDir(), "WHATSAPP_HOOK_URL="+url, "WHATSAPP_HOOK_EVENTS=session.status")
	p.must("POST", "/api/sessions", `{"name":"default","start":true}`)
	p.must("POST", "/_sim/scan", "")
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := p.exit(); code != 0 {
		t.Errorf("got exit code %d, want 0", code)
	}
	if got := told(); !slices.Contains(got, "STOPPED") {
		t.Errorf("got %v, without STOPPED", got)
	}
}

func TestACrashLosesNothingThatWasStored(t *testing.T) {
	t.Parallel()
	url, told := statusReceiver(t)
	folder := "WAHA_LOCAL_STORE_BASE_DIR=" + t.TempDir()
	p := start(t, folder)
	p.must("POST", "/api/sessions", `{"name":"default","start":true,"config":{"webhooks":[{"url":"`+url+`","events":["session.status"]}]}}`)
	p.must("POST", "/_sim/scan", "")
	p.must("POST", "/_sim/message", `{"from":"5491122334455@c.us","text":"before the crash"}`)
	p.must("POST", "/api/sendText", `{"session":"default","chatId":"5491122334455","text":"sent","id":"3EB0AA"}`)
	p.call("POST", "/_sim/crash", "")
	if code := p.exit(); code != 137 {
		t.Errorf("got exit code %d, want 137", code)
	}
	if got := told(); slices.Contains(got, "STOPPED") {
		t.Errorf("a crash said goodbye: %v", got)
	}

	p = start(t, folder)
	p.must("GET", waitWorking, "")
	p.must("POST", "/api/sendText", `{"session":"default","chatId":"5491122334455","text":"sent","id":"3EB0AA"}`)
	var sent []any
	if err := json.Unmarshal([]byte(p.must("GET", "/_sim/sent", "")), &sent); err != nil || len(sent) != 1 {
		t.Errorf("got %v, %v, want one delivery", sent, err)
	}
	if history := p.must("GET", "/api/default/chats/all/messages", ""); !strings.Contains(history, "before the crash") {
		t.Errorf("got %s", history)
	}
	p.must("POST", "/api/server/stop", `{"force":false}`)
	if code := p.exit(); code != 0 {
		t.Errorf("got exit code %d, want 0", code)
	}
}

func TestWeakKeyIsReplacedAtEachStart(t *testing.T) {
	t.Parallel()
	folder := "WAHA_LOCAL_STORE_BASE_DIR=" + t.TempDir()
	keys := map[string]bool{}
	for range 2 {
		p := start(t, folder, "WAHA_API_KEY=123")
		if code, _ := p.call("GET", "/api/sessions?x-api-key=123", ""); code != 401 {
			t.Errorf("the weak key: got %d, want 401", code)
		}
		p.mu.Lock()
		for _, text := range p.log {
			var line struct{ Key string }
			if json.Unmarshal([]byte(text), &line) == nil && line.Key != "" {
				keys[line.Key] = true
			}
		}
		p.mu.Unlock()
		if err := p.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		p.exit()
	}
	if len(keys) != 2 {
		t.Errorf("got %d different keys in two starts, want 2", len(keys))
	}
}

func TestInvalidConfigurationEndsTheStart(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = []string{runAsProgram + "=1", "WHATSAPP_API_PORT=many"}
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), "WHATSAPP_API_PORT") {
		t.Errorf("got exit code %d, %v: %s", cmd.ProcessState.ExitCode(), err, out)
	}
	if err := run(t.Context(), []string{"serve"}, nil, io.Discard); err == nil {
		t.Error("an argument was accepted")
	}
}
