// Package words takes texts apart, for the search and for showing what it found.
package words

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Word is a word of a text. Start and Length are counted in characters of the text as it was given.
type Word struct {
	Text          string // in lower case, composed
	Start, Length int
}

// Split returns the words of a text: letters and digits that stand together, with the marks on them.
func Split(text string) []Word {
	var found []Word
	runes := []rune(text)
	for i := 0; i < len(runes); {
		if unicode.IsMark(runes[i]) || !isPart(runes[i]) {
			i++
			continue
		}
		start := i
		for i < len(runes) && isPart(runes[i]) {
			i++
		}
		found = append(found, Word{Text: tidy(runes[start:i]), Start: start, Length: i - start})
	}
	return found
}

func isPart(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func tidy(runes []rune) string { return strings.ToLower(norm.NFC.String(string(runes))) }

// The lengths of phone numbers, as people write them with or without the codes of country and area.
const (
	minDigits = 7
	maxDigits = 15
)

// Numbers returns the numbers that are written in groups, as phone numbers are ("+54 9 11 2233-4455"), without what stands
// between the groups.
func Numbers(text string) []Word {
	var found []Word
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		if !isASCIIDigit(runes[i]) || i > 0 && isPart(runes[i-1]) {
			continue
		}
		digits, end := number(runes, i)
		if n := len(digits); n >= minDigits && n <= maxDigits && n < end-i {
			found = append(found, Word{Text: string(digits), Start: i, Length: end - i})
		}
		i = end
	}
	return found
}

// maxGap is how many characters may stand between two groups of a number, as in ") ".
const maxGap = 2

// number reads the digits from a place on. It ends behind the last of them.
func number(runes []rune, at int) (digits []rune, end int) {
	for i, gap := at, 0; i < len(runes) && gap <= maxGap; i++ {
		switch r := runes[i]; {
		case isASCIIDigit(r):
			digits, end, gap = append(digits, r), i+1, 0
		case strings.ContainsRune(" -().\u00a0", r):
			gap++
		default:
			return digits, end
		}
	}
	return digits, end
}

func isASCIIDigit(r rune) bool { return r >= '0' && r <= '9' }

// maxText bounds the characters of a message that can be found.
const maxText = 10_000

// ForIndex returns all that a text can be found by, apart by spaces.
func ForIndex(text string) string {
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText])
	}
	var parts []string
	for _, w := range Split(text) {
		parts = append(parts, w.Text)
	}
	for _, n := range Numbers(text) {
		parts = append(parts, n.Text)
	}
	return strings.Join(parts, " ")
}

// maxQuery bounds the words that are looked up at a time.
const maxQuery = 12

// ForQuery returns the words to look up, each once. A number that is written in groups is one word.
func ForQuery(query string) []string {
	found := Split(query)
	if numbers := Numbers(query); len(numbers) == 1 && onlyDigits(query) {
		found = numbers
	}
	var list []string
	seen := make(map[string]bool)
	for _, w := range found {
		if !seen[w.Text] && len(list) < maxQuery {
			seen[w.Text] = true
			list = append(list, w.Text)
		}
	}
	return list
}

func onlyDigits(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return isPart(r) && !isASCIIDigit(r) })
}

// Plain is a word without its accents, in lower case.
func Plain(text string) string {
	var plain strings.Builder
	for _, r := range norm.NFD.String(text) {
		if !unicode.Is(unicode.Mn, r) {
			plain.WriteRune(unicode.ToLower(r))
		}
	}
	return plain.String()
}
