package export

import (
	"cmp"
	"path"
	"strings"
	"time"
	"unicode"

	"github.com/conectafy/conectafy/backend/models"
)

// entry is a message as exports tell it. One that was deleted for everyone tells only that.
type entry struct {
	ID        string             `json:"id"`
	MessageID string             `json:"messageId"`
	At        time.Time          `json:"timestamp"`
	FromMe    bool               `json:"fromMe"`
	Sender    string             `json:"sender"`
	Number    string             `json:"phoneNumber,omitempty"`
	Type      models.MessageType `json:"type"`
	Text      string             `json:"text,omitempty"`
	Quoted    string             `json:"quoted,omitempty"`
	Status    string             `json:"status"`
	Edited    bool               `json:"edited,omitempty"`
	Deleted   bool               `json:"deleted,omitempty"`
	Forwarded bool               `json:"forwarded,omitempty"`
	File      string             `json:"file,omitempty"`
	MimeType  string             `json:"mimeType,omitempty"`
	Details   []string           `json:"details,omitempty"` // a place, cards, a poll and the like, in words
	Reactions []string           `json:"reactions,omitempty"`
}

func newEntry(chat *Chat, m *models.Message) *entry {
	e := &entry{
		ID: m.ID.String(), MessageID: m.MessageID, At: m.Timestamp.UTC(), FromMe: m.FromMe, Sender: sender(chat, m),
		Number: m.FromNumber, Type: m.Type, Status: string(m.Status), Deleted: !m.RevokedAt.IsZero(),
	}
	if e.Deleted {
		return e
	}
	e.Text, e.Edited, e.Forwarded, e.Details = m.Body, !m.EditedAt.IsZero(), m.Forwarded, details(&m.Content)
	if m.Quote != nil {
		e.Quoted = m.Quote.Body
	}
	if m.Content.Media != nil {
		e.MimeType = m.Content.Media.MimeType
	}
	if chat.Files && hasFile(m) {
		e.File = fileName(m)
	}
	for _, r := range m.Content.Reactions {
		e.Reactions = append(e.Reactions, r.Emoji)
	}
	return e
}

func sender(chat *Chat, m *models.Message) string {
	if m.FromMe {
		return chat.Words["you"]
	}
	name := m.SenderName
	if !chat.Contact.IsGroup {
		name = cmp.Or(chat.Contact.Name, name)
	}
	return cmp.Or(name, m.FromNumber, m.Participant, string(m.ChatID))
}

// details puts what isn't text into lines.
func details(c *models.Content) []string {
	var lines []string
	add := func(parts ...string) {
		parts = without(parts, "")
		if len(parts) > 0 {
			lines = append(lines, strings.Join(parts, " · "))
		}
	}
	if c.Media != nil {
		add(c.Media.Filename)
	}
	if l := c.Location; l != nil {
		add(l.Name, l.Address, coordinates(l))
	}
	for _, card := range c.VCards {
		add(card.FullName, card.Organization, strings.Join(card.PhoneNumbers, ", "))
	}
	if c.Poll != nil {
		add(c.Poll.Question)
		for _, option := range c.Poll.Options {
			add("– "+option.Name, votes(len(option.Voters)))
		}
	}
	for _, preview := range []*models.Preview{c.Link, c.Ad} {
		if preview != nil {
			add(preview.Title, preview.Description, preview.URL)
		}
	}
	if e := c.Event; e != nil {
		add(e.Name, e.Description, e.Location, moment(e.StartsAt))
	}
	if c.Call != nil {
		add(string(c.Call.State))
	}
	if n := c.Notice; n != nil {
		add(string(n.Kind), n.Text)
	}
	return lines
}

// maxName bounds the name of a file in the ZIP.
const maxName = 60

// fileName is the place of a message's file in the ZIP: made of what is harmless in any file system, and never twice the same.
func fileName(m *models.Message) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '_'
	}, m.Content.Media.Filename)
	name = strings.Trim(name, "._")
	if runes := []rune(name); len(runes) > maxName {
		name = string(runes[len(runes)-maxName:])
	}
	if path.Ext(name) == "" {
		name += extension(m.Content.Media.MimeType)
	}
	if !strings.HasPrefix(name, ".") {
		name = "-" + name
	}
	return "media/" + m.Timestamp.UTC().Format("20060102-150405") + "-" + m.ID.String() + name
}

// extension is what files of a type are called, for those that WhatsApp sends.
func extension(mimeType string) string {
	kind, _, _ := strings.Cut(mimeType, ";")
	switch strings.TrimSpace(kind) {
	case "image/jpeg":
		return ".jpg"
	case "image/png":
		return ".png"
	case "image/webp":
		return ".webp"
	case "image/gif":
		return ".gif"
	case "video/mp4":
		return ".mp4"
	case "audio/ogg":
		return ".ogg"
	case "audio/mpeg":
		return ".mp3"
	case "audio/mp4":
		return ".m4a"
	case "application/pdf":
		return ".pdf"
	}
	return ".bin"
}
