package identity

import (
	"context"
	"crypto"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/lestrrat-go/jwx/v2/jwa"
)

func TestVerifyAcceptsEverySigningMode(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	ec, rsaKey := newECKey(t, "ec-1"), newRSAKey(t, "rsa-1")
	auth.publish(ec, rsaKey)
	verifier := auth.verifier() // both modes at once, as during a migration
	for name, key := range map[string]signer{
		"ES256": ec, "RS256": rsaKey, "HS256": sharedSecret(testSecret, ""), "HS256 with an unknown key id": sharedSecret(testSecret, "legacy"),
	} {
		claims := auth.claims(nil)
		for _, reading := range []string{"first", "remembered"} {
			caller, err := verifier.Verify(t.Context(), key.sign(t, claims))
			if err != nil {
				t.Fatalf("%s, %s: %v", name, reading, err)
			}
			if caller.UserID.String() != testUser || caller.Role != "authenticated" || caller.Email != "ana@example.com" ||
				caller.LoginID != claims["session_id"] || caller.ExpiresAt.Unix() != claims["exp"] {
				t.Errorf("%s, %s: caller is %+v", name, reading, caller)
			}
			var got map[string]any
			if err := json.Unmarshal(caller.ClaimsJSON, &got); err != nil || got["sub"] != testUser || got["aud"] != "authenticated" {
				t.Errorf("%s, %s: claims are %s (%v)", name, reading, caller.ClaimsJSON, err)
			}
		}
	}
}

