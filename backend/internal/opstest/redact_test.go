package opstest_test

import (
	"strings"
	"testing"
)

func TestRedactionTakesOutSecretsAndPeople(t *testing.T) {
	t.Parallel()
	for text, secret := range map[string]string{
		`"Authorization":"Bearer abc.def-ghi"`:                                         "abc.def-ghi",
		`authorization: basic YW5hOnBhc3M=`:                                            "YW5hOnBhc3M",
		`x-api-key: hunter2abc`:                                                        "hunter2abc",
		`GET /api/media/1?signature=q8-3vE&x=1`:                                        "q8-3vE",
		`{"password":"correct horse"}`:                                                 "correct horse",
		`PASS='it is one'`:                                                             "it is one",
		`postgres://conectafy_server:pa55@db:5432/postgres`:                            "pa55",
		`token eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.abc_DEF-1 ok`:                 "eyJ",
		`key q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA= ok`:                          "q83v",
		`secret deadbeefdeadbeefdeadbeefdeadbeef`:                                      "deadbeef",
		`sb_secret_N7UND0UgjKTVK-Uodkm0Hg`:                                             "N7UND0",
		`qr 2@abcDEFghiJKLmnoPQRstuVWX,yz==,foo`:                                       "abcDEF",
		"-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----": "MIGH",
		`from ana.perez+shop@mail.example.com`:                                         "ana.perez",
		`chat 5491122334459@c.us`:                                                      "5491122",
		`to 5491122334459`:                                                             "5491122",
		`to x5491122334459, tel.12345678`:                                              "2345",
		`to +54 9 11 2233-4459`:                                                        "2233",
		`to (11) 2233-4459`:                                                            "2233",
		`to +55 11 91234-5678`:                                                         "91234",
	} {
		if got := redact(t, text); strings.Contains(got, secret) {
			t.Errorf("%q is left in %q", secret, got)
		}
	}
}

func TestRedactionLeavesWhatHelps(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`{"time":"2026-11-27T07:31:00Z","level":"error","session":"01a21bee-cae6-71c7-906c-3a85f223dbba","code":"waha_timeout"}`,
		`/api/sessions/12345678-1234-1234-1234-123456789012/qr 200 0.031`,
		`waha-session-01a21bee-cae6-71c7-906c-3a85f223dbba Up 3 minutes (healthy) 172.18.0.13:52312`,
		`2026/11/27 07:31:00 [warn] 12#12: *4511 upstream conectafy/backend:1.2.3 443/tcp`,
	} {
		if got := redact(t, text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// A secret of this installation is known by its value, whatever it looks like.
func TestRedactionKnowsTheSecretsOfEnv(t *testing.T) {
	t.Parallel()
	env := envFile(t, "SERVER_PASSWORD='tiny.pw'", "SMTP_PASS=plain-one", "PUBLIC_URL='https://shop.example'")
	got := run(t, []string{env}, "said tiny.pw and plain-one at https://shop.example, tinyXpw", "redact.sh").stdout
	if want := "said [SERVER_PASSWORD] and [SMTP_PASS] at https://shop.example, tinyXpw"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func redact(t *testing.T, text string) string {
	t.Helper()
	got := run(t, []string{envFile(t)}, text, "redact.sh")
	if got.code != 0 {
		t.Fatalf("ended with %d: %s", got.code, got.stderr)
	}
	return got.stdout
}
