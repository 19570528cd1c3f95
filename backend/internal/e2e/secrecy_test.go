package e2e_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What people write, their whole numbers, codes that link a phone, passwords and tokens stay out of the log, even when it tells
// the most. Each request and each change of a session's state has its line nevertheless.
func TestLogKeepsSecrets(t *testing.T) {
	t.Parallel()
	b := newBackend(t, "up", map[string]string{
		"POSTGRES_PORT": freePort(t), "RUNTIME": "process", "WAHA_SIM_BINARY": built.simulator, "LOG_LEVEL": "debug",
	})
	steps := append(readTranscript(t, transcript), step{commands: `echo "$TOKEN"`})
	outputs := execute(t, b.url, steps)
	token := strings.TrimSpace(outputs[len(outputs)-1])
	said := strings.Join(outputs, "\n")
	for _, s := range steps {
		said += s.commands
	}
	secret := map[string][]string{
		"a text":                     found(said, `"(?:body|text|message|caption)":\s*"([^"…]{8,})"`),
		"a whole number":             found(said, `\b(549\d{8,})\b`),
		"a code that links a phone":  found(said, `"qrCode":"(2@[^"]{20})`),
		"a password":                 found(said, `"password":"([^"]+)"`),
		"a token":                    {token},
		"a part of a signed address": found(said, `[?&](?:signature|sig|token)=([^"&]+)`),
	}
	b.stop()
	log := b.output()
	for what, examples := range secret {
		if len(examples) == 0 && what != "a part of a signed address" {
			t.Errorf("the conversation has no example of %s", what)
		}
		for _, example := range examples {
			if line := lineWith(log, example); line != "" {
				t.Errorf("the log tells %s, %q:\n%s", what, example, line)
			}
		}
	}
	for _, want := range []string{
		`"route":"/api/sessions/:id/send"`, `"route":"/api/webhook/whatsapp/:containerName"`, `"request_id":"`, `"status":"connected"`,
	} {
		if !strings.Contains(log, want) {
			t.Errorf("no line of the log has %s:\n%s", want, log)
		}
	}
}

// found lists what a pattern's group matches, once each, without the words that the server itself says.
func found(text, pattern string) []string {
	var list []string
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		list = append(list, match[1])
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func lineWith(log, part string) string {
	for line := range strings.Lines(log) {
		if strings.Contains(line, part) {
			return line
		}
	}
	return ""
}