func TestVerifyChecksClaims(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	key := newECKey(t, "ec-1")
	auth.publish(key)
	at := func(d time.Duration) int64 { return auth.now().Add(d).Unix() }
	leeway := func(c *VerifierConfig) { c.Leeway = 30 * time.Second }
	tooMuchLeeway := func(c *VerifierConfig) { c.Leeway = time.Hour }
	noIssuer := func(c *VerifierConfig) { c.Issuer = "" }
	anonymous := func(c *VerifierConfig) { c.AllowAnonymous = true }
	audience := func(c *VerifierConfig) { c.Audience = "shop" }

	for name, test := range map[string]struct {
		change map[string]any
		config func(*VerifierConfig)
		want   error
	}{
		"good":                           {},
		"audience in a list":             {change: map[string]any{"aud": []string{"other", "authenticated"}}},
		"other audience":                 {change: map[string]any{"aud": "other"}, want: ErrInvalidToken},
		"no audience":                    {change: map[string]any{"aud": nil}, want: ErrInvalidToken},
		"configured audience":            {change: map[string]any{"aud": "shop"}, config: audience},
		"not the configured audience":    {config: audience, want: ErrInvalidToken},
		"other issuer":                   {change: map[string]any{"iss": "https://evil.example.com/auth/v1"}, want: ErrInvalidToken},
		"no issuer":                      {change: map[string]any{"iss": nil}, want: ErrInvalidToken},
		"no issuer, none configured":     {change: map[string]any{"iss": nil}, config: noIssuer},
		"expired":                        {change: map[string]any{"exp": at(-time.Second)}, want: ErrExpiredToken},
		"expired within the leeway":      {change: map[string]any{"exp": at(-20 * time.Second)}, config: leeway},
		"expired beyond the leeway":      {change: map[string]any{"exp": at(-31 * time.Second)}, config: leeway, want: ErrExpiredToken},
		"leeway is capped":               {change: map[string]any{"exp": at(-31 * time.Second)}, config: tooMuchLeeway, want: ErrExpiredToken},
		"no expiry":                      {change: map[string]any{"exp": nil}, want: ErrInvalidToken},
		"expiry as text":                 {change: map[string]any{"exp": "tomorrow"}, want: ErrInvalidToken},
		"not yet valid":                  {change: map[string]any{"nbf": at(time.Minute)}, config: leeway, want: ErrInvalidToken},
		"valid within the leeway":        {change: map[string]any{"nbf": at(20 * time.Second)}, config: leeway},
		"issued in the future":           {change: map[string]any{"iat": at(time.Minute)}, config: leeway, want: ErrInvalidToken},
		"issued within the leeway":       {change: map[string]any{"iat": at(20 * time.Second)}, config: leeway},
		"role anon":                      {change: map[string]any{"role": "anon"}, want: ErrForbidden},
		"role service_role":              {change: map[string]any{"role": "service_role"}, want: ErrForbidden},
		"no role":                        {change: map[string]any{"role": nil}, want: ErrForbidden},
		"role in another case":           {change: map[string]any{"role": "Authenticated"}, want: ErrForbidden},
		"no subject":                     {change: map[string]any{"sub": nil}, want: ErrInvalidToken},
		"subject is not a UUID":          {change: map[string]any{"sub": "42"}, want: ErrInvalidToken},
		"subject is a UUID in a URN":     {change: map[string]any{"sub": "urn:uuid:" + testUser}, want: ErrInvalidToken},
		"anonymous":                      {change: map[string]any{"is_anonymous": true}, want: ErrForbidden},
		"anonymous where that is wanted": {change: map[string]any{"is_anonymous": true}, config: anonymous},
	} {
		if test.config == nil {
			test.config = func(*VerifierConfig) {}
		}
		_, err := auth.verifier(test.config).Verify(t.Context(), key.sign(t, auth.claims(test.change)))
		if !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
}

func TestVerifyRefusesForgeries(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	ec, rsaKey, stranger := newECKey(t, "ec-1"), newRSAKey(t, "rsa-1"), newECKey(t, "ec-1")
	auth.publish(ec, rsaKey)
	claims := auth.claims(nil)
	good := ec.sign(t, claims)
	parts := strings.Split(good, ".")
	encode := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	public, err := json.Marshal(ec.public)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(rsaKey.private.(crypto.Signer).Public())
	if err != nil {
		t.Fatal(err)
	}
	pemText := string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))

	// What a forger would use as a secret must really pass where it is the secret, or the test would prove nothing.
	forged := sharedSecret(pemText, "")
	if _, err := auth.verifier(func(c *VerifierConfig) { c.HS256Secret = pemText }).Verify(t.Context(), forged.sign(t, claims)); err != nil {
		t.Fatalf("control: %v", err)
	}

	verifier := auth.verifier()
	if _, err := verifier.Verify(t.Context(), good); err != nil {
		t.Fatalf("control: %v", err)
	}
	for name, token := range map[string]string{
		"empty":                                 "",
		"not a token":                           "hello",
		"alg none":                              encode(`{"alg":"none","typ":"JWT"}`) + "." + parts[1] + ".",
		"alg none with a signature":             encode(`{"alg":"none","typ":"JWT"}`) + "." + parts[1] + "." + parts[2],
		"alg None with the key id":              encode(`{"alg":"None","kid":"ec-1"}`) + "." + parts[1] + "." + parts[2],
		"no algorithm":                          encode(`{"kid":"ec-1"}`) + "." + parts[1] + "." + parts[2],
		"HS256 with a public key as its secret": forged.sign(t, claims),
		"the same with the key's id":            sharedSecret(pemText, "rsa-1").sign(t, claims),
		"HS256 with a JWK as its secret":        sharedSecret(string(public), "ec-1").sign(t, claims),
		"HS256, right secret, id of an EC key":  sharedSecret(testSecret, "ec-1").sign(t, claims),
		"HS256, wrong secret":                   sharedSecret("another-secret-of-at-least-32-chars", "").sign(t, claims),
		"HS512, right secret":                   signer{alg: jwa.HS512, private: []byte(testSecret)}.sign(t, claims),
		"ES256 with the id of an RSA key":       signer{kid: "rsa-1", alg: jwa.ES256, private: ec.private}.sign(t, claims),
		"RS256 with the id of an EC key":        signer{kid: "ec-1", alg: jwa.RS256, private: rsaKey.private}.sign(t, claims),
		"PS256":                                 signer{kid: "rsa-1", alg: jwa.PS256, private: rsaKey.private}.sign(t, claims),
		"a stranger's key under a known id":     stranger.sign(t, claims),
		"ES256 without a key id":                signer{alg: jwa.ES256, private: ec.private}.sign(t, claims),
		"a critical header":                     ec.sign(t, claims, map[string]any{"crit": []string{"exp"}}),
		"another type":                          ec.sign(t, claims, map[string]any{"typ": "at+jwt"}),
		"changed payload":                       parts[0] + "." + encode(`{"sub":"`+testUser+`"}`) + "." + parts[2],
		"no signature":                          parts[0] + "." + parts[1] + ".",
		"two parts":                             parts[0] + "." + parts[1],
		"four parts":                            good + "." + parts[2],
		"padded":                                good + "==",
		"a space in front":                      " " + good,
		"a line break inside":                   parts[0] + "." + parts[1] + "\n." + parts[2],
		"JSON serialization":                    `{"payload":"` + parts[1] + `","protected":"` + parts[0] + `","signature":"` + parts[2] + `"}`,
		"oversized":                             ec.sign(t, auth.claims(map[string]any{"pad": strings.Repeat("x", maxTokenBytes)})),
		"payload is not an object":              ec.signBytes(t, []byte(`"hello"`), ec.headers(t)),
	} {
		if _, err := verifier.Verify(t.Context(), token); !errors.Is(err, ErrInvalidToken) {
			t.Errorf("%s: got %v, want ErrInvalidToken", name, err)
		}
	}
}

