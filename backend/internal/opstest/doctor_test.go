package opstest_test

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDoctorTellsWhatToDoWithoutAnInstallation(t *testing.T) {
	t.Parallel()
	got := run(t, []string{"CONECTAFY_ENV=" + filepath.Join(t.TempDir(), "none")}, "", "doctor.sh")
	if got.code != 1 || !strings.Contains(got.stdout, "scripts/install.sh writes it") {
		t.Errorf("ended with %d:\n%s", got.code, got.stdout)
	}
}

func TestDoctorFindsWhatIsMissingInEnv(t *testing.T) {
	t.Parallel()
	got := run(t, []string{envFile(t, "COMPOSE_PROFILES=supabase", "DOMAIN=localhost")}, "", "doctor.sh")
	for _, want := range []string{"DATABASE_URL", "DOCKER_GID", "POSTGRES_PASSWORD", "SECRETS_KEY"} {
		if _, missing, _ := strings.Cut(got.stdout, "Missing in .env:"); !strings.Contains(missing, want) {
			t.Errorf("%s isn't told as missing in:\n%s", want, got.stdout)
		}
	}
}

func TestBundleHasNamesAndNoValues(t *testing.T) {
	t.Parallel()
	values := map[string]string{
		"DATABASE_URL": "postgres://conectafy_server:first-secret@db:5432/postgres", "SECRETS_KEY": "second-secret",
		"SUPABASE_ANON_KEY": "third-secret", "ACME_EMAIL": "ana@shop.example", "DOMAIN": "localhost",
	}
	var lines []string
	for name, value := range values {
		lines = append(lines, name+"='"+value+"'")
	}
	file := filepath.Join(t.TempDir(), "bundle.tar.gz")
	got := run(t, []string{envFile(t, lines...)}, "", "doctor.sh", "--bundle", file)
	if got.code != 1 {
		t.Errorf("ended with %d:\n%s", got.code, got.stdout)
	}
	content := unpack(t, file)
	for name, value := range values {
		if !strings.Contains(content["conectafy/env-names.txt"], name+"\n") {
			t.Errorf("%s isn't named", name)
		}
		for path, text := range content {
			if name != "DOMAIN" && strings.Contains(text, value) {
				t.Errorf("%s has the value of %s", path, name)
			}
		}
	}
	for _, path := range []string{"conectafy/doctor.txt", "conectafy/versions.txt"} {
		if content[path] == "" {
			t.Errorf("%s is missing", path)
		}
	}
}

// unpack returns the files of a tar.gz by their paths.
func unpack(t *testing.T, path string) map[string]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	content := map[string]string{}
	for archive := tar.NewReader(unzipped); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return content
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		content[header.Name] = string(text)
	}
}
