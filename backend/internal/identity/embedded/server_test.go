package embedded

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"
)

func TestOnlyHashesAreStored(t *testing.T) {
	t.Parallel()
	b := setupWithCost(t, bcrypt.DefaultCost)
	signedUp := b.signUp("ana@example.com")
	first := signedUp.field("refresh_token")
	second := b.refresh(first).field("refresh_token")

	var hash, clearNulls string
	err := b.super.QueryRow(t.Context(), `
		select encrypted_password,
		       concat_ws('|', confirmation_token, recovery_token, email_change, email_change_token_new)
		  from auth.users where email = 'ana@example.com'`).Scan(&hash, &clearNulls)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$2a$10$") || len(hash) != 60 {
		t.Errorf("password is stored as %q", hash)
	}
	if clearNulls != "|||" {
		t.Errorf("tokens that GoTrue wants to be empty text are %q", clearNulls)
	}
	var stored string
	if err := b.super.QueryRow(t.Context(), "select string_agg(to_jsonb(t)::text, '') from auth.refresh_tokens t").Scan(&stored); err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{first, second} {
		if strings.Contains(stored, token) {
			t.Errorf("a refresh token is stored in clear: %s", stored)
		}
	}
}

func TestParallelRefreshesGetOneToken(t *testing.T) {
	t.Parallel()
	b := setup(t)
	token := b.signUp("ana@example.com").field("refresh_token")
	var mu sync.Mutex
	var group sync.WaitGroup
	seen := map[string]int{}
	for range 8 {
		group.Go(func() {
			got := b.refresh(token)
			mu.Lock()
			defer mu.Unlock()
			seen[got.field("refresh_token")]++
		})
	}
	group.Wait()
	if len(seen) != 1 || seen[""] != 0 {
		t.Errorf("eight refreshes got %v, want one token eight times", seen)
	}
}

func TestSimultaneousSignUps(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var mu sync.Mutex
	var group sync.WaitGroup
	seen := map[int]int{}
	for range 6 {
		group.Go(func() {
			got := b.call("POST", "/signup", "", object{"email": "ana@example.com", "password": goodPassword})
			mu.Lock()
			defer mu.Unlock()
			seen[got.status]++
		})
	}
	group.Wait()
	if seen[200] != 1 || seen[422] != 5 {
		t.Errorf("six sign-ups for one address got %v, want 200 once and 422 five times", seen)
	}
}

func TestRefreshSurvivesNewKeys(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.signUp("ana@example.com").field("refresh_token")
	second := b.refresh(first).field("refresh_token")
	fresh, err := newKeyFile(b.clock.now())
	if err != nil {
		t.Fatal(err)
	}
	if b.server.keys, err = newKeyring(fresh); err != nil {
		t.Fatal(err)
	}
	if third := b.refresh(first).field("refresh_token"); third == "" || third == second {
		t.Errorf("lost child under another key: got %q, want a new token", third)
	}
	b.expect("refresh by the stored hash", b.refresh(second), http.StatusOK, "")
}

func TestUsedTokensAreForgotten(t *testing.T) {
	t.Parallel()
	b := setup(t)
	token := b.signUp("ana@example.com").field("refresh_token")
	for range 5 {
		b.clock.pass(usedTokensKept/2 + time.Hour)
		token = b.refresh(token).field("refresh_token")
	}
	var rows int
	if err := b.super.QueryRow(t.Context(), "select count(*) from auth.refresh_tokens").Scan(&rows); err != nil {
		t.Fatal(err)
	}
	if rows != 3 {
		t.Errorf("%d tokens kept, want the active one and those used in the last week", rows)
	}
}

