package models_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/backend/models"
)

func TestParsePhone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"5491122334455":       "5491122334455",
		"+54 9 11 2233-4455":  "5491122334455",
		" +1 (415) 555-2671 ": "14155552671",
		"+34.600.123.456":     "34600123456",
		"1234567":             "1234567",
		"123456789012345":     "123456789012345",
		"":                    "",
		"+":                   "",
		"123456":              "",
		"1234567890123456":    "",
		"++5491122334455":     "",
		"54+91122334455":      "",
		"5491122334455a":      "",
		"54911223344\x0055":   "",
		"٥٤٩١١٢٢٣٣٤٤٥٥":       "", // digits, but not those of ASCII
		"５４９１１２２３３４４５５":           "",
		"5491122334455\u200b":     "",
		"5491122334455\n1":        "",
		"5491122334455@c.us":      "",
		"1' or '1'='1":            "",
		"../../5491122334455":     "",
		strings.Repeat("1", 1e6):  "",
		strings.Repeat("(", 1000): "",
	} {
		got, err := models.ParsePhone(text)
		if got != want || (err == nil) != (want != "") || err != nil && !errors.Is(err, models.ErrInvalidPhone) {
			t.Errorf("%.40q: got %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestParseChatID(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]models.ChatID{
		"5491122334455":                   "5491122334455@c.us",
		"+54 9 11 2233-4455":              "5491122334455@c.us",
		"5491122334455@c.us":              "5491122334455@c.us",
		" 5491122334455@c.us ":            "5491122334455@c.us",
		"5491122334455@s.whatsapp.net":    "5491122334455@c.us",
		"120363041234567890@g.us":         "120363041234567890@g.us",
		"5491122334455-1600000000@g.us":   "5491122334455-1600000000@g.us",
		"112233445566778@lid":             "112233445566778@lid",
		"120363155556666777@newsletter":   "120363155556666777@newsletter",
		"status@broadcast":                "status@broadcast",
		"1600000000@broadcast":            "1600000000@broadcast",
		"":                                "",
		"@":                               "",
		"@c.us":                           "",
		"nobody@c.us":                     "",
		"status@c.us":                     "",
		"5491122334455@":                  "",
		"5491122334455@C.US":              "",
		"5491122334455@c.us.evil.com":     "",
		"5491122334455@@c.us":             "",
		"5491122334455@c.us@g.us":         "",
		"549-1122334455@c.us":             "",
		"+5491122334455@c.us":             "",
		"5491122334455:12@c.us":           "",
		"5491122334455@c.us\x00":          "",
		"54911\x0022334455@c.us":          "",
		"../5491122334455@c.us":           "",
		"1%2F2@c.us":                      "",
		"1'; drop table messages@c.us":    "",
		"٥٤٩١١@c.us":                      "",
		strings.Repeat("1", 65) + "@c.us": "",
	} {
		got, err := models.ParseChatID(text)
		if got != want || (err == nil) != (want != "") || err != nil && !errors.Is(err, models.ErrInvalidChatID) {
			t.Errorf("%.60q: got %q, %v; want %q", text, got, err, want)
		}
		if err != nil {
			continue
		}
		if again, err := models.ParseChatID(string(got)); again != got || err != nil {
			t.Errorf("%q read again: got %q, %v", got, again, err)
		}
	}
}

func TestWhatAChatIs(t *testing.T) {
	t.Parallel()
	for id, want := range map[models.ChatID]struct {
		phone               string
		group, conversation bool
	}{
		"5491122334455@c.us":            {"5491122334455", false, true},
		"120363041234567890@g.us":       {"", true, true},
		"112233445566778@lid":           {"", false, true}, // the digits of a hidden id are no number
		"120363155556666777@newsletter": {"", false, false},
		"status@broadcast":              {"", false, false},
		"":                              {"", false, false},
	} {
		if id.Phone() != want.phone || id.IsGroup() != want.group || id.IsConversation() != want.conversation {
			t.Errorf("%q: got phone %q, group %v, conversation %v; want %+v", id, id.Phone(), id.IsGroup(), id.IsConversation(), want)
		}
	}
}

func TestStatusOf(t *testing.T) {
	t.Parallel()
	for waha, want := range map[models.WAHAStatus]models.SessionStatus{
		"": "disconnected", "STOPPED": "disconnected", "STARTING": "connecting", "SCAN_QR_CODE": "connecting",
		"WORKING": "connected", "FAILED": "error", "PASSKEY_REQUIRED": "connecting", "something new": "connecting",
	} {
		if got := models.StatusOf(waha); got != want {
			t.Errorf("%q: got %s, want %s", waha, got, want)
		}
	}
}
