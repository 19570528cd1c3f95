package services

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/blobs"
	"github.com/conectafy/conectafy/backend/internal/fetch"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/models"
)

const testFileLimit = 1 << 20

// newTestMedia keeps files in a folder of the test's own, and may fetch from this machine.
func newTestMedia(t *testing.T, db *dbtest.DB) (*Media, *MediaLinks) {
	t.Helper()
	kept, err := blobs.Open(t.Context(), blobs.Config{URL: t.TempDir(), Temp: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kept.Close() })
	signer, err := blobs.NewSigner(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	var ports []uint16
	for port := uint16(1024); port < 65535; port++ {
		ports = append(ports, port)
	}
	fetcher := fetch.NewClient(fetch.Config{
		MaxSize: testFileLimit, Ports: ports, Allow: func(to netip.AddrPort) bool { return to.Addr().IsLoopback() },
	})
	return NewMedia(db.Store, kept, fetcher, signer, testFileLimit), NewMediaLinks(signer, "http://api.test", time.Hour)
}

// picture is a PNG of some pixels.
func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewRGBA(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// open follows a signed link.
func open(t *testing.T, m *Media, id uuid.UUID, link string) (Content, []byte, error) {
	t.Helper()
	parsed, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	follow := m.Original
	if strings.HasSuffix(parsed.Path, "/thumbnail") {
		follow = m.Thumbnail
	}
	content, err := follow(t.Context(), id, Link{
		Expires: parsed.Query().Get("expires"), Signature: parsed.Query().Get("signature"),
	})
	if err != nil {
		return content, nil, err
	}
	defer func() { _ = content.Reader.Close() }()
	bytes, err := io.ReadAll(content.Reader)
	return content, bytes, err
}

func TestUploadAndItsLinks(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	files, links := newTestMedia(t, db)
	owner, other := db.User(t, "owner"), db.User(t, "other")
	session := db.Session(t, owner)
	original := picture(t, 640, 480)

	if _, err := files.Upload(t.Context(), other, session.ID, bytes.NewReader(original), "x.png"); !errors.Is(err, apperr.SessionNotFound) {
		t.Errorf("another person's upload: got %v", err)
	}
	file, err := files.Upload(t.Context(), owner, session.ID, bytes.NewReader(original), "../../etc/cat\x00.png")
	if err != nil {
		t.Fatal(err)
	}
	if file.MimeType != "image/png" || file.Width != 640 || file.Height != 480 || file.Size != int64(len(original)) || file.Filename != "cat.png" {
		t.Errorf("got %+v", file)
	}
	link, thumbnail := links.Of(&file)
	content, got, err := open(t, files, file.ID, link)
	if err != nil || !bytes.Equal(got, original) || content.MimeType != "image/png" || !content.Inline {
		t.Errorf("got %d bytes, %+v, %v", len(got), content, err)
	}
	content, got, err = open(t, files, file.ID, thumbnail)
	if err != nil || content.MimeType != "image/jpeg" || len(got) == 0 {
		t.Errorf("thumbnail: got %d bytes, %+v, %v", len(got), content, err)
	}
	if _, _, err := open(t, files, uuid.New(), link); !errors.Is(err, apperr.LinkInvalid) {
		t.Errorf("another file by the same link: got %v", err)
	}
	if _, _, err := open(t, files, file.ID, strings.Replace(link, "?", "/thumbnail?", 1)); !errors.Is(err, apperr.LinkInvalid) {
		t.Errorf("the thumbnail by the link of the original: got %v", err)
	}
	if _, err := files.Upload(t.Context(), owner, session.ID, bytes.NewReader(make([]byte, testFileLimit+1)), ""); !errors.Is(err, apperr.FileTooLarge) {
		t.Errorf("a file over the limit: got %v", err)
	}
}

// What a browser would run is bytes to be saved, whatever its name says.
func TestAScriptIsNeverShown(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	files, links := newTestMedia(t, db)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	for _, script := range []string{`<html><script>alert(1)</script></html>`, `<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`} {
		file, err := files.Upload(t.Context(), owner, session.ID, strings.NewReader(script), "photo.jpg")
		if err != nil {
			t.Fatal(err)
		}
		link, _ := links.Of(&file)
		content, _, err := open(t, files, file.ID, link)
		if err != nil || content.Inline || content.MimeType != "application/octet-stream" {
			t.Errorf("got %+v, %v", content, err)
		}
	}
}

func TestFilesOfPublicAddresses(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	files, _ := newTestMedia(t, db)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	original := picture(t, 8, 8)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/cat.png":
			_, _ = w.Write(original)
		case "/large":
			_, _ = w.Write(make([]byte, testFileLimit+1))
		case "/inside":
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(server.Close)
	get := func(address string) (models.Media, error) {
		return files.FromURL(t.Context(), owner, session.ID, address, "")
	}
	if file, err := get(server.URL + "/cat.png"); err != nil || file.MimeType != "image/png" || file.Filename != "cat.png" {
		t.Errorf("got %+v, %v", file, err)
	}
	for address, want := range map[string]*apperr.Error{
		server.URL + "/large": apperr.FileTooLarge, server.URL + "/inside": apperr.MediaURLForbidden,
		server.URL + "/nothing": apperr.MediaURLFailed, "file:///etc/passwd": apperr.MediaURLForbidden,
		"http://10.0.0.1/": apperr.MediaURLForbidden,
	} {
		if _, err := get(address); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %s", address, err, want.Code)
		}
	}
}

// A file that no row needs is deleted, after a while; one that two messages share stays until both are gone.
func TestForgottenFiles(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	files, links := newTestMedia(t, db)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	var uploads []models.Media
	for range 2 {
		file, err := files.Upload(t.Context(), owner, session.ID, bytes.NewReader(picture(t, 9, 9)), "")
		if err != nil {
			t.Fatal(err)
		}
		uploads = append(uploads, file)
	}
	keep := NewHousekeeper(HousekeeperConfig{FeedRetention: time.Hour, SendExpiry: time.Hour}, db.Store, files, noMeter{}, zerolog.Nop())
	clean := func(after time.Duration) {
		t.Helper()
		if err := keep.RunOnce(t.Context(), time.Now().Add(after)); err != nil {
			t.Fatal(err)
		}
	}
	there := func() bool {
		reader, err := files.blobs.NewReader(t.Context(), uploads[1].BlobKey)
		if err == nil {
			_ = reader.Close()
		}
		return err == nil
	}
	db.Exec(t, "delete from public.media where id = $1", uploads[0].ID)
	clean(2 * time.Hour)
	if link, _ := links.Of(&uploads[1]); !there() {
		t.Errorf("the file is gone though %s needs it", link)
	}
	db.Exec(t, "update public.media set created_at = now() - $1::interval", uploadLifetime+time.Minute)
	clean(0) // forgets the second upload, and releases the object just now
	if !there() {
		t.Error("an object was deleted as soon as it was released")
	}
	clean(2 * time.Hour)
	if there() {
		t.Error("a file that nobody needs is still there")
	}
}

// A file whose session goes while it is taken in leaves nothing behind for ever.
func TestAFileOfNobodyIsReleased(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	files, _ := newTestMedia(t, db)
	owner := db.User(t, "owner")
	kept, err := files.take(t.Context(), owner.UserID, bytes.NewReader(picture(t, 640, 480)), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := files.add(t.Context(), owner, uuid.New(), kept); !errors.Is(err, apperr.SessionNotFound) {
		t.Errorf("an upload: got %v", err)
	}
	fetched := kept
	fetched.ID, fetched.BlobKey, fetched.ThumbnailKey = uuid.New(), "other", "other-small"
	if err := db.Store.FinishMedia(t.Context(), fetched); err != nil {
		t.Errorf("what was fetched: got %v", err)
	}
	if n := db.Int(t, "select count(*) from conectafy.released_blobs"); n != 4 {
		t.Errorf("%d objects are released, want each file with its thumbnail", n)
	}
}

// A small picture can be its own thumbnail: the same bytes, kept once.
func TestAPictureThatIsItsOwnThumbnail(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	files, _ := newTestMedia(t, db)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	file, err := files.Upload(t.Context(), owner, session.ID, bytes.NewReader(picture(t, 9, 9)), "")
	if err != nil {
		t.Fatal(err)
	}
	db.Exec(t, "update public.media set thumbnail_key = blob_key where id = $1", file.ID)
	db.Exec(t, "delete from public.whatsapp_sessions where id = $1", session.ID)
	if n := db.Int(t, "select count(*) from conectafy.released_blobs where key = $1", file.BlobKey); n != 1 {
		t.Errorf("the object is released %d times, want once", n)
	}
}

// A blob store that is out of reach is a moment to try again, and no fault of the file's.
func TestNoBlobStore(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	files, _ := newTestMedia(t, db)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	if err := files.blobs.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := files.Upload(t.Context(), owner, session.ID, strings.NewReader("Hola"), "")
	var answer *apperr.Error
	if !errors.As(err, &answer) || !errors.Is(err, apperr.MediaStoreUnavailable) || answer.RetryAfter == 0 {
		t.Errorf("got %v", err)
	}
}
