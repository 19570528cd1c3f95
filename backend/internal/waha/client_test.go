package waha

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patience is ample: a busy test machine is no failure.
const patience = 30 * time.Second

func newClient(t *testing.T, timeout time.Duration) *Client {
	t.Helper()
	c := NewClient(timeout, patience)
	t.Cleanup(c.Close)
	return c
}

// serve runs handler as a container.
func serve(t *testing.T, handler http.HandlerFunc) Target {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return Target{BaseURL: server.URL, APIKey: "the-key"}
}

func answer(status int, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}
}

// Every error that WAHA is known to answer with, and what it means to us.
func TestErrorsOfWAHA(t *testing.T) {
	t.Parallel()
	client := newClient(t, patience)
	want := map[string]error{
		"api-error-401":                                 ErrRefused,
		"api-error-403":                                 ErrRefused,
		"api-error-422-already-exists":                  ErrRefused,
		"api-error-422-pairing-code-wrong-status":       ErrStatus,
		"api-error-422-session-does-not-exist":          ErrStatus,
		"api-error-422-session-stopped":                 ErrStatus,
		"api-error-500-engine":                          ErrRestricted,
		"api-error-500-lock-timeout":                    ErrEngine,
		"api-error-501-not-implemented":                 ErrUnsupported,
		"recorded-bad-json-400":                         ErrRefused,
		"recorded-file-404":                             ErrNotFound,
		"recorded-health-core-422":                      ErrRefused,
		"recorded-qr-422-status":                        ErrStatus,
		"recorded-route-404":                            ErrNotFound,
		"recorded-screenshot-422-starting":              ErrRefused,
		"recorded-send-404-session-not-running":         ErrNotFound,
		"recorded-sendText-422-status":                  ErrStatus,
		"recorded-session-create-400-bad-event":         ErrRefused,
		"recorded-session-create-400-bad-name":          ErrRefused,
		"recorded-session-create-422-core-only-default": ErrRefused,
		"recorded-session-create-422-exists":            ErrRefused,
		"recorded-session-get-404":                      ErrNotFound,
		"recorded-session-me-404-not-running":           ErrNotFound,
		"recorded-session-start-422-already-started":    ErrRefused,
		"recorded-session-update-400":                   ErrRefused,
	}
	files, err := filepath.Glob(filepath.Join(payloads, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		status := 0
		for part := range strings.SplitSeq(name, "-") {
			if n := 0; len(part) == 3 {
				if _, err := fmt.Sscanf(part, "%d", &n); err == nil && n >= 400 {
					status = n
				}
			}
		}
		if status == 0 {
			continue
		}
		seen++
		target := serve(t, answer(status, payload(t, name)))
		if err := client.StartSession(t.Context(), target); want[name] == nil || !errors.Is(err, want[name]) {
			t.Errorf("%s: got %v, want %v", name, err, want[name])
		}
	}
	if seen != len(want) {
		t.Errorf("%d files were tried, want %d", seen, len(want))
	}
}

// The body of a 500 repeats the request, with the text of the message: none of it may reach a log.
func TestErrorsTellNoMessages(t *testing.T) {
	t.Parallel()
	target := serve(t, answer(http.StatusInternalServerError, payload(t, "api-error-500-engine")))
	_, err := newClient(t, patience).Send(t.Context(), target, textTo(person1, "Olá!", "3EB0"))
	if !errors.Is(err, ErrRestricted) || strings.Contains(err.Error(), "Olá") || strings.Contains(err.Error(), "5511977770002") {
		t.Errorf("got %v", err)
	}
	quota := strings.ReplaceAll(string(payload(t, "api-error-500-engine")), "error 463", "error 475")
	target = serve(t, answer(http.StatusInternalServerError, []byte(quota)))
	if _, err := newClient(t, patience).Send(t.Context(), target, textTo(person1, "x", "3EB0")); !errors.Is(err, ErrQuota) {
		t.Errorf("got %v, want ErrQuota", err)
	}
}

// Neither the path of a request nor what an engine says of it may bring a number or a signed link into a log.
func TestErrorsTellNoNumbers(t *testing.T) {
	t.Parallel()
	client := newClient(t, patience)
	axios := `{"statusCode":500,"exception":{"message":"read https://shop.example/f?token=geheim for 5511977770002@c.us: getaddrinfo ENOTFOUND"}}`
	for name, target := range map[string]Target{
		"a route that is not there": serve(t, answer(404, []byte(`{"message":"Cannot POST /api/default/chats/5511977770002@c.us/archive"}`))),
		"a link in an exception":    serve(t, answer(500, []byte(axios))),
		"a connection that is cut":  serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }),
		"nobody there":              {BaseURL: "http://127.0.0.1:1"},
	} {
		err := client.ArchiveChat(t.Context(), target, person1, true)
		if err == nil || strings.Contains(err.Error(), "5511977770002") || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	target := serve(t, answer(500, []byte(axios)))
	if err := client.ArchiveChat(t.Context(), target, person1, true); !strings.Contains(err.Error(), "getaddrinfo ENOTFOUND") {
		t.Errorf("got %v, want the cause in it", err)
	}
}

