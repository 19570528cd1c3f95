package config

import (
	"crypto/sha512"
	"encoding/hex"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

func hash(plain string) string {
	sum := sha512.Sum512([]byte(plain))
	return "sha512:" + hex.EncodeToString(sum[:])
}

func TestKeys(t *testing.T) {
	t.Parallel()
	zeros := strings.Repeat("0", 32)
	for _, test := range []struct {
		name      string
		env       []string
		accepted  string
		refused   string
		generated bool
	}{
		{"plain", []string{"WAHA_API_KEY=a-long-key"}, "a-long-key", "other", false},
		{"hashed", []string{"WAHA_API_KEY=" + hash("a-long-key")}, "a-long-key", hash("a-long-key"), false},
		{"old name wins", []string{"WAHA_API_KEY=new-key", "WHATSAPP_API_KEY=old-key"}, "old-key", "new-key", false},
		{"open", []string{"WAHA_NO_API_KEY=True"}, "", "", false},
		{"open needs an empty key", []string{"WAHA_NO_API_KEY=True", "WAHA_API_KEY=a-long-key"}, "a-long-key", "", false},
		{"missing", nil, "", "", true},
		{"weak 123", []string{"WAHA_API_KEY=123"}, "", "123", true},
		{"weak 321", []string{"WAHA_API_KEY=321"}, "", "321", true},
		{"weak admin", []string{"WAHA_API_KEY=admin"}, "", "admin", true},
		{"weak waha", []string{"WAHA_API_KEY=waha"}, "", "waha", true},
		{"weak zeros", []string{"WAHA_API_KEY=" + zeros}, "", zeros, true},
		{"weak ones", []string{"WAHA_API_KEY=" + strings.Repeat("1", 32)}, "", strings.Repeat("1", 32), true},
		{"weak hash", []string{"WAHA_API_KEY=" + hash(zeros)}, "", zeros, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c, err := Load(test.env)
			if err != nil {
				t.Fatal(err)
			}
			if (c.Key.Generated != "") != test.generated {
				t.Fatalf("generated %q, want one: %t", c.Key.Generated, test.generated)
			}
			accepted := test.accepted
			if test.generated {
				accepted = c.Key.Generated
			}
			if !c.Key.Accepts(accepted) {
				t.Errorf("%q is refused", accepted)
			}
			if !c.Key.Open && c.Key.Accepts(test.refused) {
				t.Errorf("%q is accepted", test.refused)
			}
		})
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	c, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Port != 3000 || c.Engine != WEBJS || c.StoreDir != "/app/.sessions" || c.Namespace != "webjs" || c.Hook != nil {
		t.Errorf("unexpected defaults: port %d, engine %s, store %s, namespace %s", c.Port, c.Engine, c.StoreDir, c.Namespace)
	}
	if c.Sim.FirstQR != time.Minute || c.Sim.NextQR != 20*time.Second || c.Sim.QRCount != 6 || c.Sim.StopSleep != 3*time.Second {
		t.Errorf("unexpected timings: %+v", c.Sim)
	}
}

func TestEveryProblemIsReported(t *testing.T) {
	t.Parallel()
	_, err := Load([]string{
		"WHATSAPP_API_PORT=many", "WHATSAPP_DEFAULT_ENGINE=WPP", "WAHA_PRINT_QR=perhaps", "SIM_QR_COUNT=-1",
		"WAHA_API_KEY=sha512:12", "WHATSAPP_HOOK_URL=http://a", "WHATSAPP_HOOK_EVENTS=*",
		"WHATSAPP_HOOK_RETRIES_POLICY=often", "WHATSAPP_HOOK_CUSTOM_HEADERS=X-A:http://b",
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, name := range []string{
		"WHATSAPP_API_PORT", "WHATSAPP_DEFAULT_ENGINE", "WAHA_PRINT_QR", "SIM_QR_COUNT", "WAHA_API_KEY",
		"WHATSAPP_HOOK_RETRIES_POLICY", "WHATSAPP_HOOK_CUSTOM_HEADERS",
	} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named in: %v", name, err)
		}
	}
}

func TestGlobalHook(t *testing.T) {
	t.Parallel()
	c, err := Load([]string{
		"WHATSAPP_HOOK_URL=http://app/hook", "WHATSAPP_HOOK_EVENTS=message.any, session.status", "WHATSAPP_HOOK_HMAC_KEY=k",
		"WHATSAPP_HOOK_RETRIES_POLICY=linear", "WHATSAPP_HOOK_RETRIES_DELAY_SECONDS=3", "WHATSAPP_HOOK_RETRIES_ATTEMPTS=4",
		"WHATSAPP_HOOK_CUSTOM_HEADERS=X-A:1;X-B:2",
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.Hook.Key != "k" || c.Hook.Retry != (webhook.Retry{Policy: webhook.Linear, Delay: 3 * time.Second, Attempts: 4}) ||
		len(c.Hook.Headers) != 2 || !c.Hook.Wants("session.status") {
		t.Errorf("unexpected hook: %+v", c.Hook)
	}
	if c, err := Load([]string{"WHATSAPP_HOOK_URL=http://app/hook"}); err != nil || c.Hook != nil {
		t.Errorf("a hook without events: got %+v, %v", c.Hook, err)
	}
}

func TestEveryVariableOfOursIsInTheReadme(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("sim.go")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`SIM_[A-Z_]+`).FindAllString(string(source), -1)
	if len(names) == 0 {
		t.Fatal("no variables found")
	}
	for _, name := range names {
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("%s is not in the README", name)
		}
	}
}
