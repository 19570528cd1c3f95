package export

import (
	_ "embed"
	"io"
	"strings"

	"golang.org/x/net/html"
)

//go:embed page.css
var style string

// pagePolicy lets the page load the files beside it and nothing else, and run nothing.
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:; media-src 'self' file:"

// htmlWriter writes a page to read. Every part is a tree of nodes, whose texts and attributes html.Render escapes. There is no
// template: docs/decisions/0009-size-of-the-program.md says why.
type htmlWriter struct {
	chat *Chat
	to   io.Writer
	day  string
}

func newHTML(chat *Chat, to io.Writer) *htmlWriter { return &htmlWriter{chat: chat, to: to} }

func (w *htmlWriter) begin() error {
	title := w.chat.title()
	return w.put(
		raw("<!doctype html>\n"), startTag("html", "lang", w.chat.Language),
		block(element("head"),
			element("meta", "charset", "utf-8"),
			element("meta", "http-equiv", "Content-Security-Policy", "content", pagePolicy),
			element("meta", "name", "viewport", "content", "width=device-width, initial-scale=1"),
			in(element("title"), text(title)),
			in(element("style"), raw("\n"+style)),
		),
		raw("\n"), startTag("body"),
		block(element("header"),
			in(element("h1"), text(title)),
			in(element("div", "class", "quiet"), text(w.chat.Words["made"]+" "+moment(w.chat.At))),
		),
	)
}

func (w *htmlWriter) write(e *entry) error {
	if day := e.At.Format("2006-01-02"); day != w.day {
		w.day = day
		if err := w.put(in(element("h2"), text(day))); err != nil {
			return err
		}
	}
	return w.put(bubble(w.chat, e))
}

func (w *htmlWriter) end() error { return w.put(raw("</body>\n</html>")) }

// put writes nodes, and an end of line after them.
func (w *htmlWriter) put(nodes ...*html.Node) error {
	for _, n := range append(nodes, text("\n")) {
		if err := html.Render(w.to, n); err != nil {
			return err
		}
	}
	return nil
}

// bubble is a message on the page.
func bubble(chat *Chat, e *entry) *html.Node {
	article := element("article")
	if e.FromMe {
		article = element("article", "class", "me")
	}
	kind := ""
	if e.Text == "" && !e.Deleted {
		kind = chat.Words["kind_"+string(e.Type)]
	}
	block(article,
		in(element("div", "class", "sender"), text(e.Sender)),
		unlessEmpty(e.Quoted, element("blockquote")),
		file(e),
		unlessEmpty(e.Text, element("p")),
		unlessEmpty(kind, element("p", "class", "quiet")),
	)
	for _, line := range e.Details {
		block(article, in(element("p"), text(line)))
	}
	var reactions strings.Builder
	for _, emoji := range e.Reactions {
		reactions.WriteString(emoji + " ")
	}
	return block(article,
		unlessEmpty(note(chat, e), element("p", "class", "quiet")),
		in(element("footer"), text(reactions.String()), in(element("time"), text(e.At.Format("15:04")))),
	)
}

// file shows what the page can show itself, and links to the rest. It is nil for a message without a file.
func file(e *entry) *html.Node {
	if e.File == "" {
		return nil
	}
	switch kind, _, _ := strings.Cut(e.MimeType, "/"); kind {
	case "image":
		return element("img", "src", e.File, "alt", "")
	case "audio", "video":
		return element(kind, "controls", "", "preload", "none", "src", e.File)
	default:
		return in(element("p"), in(element("a", "href", e.File, "download", ""), text(e.File)))
	}
}
