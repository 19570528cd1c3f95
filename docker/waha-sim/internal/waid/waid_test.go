package waid

import (
	"regexp"
	"testing"
	"time"
)

func TestChat(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"5511999990001":                   "5511999990001@c.us",
		"+5511999990001":                  "5511999990001@c.us",
		"5511999990001@c.us":              "5511999990001@c.us",
		"5511999990001@s.whatsapp.net":    "5511999990001@c.us",
		"5511999990001:12@s.whatsapp.net": "5511999990001@c.us",
		"112233445566778@lid":             "112233445566778@lid",
		"120363041234567890@g.us":         "120363041234567890@g.us",
		"status@broadcast":                "status@broadcast",
		"":                                "",
	} {
		if got := Chat(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}

func TestMessageIDs(t *testing.T) {
	t.Parallel()
	full := Message(true, "1203@g.us", "3EB0AA", "5511@c.us")
	if full != "true_1203@g.us_3EB0AA_5511@c.us" {
		t.Errorf("got %s", full)
	}
	for _, id := range []string{full, "false_5511@c.us_3EB0AA", "3EB0AA"} {
		if raw := Raw(id); raw != "3EB0AA" {
			t.Errorf("%s: got %s", id, raw)
		}
	}
}

func TestGeneratedIDs(t *testing.T) {
	t.Parallel()
	for id, pattern := range map[string]string{
		NewEvent(time.Now()):   `^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$`,
		NewSession(time.Now()): `^session_[0-7][0-9a-hjkmnp-tv-z]{25}$`,
		NewPhoneMessage():      `^AC[0-9A-F]{30}$`,
		NewAPIMessage():        `^3EB0[0-9A-F]{18}$`,
		LIDOf("5511@c.us"):     `^[1-9][0-9]{14}@lid$`,
	} {
		if !regexp.MustCompile(pattern).MatchString(id) {
			t.Errorf("%s does not match %s", id, pattern)
		}
	}
	// The time part of evt_01kyd4nd91d53rsjervwwbwawm, an event of 1785000015137.
	if got := NewEvent(time.UnixMilli(1785000015137))[:14]; got != "evt_01kyd4nd91" {
		t.Errorf("got %s, want evt_01kyd4nd91", got)
	}
	first, again := LIDOf("5511@c.us"), LIDOf("5511@c.us")
	if first != again || first == LIDOf("5512@c.us") {
		t.Error("hidden ids must be stable and different")
	}
}
