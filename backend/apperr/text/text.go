// Package text says in the reader's language what the API answers.
package text

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/text/language"

	"github.com/conectafy/conectafy/backend/apperr"
)

//go:embed es.json en.json pt.json
var files embed.FS

// languages are the ones there are; the first is for readers who want none of them.
var languages = []string{"es", "en", "pt"}

// maxHeader bounds the work that an Accept-Language header can make; browsers send under 100 bytes.
const maxHeader = 256

// Language holds the sentences of one language.
type Language struct {
	Tag      string            `json:"-"`
	Titles   map[string]string `json:"titles"`   // by kind of error
	Codes    map[string]string `json:"codes"`    // by code of error
	Rules    map[string]string `json:"rules"`    // by rule that a field broke
	Reasons  map[string]string `json:"reasons"`  // by errorCode of a session or a message
	Messages map[string]string `json:"messages"` // by what was done
	Export   map[string]string `json:"export"`   // words in exported chats
}

// Catalog holds all languages. It never changes, so it may be shared.
type Catalog struct {
	all     []*Language
	matcher language.Matcher
}

// Load reads the sentences that are built in.
func Load() (*Catalog, error) {
	c := &Catalog{}
	tags := make([]language.Tag, 0, len(languages))
	for _, name := range languages {
		raw, err := files.ReadFile(name + ".json")
		if err != nil {
			return nil, fmt.Errorf("read the sentences: %w", err)
		}
		l := &Language{Tag: name}
		if err := json.Unmarshal(raw, l); err != nil {
			return nil, fmt.Errorf("read the sentences of %s: %w", name, err)
		}
		c.all = append(c.all, l)
		tags = append(tags, language.MustParse(name))
	}
	c.matcher = language.NewMatcher(tags)
	return c, nil
}

// For picks the language for an Accept-Language header.
func (c *Catalog) For(header string) *Language {
	if header == "" || len(header) > maxHeader {
		return c.all[0]
	}
	wanted, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return c.all[0]
	}
	_, index, _ := c.matcher.Match(wanted...)
	return c.all[index]
}

// All lists the languages, the default first.
func (c *Catalog) All() []*Language { return c.all }

// Title says which kind of error it is.
func (l *Language) Title(kind apperr.Kind) string { return l.Titles[kind.String()] }

// Sentence says what went wrong and what to do about it. An argument that is the code of a reason is told in words.
func (l *Language) Sentence(e *apperr.Error) string {
	args := make([]any, len(e.Args))
	for i, arg := range e.Args {
		args[i] = arg
		if code, ok := arg.(string); ok && l.Reasons[code] != "" {
			args[i] = l.Reasons[code]
		}
	}
	return fill(l.Codes[e.Code], args...)
}

// Field says which rule a field broke.
func (l *Language) Field(f apperr.Field) string { return fill(l.Rules[f.Rule], f.Param) }

// Reason says why a session or a message failed; empty without a code.
func (l *Language) Reason(code string) string { return l.Reasons[code] }

// Message says what was done.
func (l *Language) Message(key string) string { return l.Messages[key] }

// fill puts values in the places that a sentence keeps for them: {1}, {2}.
func fill(sentence string, args ...any) string {
	for i, arg := range args {
		sentence = strings.ReplaceAll(sentence, fmt.Sprintf("{%d}", i+1), fmt.Sprint(arg))
	}
	return sentence
}