func TestOurFaultsAre503(t *testing.T) {
	t.Parallel()
	b := setup(t)
	session := b.signUp("ana@example.com")
	b.pool.Close()
	for what, got := range map[string]answer{
		"refresh":  b.refresh(session.field("refresh_token")),
		"sign in":  b.signIn("ana@example.com", goodPassword),
		"sign up":  b.call("POST", "/signup", "", object{"email": "eva@example.com", "password": goodPassword}),
		"get user": b.call("GET", "/user", session.field("access_token"), nil),
		"logout":   b.call("POST", "/logout", session.field("access_token"), nil),
		"admin":    b.call("GET", "/admin/users", b.service, nil),
		"health":   b.call("GET", "/health", "", nil),
	} {
		b.expect(what, got, http.StatusServiceUnavailable, "unexpected_failure")
		if got.header.Get("Retry-After") == "" || strings.Contains(got.text, "pool") {
			t.Errorf("%s: headers %v, body %s", what, got.header, got.text)
		}
	}
}

func TestBusyIsOurFaultToo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.signUp("ana@example.com")
	for range maxWaiting {
		b.server.passwords.waiting <- struct{}{}
	}
	b.expect("sign in", b.signIn("ana@example.com", goodPassword), http.StatusServiceUnavailable, "unexpected_failure")
	<-b.server.passwords.waiting
	b.expect("sign in", b.signIn("ana@example.com", goodPassword), http.StatusOK, "")
}

func TestUnknownAddressCostsAComparison(t *testing.T) {
	t.Parallel()
	b := setup(t)
	decoy := string(b.server.passwords.decoy)
	good, err := b.server.passwords.match(t.Context(), "", "nobody has this password")
	if err != nil || good {
		t.Errorf("the decoy's own password signs nobody in: got %v, %v", good, err)
	}
	if bcrypt.CompareHashAndPassword([]byte(decoy), []byte("nobody has this password")) != nil {
		t.Error("the decoy is not a hash, so comparing with it takes no time")
	}
}

func TestPasswordChange(t *testing.T) {
	t.Parallel()
	b := setup(t)
	phone, laptop := b.signUp("ana@example.com"), b.signIn("ana@example.com", goodPassword)
	b.expect("change", b.call("PUT", "/user", laptop.field("access_token"), object{"password": "An0ther-Passw0rd"}), http.StatusOK, "")
	b.expect("this one stays", b.call("GET", "/user", laptop.field("access_token"), nil), http.StatusOK, "")
	b.expect("it refreshes", b.refresh(laptop.field("refresh_token")), http.StatusOK, "")
	b.expect("the other ends", b.call("GET", "/user", phone.field("access_token"), nil), http.StatusForbidden, "session_not_found")
	b.expect("and does not refresh", b.refresh(phone.field("refresh_token")), http.StatusBadRequest, "refresh_token_not_found")
	b.expect("old password", b.signIn("ana@example.com", goodPassword), http.StatusBadRequest, "invalid_credentials")
	b.expect("new password", b.signIn("ana@example.com", "An0ther-Passw0rd"), http.StatusOK, "")
}

func TestEmailChange(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.signUp("eva@example.com")
	token := b.signUp("ana@example.com").field("access_token")
	b.expect("taken", b.call("PUT", "/user", token, object{"email": "EVA@example.com"}), 422, "email_exists")
	b.expect("malformed", b.call("PUT", "/user", token, object{"email": "nobody"}), 400, "validation_failed")
	changed := b.call("PUT", "/user", token, object{"email": "Ana.New@example.com"})
	b.expect("free", changed, http.StatusOK, "")
	identity := changed.body["identities"].([]any)[0].(map[string]any)
	metadata := changed.body["user_metadata"].(map[string]any)
	for what, got := range map[string]any{
		"email": changed.field("email"), "identity": identity["email"], "metadata": metadata["email"],
	} {
		if got != "ana.new@example.com" {
			t.Errorf("%s is %v", what, got)
		}
	}
	b.expect("old address", b.signIn("ana@example.com", goodPassword), 400, "invalid_credentials")
	b.expect("new address", b.signIn("ana.new@example.com", goodPassword), http.StatusOK, "")
}

