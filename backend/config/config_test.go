package config

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const password = "hunter2-hunter2"

// complete has what must be given, and no more.
func complete() map[string]string {
	return map[string]string{
		"DATABASE_URL": "postgres://conectafy_server:" + password + "@db:5432/postgres",
		"SECRETS_KEY":  base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32))),
		"SUPABASE_URL": "https://project.supabase.co/",

		"SUPABASE_ANON_KEY": "anon",
	}
}

func from(values map[string]string) Lookup {
	return func(name string) (string, bool) { value, ok := values[name]; return value, ok }
}

func with(changes map[string]string) Lookup {
	values := complete()
	maps.Copy(values, changes)
	return from(values)
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	c, err := Load(with(nil))
	if err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]any{
		"port":        {c.HTTP.Port, 3001},
		"host":        {c.HTTP.ListenHost, "127.0.0.1"},
		"public URL":  {c.HTTP.PublicURL, "http://localhost:3001"},
		"body limit":  {c.HTTP.BodyLimit, int64(1 << 20)},
		"roles":       {c.Roles, Roles{API: true, Worker: true, Reconciler: true}},
		"direct URL":  {c.Database.DirectURL, c.Database.URL},
		"query mode":  {c.Database.QueryMode, "cache_statement"},
		"issuer":      {c.Auth.Issuer, "https://project.supabase.co/auth/v1"},
		"JWKS":        {c.Auth.JWKSURL, "https://project.supabase.co/auth/v1/.well-known/jwks.json"},
		"CPUs":        {c.WAHA.CPUs, 1.0},
		"simulator":   {c.WAHA.SimBinary, filepath.Join(".data", "bin", "waha-sim")},
		"send expiry": {c.Limits.SendExpiry, 10 * time.Minute},
		"ingest":      {c.Ingest, Ingest{Batch: 256, Writers: 1, Queue: 4096}},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s = %v, want %v", name, pair[0], pair[1])
		}
	}
}

func TestEmbeddedIdentityNeedsNoSupabase(t *testing.T) {
	t.Parallel()
	c, err := Load(with(map[string]string{"AUTH_MODE": "embedded", "SUPABASE_URL": "", "PUBLIC_URL": "http://box:3001"}))
	if err != nil {
		t.Fatal(err)
	}
	if c.Auth.Issuer != "http://box:3001/auth/v1" || c.Auth.SupabaseURL != "http://box:3001" {
		t.Errorf("got %+v", c.Auth)
	}
}

func TestAnyIssuer(t *testing.T) {
	t.Parallel()
	c, err := Load(with(map[string]string{"JWT_ISSUER": "any"}))
	if err != nil || c.Auth.Issuer != "" {
		t.Errorf("got issuer %q, %v; want none to be asked for", c.Auth.Issuer, err)
	}
}

func TestQueryModeFollowsThePooler(t *testing.T) {
	t.Parallel()
	const pooler = "postgres://u:p@pooler:6543/postgres"
	for name, row := range map[string]struct{ url, mode, want string }{
		"direct":            {"postgres://u:p@db:5432/postgres", "auto", "cache_statement"},
		"transaction mode":  {pooler, "auto", "exec"},
		"said in so many":   {pooler, "cache_statement", "cache_statement"},
		"exec without need": {"postgres://u:p@db/postgres", "exec", "exec"},
	} {
		c, err := Load(with(map[string]string{"DATABASE_URL": row.url, "DATABASE_QUERY_MODE": row.mode}))
		if err != nil || c.Database.QueryMode != row.want {
			t.Errorf("%s: got %q, %v, want %q", name, c.Database.QueryMode, err, row.want)
		}
	}
}

func TestEachWrongValueIsRefusedByName(t *testing.T) {
	t.Parallel()
	for name, values := range map[string][]string{
		"PORT":                {"0", "65536", "http", "3015", "5433"},
		"LISTEN_HOST":         {"a b"},
		"PUBLIC_URL":          {"example.com", "ftp://example.com", "https://u:p@example.com", "https://example.com?x=1"},
		"CORS_ORIGINS":        {"*", "https://ok.example,app", "https://app.example/path"},
		"BODY_LIMIT_BYTES":    {"-1", "1e6", "99999999999"},
		"SHUTDOWN_TIMEOUT":    {"20", "0s", "1h"},
		"LOG_LEVEL":           {"loud"},
		"ROLES":               {"api,cook", ","},
		"DATABASE_URL":        {"", "host=db user=u", "mysql://u:p@db/x", "postgres://%zz"},
		"DATABASE_MAX_CONNS":  {"1"},
		"SECRETS_KEY":         {"", "c2hvcnQ=", "!"},
		"SUPABASE_URL":        {"", "project"},
		"SUPABASE_ANON_KEY":   {""},
		"SUPABASE_JWT_SECRET": {"short"},
		"METRICS_TOKEN":       {"short"},
		"WAHA_BASE_PORT":      {"80", "65530"},
		"WAHA_CPUS":           {"0", "NaN", "-Inf", "many"},
		"WAHA_IMAGE":          {"Not An Image"},
		"POSTGRES_PORT":       {"3012"},
		"WEB_PORT":            {"0", "3001", "3012"},
	} {
		for _, value := range values {
			_, err := Load(with(map[string]string{name: value}))
			if err == nil || !strings.Contains(err.Error(), name+" ") {
				t.Errorf("%s=%q: got %v", name, value, err)
			}
		}
	}
}

