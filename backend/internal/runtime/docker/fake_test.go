package docker

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

// answer is what the fake engine says to one kind of call: status and JSON.
type answer func() (status int, body string)

func always(status int, body string) answer { return func() (int, string) { return status, body } }

var versionPrefix = regexp.MustCompile(`^/v1\.\d+`)

// fakeEngine answers calls named "METHOD /path", without the API's version; what isn't named is a 404.
func fakeEngine(t *testing.T, answers map[string]answer) Config {
	t.Helper()
	return streamingEngine(t, answers, nil)
}

// streamingEngine is a fakeEngine that writes more to the answers of some calls, piece by piece, until nothing more comes.
func streamingEngine(t *testing.T, answers map[string]answer, more map[string]<-chan string) Config {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Api-Version", "1.41")
		w.Header().Set("Content-Type", "application/json")
		status, body := http.StatusNotFound, `{"message":"not there"}`
		path := versionPrefix.ReplaceAllString(r.URL.Path, "")
		if path == "/_ping" {
			status, body = http.StatusOK, "OK"
		}
		if say, known := answers[r.Method+" "+path]; known {
			status, body = say()
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
		if pieces, streams := more[r.Method+" "+path]; streams {
			for piece := range pieces {
				_, _ = io.WriteString(w, piece)
				_ = http.NewResponseController(w).Flush()
			}
		}
	}))
	t.Cleanup(server.Close)
	return fakeConfig("tcp://" + server.Listener.Addr().String())
}

func fakeConfig(host string) Config {
	return Config{Host: host, Image: "waha:1", Installation: "i", Network: "n"}
}

func connectTo(t *testing.T, cfg Config) *Runtime {
	t.Helper()
	r, err := New(cfg, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

const (
	bridge  = `{"Name":"n","Id":"net","IPAM":{"Config":[{"Gateway":"172.30.0.1"}]}}`
	ours    = `"Labels":{"com.conectafy.managed":"true","com.conectafy.installation":"i"}`
	running = `{"Id":"c1","Name":"/waha","State":{"Status":"running","Running":true},"HostConfig":{},"Config":{` + ours + `}}`
)

func fakeSpec() runtime.Spec {
	return runtime.Spec{Name: "waha", SessionID: "s", Port: 3100, Env: map[string]string{"KEY": "a-secret-value"}}
}

// everyCall makes each call of the runtime once and gives its error.
func everyCall(ctx context.Context, r *Runtime) map[string]error {
	got := map[string]error{
		"Ready": r.Ready(ctx), "Stop": r.Stop(ctx, "waha"), "Remove": r.Remove(ctx, "waha"), "PullImage": r.PullImage(ctx),
	}
	_, got["Ensure"] = r.Ensure(ctx, fakeSpec(), runtime.Silently)
	_, got["Restart"] = r.Restart(ctx, "waha")
	_, got["List"] = r.List(ctx)
	_, got["Logs"] = r.Logs(ctx, "waha", runtime.LogOptions{Follow: true})
	_, got["Stats"] = r.Stats(ctx, "waha")
	_, got["HostAddress"] = r.HostAddress(ctx)
	_, got["HasImage"] = r.HasImage(ctx)
	events, errs := r.Watch(ctx)
	got["Watch"] = <-errs
	if _, open := <-events; open {
		got["Watch"] = errors.New("an event came")
	}
	return got
}

func expectOfAll(t *testing.T, got map[string]error, want error) {
	t.Helper()
	for call, err := range got {
		if !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", call, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "a-secret-value") {
			t.Errorf("%s: a secret is in %v", call, err)
		}
	}
}

func TestEngineIsDown(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"tcp://" + closed, "unix://" + filepath.Join(t.TempDir(), "none.sock")} {
		expectOfAll(t, everyCall(t.Context(), connectTo(t, fakeConfig(host))), runtime.ErrUnavailable)
	}
}

func TestEngineHangs(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0") // the kernel accepts, and nobody answers
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	cfg := fakeConfig("tcp://" + listener.Addr().String())
	cfg.CallTimeout, cfg.PullTimeout, cfg.StopTimeout = 50*time.Millisecond, 50*time.Millisecond, time.Millisecond
	expectOfAll(t, everyCall(t.Context(), connectTo(t, cfg)), runtime.ErrTimeout)
}

func TestStreamsHangAfterTheFirstAnswers(t *testing.T) {
	t.Parallel()
	ended := make(chan struct{})
	defer close(ended) // before the server, which waits for its answers, is closed
	hang := func() (int, string) { <-ended; return http.StatusOK, "" }
	cfg := fakeEngine(t, map[string]answer{
		"GET /containers/waha/json": always(http.StatusOK, running), "GET /containers/c1/logs": hang,
		"GET /containers/c1/stats": hang, "GET /events": hang,
	})
	cfg.CallTimeout = 50 * time.Millisecond
	r := connectTo(t, cfg)
	_, logs := r.Logs(t.Context(), "waha", runtime.LogOptions{})
	_, stats := r.Stats(t.Context(), "waha")
	_, errs := r.Watch(t.Context())
	expectOfAll(t, map[string]error{"Logs": logs, "Stats": stats, "Watch": <-errs}, runtime.ErrTimeout)
}

