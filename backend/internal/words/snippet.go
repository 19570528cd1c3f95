package words

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/conectafy/conectafy/backend/models"
)

const (
	// snippetLength bounds what is shown of a text, in characters.
	snippetLength = 160
	// snippetLead is how much of it comes before the first match.
	snippetLead = 40
	ellipsis    = "…"
)

// Matcher knows which words of texts were looked for.
type Matcher struct {
	Parts []string        // found anywhere in a word; without accents
	Words map[string]bool // found as they are
}

// Match returns where a text has what was looked for.
func (m Matcher) Match(text string) []models.TextRange {
	var found []models.TextRange
	for _, w := range slices.Concat(Numbers(text), Split(text)) {
		if place, ok := m.place(w); ok {
			found = append(found, place)
		}
	}
	slices.SortFunc(found, func(a, b models.TextRange) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.Length, a.Length))
	})
	return apart(found)
}

// apart leaves out what lies inside of what comes before it.
func apart(sorted []models.TextRange) []models.TextRange {
	kept := sorted[:0]
	for _, next := range sorted {
		if n := len(kept); n == 0 || next.Start >= kept[n-1].Start+kept[n-1].Length {
			kept = append(kept, next)
		}
	}
	return kept
}

// place is the part of a word that was looked for, or the whole of it when it is another form of the word or its letters
// can't be told apart from their accents one by one.
func (m Matcher) place(w Word) (models.TextRange, bool) {
	plain := Plain(w.Text)
	for _, part := range m.Parts {
		at := strings.Index(plain, part)
		switch {
		case at < 0:
		case utf8.RuneCountInString(plain) != w.Length:
			return models.TextRange{Start: w.Start, Length: w.Length}, true
		default:
			start := w.Start + utf8.RuneCountInString(plain[:at])
			return models.TextRange{Start: start, Length: utf8.RuneCountInString(part)}, true
		}
	}
	return models.TextRange{Start: w.Start, Length: w.Length}, m.Words[w.Text]
}

// Snippet returns the part of a text around the first of the matches, with the matches that lie in it.
func Snippet(text string, matches []models.TextRange) (string, []models.TextRange) {
	runes := []rune(text)
	start := 0
	if len(matches) > 0 && len(runes) > snippetLength {
		start = max(0, min(matches[0].Start-snippetLead, len(runes)-snippetLength))
	}
	end := min(start+snippetLength, len(runes))
	before, after := "", ""
	if start > 0 {
		before = ellipsis
	}
	if end < len(runes) {
		after = ellipsis
	}
	var inside []models.TextRange
	for _, m := range matches {
		if m.Start >= start && m.Start+m.Length <= end {
			inside = append(inside, models.TextRange{Start: m.Start - start + utf8.RuneCountInString(before), Length: m.Length})
		}
	}
	return before + string(runes[start:end]) + after, inside
}
