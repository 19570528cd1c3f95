package embedded

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lestrrat-go/jwx/v2/jws"
)

func TestKeyFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "deep", "keys.json")
	rings := make([]*keyring, 6)
	var group sync.WaitGroup
	for i := range rings { // several processes may start at once
		group.Go(func() {
			ring, err := loadKeyring(path, time.Now())
			if err != nil {
				t.Error(err)
			}
			rings[i] = ring
		})
	}
	group.Wait()
	if t.Failed() {
		t.FailNow()
	}
	for _, ring := range rings {
		if ring.signing.KeyID() != rings[0].signing.KeyID() {
			t.Error("two processes made two keys")
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file has mode %v (%v)", info.Mode(), err)
	}
	if left, err := filepath.Glob(path + ".*"); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
	first, err := rings[0].apiKey("anon")
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := rings[1].apiKey("anon"); again != first {
		t.Error("the API key changes from start to start")
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := loadKeyring(path, time.Now()); err == nil || !strings.Contains(err.Error(), "0600") {
		t.Errorf("a key file that others can read: %v", err)
	}
}

func TestKeyFileThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	good, other := keyFileForTest(t), keyFileForTest(t)
	for name, file := range map[string]keyFile{
		"no keys":         {APIKeySecret: good.APIKeySecret},
		"short secret":    {APIKeySecret: good.APIKeySecret[:16], SigningKeys: good.SigningKeys},
		"two that sign":   {APIKeySecret: good.APIKeySecret, SigningKeys: append(slices.Clone(good.SigningKeys), other.SigningKeys...)},
		"none signs":      {APIKeySecret: good.APIKeySecret, SigningKeys: []json.RawMessage{verifyOnly(t, good.SigningKeys[0])}},
		"a public key":    {APIKeySecret: good.APIKeySecret, SigningKeys: []json.RawMessage{edit(t, good.SigningKeys[0], "d", nil)}},
		"no id":           {APIKeySecret: good.APIKeySecret, SigningKeys: []json.RawMessage{edit(t, good.SigningKeys[0], "kid", nil)}},
		"a symmetric one": {APIKeySecret: good.APIKeySecret, SigningKeys: []json.RawMessage{json.RawMessage(`{"kty":"oct","kid":"x","k":"c2VjcmV0"}`)}},
	} {
		if _, err := newKeyring(file); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestKeyRotation(t *testing.T) {
	t.Parallel()
	b := setup(t)
	before := b.signUp("ana@example.com")
	a, next := b.server.keys, keyFileForTest(t)
	aKey, err := json.Marshal(a.signing)
	if err != nil {
		t.Fatal(err)
	}
	use := func(keys ...json.RawMessage) {
		t.Helper()
		secret := next.APIKeySecret
		if b.server.keys, err = newKeyring(keyFile{CreatedAt: b.clock.now(), APIKeySecret: secret, SigningKeys: keys}); err != nil {
			t.Fatal(err)
		}
	}
	use(verifyOnly(t, aKey), next.SigningKeys[0])
	if keys := b.call("GET", "/.well-known/jwks.json", "", nil).body["keys"].([]any); len(keys) != 2 {
		t.Errorf("published keys: %v", keys)
	}
	b.expect("token of before", b.call("GET", "/user", before.field("access_token"), nil), http.StatusOK, "")
	after := b.refresh(before.field("refresh_token"))
	if kid := headerOf(t, after.field("access_token")).KeyID(); kid != b.server.keys.signing.KeyID() {
		t.Errorf("a refresh signs with %s", kid)
	}
	use(next.SigningKeys[0])
	b.expect("revoked", b.call("GET", "/user", before.field("access_token"), nil), http.StatusForbidden, "bad_jwt")
	b.expect("new", b.call("GET", "/user", after.field("access_token"), nil), http.StatusOK, "")
}

// TestTokenAsRecorded compares our token and our key set with recorded ones, name by name and type by type.
func TestTokenAsRecorded(t *testing.T) {
	t.Parallel()
	encoded, err := os.ReadFile(filepath.Join("testdata", "recordings", "token.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Header, Payload map[string]any
		JWKS            struct{ Keys []map[string]any }
	}
	if err := json.Unmarshal(encoded, &want); err != nil {
		t.Fatal(err)
	}
	b := setup(t)
	session := b.signUp("fer@example.com")
	message, err := jws.Parse([]byte(session.field("access_token")))
	if err != nil {
		t.Fatal(err)
	}
	sameShape(t, "header", want.Header, toMap(t, message.Signatures()[0].ProtectedHeaders()))
	var payload map[string]any
	if err := json.Unmarshal(message.Payload(), &payload); err != nil {
		t.Fatal(err)
	}
	sameShape(t, "payload", want.Payload, payload)
	if payload["iss"] != b.url+PathPrefix || payload["exp"] != session.body["expires_at"] || payload["iat"] != float64(b.clock.now().Unix()) {
		t.Errorf("payload is %v", payload)
	}
	published := b.call("GET", "/.well-known/jwks.json", "", nil)
	if got := published.header.Get("Cache-Control"); got != "public, max-age=600" {
		t.Errorf("the key set is cached as %q", got)
	}
	key := published.body["keys"].([]any)[0].(map[string]any)
	sameShape(t, "key", want.JWKS.Keys[0], key)
	for _, name := range []string{"alg", "crv", "ext", "key_ops", "kty", "use"} {
		if !reflect.DeepEqual(key[name], want.JWKS.Keys[0][name]) {
			t.Errorf("key: %s is %v, want %v", name, key[name], want.JWKS.Keys[0][name])
		}
	}
}

func sameShape(t *testing.T, what string, want, got map[string]any) {
	t.Helper()
	wanted, found := slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))
	if !slices.Equal(wanted, found) {
		t.Errorf("%s has %v, want %v", what, found, wanted)
	}
	for name, value := range want {
		if reflect.TypeOf(got[name]) != reflect.TypeOf(value) {
			t.Errorf("%s: %s is %v, want something like %v", what, name, got[name], value)
		}
	}
}

func headerOf(t *testing.T, token string) jws.Headers {
	t.Helper()
	message, err := jws.Parse([]byte(token))
	if err != nil {
		t.Fatal(err)
	}
	return message.Signatures()[0].ProtectedHeaders()
}

func keyFileForTest(t *testing.T) keyFile {
	t.Helper()
	file, err := newKeyFile(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func verifyOnly(t *testing.T, key json.RawMessage) json.RawMessage {
	t.Helper()
	return edit(t, key, "key_ops", []string{"verify"})
}

// edit sets a member of a JSON object, or removes it.
func edit(t *testing.T, encoded json.RawMessage, name string, value any) json.RawMessage {
	t.Helper()
	fields := toMap(t, encoded)
	if fields[name] = value; value == nil {
		delete(fields, name)
	}
	edited, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return edited
}

func toMap(t *testing.T, value any) map[string]any {
	t.Helper()
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(encoded, &fields); err != nil {
		t.Fatal(err)
	}
	return fields
}
