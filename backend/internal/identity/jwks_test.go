package identity

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

func broken(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }

func TestKeysRotateWithoutRestart(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	a, b := newECKey(t, "a"), newECKey(t, "b")
	verifier := auth.verifier()
	check := func(stage string, key signer, want error) {
		t.Helper()
		if _, err := verifier.Verify(t.Context(), key.sign(t, auth.claims(nil))); !errors.Is(err, want) {
			t.Errorf("%s, key %s: got %v, want %v", stage, key.kid, err, want)
		}
	}
	auth.publish(a)
	check("one key", a, nil)
	check("not published", b, ErrInvalidToken)

	auth.publish(b, a)
	check("published a moment ago", b, ErrInvalidToken)
	auth.pass(fetchPause)
	check("rotated", b, nil)
	check("rotated", a, nil)

	remembered := a.sign(t, auth.claims(nil))
	if _, err := verifier.Verify(t.Context(), remembered); err != nil {
		t.Fatal(err)
	}
	auth.publish(b)
	auth.pass(fetchPause)
	check("another unknown id makes it look again", newECKey(t, "c"), ErrInvalidToken)
	check("revoked", a, ErrInvalidToken)
	check("revoked", b, nil)
	if _, err := verifier.Verify(t.Context(), remembered); !errors.Is(err, ErrInvalidToken) {
		t.Errorf("remembered token of a revoked key: %v", err)
	}
}

func TestKeyReplacedUnderItsID(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	before, after := newECKey(t, "a"), newECKey(t, "a")
	verifier := auth.verifier()
	auth.publish(before)
	token := before.sign(t, auth.claims(nil))
	if _, err := verifier.Verify(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	auth.publish(after)
	auth.pass(fetchPause)
	if _, err := verifier.Verify(t.Context(), newECKey(t, "x").sign(t, auth.claims(nil))); !errors.Is(err, ErrInvalidToken) {
		t.Fatal(err)
	}
	if _, err := verifier.Verify(t.Context(), token); !errors.Is(err, ErrInvalidToken) {
		t.Errorf("token of the replaced key: %v", err)
	}
	if _, err := verifier.Verify(t.Context(), after.sign(t, auth.claims(nil))); err != nil {
		t.Errorf("token of the new key: %v", err)
	}
}

func TestKnownKeysOutliveAuth(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	key, unseen := newECKey(t, "a"), newECKey(t, "b")
	auth.publish(key)
	verifier := auth.verifier()
	verify := func(key signer) error {
		_, err := verifier.Verify(t.Context(), key.sign(t, auth.claims(map[string]any{"nonce": auth.now().UnixNano()})))
		return err
	}
	if err := verify(key); err != nil {
		t.Fatal(err)
	}
	auth.fail(broken)
	auth.pass(keysFreshFor)
	if err := verify(key); err != nil {
		t.Errorf("known key while Auth is down: %v", err)
	}
	eventually(t, "a fetch behind the caller's back", func() bool { return verifier.keys.failing() != nil })
	if err := verify(unseen); !errors.Is(err, ErrUnavailable) {
		t.Errorf("unknown key while Auth is down: got %v, want ErrUnavailable", err)
	}
	auth.pass(keysUsableFor)
	if err := verify(key); !errors.Is(err, ErrUnavailable) {
		t.Errorf("key of more than a day ago: got %v, want ErrUnavailable", err)
	}
	auth.fail(nil)
	auth.pass(fetchPause)
	if err := verify(key); err != nil {
		t.Errorf("Auth is back: %v", err)
	}
}

func TestRememberedTokenNeedsAUsableKey(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	key := newECKey(t, "a")
	auth.publish(key)
	verifier := auth.verifier()
	token := key.sign(t, auth.claims(map[string]any{"exp": auth.now().Add(72 * time.Hour).Unix()}))
	if _, err := verifier.Verify(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	auth.fail(broken)
	auth.pass(keysUsableFor)
	if _, err := verifier.Verify(t.Context(), token); !errors.Is(err, ErrUnavailable) {
		t.Errorf("got %v, want ErrUnavailable", err)
	}
}

func TestNeverFetchedIsUnavailable(t *testing.T) {
	t.Parallel()
	token := func(auth *authority) string { return newECKey(t, "a").sign(t, auth.claims(nil)) }
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"keys":[]}`)
	}))
	t.Cleanup(elsewhere.Close)
	for name, answer := range map[string]http.HandlerFunc{
		"bad gateway": broken,
		"not JSON":    func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") },
		"no keys":     func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{}`) },
		"endless": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `{"keys":[]`, strings.Repeat(" ", maxKeySetBytes), "}")
		},
		"other host":    func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) },
		"redirect loop": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/again", http.StatusFound) },
	} {
		auth := newAuthority(t)
		auth.fail(answer)
		if _, err := auth.verifier().Verify(t.Context(), token(auth)); !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s: got %v, want ErrUnavailable", name, err)
		}
	}
	gone := newAuthority(t)
	gone.server.Close()
	if _, err := gone.verifier().Verify(t.Context(), token(gone)); !errors.Is(err, ErrUnavailable) {
		t.Errorf("nobody listens: got %v, want ErrUnavailable", err)
	}
}

