package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

const (
	benchImage    = "conectafy/waha-sim:bench"
	benchName     = "conectafy-bench"
	containerPort = "3000/tcp"
	dockerLimit   = time.Minute
)

// docker runs the command line client, as somebody without this program would.
func docker(ctx context.Context, input string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, dockerLimit)
	defer cancel()
	command := exec.CommandContext(ctx, "docker", args...)
	command.Env = append(command.Environ(), "DOCKER_BUILDKIT=0") // the classic builder asks no registry
	command.Stdin = strings.NewReader(input)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		return "", fmt.Errorf("docker %s: %w: %s", args[0], err, stderr.String())
	}
	return strings.TrimSpace(stdout.String()), nil
}

// buildImage makes the simulator's image with no waits of its own: how long WhatsApp takes to show a QR is not ours to
// measure.
func buildImage(ctx context.Context) error {
	_, err := docker(ctx, "FROM "+simulatorImage+"\nENV SIM_STARTING_MS=0 SIM_AUTO_START_MS=0\n", "build", "--quiet", "--tag", benchImage, "-")
	return err
}

func removeImage(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	_, _ = docker(ctx, "", "image", "rm", benchImage) // what is left is built anew next time
}

func removeNetwork(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	_, _ = docker(ctx, "", "network", "rm", benchNetwork) // as above
}

// bareContainer is how long the engine takes by itself until the program in the image answers.
func bareContainer(ctx context.Context) (time.Duration, error) {
	port, err := freePort()
	if err != nil {
		return 0, err
	}
	defer func() { _, _ = docker(context.WithoutCancel(ctx), "", "rm", "--force", "--volumes", benchName) }()
	start := time.Now()
	if _, err := docker(ctx, "", "run", "--detach", "--name", benchName, "--network", benchNetwork,
		"--publish", "127.0.0.1:"+port+":"+containerPort, benchImage); err != nil {
		return 0, err
	}
	limited, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for !answers(limited, "http://127.0.0.1:"+port+"/ping") {
		select {
		case <-limited.Done():
			return 0, limited.Err()
		case <-time.After(2 * time.Millisecond):
		}
	}
	return time.Since(start), nil
}
