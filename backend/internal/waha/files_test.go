package waha

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestFile(t *testing.T) {
	t.Parallel()
	content := bytes.Repeat([]byte("0123456789"), 100_000)
	var asked *http.Request
	target := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r
		w.Header().Set("Content-Type", "image/jpeg")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
	})
	client := newClient(t, patience)
	for source, uri := range map[string]string{
		"http://localhost:3000/api/files/default/3EB0AA.jpeg":                       "/api/files/default/3EB0AA.jpeg",
		"http://169.254.169.254/api/files/3EB0AA.jpeg":                              "/api/files/3EB0AA.jpeg",
		"https://user:pass@elsewhere/api/files/default/A.oga?x-api-key=stolen#frag": "/api/files/default/A.oga",
		"/api/files/default/A.oga":                                                  "/api/files/default/A.oga",
		"http://h/api/files/default/false_5511977770002@c.us_A.jpeg":                "/api/files/default/false_5511977770002%40c.us_A.jpeg",
		"http://h/api/files/default/false_5511977770002%40c.us_A%20b.jpeg":          "/api/files/default/false_5511977770002%40c.us_A%20b.jpeg",
	} {
		file, size, mime, err := client.File(t.Context(), target, source)
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		got, err := io.ReadAll(file)
		if err != nil || !bytes.Equal(got, content) || size != int64(len(content)) || mime != "image/jpeg" {
			t.Errorf("%s: got %d bytes of %d, %s, %v", source, len(got), size, mime, err)
		}
		if err := file.Close(); err != nil {
			t.Errorf("%s: close: %v", source, err)
		}
		if asked.RequestURI != uri || asked.Header.Get("X-Api-Key") != "the-key" || asked.Method != http.MethodGet {
			t.Errorf("%s: asked %s %s", source, asked.Method, asked.RequestURI)
		}
	}
}

// The key of the container opens its settings and its session, too: nothing but a file is asked for with it.
func TestAddressesThatAreNoFiles(t *testing.T) {
	t.Parallel()
	target := serve(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("asked %s", r.RequestURI) })
	for _, source := range []string{
		"", "/", "x", "api/files/default/A.jpeg", "http://h", "http://h/", "http://h/api/files", "http://h/api/files/",
		"http://h/api/filesystem/A", "http://h/API/files/A", "http://h//api/files/A", "http://h/api/server/environment?all=true",
		"http://h/api/files/../server/environment", "http://h/api/files/%2e%2e/server/environment",
		"http://h/api/files/..%2fserver/environment", "http://h/api/files/default/..", "http://h/api/files/./A",
		"http://h/api/files//A", "http://h/x/api/files/A", "http://h?/api/files/A", "http:/%zz", "http://h/api%2Ffiles%2F..%2FA",
		"data:image/png;base64,/api/files/A", "http:api/files/A", "\x00",
	} {
		file, _, _, err := newClient(t, patience).File(t.Context(), target, source)
		if !errors.Is(err, ErrRefused) || file != nil {
			t.Errorf("%q: got %v, want ErrRefused", source, err)
		}
		if err != nil && len(source) > 20 && strings.Contains(err.Error(), source) {
			t.Errorf("%q: the error tells it", source)
		}
	}
}

func TestFilesThatCannotBeHad(t *testing.T) {
	t.Parallel()
	const source = "http://localhost:3000/api/files/default/A.jpeg"
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		want    error
	}{
		{"gone", answer(404, payload(t, "recorded-file-404")), ErrNotFound},
		{"a wrong key", answer(401, payload(t, "api-error-401")), ErrRefused},
		{"broken", answer(500, []byte("<html>")), ErrEngine},
		{"elsewhere", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/latest", http.StatusFound)
		}, ErrRefused},
		{"nothing", answer(204, nil), ErrRefused},
		{"cut off", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, ErrTimeout},
		{"an error without end", func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusBadGateway)
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<20)); err != nil {
					return
				}
			}
		}, ErrEngine},
	} {
		file, _, _, err := newClient(t, patience).File(t.Context(), serve(t, c.handler), source)
		if !errors.Is(err, c.want) || file != nil {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

// What goes wrong after the beginning is told by the reader: half a file is never taken for a whole one.
func TestFilesThatBreakOff(t *testing.T) {
	t.Parallel()
	const source = "http://localhost:3000/api/files/default/A.jpeg"
	begin := func(w http.ResponseWriter) {
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte("half"))
		_ = http.NewResponseController(w).Flush()
	}
	cut := func(w http.ResponseWriter, _ *http.Request) { begin(w); panic(http.ErrAbortHandler) }
	stalls := func(w http.ResponseWriter, r *http.Request) { begin(w); <-r.Context().Done() }
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		limit   time.Duration
	}{
		"cut":    {cut, patience},
		"stalls": {stalls, 3 * time.Second}, // ample for the beginning, too
	} {
		client := NewClient(patience, c.limit)
		t.Cleanup(client.Close)
		file, size, mime, err := client.File(t.Context(), serve(t, c.handler), source)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := io.ReadAll(file)
		if !errors.Is(err, ErrTimeout) || string(got) != "half" || size != 1000 || mime == "" {
			t.Errorf("%s: got %q of %d, %v; want ErrTimeout", name, got, size, err)
		}
		_ = file.Close()
	}
}

// A reader that has enough closes: the container stops sending.
func TestFileClosedEarly(t *testing.T) {
	t.Parallel()
	stopped := make(chan struct{})
	target := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		defer close(stopped)
		for {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	})
	file, size, _, err := newClient(t, patience).File(t.Context(), target, "/api/files/default/A.mp4")
	if err != nil || size != -1 {
		t.Fatalf("got size %d, %v", size, err)
	}
	if _, err := io.ReadFull(file, make([]byte, 1<<20)); err != nil {
		t.Errorf("read: %v", err)
	}
	_ = file.Close()
	<-stopped
}