func TestMetadata(t *testing.T) {
	t.Parallel()
	b := setup(t)
	token := b.signUp("ana@example.com").field("access_token")
	b.expect("set", b.call("PUT", "/user", token, object{"data": object{"a": 1, "b": 2}}), http.StatusOK, "")
	got := b.call("PUT", "/user", token, object{"data": object{"a": nil}}).body["user_metadata"].(map[string]any)
	if _, kept := got["a"]; kept || got["b"] != 2.0 {
		t.Errorf("null removes a member and leaves the others: got %v", got)
	}
	b.expect("NUL", b.call("PUT", "/user", token, object{"data": object{"a": "\x00"}}), 400, "validation_failed")
	b.expect("NUL at sign-up", b.call("POST", "/signup", "", object{
		"email": "eva@example.com", "password": goodPassword, "data": object{"a": "\x00"},
	}), 400, "validation_failed")
	long := strings.Repeat("x", maxMetadata*3/4)
	b.expect("much", b.call("PUT", "/user", token, object{"data": object{"x": long}}), http.StatusOK, "")
	b.expect("too much together", b.call("PUT", "/user", token, object{"data": object{"y": long}}), 400, "validation_failed")
	b.expect("too much", b.call("PUT", "/user", token, object{"data": object{"y": long + long}}), 400, "validation_failed")
	b.expect("not an object", b.call("PUT", "/user", token, `{"data":"text"}`), 400, "bad_json")
}

func TestOddRequests(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.TokenLifetime = time.Minute })
	session := b.signUp("ana@example.com")
	token := session.field("access_token")
	b.expect("anonymous", b.call("POST", "/signup", "", object{}), 422, "anonymous_provider_disabled")
	b.expect("body too large", b.call("POST", "/signup", "", `{"email":"`+strings.Repeat("a", maxBodyBytes)), 413, "validation_failed")
	b.expect("NUL in the address", b.signIn("ana\x00@example.com", goodPassword), 400, "invalid_credentials")
	b.expect("no address", b.call("POST", "/token?grant_type=password", "", object{"password": goodPassword}), 400, "validation_failed")
	b.expect("endless password", b.signIn("ana@example.com", strings.Repeat("x", 1000)), 400, "invalid_credentials")
	b.expect("no bearer at all", b.send("GET", PathPrefix+"/user", map[string]string{"X-Supabase-Api-Version": apiVersion}, nil), 401, "no_authorization")
	b.expect("oversized bearer", b.call("GET", "/user", strings.Repeat("x", maxTokenBytes+1), nil), 403, "bad_jwt")
	b.expect("recover is silent", b.call("POST", "/recover", "", object{"email": "nobody@example.com"}), http.StatusOK, "")
	b.expect("bad user id", b.call("GET", "/admin/users/42", b.service, nil), 404, "validation_failed")
	b.expect("soft deletion", b.call("DELETE", "/admin/users/"+session.body["user"].(map[string]any)["id"].(string), b.service, object{"should_soft_delete": true}), 400, "validation_failed")
	b.expect("bad page", b.call("GET", "/admin/users?page=-1", b.service, nil), 400, "validation_failed")
	b.expect("bad ban", b.call("POST", "/admin/users", b.service, object{"email": "x@example.com", "ban_duration": "soon"}), 400, "validation_failed")
	if got := b.send("GET", "/elsewhere", nil, nil); got.status != 404 || got.text != "404 page not found\n" {
		t.Errorf("outside: %d %q", got.status, got.text)
	}
	b.clock.pass(time.Minute + time.Second)
	b.expect("expired", b.call("GET", "/user", token, nil), 403, "bad_jwt")
}

