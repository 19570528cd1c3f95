package opstest_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Nginx's key is for its user alone, and what doesn't fit together never replaces what works.
func TestCertificateOfOnesOwn(t *testing.T) {
	t.Parallel()
	tls := filepath.Join(t.TempDir(), "tls")
	env := envFile(t, "DOMAIN='shop.example'", "TLS_DIR='"+tls+"'")
	good := certificate(t, time.Now().Add(24*time.Hour))
	if got := run(t, []string{env}, "", "certificate.sh", "--from", good); got.code != 0 {
		t.Fatalf("ended with %d: %s", got.code, got.stderr)
	}
	for name, mode := range map[string]os.FileMode{"fullchain.pem": 0o644, "privkey.pem": 0o400} {
		info, err := os.Stat(filepath.Join(tls, name))
		if err != nil {
			t.Fatal(err)
		}
		if owner, ok := info.Sys().(*syscall.Stat_t); !ok || owner.Uid != 101 || owner.Gid != 101 || info.Mode() != mode {
			t.Errorf("%s has mode %v and owner %v", name, info.Mode(), owner)
		}
	}

	foreign := certificate(t, time.Now().Add(24*time.Hour))
	if err := os.Rename(filepath.Join(good, "privkey.pem"), filepath.Join(foreign, "privkey.pem")); err != nil {
		t.Fatal(err)
	}
	for sentence, folder := range map[string]string{
		"don't belong together": foreign,
		"has expired":           certificate(t, time.Now().Add(-time.Hour)),
		"are missing":           t.TempDir(),
	} {
		got := run(t, []string{env}, "", "certificate.sh", "--from", folder)
		if got.code == 0 || !strings.Contains(got.stderr, sentence) {
			t.Errorf("want %q, ended with %d: %s", sentence, got.code, got.stderr)
		}
	}
	if want, have := read(t, filepath.Join(good, "fullchain.pem")), read(t, filepath.Join(tls, "fullchain.pem")); want != have {
		t.Error("the certificate in use was replaced")
	}
}

func TestCertificateNeedsANameAndAnAddress(t *testing.T) {
	t.Parallel()
	for sentence, lines := range map[string][]string{
		"ACME_EMAIL":            {"DOMAIN='shop.example'"},
		"names on the internet": {"DOMAIN='localhost'", "ACME_EMAIL='ana@shop.example'"},
	} {
		got := run(t, []string{envFile(t, lines...)}, "", "certificate.sh")
		if got.code == 0 || !strings.Contains(got.stderr, sentence) {
			t.Errorf("want %q, ended with %d: %s", sentence, got.code, got.stderr)
		}
	}
}

// certificate makes a folder with a key and a certificate for it that signs itself.
func certificate(t *testing.T, until time.Time) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: until.Add(-48 * time.Hour), NotAfter: until, DNSNames: []string{"shop.example"}}
	public, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, block := range map[string]*pem.Block{"fullchain.pem": {Type: "CERTIFICATE", Bytes: public}, "privkey.pem": {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(filepath.Join(folder, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