func TestVerifyRefusesAPIKeys(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	for _, role := range []string{"anon", "service_role"} {
		key := sharedSecret(testSecret, "").sign(t, map[string]any{
			"role": role, "iss": "supabase", "iat": auth.now().Unix(), "exp": auth.now().Add(time.Hour).Unix(),
		})
		for name, verifier := range map[string]*Verifier{
			"issuer set": auth.verifier(), "no issuer": auth.verifier(func(c *VerifierConfig) { c.Issuer = "" }),
		} {
			if _, err := verifier.Verify(t.Context(), key); !errors.Is(err, ErrInvalidToken) {
				t.Errorf("%s, %s: got %v, want ErrInvalidToken", role, name, err)
			}
		}
	}
}

func TestVerifyUsesOnlyConfiguredModes(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	key := newECKey(t, "ec-1")
	auth.publish(key)
	onlyKeys := auth.verifier(func(c *VerifierConfig) { c.HS256Secret = "" })
	onlySecret := auth.verifier(func(c *VerifierConfig) { c.JWKSURL = "" })
	if _, err := onlyKeys.Verify(t.Context(), sharedSecret(testSecret, "").sign(t, auth.claims(nil))); !errors.Is(err, ErrInvalidToken) {
		t.Errorf("HS256 without a secret: %v", err)
	}
	if _, err := onlyKeys.Verify(t.Context(), emptySecretToken(t, auth.claims(nil))); !errors.Is(err, ErrInvalidToken) {
		t.Errorf("HS256 with an empty secret: %v", err)
	}
	if _, err := onlySecret.Verify(t.Context(), key.sign(t, auth.claims(nil))); !errors.Is(err, ErrInvalidToken) {
		t.Errorf("ES256 without a key set: %v", err)
	}
	if _, err := onlySecret.Verify(t.Context(), sharedSecret(testSecret, "").sign(t, auth.claims(nil))); err != nil {
		t.Errorf("HS256 only: %v", err)
	}
	if n := auth.fetches.Load(); n != 0 {
		t.Errorf("HS256 fetched keys %d times", n)
	}
}

// emptySecretToken is signed by hand, since the library refuses an empty secret.
func emptySecretToken(t *testing.T, claims map[string]any) string {
	t.Helper()
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	signed := encode([]byte(`{"alg":"HS256"}`)) + "." + encode(payload)
	mac := hmac.New(sha256.New, nil)
	mac.Write([]byte(signed))
	return signed + "." + encode(mac.Sum(nil))
}

func TestRememberedTokenDies(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	verifier := auth.verifier()
	token := sharedSecret(testSecret, "").sign(t, auth.claims(nil))
	if _, err := verifier.Verify(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	auth.pass(time.Hour)
	if _, err := verifier.Verify(t.Context(), token); !errors.Is(err, ErrExpiredToken) {
		t.Errorf("got %v, want ErrExpiredToken", err)
	}
	if n := verifier.remembered.Len(); n != 0 {
		t.Errorf("%d tokens remembered, want none", n)
	}
}

func TestRememberedTokensAreBounded(t *testing.T) {
	t.Parallel()
	auth := newAuthority(t)
	verifier := auth.verifier()
	for i := range maxRemembered + 50 {
		token := sharedSecret(testSecret, "").sign(t, auth.claims(map[string]any{"n": i}))
		if _, err := verifier.Verify(t.Context(), token); err != nil {
			t.Fatal(err)
		}
	}
	if n := verifier.remembered.Len(); n != maxRemembered {
		t.Errorf("%d tokens remembered, want %d", n, maxRemembered)
	}
	long := auth.verifier()
	token := sharedSecret(testSecret, "").sign(t, auth.claims(map[string]any{"pad": strings.Repeat("x", maxRememberedBytes)}))
	if _, err := long.Verify(t.Context(), token); err != nil || long.remembered.Len() != 0 {
		t.Errorf("long token: %v, %d remembered; want it good and forgotten", err, long.remembered.Len())
	}
}

func BenchmarkVerify(b *testing.B) {
	auth := newAuthority(b)
	key := newECKey(b, "ec-1")
	auth.publish(key)
	token := key.sign(b, auth.claims(nil))
	run := func(b *testing.B, verify func(*Verifier) error) {
		verifier := auth.verifier()
		if err := verify(verifier); err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			if err := verify(verifier); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("remembered", func(b *testing.B) {
		run(b, func(v *Verifier) error { _, err := v.Verify(context.Background(), token); return err })
	})
	b.Run("first sight", func(b *testing.B) {
		run(b, func(v *Verifier) error { _, _, err := v.verify(context.Background(), token); return err })
	})
}
