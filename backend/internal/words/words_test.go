package words_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/words"
)

func TestForIndex(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                          "",
		"¡Hola, MUNDO!":             "hola mundo",
		"Cafe\u0301":                "caf\u00e9",
		"factura_2026.pdf":          "factura 2026 pdf",
		"+54 9 11 2233-4455":        "54 9 11 2233 4455 5491122334455",
		"(011) 4555-6677 y 12":      "011 4555 6677 y 12 01145556677",
		"5491122334455":             "5491122334455",
		"1 2 3":                     "1 2 3",
		"a1 234-5678":               "a1 234 5678 2345678",
		"😀👍":                        "",
		"x\u0000y":                  "x y",
		"1234567890 1234567890 123": "1234567890 1234567890 123",
	} {
		if got := words.ForIndex(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := words.ForIndex(strings.Repeat("ab ", 100_000)); len(got) > 10_000 {
		t.Errorf("a long text is indexed with %d bytes", len(got))
	}
}

func TestForQuery(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{
		"Hola hola HOLA":     {"hola"},
		"+54 9 11 2233-4455": {"5491122334455"},
		"tel 2233-4455":      {"tel", "2233", "4455"},
		"!?":                 nil,
		strings.Join(strings.Split("abcdefghijklmnop", ""), " "): strings.Split("abcdefghijkl", ""),
	} {
		if got := words.ForQuery(query); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
	}
}

func TestSnippet(t *testing.T) {
	t.Parallel()
	matcher := words.Matcher{Parts: []string{"aguja"}, Words: map[string]bool{"agujas": true}}
	text := strings.Repeat("paja ñandú ", 50) + "una aguja " + strings.Repeat("más paja ", 50) + "agujas"
	snippet, matches := words.Snippet(text, matcher.Match(text))
	runes := []rune(snippet)
	if len(matches) != 1 || string(runes[matches[0].Start:matches[0].Start+matches[0].Length]) != "aguja" {
		t.Errorf("got %q with %v", snippet, matches)
	}
	if len(runes) != 162 || runes[0] != '…' || runes[161] != '…' {
		t.Errorf("got %d characters: %q", len(runes), snippet)
	}
	if whole, none := words.Snippet("corto", nil); whole != "corto" || len(none) != 0 {
		t.Errorf("got %q with %v", whole, none)
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("Hola +54 9 11 2233-4455 İstanbul ﬁn", "2233")
	f.Add("Cafe\u0301", "caf\u00e9")
	f.Fuzz(func(t *testing.T, text, query string) {
		matcher := words.Matcher{Words: map[string]bool{}}
		for _, w := range words.ForQuery(query) {
			matcher.Parts = append(matcher.Parts, words.Plain(w))
		}
		snippet, matches := words.Snippet(text, matcher.Match(text))
		length, end := len([]rune(snippet)), 0
		for _, m := range matches {
			if m.Start < end || m.Length <= 0 || m.Start+m.Length > length {
				t.Errorf("%+v is no place in %q, or not in order: %v", m, snippet, matches)
			}
			end = m.Start + m.Length
		}
	})
}