func TestEngineGoesAway(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = bufio.NewReader(conn).ReadString('\n')
			_ = conn.Close() // in the middle of the request
		}
	}()
	expectOfAll(t, everyCall(t.Context(), connectTo(t, fakeConfig("tcp://"+listener.Addr().String()))), runtime.ErrUnavailable)
}

func TestCancelledCallerIsNotATimeout(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := connectTo(t, fakeEngine(t, nil))
	for call, err := range map[string]error{"Ready": r.Ready(ctx), "Remove": r.Remove(ctx, "waha"), "PullImage": r.PullImage(ctx)} {
		if !errors.Is(err, context.Canceled) || errors.Is(err, runtime.ErrTimeout) || errors.Is(err, runtime.ErrUnavailable) {
			t.Errorf("%s: got %v, want context.Canceled alone", call, err)
		}
	}
}

func TestAnswersOfTheEngine(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status int
		want   error
	}{
		{http.StatusNotFound, runtime.ErrNotFound},
		{http.StatusServiceUnavailable, runtime.ErrUnavailable},
	} {
		r := connectTo(t, fakeEngine(t, map[string]answer{"GET /containers/waha/json": always(test.status, `{"message":"no"}`)}))
		if err := r.Stop(t.Context(), "waha"); !errors.Is(err, test.want) {
			t.Errorf("%d: got %v, want %v", test.status, err, test.want)
		}
	}
}

// A name that is the beginning of another container's id must not hit that container.
func TestIDPrefixIsNotAName(t *testing.T) {
	t.Parallel()
	r := connectTo(t, fakeEngine(t, map[string]answer{"GET /containers/c1/json": always(http.StatusOK, running)}))
	if err := r.Stop(t.Context(), "c1"); !errors.Is(err, runtime.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

// pullingEngine has the image only after a pull, which waits for release and goes on until rest, if there is any, has been told.
func pullingEngine(t *testing.T, pulls *atomic.Int32, release <-chan struct{}, report string, rest <-chan string) Config {
	t.Helper()
	var there, made atomic.Bool
	more := map[string]<-chan string{}
	if rest != nil {
		more["POST /images/create"] = rest
	}
	return streamingEngine(t, map[string]answer{
		"GET /networks": always(http.StatusOK, "["+bridge+"]"),
		"GET /containers/waha/json": func() (int, string) {
			if made.Load() {
				return http.StatusOK, running
			}
			return http.StatusNotFound, `{"message":"none"}`
		},
		"GET /images/waha:1/json": func() (int, string) {
			if there.Load() {
				return http.StatusOK, `{}`
			}
			return http.StatusNotFound, `{"message":"no such image"}`
		},
		"POST /images/create": func() (int, string) {
			pulls.Add(1)
			<-release
			there.Store(!strings.Contains(report, "error"))
			return http.StatusOK, report
		},
		"POST /containers/create": func() (int, string) {
			if !there.Load() {
				return http.StatusNotFound, `{"message":"no such image"}`
			}
			made.Store(true)
			return http.StatusCreated, `{"Id":"c1"}`
		},
		"POST /containers/c1/start": always(http.StatusNoContent, ""),
	}, more)
}

func TestImageIsPulledOnceForAll(t *testing.T) {
	t.Parallel()
	var pulls atomic.Int32
	release := make(chan struct{})
	cfg := pullingEngine(t, &pulls, release, `{"status":"Pulling fs layer","id":"a"}{"status":"Pulling fs layer","id":"b"}
{"status":"Downloading","id":"a","progressDetail":{"current":1,"total":4}}
{"status":"Downloading","id":"b","progressDetail":{"current":2,"total":4}}
{"status":"Download complete","id":"a"}`, nil)
	var progress []int
	cfg.Progress = func(percent int) { progress = append(progress, percent) }
	r := connectTo(t, cfg)

	impatient, giveUp := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() { left <- r.PullImage(impatient) }()
	eventually(t, "the pull has begun", func() bool { return pulls.Load() == 1 })
	giveUp()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() {
			if err := r.PullImage(t.Context()); err != nil {
				t.Errorf("PullImage: %v", err)
			}
		})
	}
	wg.Go(func() {
		if _, err := r.Ensure(t.Context(), fakeSpec(), runtime.Silently); err != nil {
			t.Errorf("Ensure: %v", err)
		}
	})
	close(release)
	wg.Wait()
	if pulls.Load() != 1 {
		t.Errorf("got %d pulls, want 1", pulls.Load())
	}
	if want := []int{6, 18, 37}; !slices.Equal(progress, want) {
		t.Errorf("got progress %v, want %v", progress, want)
	}
}

