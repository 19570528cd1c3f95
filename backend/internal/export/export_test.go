package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/net/html"

	"github.com/conectafy/conectafy/backend/apperr/text"
	"github.com/conectafy/conectafy/backend/internal/export"
	"github.com/conectafy/conectafy/backend/models"
)

var start = time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a constant moment

func chat(t *testing.T, format export.Format, language string) export.Chat {
	t.Helper()
	texts, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	return export.Chat{
		Contact: models.Contact{ChatID: "5491122334455@c.us", Name: `Ana "la" <b>`, PhoneNumber: "5491122334455"},
		Format:  format, Files: true, At: start, Language: language, Words: texts.For(language).Export,
	}
}

func conversation() []models.Message {
	said := func(i int, m models.Message) models.Message {
		m.ID, m.MessageID, m.Timestamp = uuid.Must(uuid.NewV7()), fmt.Sprint(i), start.Add(time.Duration(i)*time.Hour)
		m.ChatID, m.Status = "5491122334455@c.us", models.MessageReceived
		return m
	}
	image := &models.Media{Status: models.MediaStored, BlobKey: "image", MimeType: "image/jpeg"}
	document := &models.Media{Status: models.MediaStored, BlobKey: "document", MimeType: "application/pdf", Filename: "../../etc/Año 1?.pdf"}
	lost := &models.Media{Status: models.MediaStored, BlobKey: "lost", MimeType: "video/mp4"}
	return []models.Message{
		said(0, models.Message{Type: models.TypeText, Body: `<script>alert("x")</script> & "comillas"`}),
		said(1, models.Message{Type: models.TypeText, Body: "=HYPERLINK(\"http://evil\")\nsegunda línea, con coma", FromMe: true}),
		said(2, models.Message{Type: models.TypeText, Body: "secreto", RevokedAt: start, Content: models.Content{Media: image}}),
		said(3, models.Message{Type: models.TypeImage, Body: "@foto", Content: models.Content{Media: image, Reactions: []models.Reaction{{Emoji: "👍"}}}}),
		said(30, models.Message{Type: models.TypeDocument, Content: models.Content{Media: document}, Quote: &models.Quote{Body: "-1"}}),
		said(31, models.Message{Type: models.TypeVideo, Content: models.Content{Media: lost}}),
		said(32, models.Message{Type: models.TypePoll, EditedAt: start, Content: models.Content{Poll: &models.Poll{
			Question: "+¿Cuándo?", Options: []models.PollOption{{Name: "Hoy", Voters: []models.ChatID{"me"}}, {Name: "Mañana"}},
		}}}),
	}
}

// pages gives messages two at a time.
func pages(messages []models.Message) export.Source {
	return func(context.Context) ([]models.Message, error) {
		page := messages[:min(2, len(messages))]
		messages = messages[len(page):]
		return page, nil
	}
}

func open(_ context.Context, key string) (io.ReadCloser, error) {
	if key == "lost" {
		return nil, errors.New("gone")
	}
	return io.NopCloser(strings.NewReader("bytes of " + key)), nil
}

// write returns the files of an export by their names.
func write(t *testing.T, c export.Chat, messages []models.Message) map[string]string {
	t.Helper()
	var out bytes.Buffer
	missing, err := export.Write(t.Context(), &out, c, pages(messages), pages(messages), open)
	if err != nil || missing != 1 {
		t.Fatalf("missing %d files, %v; want 1", missing, err)
	}
	archive, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(content)
	}
	return files
}

