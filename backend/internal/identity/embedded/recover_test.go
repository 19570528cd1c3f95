package embedded

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// forgot asks for a link, and returns the token of the newest one.
func (b *bench) forgot(email, page string) (link *url.URL, token string) {
	b.t.Helper()
	b.expect("recover", b.call("POST", "/recover?redirect_to="+url.QueryEscape(page), "", object{"email": email}), http.StatusOK, "")
	links := b.log.links(b.t)
	if len(links) == 0 {
		b.t.Fatal("no link was logged")
	}
	link, err := url.Parse(links[len(links)-1])
	if err != nil {
		b.t.Fatal(err)
	}
	query := link.Query()
	return link, query.Get("token_hash") + query.Get("token")
}

func TestRecoveryTokensEnd(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.signUp("ana@example.com")
	b.signUp("eva@example.com")
	verify := func(body object) answer { return b.call("POST", "/verify", "", body) }

	_, first := b.forgot("ana@example.com", "")
	b.forgot("ana@example.com", "")
	if n := len(b.log.links(t)); n != 1 {
		t.Errorf("%d links within a minute, want 1", n)
	}
	b.expect("another type", verify(object{"type": "magiclink", "token_hash": first}), 400, "validation_failed")
	b.expect("no token", verify(object{"type": "recovery"}), 400, "validation_failed")
	b.expect("a token that never was", verify(object{"type": "recovery", "token_hash": strings.Repeat("A", 26)}), 403, "otp_expired")
	b.expect("somebody else's", verify(object{"type": "recovery", "token": first, "email": "eva@example.com"}), 403, "otp_expired")
	b.expect("the owner's", verify(object{"type": "recovery", "token": first, "email": "Ana@example.com"}), http.StatusOK, "")
	b.expect("a second time", verify(object{"type": "recovery", "token_hash": first}), 403, "otp_expired")

	b.clock.pass(linkPause)
	_, second := b.forgot("ana@example.com", "")
	b.clock.pass(linkLifetime)
	b.expect("an hour later", verify(object{"type": "recovery", "token_hash": second}), 403, "otp_expired")

	_, third := b.forgot("ana@example.com", "")
	session := b.signIn("ana@example.com", goodPassword).field("access_token")
	b.expect("a new password", b.call("PUT", "/user", session, object{"password": "An0ther-Passw0rd!"}), http.StatusOK, "")
	b.expect("after another new password", verify(object{"type": "recovery", "token_hash": third}), 403, "otp_expired")

	var stored int
	query := "select count(*) from auth.users where recovery_token = any ($1)"
	if err := b.super.QueryRow(t.Context(), query, []string{first, second, third}).Scan(&stored); err != nil || stored != 0 {
		t.Errorf("%d tokens are stored as they are, %v", stored, err)
	}
}

func TestRecoveryLinks(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.AllowedOrigins = []string{"*", "https://app.example.com"} })
	b.signUp("ana@example.com")
	direct := b.url + PathPrefix + "/verify"
	for page, want := range map[string]string{
		"https://app.example.com/reset":       "https://app.example.com/reset",
		b.url + "/reset":                      b.url + "/reset",
		"https://evil.example.com/reset":      direct,
		"https://app.example.com@evil.com":    direct,
		"https://app.example.com.evil.com":    direct,
		"javascript:alert(1)":                 direct,
		"":                                    direct,
		"https://me:pw@app.example.com/reset": direct,
	} {
		b.clock.pass(linkPause)
		link, token := b.forgot("ana@example.com", page)
		if bare := link.Scheme + "://" + link.Host + link.Path; bare != want || token == "" || link.Query().Get("type") != "recovery" {
			t.Errorf("%q: the link leads to %s", page, link)
		}
	}
}

func TestFollowingALink(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.AllowedOrigins = []string{"https://app.example.com"} })
	b.signUp("ana@example.com")
	_, token := b.forgot("ana@example.com", "")
	follow := func(page string) url.Values {
		t.Helper()
		client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: time.Minute}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
			b.url+PathPrefix+"/verify?type=recovery&token="+token+"&redirect_to="+url.QueryEscape(page), nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = got.Body.Close()
		where, fragment, _ := strings.Cut(got.Header.Get("Location"), "#")
		if got.StatusCode != http.StatusSeeOther || !slices.Contains([]string{"https://app.example.com", "https://app.example.com/reset"}, where) {
			t.Errorf("%s: %d to %q", page, got.StatusCode, where)
		}
		values, err := url.ParseQuery(fragment)
		if err != nil {
			t.Fatal(err)
		}
		return values
	}
	session := follow("https://app.example.com/reset")
	b.expect("the session of the link", b.call("GET", "/user", session.Get("access_token"), nil), http.StatusOK, "")
	if session.Get("refresh_token") == "" || session.Get("type") != "recovery" {
		t.Errorf("got %v", session)
	}
	if again := follow("https://evil.example.com/"); again.Get("error_code") != "otp_expired" || again.Get("access_token") != "" {
		t.Errorf("got %v", again)
	}
}