// Whoever waits for an image hears how much of it is there, and when its container is being made.
func TestPullIsToldOf(t *testing.T) {
	t.Parallel()
	var pulls atomic.Int32
	release, rest, heard := make(chan struct{}), make(chan string), make(chan runtime.Progress, 10)
	close(release)
	endReport := sync.OnceFunc(func() { close(rest) })
	defer endReport() // before the server, which waits for its answers, is closed
	r := connectTo(t, pullingEngine(t, &pulls, release, `{"status":"Pulling from waha","id":"1"}{"status":"Pulling fs layer","id":"a"}`, rest))
	done := make(chan error, 1)
	go func() {
		_, err := r.Ensure(t.Context(), fakeSpec(), func(p runtime.Progress) { heard <- p })
		done <- err
	}()
	want := func(p runtime.Progress) {
		t.Helper()
		if got := wait.For(t, "the next step", heard); got != p {
			t.Fatalf("got %+v, want %+v", got, p)
		}
	}
	want(runtime.Progress{})
	want(runtime.Progress{Pulling: true, Percent: runtime.UnknownPercent})
	rest <- `{"status":"Downloading","id":"a","progressDetail":{"current":1,"total":2}}`
	want(runtime.Progress{Pulling: true, Percent: 25})
	rest <- `{"status":"Extracting","id":"a","progressDetail":{"current":1,"total":2}}`
	want(runtime.Progress{Pulling: true, Percent: 75})
	endReport()
	want(runtime.Progress{})
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestPullFailsHalfWay(t *testing.T) {
	t.Parallel()
	var pulls atomic.Int32
	release := make(chan struct{})
	close(release)
	r := connectTo(t, pullingEngine(t, &pulls, release, `{"status":"Downloading"}{"error":"toomanyrequests"}`, nil))
	_, err := r.Ensure(t.Context(), fakeSpec(), runtime.Silently)
	if !errors.Is(err, runtime.ErrImageMissing) || !strings.Contains(err.Error(), "waha:1") {
		t.Errorf("got %v, want ErrImageMissing with the image's name", err)
	}
	if pulls.Load() != 1 {
		t.Errorf("got %d pulls, want 1: the caller decides when to try again", pulls.Load())
	}
}

// Another backend creates the container between our look and our create.
func TestNameConflictIsLookedAtAgain(t *testing.T) {
	t.Parallel()
	b, err := draw(fakeConfig("").withDefaults(), fakeSpec(), "172.30.0.1")
	if err != nil {
		t.Fatal(err)
	}
	var looks atomic.Int32
	theirs := strings.Replace(running, `"Labels":{`, `"Labels":{"com.conectafy.spec-hash":"`+b.hash+`",`, 1)
	r := connectTo(t, fakeEngine(t, map[string]answer{
		"GET /networks": always(http.StatusOK, "["+bridge+"]"),
		"GET /containers/waha/json": func() (int, string) {
			if looks.Add(1) == 1 {
				return http.StatusNotFound, `{"message":"none"}`
			}
			return http.StatusOK, theirs
		},
		"POST /containers/create": always(http.StatusConflict, `{"message":"name in use"}`),
	}))
	got, err := r.Ensure(t.Context(), fakeSpec(), runtime.Silently)
	if err != nil || got.State != runtime.StateRunning {
		t.Errorf("got %+v, %v, want the other's container", got, err)
	}
}

func TestConfigIsChecked(t *testing.T) {
	t.Parallel()
	for _, cfg := range []Config{{Image: "i"}, {Installation: "i"}, {Image: "i", Installation: "i", Host: "nonsense"}} {
		if _, err := New(cfg, zerolog.Nop()); err == nil {
			t.Errorf("%+v: got no error", cfg)
		}
	}
}

// An engine that died while it started a container refuses that one for ever. A new one takes its place, on the same volume.
func TestContainerThatCannotStartAnyMore(t *testing.T) {
	t.Parallel()
	b, err := draw(fakeConfig("").withDefaults(), fakeSpec(), "172.30.0.1")
	if err != nil {
		t.Fatal(err)
	}
	stopped := strings.NewReplacer(`"Labels":{`, `"Labels":{"com.conectafy.spec-hash":"`+b.hash+`",`,
		`"Status":"running","Running":true`, `"Status":"exited"`).Replace(running)
	var started atomic.Bool
	r := connectTo(t, fakeEngine(t, map[string]answer{
		"GET /networks": always(http.StatusOK, "["+bridge+"]"),
		"GET /containers/waha/json": func() (int, string) {
			if started.Load() {
				return http.StatusOK, running
			}
			return http.StatusOK, stopped
		},
		"POST /containers/c1/start": always(http.StatusInternalServerError, `{"message":"failed to start shim: mkdir c1: file exists"}`),
		"DELETE /containers/c1":     always(http.StatusNoContent, ""),
		"POST /containers/create":   always(http.StatusCreated, `{"Id":"c2"}`),
		"POST /containers/c2/start": func() (int, string) {
			started.Store(true)
			return http.StatusNoContent, ""
		},
	}))
	got, err := r.Ensure(t.Context(), fakeSpec(), runtime.Silently)
	if err != nil || got.State != runtime.StateRunning {
		t.Errorf("got %+v, %v, want a new container that runs", got, err)
	}
}
