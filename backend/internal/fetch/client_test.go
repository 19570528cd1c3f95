package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/fetch"
)

// serve starts a server on loopback, and a client that may reach it and nothing else there.
func serve(t *testing.T, config fetch.Config, handler http.HandlerFunc) (*fetch.Client, string) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	at := netip.MustParseAddrPort(server.Listener.Addr().String())
	config.Ports = append(config.Ports, at.Port())
	config.Allow = func(to netip.AddrPort) bool { return to == at }
	return fetch.NewClient(config), server.URL
}

func TestGet(t *testing.T) {
	t.Parallel()
	client, at := serve(t, fetch.Config{}, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "image/png; charset=utf-8")
		w.Header().Set("Content-Disposition", `attachment; filename="../../menú.png"`)
		fmt.Fprint(w, "picture")
	})
	answer, err := client.Get(t.Context(), at+"/x?token=1#part")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil || string(got) != "picture" {
		t.Fatalf("got %q, %v", got, err)
	}
	if answer.MimeType != "image/png" || answer.Filename != "menú.png" || answer.Size != 7 {
		t.Errorf("got %+v", answer)
	}
}

func TestFilename(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ disposition, path, want string }{
		"from the address":      {"", "/files/price%20list.pdf", "price list.pdf"},
		"from nothing":          {"", "/", ""},
		"a folder only":         {"", "/a/..", ""},
		"extended":              {"attachment; filename*=UTF-8''ni%C3%B1o.jpg", "/x", "niño.jpg"},
		"a Windows path":        {`attachment; filename="C:\\Users\\ana\\cv.doc"`, "/x", "cv.doc"},
		"broken header":         {"attachment; filename=", "/y.txt", "y.txt"},
		"writing turned around": {"attachment; filename*=UTF-8''a%E2%80%AEgpj.exe", "/x", "agpj.exe"},
		"long":                  {"", "/" + strings.Repeat("a", 300) + ".pdf", strings.Repeat("a", 116) + ".pdf"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, at := serve(t, fetch.Config{}, func(w http.ResponseWriter, r *http.Request) {
				if c.disposition != "" {
					w.Header().Set("Content-Disposition", c.disposition)
				}
			})
			answer, err := client.Get(t.Context(), at+c.path)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if answer.Filename != c.want {
				t.Errorf("got %q, want %q", answer.Filename, c.want)
			}
		})
	}
}

func TestInvalidURL(t *testing.T) {
	t.Parallel()
	client := fetch.NewClient(fetch.Config{Ports: []uint16{8443}})
	for _, address := range []string{
		"", "picture.png", "//example.com/x", "file:///etc/passwd", "ftp://example.com/x", "gopher://example.com/", "http://", "http:///x",
		"http:example.com", "http://ana:secret@example.com/", "http://example.com:22/", "http://example.com:0/", "http://example.com:99999/",
		"http://example.com:8080/", "http://exa mple.com/", "http://example.com/" + strings.Repeat("a", 5000),
	} {
		if _, err := client.Get(t.Context(), address); !errors.Is(err, fetch.ErrInvalidURL) {
			t.Errorf("%.40q: got %v, want ErrInvalidURL", address, err)
		}
	}
}

func TestForbiddenAddress(t *testing.T) {
	t.Parallel()
	client := fetch.NewClient(fetch.Config{})
	for _, address := range []string{
		"http://127.0.0.1/", "http://localhost/", "https://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/",
		"http://[fd00:ec2::254]/", "http://10.0.0.1/", "http://0.0.0.0/", "http://[::]/", "http://[64:ff9b::7f00:1]/", "http://[fe80::1%25lo]/",
	} {
		if _, err := client.Get(t.Context(), address); !errors.Is(err, fetch.ErrForbiddenAddress) {
			t.Errorf("%s: got %v, want ErrForbiddenAddress", address, err)
		}
	}
}