func TestUnconfirmedAndBanned(t *testing.T) {
	t.Parallel()
	b := setup(t)
	created := b.call("POST", "/admin/users", b.service, object{"email": "eva@example.com", "password": goodPassword})
	b.expect("unconfirmed", b.signIn("eva@example.com", goodPassword), 400, "email_not_confirmed")
	path := "/admin/users/" + created.field("id")
	b.expect("confirm", b.call("PUT", path, b.service, object{"email_confirm": true}), http.StatusOK, "")
	session := b.signIn("eva@example.com", goodPassword)
	b.expect("confirmed", session, http.StatusOK, "")
	b.expect("ban", b.call("PUT", path, b.service, object{"ban_duration": "1h"}), http.StatusOK, "")
	b.expect("banned user", b.call("GET", "/user", session.field("access_token"), nil), 403, "user_banned")
	b.expect("banned refresh", b.refresh(session.field("refresh_token")), 400, "user_banned")
	b.expect("wrong password first", b.signIn("eva@example.com", "wrong-password"), 400, "invalid_credentials")
	b.clock.pass(time.Hour)
	session = b.refresh(session.field("refresh_token"))
	b.expect("the ban is over", session, http.StatusOK, "")
	b.expect("new password by an administrator", b.call("PUT", path, b.service, object{"password": "Passw0rd-by-admin"}), http.StatusOK, "")
	b.expect("ends all sign-ins", b.call("GET", "/user", session.field("access_token"), nil), 403, "session_not_found")
}

func TestSignupCanBeDisabled(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.DisableSignup = true })
	b.expect("sign up", b.call("POST", "/signup", "", object{"email": "ana@example.com", "password": goodPassword}), 422, "signup_disabled")
	if b.call("GET", "/settings", "", nil).body["disable_signup"] != true {
		t.Error("settings do not say that sign-up is disabled")
	}
}

func TestAdminPages(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, name := range []string{"a", "b", "c"} {
		b.signUp(name + "@example.com")
		b.clock.pass(time.Second)
	}
	got := b.call("GET", "/admin/users?page=1&per_page=2", b.service, nil)
	want := `</admin/users?page=2&per_page=2>; rel="next", </admin/users?page=2&per_page=2>; rel="last"`
	if got.header.Get("Link") != want || got.header.Get("X-Total-Count") != "3" {
		t.Errorf("headers are %v", got.header)
	}
	users := got.body["users"].([]any)
	if first := users[0].(map[string]any); len(users) != 2 || first["email"] != "c@example.com" || first["identities"] != nil {
		t.Errorf("page is %s", got.text)
	}
	if got := b.call("GET", "/admin/users?filter=%25", b.service, nil); got.header.Get("X-Total-Count") != "0" {
		t.Errorf("a percent sign means itself: %s", got.text)
	}
}

func TestCORS(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.AllowedOrigins = []string{"https://app.example.com"} })
	preflight := func(origin string) http.Header {
		got := b.send("OPTIONS", PathPrefix+"/token?grant_type=password", map[string]string{
			"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "apikey,authorization",
		}, nil)
		if got.status != http.StatusNoContent {
			t.Errorf("preflight from %s: %d", origin, got.status)
		}
		return got.header
	}
	allowed := preflight("https://app.example.com")
	if allowed.Get("Access-Control-Allow-Origin") != "https://app.example.com" {
		t.Errorf("headers are %v", allowed)
	}
	for _, name := range []string{"apikey", "authorization", "content-type", "x-client-info", "x-supabase-api-version"} {
		if !strings.Contains(allowed.Get("Access-Control-Allow-Headers"), name) {
			t.Errorf("header %s is not allowed", name)
		}
	}
	if got := preflight("https://evil.example.com").Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("a stranger's origin is allowed: %q", got)
	}
	actual := b.send("GET", PathPrefix+"/settings", map[string]string{"Origin": "https://app.example.com"}, nil)
	if actual.header.Get("Access-Control-Expose-Headers") != "X-Total-Count, Link, X-Supabase-Api-Version" || actual.header.Get("Vary") != "Origin" {
		t.Errorf("headers are %v", actual.header)
	}
}