func TestUnknownKeysAreFetchedOnce(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	auth.publish(newECKey(t, "a"))
	verifier := auth.verifier()
	stranger := newECKey(t, "unknown")
	storm := func() {
		var group sync.WaitGroup
		for i := range 20 {
			token := stranger.sign(t, auth.claims(map[string]any{"n": i}))
			group.Go(func() {
				if _, err := verifier.Verify(t.Context(), token); !errors.Is(err, ErrInvalidToken) {
					t.Errorf("got %v, want ErrInvalidToken", err)
				}
			})
		}
		group.Wait()
	}
	storm()
	storm()
	if n := auth.fetches.Load(); n != 1 {
		t.Errorf("%d fetches, want 1", n)
	}
	auth.pass(fetchPause)
	storm()
	if n := auth.fetches.Load(); n != 2 {
		t.Errorf("%d fetches after the pause, want 2", n)
	}
}

func TestOneSlowFetchServesAll(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	key := newECKey(t, "a")
	auth.publish(key)
	release := make(chan struct{})
	auth.fail(func(w http.ResponseWriter, r *http.Request) {
		<-release
		auth.fail(nil)
		auth.serve(w, r)
		auth.fetches.Add(-1)
	})
	verifier := auth.verifier()
	var group sync.WaitGroup
	for i := range 10 {
		token := key.sign(t, auth.claims(map[string]any{"n": i}))
		group.Go(func() {
			if _, err := verifier.Verify(t.Context(), token); err != nil {
				t.Error(err)
			}
		})
	}
	eventually(t, "the fetch", func() bool { return auth.fetches.Load() == 1 })
	close(release)
	group.Wait()
	if n := auth.fetches.Load(); n != 1 {
		t.Errorf("%d fetches, want 1", n)
	}
}

func TestUnusableKeysArePassedOver(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	good, encryption := newECKey(t, "good"), newECKey(t, "enc")
	if err := encryption.public.Set("use", "enc"); err != nil {
		t.Fatal(err)
	}
	mislabelled := newECKey(t, "mislabelled")
	if err := mislabelled.public.Set("alg", "ES384"); err != nil {
		t.Fatal(err)
	}
	auth.publish(good, encryption, mislabelled)
	auth.mu.Lock()
	auth.public = append(auth.public,
		map[string]any{"kty": "oct", "kid": "oct", "k": "c2VjcmV0"}, map[string]any{"kty": "quantum", "kid": "q"}, "nonsense")
	auth.mu.Unlock()
	verifier := auth.verifier()
	if _, err := verifier.Verify(t.Context(), good.sign(t, auth.claims(nil))); err != nil {
		t.Errorf("good key: %v", err)
	}
	for _, key := range []signer{encryption, mislabelled} {
		if _, err := verifier.Verify(t.Context(), key.sign(t, auth.claims(nil))); !errors.Is(err, ErrInvalidToken) {
			t.Errorf("key %s: got %v, want ErrInvalidToken", key.kid, err)
		}
	}
}

func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	deadline := time.After(10 * time.Second)
	for !done() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("never happened: %s", what)
		}
	}
}
