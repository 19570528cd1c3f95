package embedded

import (
	"net/http"
	"strconv"
	"testing"
	"time"
)

func TestLimitsPerAddress(t *testing.T) {
	t.Parallel()
	few := Limit{Events: 60, Per: time.Minute, Burst: 2}
	b := setup(t, func(c *Config) {
		c.Limits.Token, c.Limits.SignUp, c.Limits.Recover, c.Limits.UpdateUser = few, few, few, few
		c.ClientIP = func(r *http.Request) string { return r.Header.Get("X-Test-IP") }
	})
	for _, path := range []string{"/token?grant_type=refresh_token", "/signup", "/recover"} {
		from := func(ip string) int {
			return b.send("POST", PathPrefix+path, map[string]string{"X-Test-IP": ip}, object{}).status
		}
		for range few.Burst {
			if got := from("192.0.2.1"); got == http.StatusTooManyRequests {
				t.Errorf("%s: refused too early", path)
			}
		}
		if got := from("192.0.2.1"); got != http.StatusTooManyRequests {
			t.Errorf("%s: got %d, want 429", path, got)
		}
		if got := from("192.0.2.2"); got == http.StatusTooManyRequests {
			t.Errorf("%s: another address is refused", path)
		}
		b.clock.pass(time.Second)
		if got := from("192.0.2.1"); got == http.StatusTooManyRequests {
			t.Errorf("%s: refused a second later", path)
		}
	}
}

func TestLimitPerAccountCountsFailuresOnly(t *testing.T) {
	t.Parallel()
	limit := Limit{Events: 1, Per: time.Minute, Burst: 3}
	b := setup(t, func(c *Config) { c.Limits.FailedSignIns = limit })
	b.signUp("ana@example.com")
	b.signUp("eva@example.com")
	for range 2 * limit.Burst {
		b.expect("right password", b.signIn("ana@example.com", goodPassword), http.StatusOK, "")
	}
	for range limit.Burst {
		b.expect("wrong password", b.signIn("ana@example.com", "wrong-password"), 400, "invalid_credentials")
	}
	b.expect("one too many", b.signIn("ANA@example.com", "wrong-password"), 429, "over_request_rate_limit")
	b.expect("even if it is right", b.signIn("ana@example.com", goodPassword), 429, "over_request_rate_limit")
	b.expect("another account", b.signIn("eva@example.com", goodPassword), http.StatusOK, "")
	b.clock.pass(time.Minute)
	b.expect("a minute later", b.signIn("ana@example.com", goodPassword), http.StatusOK, "")
}

func TestLimiterForgetsTheOldest(t *testing.T) {
	t.Parallel()
	l := newLimiter(Limit{Events: 1, Per: time.Hour, Burst: 1}, time.Now)
	for i := range maxBuckets + 100 {
		if _, err := l.take(strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	if n := l.buckets.Len(); n != maxBuckets {
		t.Errorf("%d buckets, want %d", n, maxBuckets)
	}
}

func TestNetwork(t *testing.T) {
	t.Parallel()
	for ip, want := range map[string]string{
		"192.0.2.1":            "192.0.2.1",
		"::ffff:192.0.2.1":     "::ffff:192.0.2.1",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::1":      "2001:db8:1:2::/64",
		"fe80::1%eth0":         "fe80::/64",
		"not an address":       "not an address",
	} {
		if got := network(ip); got != want {
			t.Errorf("%s: got %s, want %s", ip, got, want)
		}
	}
}
