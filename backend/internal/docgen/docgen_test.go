package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestLinksThatLeadNowhere(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write(t, root, "docs/other.md", "# Title\n\n## What's *new*, in 2026?\n\n## Again\n\n## Again\n\n```sh\n# no heading\n```\n")
	write(t, root, "docs/page.md", strings.Join([]string{
		"# Page", "[a](other.md) [b](other.md#whats-new-in-2026) [c](#page) [d](https://example.com/x) [e](other.md#again-1) ![f](../docs)",
		"`[code](nowhere)` scripts/there.sh", "```", "[fenced](nowhere)", "```",
		"[1](missing.md) [2](other.md#missing) [3](other.md#no-heading) scripts/missing.sh",
	}, "\n"))
	write(t, root, "scripts/there.sh", "")
	write(t, root, "node_modules/theirs.md", "[x](nowhere)")
	err := run([]string{"links", root})
	if err == nil {
		t.Fatal("nothing is found")
	}
	got := strings.Split(err.Error(), "\n")
	want := []string{
		"docs/page.md: there is no scripts/missing.sh", "docs/page.md: missing.md leads nowhere",
		"docs/page.md: other.md#missing leads nowhere", "docs/page.md: other.md#no-heading leads nowhere",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A variable that nobody describes, or that nobody reads, is told, and nothing is written.
func TestVariablesAreDescribedBothWays(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write(t, root, ".env.example", "# ---- HTTP\n\n# Port, 1 | 2.\n# PORT=3001\n\n# Secret.\n# KEY=\n")
	write(t, root, "docker/env.example", "# ---- Names\n\n# Name.\n# DOMAIN=\n")
	for _, script := range operating {
		write(t, root, "scripts/"+script+".sh", "setting DOMAIN")
	}
	write(t, root, "docker-compose.yml", "services:\n  backend:\n    environment:\n      PORT: \"1\"\n      KEY: ${KEY}\n\n  db:\n")
	page, err := configuration(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{"| `PORT` | `3001` *fixed* | Port, 1 \\| 2. |", "| `KEY` |  | Secret. |", "| `DOMAIN` |  | Name. |"} {
		if !strings.Contains(string(page), row+"\n") {
			t.Errorf("no row %s in\n%s", row, page)
		}
	}

	write(t, root, "docker/env.example", "# ---- Names\n\n# Name.\n# OTHER=\n\n# Secret.\n# KEY=\n")
	_, err = configuration(root)
	for _, problem := range []string{"describes OTHER", "doesn't describe DOMAIN", "KEY is described in both"} {
		if err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("want %q, got %v", problem, err)
		}
	}
}

// Postman keeps the token of a sign-in for all other requests, and each request says how the API is called.
func TestPostmanCollection(t *testing.T) {
	t.Parallel()
	text, err := postman("../../..")
	if err != nil {
		t.Fatal(err)
	}
	var c collection
	if err := json.Unmarshal(text, &c); err != nil {
		t.Fatal(err)
	}
	requests := map[string]item{}
	for _, f := range c.Item {
		for _, i := range f.Item {
			requests[i.Request.Method+" "+i.Request.URL.Raw] = i
		}
	}
	send := requests["POST {{baseUrl}}/api/sessions/:id/send"].Request
	if send.Auth != nil || !strings.Contains(send.Body.Raw, `"phoneNumber"`) || send.URL.Variable[0] != (keyValue{Key: "id", Value: "{{sessionId}}", Description: send.URL.Variable[0].Description}) {
		t.Errorf("send is %+v", send)
	}
	if health := requests["GET {{baseUrl}}/health"].Request; health.Auth == nil || health.Auth.Type != "noauth" {
		t.Errorf("health is %+v", health)
	}
	if in := requests["POST {{supabaseUrl}}/auth/v1/token?grant_type=password"]; len(in.Event) != 1 || !strings.Contains(in.Event[0].Script.Exec[0], "access_token") {
		t.Errorf("sign-in is %+v", in)
	}
	if len(requests) < 40 {
		t.Errorf("only %d requests", len(requests))
	}
	again, err := postman("../../..")
	if err != nil || string(again) != string(text) {
		t.Errorf("another time it is different, %v", err)
	}
}

func write(t *testing.T, root, path, content string) {
	t.Helper()
	path = filepath.Join(root, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
