package routes_test

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/blobs"
	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
)

// from has Carla send a file, in the simulator's words.
func (n *number) from(media object) full {
	n.t.Helper()
	return n.received(n.phone.Send(object{"from": carla, "caption": "Mira", "media": media}))
}

// fetched waits until the file of a message is in some state.
func (n *number) fetched(id, status string) file {
	n.t.Helper()
	var now full
	apitest.Eventually(n.t, "the file is "+status, func() bool {
		now = n.find(id)
		return now.Media != nil && now.Media.Status == status
	})
	return *now.Media
}

// path is a link as its own server reads it.
func path(t *testing.T, link *string) string {
	t.Helper()
	if link == nil {
		t.Fatal("there is no link")
	}
	parsed, err := url.Parse(*link)
	if err != nil {
		t.Fatal(err)
	}
	return parsed.RequestURI()
}

func testMediaIn(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t)
	ana := linked(t, server.User(t, "ana"), "5491100000020")
	browser := server.Nobody(t)
	photo := sample(t, "photo.jpg")
	message := ana.from(object{"mimetype": "image/jpeg", "data": base64.StdEncoding.EncodeToString(photo)})
	if message.Type != "image" || message.Body != "Mira" {
		t.Errorf("got %+v", message)
	}
	kept := ana.fetched(message.ID, "stored")
	if *kept.MimeType != "image/jpeg" || *kept.Size != len(photo) {
		t.Errorf("got %+v", kept)
	}

	whole := browser.GET(path(t, kept.URL)).Status(http.StatusOK)
	if !bytes.Equal(whole.Body, photo) || whole.Header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("got %d bytes of %q", len(whole.Body), whole.Header.Get("Content-Type"))
	}
	for header, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff", "Content-Disposition": "inline",
		"Accept-Ranges": "bytes", "Cross-Origin-Resource-Policy": "cross-origin",
	} {
		if got := whole.Header.Get(header); got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
	size := browser.Do(http.MethodHead, path(t, kept.URL), nil).Status(http.StatusOK)
	if len(size.Body) != 0 || size.Header.Get("Content-Length") != strconv.Itoa(len(photo)) {
		t.Errorf("HEAD: got %d bytes and the length %q", len(size.Body), size.Header.Get("Content-Length"))
	}
	browser.Do(http.MethodHead, "/api/media/"+kept.ID, nil).Status(http.StatusNotFound)
	if saved := browser.GET(path(t, kept.URL) + "&download=true").Status(http.StatusOK); saved.Header.Get("Content-Disposition") != "attachment" {
		t.Errorf("a download is %q", saved.Header.Get("Content-Disposition"))
	}
	thumbnail := browser.GET(path(t, kept.ThumbnailURL)).Status(http.StatusOK)
	if !bytes.HasPrefix(thumbnail.Body, []byte("\xff\xd8")) || len(thumbnail.Body) >= len(photo) {
		t.Errorf("the thumbnail has %d bytes", len(thumbnail.Body))
	}

	for _, link := range []struct {
		path    string
		content []byte
	}{{path(t, kept.URL), photo}, {path(t, kept.ThumbnailURL), thumbnail.Body}} {
		size := strconv.Itoa(len(link.content))
		part := browser.With("Range", "bytes=10-19").GET(link.path).Status(http.StatusPartialContent)
		if !bytes.Equal(part.Body, link.content[10:20]) || part.Header.Get("Content-Range") != "bytes 10-19/"+size {
			t.Errorf("got %d bytes, %q", len(part.Body), part.Header.Get("Content-Range"))
		}
		end := browser.With("Range", "bytes=-5").GET(link.path).Status(http.StatusPartialContent)
		if !bytes.Equal(end.Body, link.content[len(link.content)-5:]) {
			t.Errorf("the end is %q", end.Body)
		}
		beyond := browser.With("Range", "bytes="+size+"-").GET(link.path).Status(http.StatusRequestedRangeNotSatisfiable)
		if beyond.Header.Get("Content-Range") != "bytes */"+size {
			t.Errorf("got %q", beyond.Header.Get("Content-Range"))
		}
		browser.With("If-None-Match", part.Header.Get("ETag")).GET(link.path).Status(http.StatusNotModified)
	}
}