func TestJSON(t *testing.T) {
	t.Parallel()
	messages := conversation()
	files := write(t, chat(t, export.JSON, "es"), messages)
	var got struct {
		Chat     struct{ Name, ChatID string }
		Messages []struct {
			Text, Sender, File, Quoted string
			Deleted, Edited            bool
			Details, Reactions         []string
		}
	}
	if err := json.Unmarshal([]byte(files["messages.json"]), &got); err != nil {
		t.Fatalf("%v\n%s", err, files["messages.json"])
	}
	if got.Chat.Name != `Ana "la" <b>` || len(got.Messages) != len(messages) {
		t.Fatalf("got %+v", got)
	}
	for i, m := range messages {
		if want := m.Body; got.Messages[i].Text != want && m.RevokedAt.IsZero() {
			t.Errorf("message %d: got %q, want %q", i, got.Messages[i].Text, want)
		}
	}
	if m := got.Messages[2]; !m.Deleted || m.Text != "" || m.File != "" {
		t.Errorf("a deleted message tells %+v", m)
	}
	if got.Messages[1].Sender != "Tú" || got.Messages[4].Quoted != "-1" || !slices.Equal(got.Messages[6].Details, []string{"+¿Cuándo?", "– Hoy · 1", "– Mañana"}) {
		t.Errorf("got %+v", got.Messages)
	}
	if files[got.Messages[3].File] != "bytes of image" || files[got.Messages[4].File] != "bytes of document" {
		t.Errorf("got the files %v", files)
	}
	if name := got.Messages[4].File; !strings.HasSuffix(name, "-etc_Año_1_.pdf") || strings.Contains(name, "..") {
		t.Errorf("a file is called %q", name)
	}
	if len(files) != 3 {
		t.Errorf("got %d files, want the messages, the picture and the document", len(files))
	}
}

func TestCSV(t *testing.T) {
	t.Parallel()
	files := write(t, chat(t, export.CSV, "pt"), conversation())
	raw, marked := strings.CutPrefix(files["messages.csv"], "\ufeff")
	if !marked || strings.Count(raw, "\r\n") < 8 {
		t.Errorf("got %q", raw)
	}
	rows, err := csv.NewReader(strings.NewReader(raw)).ReadAll()
	if err != nil || len(rows) != 8 {
		t.Fatalf("got %d rows, %v", len(rows), err)
	}
	if rows[0][0] != "Data" || rows[2][1] != "Você" || rows[3][10] != "Mensagem apagada" || rows[3][4] != "" {
		t.Errorf("got %q", rows)
	}
	if got := rows[2][4]; got != "'=HYPERLINK(\"http://evil\")\nsegunda línea, con coma" {
		t.Errorf("got %q", got)
	}
	for i, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Errorf("row %d has the formula %q", i, cell)
			}
		}
	}
}

func TestHTML(t *testing.T) {
	t.Parallel()
	files := write(t, chat(t, export.HTML, "en"), conversation())
	page := files["messages.html"]
	for _, want := range []string{
		`<html lang="en">`, `content="default-src &#39;none&#39;;`, "<title>Ana &#34;la&#34; &lt;b&gt;</title>",
		"&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp;", `<article class="me">`, "You", "Deleted message", "Edited",
		"2026-11-02", "2026-11-03", "👍", `<blockquote>-1</blockquote>`, `<img src="media/20261102-130000-`, "Video", "</html>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q:\n%s", want, page)
		}
	}
	for _, unwanted := range []string{"<script", "secreto", "javascript:", "onerror"} {
		if strings.Contains(page, unwanted) {
			t.Errorf("the page has %q", unwanted)
		}
	}
}