func TestRedirects(t *testing.T) {
	t.Parallel()
	client, at := serve(t, fetch.Config{}, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Referer") != "" {
			t.Error("the first address was told to the next server")
		}
		switch to := strings.TrimPrefix(r.URL.Path, "/"); to {
		case "metadata":
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		case "file":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "port":
			http.Redirect(w, r, "http://127.0.0.1:22/", http.StatusFound)
		case "loopback":
			http.Redirect(w, r, "http://127.0.0.2/", http.StatusFound)
		case "0":
		default:
			n, err := strconv.Atoi(to)
			if err != nil {
				t.Error(err)
			}
			http.Redirect(w, r, fmt.Sprintf("/%d", n-1), http.StatusFound)
		}
	})
	for path, want := range map[string]error{
		"metadata": fetch.ErrForbiddenAddress,
		"loopback": fetch.ErrForbiddenAddress,
		"file":     fetch.ErrInvalidURL,
		"port":     fetch.ErrInvalidURL,
		"5":        nil,
		"6":        fetch.ErrTooManyRedirects,
	} {
		answer, err := client.Get(t.Context(), at+"/"+path)
		if !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", path, err, want)
		}
		if err == nil {
			answer.Body.Close()
		}
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	client, at := serve(t, fetch.Config{}, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNotFound) })
	var status fetch.StatusError
	if _, err := client.Get(t.Context(), at+"?token=secret"); !errors.As(err, &status) || status.Status != http.StatusNotFound {
		t.Fatalf("got %v, want a StatusError of 404", err)
	}
}

func TestErrorsHideTheURL(t *testing.T) {
	t.Parallel()
	client := fetch.NewClient(fetch.Config{})
	_, err := client.Get(t.Context(), "http://127.0.0.1/?token=secret")
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Fatalf("got %v", err)
	}
}

func TestTooLarge(t *testing.T) {
	t.Parallel()
	client, at := serve(t, fetch.Config{MaxSize: 10}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/announced":
			w.Header().Set("Content-Length", "11")
			fmt.Fprint(w, strings.Repeat("a", 11))
		case "/exact":
			fmt.Fprint(w, "aaaaa")
			w.(http.Flusher).Flush()
			fmt.Fprint(w, "aaaaa")
		case "/one-more":
			fmt.Fprint(w, "aaaaa")
			w.(http.Flusher).Flush()
			fmt.Fprint(w, "aaaaaa")
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 4096)); err != nil {
					return
				}
			}
		}
	})
	if _, err := client.Get(t.Context(), at+"/announced"); !errors.Is(err, fetch.ErrTooLarge) {
		t.Errorf("announced: got %v, want ErrTooLarge", err)
	}
	for path, want := range map[string]error{"/exact": nil, "/one-more": fetch.ErrTooLarge, "/endless": fetch.ErrTooLarge} {
		answer, err := client.Get(t.Context(), at+path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(answer.Body)
		if !errors.Is(err, want) || len(got) != 10 {
			t.Errorf("%s: got %d bytes, %v; want 10 and %v", path, len(got), err, want)
		}
		if _, again := io.ReadFull(answer.Body, make([]byte, 1)); want != nil && !errors.Is(again, want) {
			t.Errorf("%s: read again: got %v", path, again)
		}
		answer.Body.Close()
	}
}

func TestTimeout(t *testing.T) {
	t.Parallel()
	client, at := serve(t, fetch.Config{Timeout: 100 * time.Millisecond}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/body" {
			fmt.Fprint(w, "a")
			w.(http.Flusher).Flush()
		}
		<-r.Context().Done()
	})
	if _, err := client.Get(t.Context(), at+"/answer"); !errors.Is(err, fetch.ErrTimeout) {
		t.Errorf("slow answer: got %v, want ErrTimeout", err)
	}
	answer, err := client.Get(t.Context(), at+"/body")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if _, err := io.ReadAll(answer.Body); !errors.Is(err, fetch.ErrTimeout) {
		t.Errorf("slow body: got %v, want ErrTimeout", err)
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	client, at := serve(t, fetch.Config{}, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if _, err := client.Get(ctx, at); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want context.Canceled", err)
	}
}

func TestBrokenServers(t *testing.T) {
	t.Parallel()
	client, at := serve(t, fetch.Config{}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/header":
			w.Header().Set("X-Long", strings.Repeat("a", 1<<20))
		case "/cut":
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "short")
		}
	})
	if _, err := client.Get(t.Context(), at+"/header"); !errors.Is(err, fetch.ErrUnreachable) {
		t.Errorf("huge header: got %v, want ErrUnreachable", err)
	}
	answer, err := client.Get(t.Context(), at+"/cut")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if _, err := io.ReadAll(answer.Body); !errors.Is(err, fetch.ErrUnreachable) {
		t.Errorf("cut off: got %v, want ErrUnreachable", err)
	}
}
