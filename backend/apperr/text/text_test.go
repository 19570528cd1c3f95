package text_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/apperr/text"
)

func load(t *testing.T) *text.Catalog {
	t.Helper()
	catalog, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

// groups are the sections of a file.
func groups(l *text.Language) map[string]map[string]string {
	return map[string]map[string]string{
		"titles": l.Titles, "codes": l.Codes, "rules": l.Rules, "reasons": l.Reasons, "messages": l.Messages,
		"export": l.Export,
	}
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

func TestEveryCodeAndKindHasItsTextAndNothingElseHas(t *testing.T) {
	t.Parallel()
	var codes, kinds []string
	for _, e := range apperr.Codes() {
		codes = append(codes, e.Code)
	}
	for kind := apperr.Invalid; kind <= apperr.Timeout; kind++ {
		kinds = append(kinds, kind.String())
	}
	slices.Sort(codes)
	slices.Sort(kinds)
	for _, language := range load(t).All() {
		if got := sortedKeys(language.Codes); !slices.Equal(got, codes) {
			t.Errorf("%s: codes %v, want %v", language.Tag, got, codes)
		}
		if got := sortedKeys(language.Titles); !slices.Equal(got, kinds) {
			t.Errorf("%s: titles %v, want %v", language.Tag, got, kinds)
		}
	}
}

func TestLanguagesSayTheSame(t *testing.T) {
	t.Parallel()
	places := regexp.MustCompile(`\{\d\}`)
	catalog := load(t)
	first := groups(catalog.All()[0])
	for _, language := range catalog.All() {
		for section, sentences := range groups(language) {
			if got, want := sortedKeys(sentences), sortedKeys(first[section]); !slices.Equal(got, want) {
				t.Errorf("%s %s: got %v, want %v", language.Tag, section, got, want)
			}
			for key, sentence := range sentences {
				got, want := places.FindAllString(sentence, -1), places.FindAllString(first[section][key], -1)
				if strings.TrimSpace(sentence) == "" || !slices.Equal(got, want) {
					t.Errorf("%s %s.%s: %q has the places %v, want %v", language.Tag, section, key, sentence, got, want)
				}
			}
		}
	}
}

func TestNoTextIsUnused(t *testing.T) {
	t.Parallel()
	spanish := load(t).All()[0]
	controllers := sourceOf(t, "../../controllers/*.go")
	rules := sourceOf(t, "../../services/*.go") + sourceOf(t, "../../database/queries/*.sql") + sourceOf(t, "../../models/*.go") +
		sourceOf(t, "../../internal/waha/*.go")
	for source, keys := range map[string]map[string]string{controllers: spanish.Messages, rules: spanish.Reasons} {
		for key := range keys {
			if !strings.Contains(source, `"`+key+`"`) && !strings.Contains(source, "'"+key+"'") {
				t.Errorf("%q is used nowhere", key)
			}
		}
	}
}

func sourceOf(t *testing.T, pattern string) string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no source in %s: %v", pattern, err)
	}
	var source strings.Builder
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file, "_test.go") {
			source.Write(content)
		}
	}
	return source.String()
}

func TestLanguageFollowsTheHeader(t *testing.T) {
	t.Parallel()
	catalog := load(t)
	for header, want := range map[string]string{
		"":                                 "es",
		"en":                               "en",
		"en-GB,en;q=0.9,es;q=0.8":          "en",
		"pt-BR":                            "pt",
		"es-AR,es;q=0.9,en;q=0.8":          "es",
		"de-DE,en;q=0.5":                   "en",
		"ja":                               "es",
		"*":                                "es",
		"-;q=,,=":                          "es",
		strings.Repeat("en-GB;q=0.1,", 50): "es",
	} {
		if got := catalog.For(header).Tag; got != want {
			t.Errorf("Accept-Language %q: got %s, want %s", header, got, want)
		}
	}
}

func TestSentencesAreFilledIn(t *testing.T) {
	t.Parallel()
	english := load(t).For("en")
	for name, c := range map[string]struct{ got, want string }{
		"argument": {english.Sentence(apperr.BodyTooLarge.With(1024)), "The body is larger than 1024 bytes."},
		"reason": {
			english.Sentence(apperr.SendFailed.With("whatsapp_error")),
			"The message could not be sent: WhatsApp did not accept the message.",
		},
		"field":      {english.Field(apperr.Field{Name: "limit", Rule: "max", Param: "200"}), "It must be 200 or less."},
		"no session": {english.Reason(""), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", name, c.got, c.want)
		}
	}
}
