package embedded

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/identity"
)

// verifierOf is the API's verifier, configured for an embedded server as the wiring does it.
func verifierOf(b *bench) *identity.Verifier {
	return identity.NewVerifier(identity.VerifierConfig{
		Issuer: b.url + PathPrefix, JWKSURL: b.url + PathPrefix + "/.well-known/jwks.json",
	}, b.web.Client(), zerolog.New(zerolog.NewTestWriter(b.t)), b.clock.now)
}

func TestVerifierAcceptsPeopleAndRefusesAPIKeys(t *testing.T) {
	t.Parallel()
	b := setup(t)
	verifier := verifierOf(b)
	session := b.signUp("ana@example.com")
	caller, err := verifier.Verify(t.Context(), session.field("access_token"))
	if err != nil {
		t.Fatal(err)
	}
	if caller.UserID.String() != session.body["user"].(map[string]any)["id"] || caller.Email != "ana@example.com" || caller.LoginID == "" {
		t.Errorf("caller is %+v", caller)
	}
	for name, key := range map[string]string{"anon": b.anonKey, "service_role": b.service} {
		if _, err := verifier.Verify(t.Context(), key); !errors.Is(err, identity.ErrInvalidToken) {
			t.Errorf("%s key: got %v, want ErrInvalidToken", name, err)
		}
	}
}

// TestClaimsReachThePolicies gives verified claims to PostgreSQL as the store does and asks who is there.
func TestClaimsReachThePolicies(t *testing.T) {
	t.Parallel()
	b := setup(t)
	session := b.call("POST", "/signup", "", object{
		"email": "ana@example.com", "password": goodPassword, "data": object{"full_name": `Ana "Ñandú" \ O'Hara`},
	})
	caller, err := verifierOf(b).Verify(t.Context(), session.field("access_token"))
	if err != nil {
		t.Fatal(err)
	}
	tx, err := b.super.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	var uid, role, email, name string
	if _, err := tx.Exec(t.Context(), "select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)", string(caller.ClaimsJSON)); err != nil {
		t.Fatal(err)
	}
	err = tx.QueryRow(t.Context(), "select auth.uid()::text, auth.role(), auth.email(), auth.jwt() -> 'user_metadata' ->> 'full_name'").
		Scan(&uid, &role, &email, &name)
	if err != nil {
		t.Fatal(err)
	}
	if uid != caller.UserID.String() || role != "authenticated" || email != "ana@example.com" || name != `Ana "Ñandú" \ O'Hara` {
		t.Errorf("PostgreSQL sees %s, %s, %s, %s", uid, role, email, name)
	}
}

func TestLoginCheckAsksTheServer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	check, err := identity.NewLoginCheck(b.url, b.anonKey, 10*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	alive := func(what string, session answer, want error) {
		t.Helper()
		if err := check.Alive(t.Context(), session.field("access_token")); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", what, err, want)
		}
	}
	ana, eva := b.signUp("ana@example.com"), b.signUp("eva@example.com")
	alive("signed in", ana, nil)
	b.expect("logout", b.call("POST", "/logout?scope=local", ana.field("access_token"), nil), http.StatusNoContent, "")
	alive("signed out", ana, identity.ErrLoginEnded)
	alive("somebody else", eva, nil)
	path := "/admin/users/" + eva.body["user"].(map[string]any)["id"].(string)
	b.expect("ban", b.call("PUT", path, b.service, object{"ban_duration": "1h"}), http.StatusOK, "")
	alive("banned", eva, identity.ErrLoginEnded)
	b.expect("delete", b.call("DELETE", path, b.service, nil), http.StatusOK, "")
	alive("deleted", eva, identity.ErrLoginEnded)
	b.pool.Close()
	alive("database down", ana, identity.ErrUnavailable)
	b.web.Close()
	alive("nobody answers", ana, identity.ErrUnavailable)
}