func TestAllProblemsAreToldTogether(t *testing.T) {
	t.Parallel()
	_, err := Load(from(map[string]string{"PORT": "x", "LOG_FORMAT": "xml"}))
	for _, name := range []string{"PORT", "LOG_FORMAT", "DATABASE_URL", "SECRETS_KEY", "SUPABASE_URL", "SUPABASE_ANON_KEY"} {
		if err == nil || strings.Count("\n"+err.Error(), "\n"+name+" ") != 1 {
			t.Errorf("%s isn't told once in:\n%v", name, err)
		}
	}
}

func TestSecretsComeFromFiles(t *testing.T) {
	t.Parallel()
	values := complete()
	path := filepath.Join(t.TempDir(), "url")
	if err := os.WriteFile(path, []byte(values["DATABASE_URL"]+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := values["DATABASE_URL"]
	delete(values, "DATABASE_URL")
	values["DATABASE_URL_FILE"] = path
	c, err := Load(from(values))
	if err != nil || c.Database.URL.Reveal() != want {
		t.Errorf("got %q, %v", c.Database.URL.Reveal(), err)
	}
	for name, changes := range map[string]map[string]string{
		"both":    {"DATABASE_URL_FILE": path},
		"missing": {"DATABASE_URL": "", "DATABASE_URL_FILE": path + "x"},
	} {
		if _, err := Load(with(changes)); err == nil || !strings.Contains(err.Error(), "DATABASE_URL_FILE") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	t.Parallel()
	c, err := Load(with(map[string]string{"SUPABASE_JWT_SECRET": strings.Repeat(password, 3)}))
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("config", "url", c.Database.URL, "key", c.Database.SecretsKey)
	encoded, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	shown := []string{log.String(), string(encoded), fmt.Sprint(c.Settings())}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		shown = append(shown, fmt.Sprintf(verb, c), fmt.Sprintf(verb, c.Database.URL), fmt.Sprintf(verb, c.Database.SecretsKey))
	}
	for _, text := range shown {
		for _, secret := range []string{password, "kkkk", "6b6b", fmt.Sprintf("%x", password), "107 107"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q shows %q", text, secret)
			}
		}
	}
	for _, want := range []Setting{{"DATABASE_URL_configured", "true"}, {"MIGRATION_DATABASE_URL_configured", "false"}, {"PORT", "3001"}} {
		if !slices.Contains(c.Settings(), want) {
			t.Errorf("settings lack %v", want)
		}
	}
}

func TestProblemsDoNotShowSecrets(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"mysql://u:" + password + "@db/x", "postgres://u:" + password + "@db:x/%zz", password} {
		_, err := Load(with(map[string]string{"DATABASE_URL": value, "SECRETS_KEY": password, "SUPABASE_JWT_SECRET": password}))
		if err == nil || strings.Contains(err.Error(), password) {
			t.Errorf("got %v", err)
		}
	}
}

func TestPartsAreReadAlone(t *testing.T) {
	t.Parallel()
	local, err := LoadLocal(from(nil))
	if err != nil || local != (Local{DataDir: ".data", PostgresPort: 5433, WebPort: 3000}) {
		t.Errorf("local: got %+v, %v", local, err)
	}
	if _, err := LoadMigration(from(nil)); err == nil {
		t.Error("migration: a missing address is accepted")
	}
	for user, want := range map[string]Secret{"conectafy_server": password, "conectafy_server.project": password, "postgres": ""} {
		migration, err := LoadMigration(from(map[string]string{
			"MIGRATION_DATABASE_URL": "postgres://u@h/d", "DATABASE_URL": "postgres://" + user + ":" + password + "@h/d",
		}))
		if err != nil || migration != (Migration{URL: "postgres://u@h/d", ServerPassword: want}) {
			t.Errorf("migration as %s: got %v, %v", user, migration, err)
		}
	}
}

// .env.example is what an operator reads: it must name each variable in order, with its default.
func TestExampleFileMatches(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	var documented []variable
	for _, match := range regexp.MustCompile(`(?m)^# ([A-Z][A-Z_]*)=(.*)$`).FindAllStringSubmatch(string(text), -1) {
		documented = append(documented, variable{match[1], match[2]})
	}
	_, r := load(with(nil))
	for i := range max(len(documented), len(r.variables)) {
		switch {
		case i >= len(documented):
			t.Fatalf(".env.example lacks %v", r.variables[i])
		case i >= len(r.variables):
			t.Fatalf(".env.example has %v, which nothing reads", documented[i])
		case documented[i] != r.variables[i]:
			t.Fatalf(".env.example has %v where the struct has %v", documented[i], r.variables[i])
		}
	}
	if fields := leaves(reflect.TypeFor[Config]()); fields != len(r.variables)+2 { // ROLES fills three fields.
		t.Errorf("%d fields and %d variables", fields, len(r.variables))
	}
}

// leaves counts the exported fields below a struct that aren't structs themselves.
func leaves(t reflect.Type) int {
	n := 0
	for i := range t.NumField() {
		switch field := t.Field(i); {
		case !field.IsExported():
		case field.Type.Kind() == reflect.Struct:
			n += leaves(field.Type)
		default:
			n++
		}
	}
	return n
}
