package export

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
)

//go:embed page.html
var page string

// htmlWriter writes a page that loads nothing but the files beside it and runs nothing. The template escapes all texts.
type htmlWriter struct {
	chat  *Chat
	to    io.Writer
	parts *template.Template
	day   string
}

func newHTML(chat *Chat, to io.Writer) *htmlWriter {
	functions := template.FuncMap{"word": func(key string) string { return chat.Words[key] }}
	return &htmlWriter{chat: chat, to: to, parts: template.Must(template.New("page").Funcs(functions).Parse(page))}
}

func (w *htmlWriter) begin() error {
	return w.parts.ExecuteTemplate(w.to, "begin", map[string]string{
		"Language": w.chat.Language, "Title": w.chat.title(), "At": moment(w.chat.At),
	})
}

// bubble is a message on the page.
type bubble struct {
	*entry

	Day, Time, Kind, Note string
	Shown                 string // what kind of file the page shows itself
}

func (w *htmlWriter) write(e *entry) error {
	b := bubble{entry: e, Time: e.At.Format("15:04"), Note: note(w.chat, e), Shown: shown(e)}
	if e.Text == "" && !e.Deleted {
		b.Kind = w.chat.Words["kind_"+string(e.Type)]
	}
	if day := e.At.Format("2006-01-02"); day != w.day {
		w.day, b.Day = day, day
	}
	return w.parts.ExecuteTemplate(w.to, "message", b)
}

func (w *htmlWriter) end() error { return w.parts.ExecuteTemplate(w.to, "end", nil) }

func shown(e *entry) string {
	kind, _, _ := strings.Cut(e.MimeType, "/")
	if e.File == "" || kind != "image" && kind != "audio" && kind != "video" {
		return ""
	}
	return kind
}
