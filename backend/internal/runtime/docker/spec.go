package docker

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/mount"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/go-connections/nat"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// The labels on everything that we create.
const (
	labelManaged      = "com.conectafy.managed"
	labelInstallation = "com.conectafy.installation"
	labelSession      = "com.conectafy.session"
	labelSpecHash     = "com.conectafy.spec-hash"
)

const (
	wahaPort  = nat.Port("3000/tcp")
	loginPath = "/app/.sessions"

	// hostName is how a container calls the machine it runs on.
	hostName = "host.docker.internal"
)

// blueprint is a container that doesn't exist yet.
type blueprint struct {
	config  *container.Config
	host    *container.HostConfig
	network *network.NetworkingConfig
	hash    string
}

// draw turns our spec into Docker's. Gateway is the address of the host on the network, for a backend that runs there.
func draw(cfg Config, spec runtime.Spec, gateway string) (blueprint, error) {
	b := blueprint{
		config: drawConfig(cfg, spec),
		host:   drawHost(cfg, spec.Name),
		network: &network.NetworkingConfig{
			EndpointsConfig: map[string]*network.EndpointSettings{cfg.Network: {}},
		},
	}
	if !cfg.InDocker {
		publish(b, spec.Port)
		b.host.ExtraHosts = []string{hostName + ":" + gateway}
	}
	hash, err := b.sum()
	if err != nil {
		return blueprint{}, fmt.Errorf("hash the spec of %s: %w", spec.Name, err)
	}
	b.hash = hash
	b.config.Labels[labelSpecHash] = hash
	return b, nil
}

func drawConfig(cfg Config, spec runtime.Spec) *container.Config {
	stop := int(cfg.StopTimeout.Seconds())
	return &container.Config{
		Image: cfg.Image,
		// Chromium's profile, on the volume, is locked to the host name that last used it.
		Hostname:    spec.Name,
		Env:         environment(spec.Env),
		Labels:      labels(cfg, spec.SessionID),
		StopTimeout: &stop,
	}
}

func drawHost(cfg Config, name string) *container.HostConfig {
	pids := cfg.PidsLimit
	return &container.HostConfig{
		NetworkMode: container.NetworkMode(cfg.Network),
		Mounts: []mount.Mount{{
			Type:          mount.TypeVolume,
			Source:        name,
			Target:        loginPath,
			VolumeOptions: &mount.VolumeOptions{Labels: labels(cfg, "")},
		}},
		// The reconciler brings instances back, not Docker. It sees the crash and its exit code, counts attempts and gives
		// up with a reason. And a WAHA that Docker started before the backend is up would hand its messages to nobody:
		// its retries live in memory and end, while WhatsApp keeps messages for a number that is offline.
		RestartPolicy: container.RestartPolicy{Name: container.RestartPolicyDisabled},
		SecurityOpt:   []string{"no-new-privileges:true"},
		CapDrop:       []string{"ALL"},
		// WAHA works as root and writes to the volume, its media folder and /tmp. Root without this capability could
		// not write to a login restored from a backup that another user owns. Nothing else of root's powers is used:
		// the port is above 1024, and all of its processes have the same user.
		CapAdd: []string{"DAC_OVERRIDE"},
		LogConfig: container.LogConfig{
			Type:   "json-file",
			Config: map[string]string{"max-size": "10m", "max-file": "3"},
		},
		// No tmpfs on /tmp: WAHA puts media there, which would count as memory.
		Resources: container.Resources{
			Memory:     cfg.MemoryBytes,
			MemorySwap: cfg.MemoryBytes,
			NanoCPUs:   int64(cfg.CPUs * 1e9),
			PidsLimit:  &pids,
		},
	}
}

// publish makes WAHA reachable from this machine alone.
func publish(b blueprint, port int) {
	b.config.ExposedPorts = nat.PortSet{wahaPort: {}}
	b.host.PortBindings = nat.PortMap{wahaPort: {{HostIP: "127.0.0.1", HostPort: strconv.Itoa(port)}}}
}

func environment(env map[string]string) []string {
	pairs := make([]string, 0, len(env))
	for _, key := range slices.Sorted(maps.Keys(env)) {
		pairs = append(pairs, key+"="+env[key])
	}
	return pairs
}

func labels(cfg Config, sessionID string) map[string]string {
	l := map[string]string{labelManaged: "true", labelInstallation: cfg.Installation}
	if sessionID != "" {
		l[labelSession] = sessionID
	}
	return l
}

func owned(cfg Config, l map[string]string) bool {
	return l[labelManaged] == "true" && l[labelInstallation] == cfg.Installation
}

// sum covers everything that the container is made of, so that no difference goes unnoticed.
func (b blueprint) sum() (string, error) {
	text, err := json.Marshal([]any{b.config, b.host, b.network})
	if err != nil {
		return "", err
	}
	digest := sha256.Sum256(text)
	return hex.EncodeToString(digest[:]), nil
}