// A container drops its files after a while; what was not fetched by then is asked for again.
func testMediaThatExpired(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t)
	ana := linked(t, server.User(t, "ana"), "5491100000021")

	ana.phone.Turn(map[string]any{"mediaError": true})
	lost := ana.from(object{"mimetype": "image/png"})
	failed := ana.fetched(lost.ID, "failed")
	if failed.URL != nil || failed.ErrorCode == nil || *failed.ErrorCode != "media_unavailable" {
		t.Errorf("got %+v", failed)
	}
	for _, answer := range []*apitest.Response{
		ana.POST(ana.chat(string(carla)), object{"type": "image", "mediaId": failed.ID}),
		ana.POST(ana.message(lost.ID)+"/forward", object{"chatId": carla}),
	} {
		answer.Problem(http.StatusConflict, "media_not_ready")
	}
	ana.phone.Turn(map[string]any{"mediaError": false})
	ana.POST(ana.message(lost.ID)+"/media", nil).Status(http.StatusAccepted).Data(&failed)
	if failed.Status != "pending" || failed.ErrorCode != nil {
		t.Errorf("got %+v", failed)
	}
	ana.fetched(lost.ID, "stored")
	ana.POST(ana.message(lost.ID)+"/media", nil).Status(http.StatusAccepted).Data(&failed)
	if failed.Status != "stored" {
		t.Errorf("what is here was asked for again: %+v", failed)
	}

	// Containers name themselves by addresses that may be wrong for us.
	ana.phone.Turn(map[string]any{"mediaWrongBase": true})
	list := ana.from(object{"mimetype": "application/pdf", "filename": "../lista\u202efdp.exe", "data": base64.StdEncoding.EncodeToString(sample(t, "page.pdf"))})
	if kept := ana.fetched(list.ID, "stored"); *kept.Filename != "listafdp.exe" {
		t.Errorf("got %+v", kept)
	}
	// What the container has dropped when the worker comes, it fetches from WhatsApp anew, at the first attempt.
	ana.phone.Do("expire", nil)
	server.DB.Exec(t, `update public.media set status = 'pending', attempts = 0, next_attempt_at = now(), blob_key = null
		where message_row = $1`, list.ID)
	ana.fetched(list.ID, "stored")
	if n := server.DB.Int(t, "select attempts from public.media where message_row = $1", list.ID); n != 1 {
		t.Errorf("it took %d attempts", n)
	}
	// A container that has it not even so is asked again later.
	ana.phone.Turn(map[string]any{"mediaExpired": true})
	late := ana.from(object{"mimetype": "image/png"})
	apitest.Eventually(t, "the file was looked for", func() bool {
		return server.DB.Int(t, "select attempts from public.media where message_row = $1", late.ID) > 0
	})
	ana.phone.Turn(map[string]any{"mediaExpired": false})
	ana.fetched(late.ID, "stored")
	text := ana.received(ana.phone.Send(object{"from": carla, "text": "Hola"}))
	ana.POST(ana.message(text.ID)+"/media", nil).Problem(http.StatusNotFound, "media_not_found")
}

