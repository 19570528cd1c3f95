package blobs_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/blobs"
)

var (
	ana  = uuid.MustParse("6f6c7c1e-0d5c-4c62-8a55-3f1f3bb6a0aa")
	beto = uuid.MustParse("6f6c7c1e-0d5c-4c62-8a55-3f1f3bb6a0bb")
)

// helloSHA256 is what sha256sum says of "hello".
const helloSHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

type bundle struct {
	*blobs.Store
	folder, temp string
}

func setup(t testing.TB) bundle {
	t.Helper()
	b := bundle{folder: filepath.Join(t.TempDir(), "media"), temp: filepath.Join(t.TempDir(), "temp")}
	store, err := blobs.Open(t.Context(), blobs.Config{URL: b.folder, Temp: b.temp})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	b.Store = store
	return b
}

func (b bundle) put(t testing.TB, owner uuid.UUID, content string) blobs.Object {
	t.Helper()
	object, err := b.Put(t.Context(), owner, strings.NewReader(content), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return object
}

func read(t testing.TB, store *blobs.Store, key string) string {
	t.Helper()
	r, err := store.NewReader(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// files lists what is in a folder, by path from there.
func files(t testing.TB, folder string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			name, _ := filepath.Rel(folder, path)
			found = append(found, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestPut(t *testing.T) {
	t.Parallel()
	b := setup(t)
	object := b.put(t, ana, "hello")
	want := blobs.Object{Key: ana.String() + "/2c/" + helloSHA256, SHA256: helloSHA256, Size: 5}
	if object != want {
		t.Errorf("got %+v, want %+v", object, want)
	}
	if got := read(t, b.Store, object.Key); got != "hello" {
		t.Errorf("got %q", got)
	}
	if size, err := b.Size(t.Context(), object.Key); err != nil || size != 5 {
		t.Errorf("got %d, %v", size, err)
	}
	if got := files(t, b.folder); len(got) != 1 || got[0] != object.Key {
		t.Errorf("the folder holds %v", got)
	}
	if got := files(t, b.temp); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestSameContent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.put(t, ana, "hello")
	name := filepath.Join(b.folder, first.Key)
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(name, old, old); err != nil {
		t.Fatal(err)
	}
	if again := b.put(t, ana, "hello"); again != first {
		t.Errorf("got %+v, want %+v", again, first)
	}
	if info, err := os.Stat(name); err != nil || !info.ModTime().Equal(old) {
		t.Errorf("the object was written again: %v, %v", info, err)
	}
	if other := b.put(t, beto, "hello"); other.Key == first.Key {
		t.Error("two owners share an object")
	}
	// What a power cut shortened is mended by the next that brings the content.
	if err := os.Truncate(name, 2); err != nil {
		t.Fatal(err)
	}
	b.put(t, ana, "hello")
	if got := read(t, b.Store, first.Key); got != "hello" {
		t.Errorf("after a cut: got %q", got)
	}
}

func TestLimit(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if _, err := b.Put(t.Context(), ana, strings.NewReader("12345"), 5); err != nil {
		t.Errorf("exactly the limit: %v", err)
	}
	endless := io.MultiReader(strings.NewReader("x"), zeros{})
	if _, err := b.Put(t.Context(), ana, endless, 1<<20); !errors.Is(err, blobs.ErrTooLarge) {
		t.Errorf("endless: got %v, want ErrTooLarge", err)
	}
	broken := errors.New("the line broke")
	if _, err := b.Put(t.Context(), ana, iotest.ErrReader(broken), 5); !errors.Is(err, broken) {
		t.Errorf("broken: got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Put(ctx, ana, zeros{}, 5); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
	if got := files(t, b.temp); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestSpool(t *testing.T) {
	t.Parallel()
	b := setup(t)
	f, err := b.Spool(t.Context(), strings.NewReader("hello"), 10)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if f.SHA256 != helloSHA256 || f.Size != 5 {
		t.Errorf("got %s, %d", f.SHA256, f.Size)
	}
	if err := iotest.TestReader(f, []byte("hello")); err != nil {
		t.Error(err)
	}
	// Wherever a look into it has left off, all of it is kept.
	if _, err := f.Seek(3, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	object, err := b.Keep(t.Context(), ana, f)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, b.Store, object.Key); got != "hello" {
		t.Errorf("got %q", got)
	}
}

func TestReader(t *testing.T) {
	t.Parallel()
	b := setup(t)
	content := strings.Repeat("0123456789", 1000)
	object := b.put(t, ana, content)
	r, err := b.NewReader(t.Context(), object.Key)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := iotest.TestReader(r, []byte(content)); err != nil {
		t.Error(err)
	}
	if r.Size() != 10_000 || r.ModTime().IsZero() {
		t.Errorf("got %d, %v", r.Size(), r.ModTime())
	}
	if _, err := b.NewReader(t.Context(), ana.String()+"/2c/nothing"); !errors.Is(err, blobs.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
	if _, err := b.NewReader(t.Context(), "../../../etc/passwd"); err == nil {
		t.Error("a key led out of the folder")
	}
}

func TestServeRanges(t *testing.T) {
	t.Parallel()
	b := setup(t)
	object := b.put(t, ana, "0123456789")
	for name, c := range map[string]struct {
		header, want string
		status       int
	}{
		"all":       {"", "0123456789", http.StatusOK},
		"middle":    {"bytes=2-4", "234", http.StatusPartialContent},
		"end":       {"bytes=-2", "89", http.StatusPartialContent},
		"from":      {"bytes=7-", "789", http.StatusPartialContent},
		"beyond":    {"bytes=10-", "", http.StatusRequestedRangeNotSatisfiable},
		"two parts": {"bytes=0-1,4-5", "01", http.StatusPartialContent},
	} {
		r, err := b.NewReader(t.Context(), object.Key)
		if err != nil {
			t.Fatal(err)
		}
		request := httptest.NewRequest(http.MethodGet, "/", nil)
		request.Header.Set("Range", c.header)
		answer := httptest.NewRecorder()
		answer.Header().Set("Content-Type", "image/png")
		http.ServeContent(answer, request, "", r.ModTime(), r)
		r.Close()
		if answer.Code != c.status || !strings.Contains(answer.Body.String(), c.want) {
			t.Errorf("%s: got %d %q", name, answer.Code, answer.Body)
		}
	}
}

func TestDelete(t *testing.T) {
	t.Parallel()
	b := setup(t)
	object := b.put(t, ana, "hello")
	for range 2 {
		if err := b.Delete(t.Context(), object.Key); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Size(t.Context(), object.Key); !errors.Is(err, blobs.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestDeleteTenant(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, content := range []string{"a", "b", "c", "d", "e"} {
		b.put(t, ana, content)
	}
	kept := b.put(t, beto, "a")
	for _, want := range []int{2, 2, 1, 0} {
		got, err := b.DeleteTenant(t.Context(), ana, 2)
		if err != nil || got != want {
			t.Fatalf("got %d, %v; want %d", got, err, want)
		}
	}
	if got := files(t, b.folder); len(got) != 1 || got[0] != kept.Key {
		t.Errorf("the folder holds %v", got)
	}
}

func TestOpenFileURL(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "new")
	store, err := blobs.Open(t.Context(), blobs.Config{URL: "file://" + filepath.ToSlash(folder)})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	object, err := store.Put(t.Context(), ana, bytes.NewReader(nil), 5)
	if err != nil {
		t.Fatal(err)
	}
	if got := files(t, folder); len(got) != 1 || got[0] != object.Key {
		t.Errorf("the folder holds %v", got)
	}
	if got := read(t, store, object.Key); got != "" {
		t.Errorf("got %q", got)
	}
	if _, err := blobs.Open(t.Context(), blobs.Config{URL: "ftp://somewhere/x"}); err == nil {
		t.Error("an unknown kind of store was opened")
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