// TestHTMLAttacks puts markup into everything that other people write, and reads the page as a browser does.
func TestHTMLAttacks(t *testing.T) {
	t.Parallel()
	const attack = `"'></title></style></p><script>alert(1)</script><img src=x onerror=alert(1)>javascript:alert(1)`
	c := chat(t, export.HTML, "es")
	c.Contact.Name, c.Contact.IsGroup = attack, true
	m := models.Message{
		ID: uuid.Must(uuid.NewV7()), Timestamp: start, Type: models.TypeText, Body: attack, SenderName: attack, Quote: &models.Quote{Body: attack},
		Content: models.Content{
			Media:     &models.Media{Status: models.MediaStored, BlobKey: "lost", MimeType: `image/"><script>`, Filename: attack},
			Location:  &models.Location{Name: attack},
			Link:      &models.Preview{Title: attack, URL: attack},
			Reactions: []models.Reaction{{Emoji: attack}},
		},
	}
	document := m
	document.ID, document.Content.Media = uuid.Must(uuid.NewV7()), &models.Media{Status: models.MediaStored, BlobKey: "k", MimeType: attack, Filename: attack}
	page, err := html.Parse(strings.NewReader(write(t, c, []models.Message{m, document})["messages.html"]))
	if err != nil {
		t.Fatal(err)
	}
	tags := []string{
		"html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "div", "article", "blockquote", "p", "img", "a", "footer", "time",
	}
	attributes := []string{"lang", "charset", "http-equiv", "content", "name", "class", "src", "alt", "href", "download"}
	pictures, links := 0, 0
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(tags, n.Data) {
			t.Errorf("the page has <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if !slices.Contains(attributes, a.Key) {
				t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
			}
			if (a.Key == "src" || a.Key == "href") && !strings.HasPrefix(a.Val, "media/") {
				t.Errorf("the page leads to %q", a.Val)
			}
		}
		switch n.Data {
		case "title", "h1":
			if got := n.FirstChild.Data; got != attack {
				t.Errorf("<%s> is %q", n.Data, got)
			}
		case "img":
			pictures++
		case "a":
			links++
		}
	}
	if pictures != 1 || links != 1 {
		t.Errorf("the page has %d pictures and %d links, want one of each", pictures, links)
	}
}

func TestBrokenOff(t *testing.T) {
	t.Parallel()
	for name, list := range map[string]export.Source{
		"a page can't be read": func(context.Context) ([]models.Message, error) { return nil, io.ErrUnexpectedEOF },
		"the reader left": func(ctx context.Context) ([]models.Message, error) {
			ctx, cancel := context.WithCancel(ctx)
			cancel()
			return nil, ctx.Err()
		},
	} {
		var out bytes.Buffer
		if _, err := export.Write(t.Context(), &out, chat(t, export.JSON, "es"), list, list, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
		if _, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len())); err == nil {
			t.Errorf("%s: what was written looks whole", name)
		}
	}
}

// peak notes the most memory that was in use while something was written.
type peak struct {
	most    uint64
	written int
	next    int
}

func (p *peak) Write(piece []byte) (int, error) {
	p.written += len(piece)
	if p.written >= p.next {
		p.next += 4 << 20
		runtime.GC()
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		p.most = max(p.most, now.HeapAlloc)
	}
	return len(piece), nil
}

// TestMemory is not parallel, so that nobody else's memory is counted.
func TestMemory(t *testing.T) {
	const messages, size, fileSize, most = 5000, 4 << 10, 1 << 20, 8 << 20
	source := func() export.Source {
		left := messages
		return func(context.Context) ([]models.Message, error) {
			page := make([]models.Message, min(500, left))
			left -= len(page)
			for i := range page {
				page[i] = models.Message{ID: uuid.Must(uuid.NewV7()), Type: models.TypeText, Timestamp: start, Body: strings.Repeat(uuid.NewString(), size/36)}
				if i%250 == 0 {
					page[i].Content.Media = &models.Media{Status: models.MediaStored, BlobKey: "k", MimeType: "image/jpeg"}
				}
			}
			return page, nil
		}
	}
	open := func(context.Context, string) (io.ReadCloser, error) {
		return io.NopCloser(io.LimitReader(endless{}, fileSize)), nil
	}
	for _, format := range []export.Format{export.JSON, export.CSV, export.HTML} {
		runtime.GC()
		var before runtime.MemStats
		runtime.ReadMemStats(&before)
		var out peak
		if _, err := export.Write(t.Context(), &out, chat(t, format, "es"), source(), source(), open); err != nil {
			t.Fatal(err)
		}
		if out.written < 20*fileSize {
			t.Fatalf("only %d bytes were written", out.written)
		}
		if used := int64(out.most) - int64(before.HeapAlloc); used > most {
			t.Errorf("%s: %d bytes took %d bytes of memory, more than %d", format, out.written, used, most)
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