// Whoever holds a link may open one file for a while, and nothing else.
func testLinks(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := shop(t, server, ana).ID.String()
	keep := func(name string, content []byte) file {
		var kept file
		ana.Form("/api/messages/"+session+"/media", apitest.Part{Name: "file", Filename: name, Body: content}).
			Status(http.StatusCreated).Data(&kept)
		return kept
	}
	photo, other := keep("photo.jpg", sample(t, "photo.jpg")), keep("other.png", sample(t, "picture.png"))
	browser := server.Nobody(t)
	link := path(t, photo.URL)
	for what, forged := range map[string]string{
		"another file":     strings.Replace(link, photo.ID, other.ID, 1),
		"its thumbnail":    strings.Replace(link, "?", "/thumbnail?", 1),
		"a longer life":    strings.Replace(link, "expires=", "expires=9", 1),
		"a file of nobody": strings.Replace(link, photo.ID, uuid.NewString(), 1),
		"no signature":     "/api/media/" + photo.ID,
		"cut signature":    link[:len(link)-3],
		"the original":     strings.Replace(path(t, photo.ThumbnailURL), "/thumbnail", "", 1),
	} {
		if problem := browser.GET(forged).Problem(http.StatusNotFound, "link_invalid"); problem.Message == "" {
			t.Errorf("%s: got %+v", what, problem)
		}
	}
	browser.GET(strings.Replace(path(t, photo.ThumbnailURL), "?", "?x=1&", 1)).Status(http.StatusOK)
	requireBroken(t, browser.GET("/api/media/abc"), broken{"mediaId", "uuid"})
	requireBroken(t, browser.GET("/api/media/abc/thumbnail"), broken{"mediaId", "uuid"})
	requireBroken(t, browser.GET(link+"&download=perhaps"), broken{"download", "boolean"})

	signer := server.Signer(t)
	id := uuid.MustParse(photo.ID)
	for suffix, variant := range map[string]string{"": "original", "/thumbnail": "thumbnail"} {
		old := signer.Sign(blobs.Resource(id, variant, ""), time.Now().Add(-time.Hour))
		browser.GET("/api/media/"+photo.ID+suffix+"?"+old).Problem(http.StatusGone, "link_expired")
	}
	gone := signer.Sign(blobs.Resource(uuid.Nil, "original", ""), time.Now().Add(time.Hour))
	requireBroken(t, browser.GET("/api/media/"+uuid.Nil.String()+"?"+gone), broken{"mediaId", "uuid"})

	// The files of a session that is deleted are gone at once, however long its links would live.
	ana.DELETE("/api/sessions/" + session).Status(http.StatusOK)
	for _, kept := range []*string{photo.URL, photo.ThumbnailURL} {
		browser.GET(path(t, kept)).Problem(http.StatusNotFound, "media_not_found")
	}
}

// The picture of a chat opens by a link of its own, in parts as well, for a while.
func testPictures(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	session := shop(t, server, ana)
	receive(t, server, dbtest.Incoming(session, carla, "3EB0000001", "Hola"))
	var kept file
	ana.Form("/api/messages/"+session.ID.String()+"/media", apitest.Part{Name: "file", Filename: "face.jpg", Body: sample(t, "photo.jpg")}).
		Status(http.StatusCreated).Data(&kept)
	server.DB.Exec(t, "update public.contacts set picture_key = (select thumbnail_key from public.media where id = $1)", kept.ID)
	var chats []struct {
		ID         string
		PictureURL *string
	}
	ana.GET("/api/messages/" + session.ID.String() + "/contacts").Status(http.StatusOK).Data(&chats)
	if len(chats) != 1 || chats[0].PictureURL == nil {
		t.Fatalf("got %+v", chats)
	}
	browser, link := server.Nobody(t), path(t, chats[0].PictureURL)
	picture := browser.GET(link).Status(http.StatusOK)
	if got := picture.Header.Get("Content-Type"); got != "image/jpeg" {
		t.Errorf("the picture is served as %q", got)
	}
	browser.With("If-None-Match", picture.Header.Get("ETag")).GET(link).Status(http.StatusNotModified)
	browser.With("Range", "bytes=0-1").GET(link).Status(http.StatusPartialContent)
	browser.With("Range", "bytes=9999999-").GET(link).Status(http.StatusRequestedRangeNotSatisfiable)
	requireBroken(t, browser.GET("/api/pictures/abc"), broken{"contactId", "uuid"})
	browser.GET(strings.Replace(link, chats[0].ID, uuid.NewString(), 1)).Problem(http.StatusNotFound, "link_invalid")
	old := server.Signer(t).Sign(blobs.Resource(uuid.MustParse(chats[0].ID), "picture", ""), time.Now().Add(-time.Hour))
	browser.GET("/api/pictures/"+chats[0].ID+"?"+old).Problem(http.StatusGone, "link_expired")
	ana.DELETE("/api/sessions/" + session.ID.String()).Status(http.StatusOK)
	browser.GET(link).Problem(http.StatusNotFound, "media_not_found")
}

