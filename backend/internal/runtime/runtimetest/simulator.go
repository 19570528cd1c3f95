package runtimetest

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const simulatorModule = "github.com/conectafy/conectafy/docker/waha-sim"

// BuildSimulator compiles the simulator into dir and gives the program's path.
func BuildSimulator(dir string) (string, error) {
	binary := filepath.Join(dir, "waha-sim")
	cmd := exec.Command("go", "build", "-ldflags=-s -w", "-o", binary, simulatorModule) //nolint:noctx // Bounded by the test's own limit.
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the simulator: %w\n%s", err, out)
	}
	return binary, nil
}

// SimulatorImage packs what the engine needs to build the simulator's image: its Dockerfile and its program.
func SimulatorImage(binary string) (io.Reader, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", simulatorModule).Output() //nolint:noctx // As above.
	if err != nil {
		return nil, fmt.Errorf("find the simulator: %w", err)
	}
	var packed bytes.Buffer
	pack := tar.NewWriter(&packed)
	for _, path := range []string{filepath.Join(strings.TrimSpace(string(out)), "Dockerfile"), binary} {
		if err := add(pack, path); err != nil {
			return nil, fmt.Errorf("pack %s: %w", path, err)
		}
	}
	return &packed, pack.Close()
}

func add(pack *tar.Writer, path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	header := &tar.Header{Name: filepath.Base(path), Mode: 0o755, Size: int64(len(content))}
	if err := pack.WriteHeader(header); err != nil {
		return err
	}
	_, err = pack.Write(content)
	return err
}
