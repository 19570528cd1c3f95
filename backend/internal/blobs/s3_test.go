package blobs_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/blobs"
)

// written is when every object of the fake was.
var written = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)

// s3 answers as much of S3's protocol as a Store speaks, for one bucket.
type s3 struct {
	mu      sync.Mutex
	objects map[string][]byte
	parts   map[string][]byte // of the one upload that may be under way
	ranges  []string
}

func (s *s3) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key, query := strings.TrimPrefix(r.URL.Path, "/shop/"), r.URL.Query()
	switch {
	case query.Has("list-type"):
		s.list(w, query.Get("prefix"))
	case r.Method == http.MethodPost && query.Has("uploads"):
		s.parts = map[string][]byte{}
		fmt.Fprint(w, `<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>`)
	case r.Method == http.MethodPut && query.Has("partNumber"):
		s.parts[fmt.Sprintf("%05s", query.Get("partNumber"))] = body
		w.Header().Set("ETag", `"part"`)
	case r.Method == http.MethodPost && query.Has("uploadId"):
		s.complete(key)
		fmt.Fprint(w, `<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>`)
	case r.Method == http.MethodPut:
		s.objects[key] = body
	case r.Method == http.MethodDelete:
		delete(s.objects, key)
		w.WriteHeader(http.StatusNoContent)
	default:
		s.serve(w, r, key)
	}
}

func (s *s3) list(w http.ResponseWriter, prefix string) {
	type object struct {
		Key          string
		Size         int
		LastModified time.Time
	}
	type result struct {
		XMLName  xml.Name `xml:"ListBucketResult"`
		Contents []object
	}
	var found result
	for key, content := range s.objects {
		if strings.HasPrefix(key, prefix) {
			found.Contents = append(found.Contents, object{key, len(content), written})
		}
	}
	w.Header().Set("Content-Type", "application/xml")
	if err := xml.NewEncoder(w).Encode(found); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (s *s3) complete(key string) {
	var numbers []string
	for number := range s.parts {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	var whole []byte
	for _, number := range numbers {
		whole = append(whole, s.parts[number]...)
	}
	s.objects[key] = whole
}

func (s *s3) serve(w http.ResponseWriter, r *http.Request, key string) {
	content, ok := s.objects[key]
	if !ok {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, `<Error><Code>NoSuchKey</Code></Error>`)
		return
	}
	if r.Method == http.MethodGet {
		s.ranges = append(s.ranges, r.Header.Get("Range"))
	}
	http.ServeContent(w, r, "", written, bytes.NewReader(content))
}

func openS3(t *testing.T) (*blobs.Store, *s3) {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	fake := &s3{objects: map[string][]byte{}}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	store, err := blobs.Open(t.Context(), blobs.Config{
		URL:  "s3://shop?region=eu-west-1&use_path_style=true&request_checksum_calculation=when_required&endpoint=" + server.URL,
		Temp: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store, fake
}

func TestS3(t *testing.T) {
	store, fake := openS3(t)
	object, err := store.Put(t.Context(), ana, strings.NewReader("hello"), 10)
	if err != nil {
		t.Fatal(err)
	}
	if got := fake.objects[object.Key]; string(got) != "hello" {
		t.Fatalf("the bucket holds %q", got)
	}
	r, err := store.NewReader(t.Context(), object.Key)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	request := httptest.NewRequest(http.MethodGet, "/", nil)
	request.Header.Set("Range", "bytes=2-")
	answer := httptest.NewRecorder()
	answer.Header().Set("Content-Type", "text/plain")
	http.ServeContent(answer, request, "", r.ModTime(), r)
	if answer.Body.String() != "llo" || !slices.Equal(fake.ranges, []string{"bytes=2-"}) {
		t.Errorf("got %q by asking for %q", answer.Body, fake.ranges)
	}
	if n, err := store.DeleteTenant(t.Context(), ana, 10); err != nil || n != 1 || len(fake.objects) != 0 {
		t.Errorf("deleted %d, %v; left %d", n, err, len(fake.objects))
	}
	if err := store.Delete(t.Context(), object.Key); err != nil {
		t.Errorf("delete again: %v", err)
	}
	if _, err := store.NewReader(t.Context(), object.Key); !errors.Is(err, blobs.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestS3InParts(t *testing.T) {
	store, fake := openS3(t)
	const size = 20 << 20
	object, err := store.Put(t.Context(), ana, io.LimitReader(zeros{}, size), size)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(fake.objects[object.Key]); got != size {
		t.Errorf("the bucket holds %d bytes, want %d", got, size)
	}
	if len(fake.parts) < 2 {
		t.Errorf("it went in %d parts", len(fake.parts))
	}
}
