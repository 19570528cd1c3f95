package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const everyKind = "../../../scripts/conversation.mjs"

// A conversation of every kind, both ways, in the dialect of each engine, as the script in scripts/ holds it.
func TestConversationOfEveryKind(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"GOWS", "NOWEB", "WEBJS"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			if err := os.MkdirAll(filepath.Join(home, "data", "bin"), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(built.simulator, filepath.Join(home, "data", "bin", "waha-sim")); err != nil {
				t.Fatal(err)
			}
			b := newBackend(t, "up", map[string]string{
				"HOME": home, "DATA_DIR": "data", "POSTGRES_PORT": freePort(t), "RUNTIME": "process", "WAHA_ENGINE": engine, "SEND_GAP": "0s",
			})
			out, err := exec.CommandContext(t.Context(), "node", everyKind, b.url).CombinedOutput()
			if err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
