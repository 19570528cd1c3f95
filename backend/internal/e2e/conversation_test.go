package e2e_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Pages of the documentation whose commands are executed.
const (
	transcript = "../../../docs/first-conversation.md"
	guide      = "../../../docs/api.md"
)

// step is a block of commands of the transcript, with the answer shown below it, if any.
type step struct{ commands, answer string }

// The transcript in the documentation happens as it is written, in the one-command shape with and without an engine. Paths
// are relative, as they are by default.
func TestFirstConversation(t *testing.T) {
	t.Parallel()
	for _, runtime := range []string{"docker", "process"} {
		t.Run(runtime, func(t *testing.T) {
			t.Parallel()
			converse(t, oneCommand(t, runtime), transcript)
		})
	}
}

// So does the guide to the API.
func TestAPIGuide(t *testing.T) {
	t.Parallel()
	converse(t, oneCommand(t, "process"), guide)
}

// oneCommand starts all of Conectafy as a newcomer does.
func oneCommand(t *testing.T, runtime string) *backend {
	t.Helper()
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, "data", "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(built.simulator, filepath.Join(home, "data", "bin", "waha-sim")); err != nil {
		t.Fatal(err)
	}
	return newBackend(t, "up", map[string]string{
		"HOME": home, "DATA_DIR": "data", "POSTGRES_PORT": freePort(t), "RUNTIME": runtime,
	})
}

func converse(t *testing.T, b *backend, page string) {
	t.Helper()
	steps := readTranscript(t, page)
	outputs := execute(t, b.url, steps)
	answers := 0
	for i, s := range steps {
		if s.answer == "" {
			continue
		}
		answers++
		var got, want any
		if err := json.Unmarshal([]byte(outputs[i]), &got); err != nil {
			t.Fatalf("the answer to\n%s\nis no JSON: %v\n%s", s.commands, err, outputs[i])
		}
		if err := json.Unmarshal([]byte(s.answer), &want); err != nil {
			t.Fatalf("the transcript shows an answer that is no JSON: %v\n%s", err, s.answer)
		}
		if diff := differs("$", got, want); diff != "" {
			t.Errorf("after\n%s\n%s", s.commands, diff)
		}
	}
	if answers < 8 {
		t.Errorf("the transcript shows %d answers; were some not found?", answers)
	}
}

var blockPattern = regexp.MustCompile("(?s)```(sh|json)\n(.*?)```")

func readTranscript(t *testing.T, path string) []step {
	t.Helper()
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var steps []step
	for _, block := range blockPattern.FindAllStringSubmatch(string(page), -1) {
		if block[1] == "sh" {
			steps = append(steps, step{commands: block[2]})
		} else {
			steps[len(steps)-1].answer = block[2]
		}
	}
	return steps
}

// execute runs all commands in one shell and returns what each step printed.
func execute(t *testing.T, url string, steps []step) []string {
	t.Helper()
	dir := t.TempDir()
	script := "set -eu\n"
	for i, s := range steps {
		script += fmt.Sprintf("{\n%s\n} > %q\n", s.commands, filepath.Join(dir, fmt.Sprint(i)))
	}
	shell := exec.CommandContext(t.Context(), "bash", "-c", script)
	shell.Env = append(os.Environ(), "API="+url)
	if out, err := shell.CombinedOutput(); err != nil {
		t.Fatalf("the transcript ended: %v\n%s", err, out)
	}
	outputs := make([]string, len(steps))
	for i := range steps {
		content, err := os.ReadFile(filepath.Join(dir, fmt.Sprint(i)))
		if err != nil {
			t.Fatal(err)
		}
		outputs[i] = string(content)
	}
	return outputs
}

// What the transcript writes for what differs each time, and for what isn't known each time.
const (
	anything   = "…"
	ifAnything = "… or null"
)

// differs says where got is not what the transcript shows.
func differs(path string, got, want any) string {
	switch want := want.(type) {
	case string:
		if want == ifAnything || want == anything && got != nil {
			return ""
		}
		text, ok := got.(string)
		if before, after, open := strings.Cut(want, anything); ok && open && strings.HasPrefix(text, before) && strings.HasSuffix(text, after) {
			return ""
		}
	case map[string]any:
		return differsObject(path, got, want)
	case []any:
		return differsArray(path, got, want)
	}
	if got != want {
		return fmt.Sprintf("%s is %v, the transcript shows %v", path, got, want)
	}
	return ""
}

func differsObject(path string, got any, want map[string]any) string {
	object, ok := got.(map[string]any)
	if !ok {
		return fmt.Sprintf("%s is %v, no object", path, got)
	}
	for key := range object {
		if _, shown := want[key]; !shown {
			return fmt.Sprintf("%s.%s is not in the transcript", path, key)
		}
	}
	for key, value := range want {
		have, there := object[key]
		if !there {
			return fmt.Sprintf("%s.%s is missing", path, key)
		}
		if diff := differs(path+"."+key, have, value); diff != "" {
			return diff
		}
	}
	return ""
}

func differsArray(path string, got any, want []any) string {
	list, ok := got.([]any)
	if !ok || len(list) != len(want) {
		return fmt.Sprintf("%s is %v, the transcript shows %d elements", path, got, len(want))
	}
	for i := range want {
		if diff := differs(fmt.Sprintf("%s[%d]", path, i), list[i], want[i]); diff != "" {
			return diff
		}
	}
	return ""
}
