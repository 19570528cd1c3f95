package httpapi

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/media"
)

// fileOf writes a message with a file and gives its id and the path at which the file is.
func (s *sim) fileOf(in object) (id, path string) {
	s.t.Helper()
	id = s.write(in)
	h := s.hook("message", func(p object) bool { return p["id"] == id })
	return id, s.pathOf(at(s.t, h.event, "payload.media.url"))
}

func (s *sim) pathOf(address any) string {
	s.t.Helper()
	text, isText := address.(string)
	if !isText {
		s.t.Fatalf("no address but %v", address)
	}
	parsed, err := url.Parse(text)
	if err != nil {
		s.t.Fatal(err)
	}
	return parsed.EscapedPath()
}

func TestFilesAreServedForAWhile(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{config.GOWS, config.NOWEB, config.WEBJS} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			s := newSim(t, engine).working()
			id, path := s.fileOf(object{"from": ana, "media": contract})
			got := s.get(path).status(200)
			if string(got.body) != "%PDF-1.1" || got.header.Get("Content-Type") != "application/pdf" {
				t.Errorf("got %q as %s", got.body, got.header.Get("Content-Type"))
			}
			s.do(http.MethodGet, path, nil, "").status(401)
			if part := s.do(http.MethodGet, path, nil, apiKey, "Range", "bytes=1-3").status(206); string(part.body) != "PDF" {
				t.Errorf("got %q", part.body)
			}
			s.post("/_sim/expire", nil).status(201)
			sameBody(t, "expired", s.get(path).status(404).value(), payload(t, "recorded-file-404"))

			message := "/api/default/chats/" + url.PathEscape(ana) + "/messages/" + url.PathEscape(id)
			if file := s.get(message + "?downloadMedia=false").object()["media"]; file != nil && file.(object)["url"] != nil {
				t.Errorf("got %v without being asked", file)
			}
			s.get(path).status(404)
			again := at(t, s.get(message+"?downloadMedia=true").value(), "media.url")
			s.get(s.pathOf(again)).status(200)
		})
	}
}

func TestLifetimeOfFiles(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	_, path := s.fileOf(object{"from": ana, "type": "image"})
	s.put("/_sim/knobs", object{"mediaExpired": true}).status(200)
	s.get(path).status(404)
	s.put("/_sim/knobs", object{"mediaExpired": false}).status(200)
	s.get(path).status(200)
	s.get("/api/files/default/nope.jpeg").status(404)
	s.get("/api/files/nope/nope.jpeg").status(404)
}

func TestFaultsOfFiles(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	read := func() object {
		id := s.write(object{"from": ana, "type": "image"})
		return s.hook("message", func(p object) bool { return p["id"] == id }).event
	}
	s.put("/_sim/knobs", object{"mediaUrlNull": true}).status(200)
	excluded := read()
	sameShape(t, "not downloaded", excluded, payload(t, "wh-message-image-media-not-downloaded"))
	sameBody(t, "address", at(t, excluded, "payload.media.url"), nil)

	s.put("/_sim/knobs", object{"mediaUrlNull": false, "mediaError": true}).status(200)
	failed := read()
	sameBody(t, "address", at(t, failed, "payload.media.url"), nil)
	if details, _ := at(t, failed, "payload.media.error.details").(string); details == "" {
		t.Error("the error has no details")
	}
	s.put("/_sim/knobs", object{"mediaError": false, "mediaWrongBase": true}).status(200)
	if address := at(t, read(), "payload.media.url").(string); !strings.HasPrefix(address, "http://localhost:3000/api/files/default/") {
		t.Errorf("got %s", address)
	}
}

func TestExcludedFiles(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS, "WHATSAPP_FILES_MIMETYPES=audio/ogg,image/").working()
	id := s.write(object{"from": ana, "media": contract})
	h := s.hook("message", func(p object) bool { return p["id"] == id })
	sameBody(t, "document", at(t, h.event, "payload.media.url"), nil)
	_, path := s.fileOf(object{"from": ana, "type": "image"})
	s.get(path).status(200)
}

// TestABigFile goes in by a form and out by its address, 60 MB of it.
func TestABigFile(t *testing.T) {
	t.Parallel()
	const size = 60 << 20
	s := newSim(t, config.GOWS).working()
	body, into := io.Pipe()
	form := multipart.NewWriter(into)
	sum := sha256.New()
	go func() {
		_ = form.WriteField("message", `{"from":"`+ana+`","type":"document","caption":"big"}`)
		part, _ := form.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {`form-data; name="file"; filename="big.zip"`}, "Content-Type": {"application/zip"},
		})
		block := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
		for range size / len(block) {
			_, _ = io.MultiWriter(part, sum).Write(block)
		}
		_ = form.Close()
		_ = into.Close()
	}()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/_sim/message", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if answer, _ := io.ReadAll(resp.Body); resp.StatusCode != 201 {
		t.Fatalf("got %d %s", resp.StatusCode, answer)
	}
	h := s.hook("message", anyPayload)
	sameBody(t, "filename", at(t, h.event, "payload.media.filename"), "big.zip")
	got := s.get(s.pathOf(at(t, h.event, "payload.media.url"))).status(200)
	back := sha256.Sum256(got.body)
	if len(got.body) != size || !bytes.Equal(back[:], sum.Sum(nil)) {
		t.Errorf("got %d other bytes", len(got.body))
	}
	_, path := s.fileOf(object{"from": ana, "type": "document", "id": "AC77", "media": object{"size": size}})
	if made := s.get(path).status(200); len(made.body) != size {
		t.Errorf("got %d bytes made up", len(made.body))
	}
}

func TestTooBigAFile(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS, "SIM_MAX_FILE_BYTES=1000").working()
	s.post("/_sim/message", object{"from": ana, "media": object{"size": 1001}}).status(413)
	s.write(object{"from": ana, "media": object{"size": 1000}})
}

func TestPicturesOfPeople(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	got := s.get("/api/contacts/profile-picture?session=default&contactId=" + url.QueryEscape(ana)).object()
	sameShape(t, "picture", got, payload(t, "api-contact-profile-picture"))
	picture := s.do(http.MethodGet, s.pathOf(got["profilePictureURL"]), nil, "").status(200)
	if width, height := media.Dimensions(bytes.NewReader(picture.body)); width != 96 || height != 96 {
		t.Errorf("got a picture of %d × %d", width, height)
	}
	s.do(http.MethodGet, "/_sim/picture/nobody.png", nil, "").status(404)
	sameBody(t, "none", s.get("/api/default/chats/5511977770009@c.us/picture").object()["url"], nil)
}

func TestSentFilesCanBeFetched(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	s.post("/api/sendFile", object{"session": "default", "chatId": ana, "file": contract, "id": "3EB0AA"}).status(201)
	got := s.do(http.MethodGet, "/_sim/sent/3EB0AA/media", nil, "").status(200)
	sum := sha256.Sum256(got.body)
	sent := s.get("/_sim/sent").list()[0].(object)["media"].(object)
	if string(got.body) != "%PDF-1.1" || sent["sha256"] != hex.EncodeToString(sum[:]) || sent["size"] != 8.0 {
		t.Errorf("got %q, %v", got.body, sent)
	}
	s.do(http.MethodGet, "/_sim/sent/nope/media", nil, "").status(404)
}