// A file is shown as what it is, under whatever name it comes.
func testFilesWithFalseNames(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle)
	ana := server.User(t, "ana")
	uploads := "/api/messages/" + shop(t, server, ana).ID.String() + "/media"
	browser := server.Nobody(t)
	for name, want := range map[string]string{
		"x.jpg":                        `attachment; filename=x.jpg`,
		`a"b;c.jpg`:                    `attachment; filename="a\"b;c.jpg"`,
		"menú ñ.jpg":                   `attachment; filename*=utf-8''men%C3%BA%20%C3%B1.jpg`,
		"../../etc/passwd":             `attachment; filename=passwd`,
		"foto\u202egpj.exe":            `attachment; filename=fotogpj.exe`,
		"a\r\nSet-Cookie: b=c\r\n.jpg": `attachment; filename="aSet-Cookie: b=c.jpg"`,
	} {
		var kept file
		ana.Form(uploads, apitest.Part{Name: "file", Filename: name, Body: sample(t, "page.jpg")}).Status(http.StatusCreated).Data(&kept)
		answer := browser.GET(path(t, kept.URL)).Status(http.StatusOK)
		if got := answer.Header.Get("Content-Disposition"); got != want {
			t.Errorf("%q: Content-Disposition %q, want %q", name, got, want)
		}
		if got := answer.Header.Get("Content-Type"); got != "application/octet-stream" || kept.ThumbnailURL != nil {
			t.Errorf("%q is served as %q", name, got)
		}
	}
	var empty file
	ana.Form(uploads, apitest.Part{Name: "file", Filename: "empty.txt"}).Status(http.StatusCreated).Data(&empty)
	if answer := browser.With("Range", "bytes=0-").GET(path(t, empty.URL)).Status(http.StatusOK); len(answer.Body) != 0 {
		t.Errorf("an empty file has %d bytes", len(answer.Body))
	}
}