func TestAnswersThatGoWrong(t *testing.T) {
	t.Parallel()
	hangs := func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // the server only notices that the caller left once the body is read
		<-r.Context().Done()
	}
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		timeout time.Duration
		want    error
	}{
		{"no answer in time", hangs, 50 * time.Millisecond, ErrTimeout},
		{"an answer that stops in the middle", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte(`{"id":`))
		}, patience, ErrTimeout},
		{"a connection that is cut", func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }, patience, ErrTimeout},
		{"sent elsewhere", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/elsewhere" {
				t.Error("the client followed")
			}
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, patience, ErrRefused},
		{"an answer without end", func(w http.ResponseWriter, _ *http.Request) {
			chunk := make([]byte, 1<<20)
			for range maxAnswer>>20 + 1 {
				_, _ = w.Write(chunk)
			}
		}, patience, ErrTooLarge},
		{"no JSON", answer(http.StatusOK, []byte("<html>")), patience, ErrEngine},
		{"an error page of a proxy", answer(http.StatusBadGateway, []byte("<html>")), patience, ErrEngine},
	} {
		_, err := newClient(t, c.timeout).Send(t.Context(), serve(t, c.handler), textTo(person1, "x", "3EB0"))
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

// A call that was never made is told apart from one whose outcome is unknown.
func TestContainerThatIsNotThere(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	target := Target{BaseURL: "http://" + listener.Addr().String()}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	client := newClient(t, patience)
	if err := client.Ping(t.Context(), target); !errors.Is(err, ErrUnavailable) || errors.Is(err, ErrTimeout) {
		t.Errorf("nobody listens: got %v, want ErrUnavailable", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := client.Ping(gone, serve(t, answer(200, nil))); !errors.Is(err, context.Canceled) || errors.Is(err, ErrTimeout) {
		t.Errorf("the caller left: got %v, want context.Canceled", err)
	}
}

func TestWhatIsAsked(t *testing.T) {
	t.Parallel()
	type asked struct {
		method, uri, key string
		body             map[string]any
	}
	var got asked
	target := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = asked{method: r.Method, uri: r.URL.RequestURI(), key: r.Header.Get("X-Api-Key")}
		_ = json.NewDecoder(r.Body).Decode(&got.body)
		_, _ = w.Write([]byte(`{"id":"true_x@c.us_A"}`))
	})
	client, ctx := newClient(t, patience), t.Context()
	// Ids come from outside: they may not change the path.
	_, _ = client.Message(ctx, target, "1/../../evil?x=@c.us", "a/b?c#d")
	if got.method != "GET" || got.uri != "/api/default/chats/1%2F..%2F..%2Fevil%3Fx=%40c.us/messages/a%2Fb%3Fc%23d?downloadMedia=false" {
		t.Errorf("a look-up asked %+v", got)
	}
	if err := client.CreateSession(ctx, target, Webhook{URL: "http://backend/hook", Secret: "s"}); err != nil {
		t.Fatal(err)
	}
	config, _ := got.body["config"].(map[string]any)
	hooks, _ := config["webhooks"].([]any)
	hook, _ := hooks[0].(map[string]any)
	if got.body["name"] != "default" || hook["url"] != "http://backend/hook" || fmt.Sprint(hook["hmac"]) != "map[key:s]" {
		t.Errorf("a creation asked %+v", got)
	}
	events := fmt.Sprint(hook["events"])
	if !strings.Contains(events, "message.any") || strings.Contains(events, "message ") || strings.Contains(events, " message]") {
		t.Errorf("subscribed to %s: message beside message.any brings everything twice", events)
	}
}

func TestSessionAnswers(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]SessionInfo{
		"api-sessions-get-WORKING-GOWS":              {Status: "WORKING", PhoneNumber: "5511988880001", PushName: "Loja Exemplo"},
		"api-sessions-get-WORKING-WEBJS":             {Status: "WORKING", PhoneNumber: "5511988880001", PushName: "Loja Exemplo"},
		"api-sessions-get-SCAN_QR_CODE-GOWS":         {Status: "SCAN_QR_CODE"},
		"api-sessions-get-STARTING-GOWS":             {Status: "STARTING"},
		"api-sessions-get-STOPPED":                   {Status: "STOPPED", PhoneNumber: "5511988880001", PushName: "Loja Exemplo"},
		"recorded-session-get-starting":              {Status: "STARTING"},
		"recorded-session-get-stopped-never-started": {Status: "STOPPED"},
	} {
		info, err := newClient(t, patience).Session(t.Context(), serve(t, answer(200, payload(t, name))))
		if err != nil || info.Status != want.Status || info.PhoneNumber != want.PhoneNumber || info.PushName != want.PushName {
			t.Errorf("%s: got %+v, %v; want %+v", name, info, err, want)
		}
	}
}