// testBadFiles tries forms that are not whole.
func testBadFiles(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle, map[string]string{"MEDIA_MAX_BYTES": "1048576", "BODY_LIMIT_BYTES": "65536"})
	ana := server.User(t, "ana")
	session := shop(t, server, ana).ID.String()
	uploads, chat := "/api/messages/"+session+"/media", "/api/messages/"+session+"/chat/"+string(carla)
	before := rows(t, server)
	message := func(body object) apitest.Part { return apitest.Part{Name: "message", Body: encoded(t, body)} }
	photo := apitest.Part{Name: "file", Filename: "photo.jpg", Body: sample(t, "photo.jpg")}
	large := apitest.Part{Name: "file", Filename: "large", Body: make([]byte, 1<<20+1)}
	image := message(object{"type": "image"})

	for _, media := range []string{"", "application/json", "text/plain", "application/octet-stream"} {
		ana.With("Content-Type", media).Do(http.MethodPost, uploads, []byte(`{}`)).
			Problem(http.StatusUnsupportedMediaType, "content_type_unsupported")
	}
	requireBroken(t, ana.Form(uploads), broken{"file", "required"})
	requireBroken(t, ana.Form(uploads, apitest.Part{Name: "photo", Filename: "x", Body: []byte("x")}), broken{"file", "required"})
	requireBroken(t, ana.Form(chat), broken{"message", "required"})
	requireBroken(t, ana.Form(chat, photo, image), broken{"message", "required"})
	requireBroken(t, ana.Form(chat, image), broken{"file", "required"})
	requireBroken(t, ana.Form(chat, message(object{"type": "text", "text": "Hola"}), photo), broken{"type", "file_type"})
	requireBroken(t, ana.Form(chat, message(object{"type": "image", "mediaUrl": "https://example.com/"}), photo), broken{"mediaUrl", "exclusive"})
	requireBroken(t, ana.Form(chat, message(object{"type": "image", "mediaId": someID()}), photo), broken{"mediaId", "exclusive"})
	requireBroken(t, ana.Form(chat, message(object{"type": "voice", "caption": "Hola"}), photo), broken{"caption", "exclusive"})
	ana.Form(chat, apitest.Part{Name: "message", Body: []byte(`{"type":`)}, photo).Problem(http.StatusBadRequest, "malformed_json")
	for _, address := range []string{uploads, chat} {
		ana.With("Content-Type", "multipart/form-data").Do(http.MethodPost, address, []byte("--x")).Problem(http.StatusBadRequest, "malformed_form")
	}
	cut := ana.With("Content-Type", "multipart/form-data; boundary=x")
	cut.Do(http.MethodPost, uploads, []byte(note.body[:len(note.body)-10])).Problem(http.StatusBadRequest, "malformed_form")
	cut.Do(http.MethodPost, uploads, []byte("--x\r\nContent-Disp")).Problem(http.StatusBadRequest, "malformed_form")
	cut.Do(http.MethodPost, chat, []byte("--x\r\nContent-Disp")).Problem(http.StatusBadRequest, "malformed_form")

	ana.Form(uploads, large).Problem(http.StatusRequestEntityTooLarge, "file_too_large")
	ana.Form(chat, image, large).Problem(http.StatusRequestEntityTooLarge, "file_too_large")
	huge := apitest.Part{Name: "file", Filename: "huge", Body: make([]byte, 2<<20)}
	ana.Form(uploads, huge).Problem(http.StatusRequestEntityTooLarge, "body_too_large")
	if after := rows(t, server); after != before {
		t.Errorf("a form that was refused changed something:\n%s\n%s", before, after)
	}
}

// An address may lead to public servers alone, whatever way it takes.
func testForbiddenAddresses(t *testing.T, suite *apitest.Suite) {
	redirecting := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://"+strings.TrimPrefix(r.URL.Path, "/to/"), http.StatusFound)
	}))
	t.Cleanup(redirecting.Close)
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("somebody got inside") }))
	t.Cleanup(inside.Close)
	server := suite.New(t, map[string]string{"MEDIA_FETCH_ALLOW": strings.TrimPrefix(redirecting.URL, "http://")})
	ana := linked(t, server.User(t, "ana"), "5491100000022")
	ana.received(ana.phone.Send(object{"from": carla, "text": "Hola"}))
	_, port, _ := strings.Cut(strings.TrimPrefix(inside.URL, "http://"), ":")
	for _, address := range []string{
		"http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://metadata.google.internal/",
		inside.URL, "http://localhost:" + port, "http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
		"http://0.0.0.0/", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://localhost/",
		"http://example.com:22/", "http://example.com:5432/", "http://user:password@example.com/",
		redirecting.URL + "/to/169.254.169.254/", redirecting.URL + "/to/127.0.0.1:" + port + "/", redirecting.URL + "/to/10.0.0.1/",
		server.URL + "/health",
	} {
		for _, answer := range []*apitest.Response{
			ana.POST(ana.chat(string(carla)), object{"type": "document", "mediaUrl": address}),
			ana.POST("/api/sessions/"+ana.session.ID+"/send", object{"phoneNumber": carla, "mediaUrl": address}),
		} {
			answer.Status(http.StatusUnprocessableEntity)
			if !containsAll(string(answer.Body), `"media_url_`) {
				t.Errorf("%s: got %s", address, answer.Body)
			}
		}
	}
	for _, address := range []string{"file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)", "//example.com/x", "ftp://example.com/"} {
		requireBroken(t, ana.POST(ana.chat(string(carla)), object{"type": "document", "mediaUrl": address}), broken{"mediaUrl", "url"})
	}
	if got := ana.phone.Got(); len(got) != 0 {
		t.Errorf("Carla got %+v", got)
	}
}
