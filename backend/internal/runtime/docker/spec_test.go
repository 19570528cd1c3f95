package docker

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/mount"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/go-connections/nat"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

const testGateway = "172.30.0.1"

func specConfig() Config {
	return Config{Image: "devlikeapro/waha:gows-1", Installation: "inst"}.withDefaults()
}

func someSpec() runtime.Spec {
	return runtime.Spec{
		Name: "waha-session-1", SessionID: "id-1", Port: 3105,
		Env: map[string]string{"WAHA_API_KEY": "k", "TZ": "UTC", "A": ""},
	}
}

func mustDraw(t *testing.T, cfg Config, spec runtime.Spec) blueprint {
	t.Helper()
	b, err := draw(cfg, spec, testGateway)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDraw(t *testing.T) {
	t.Parallel()
	stop, pids := 30, int64(512)
	b := mustDraw(t, specConfig(), someSpec())
	for _, test := range []struct {
		name      string
		got, want any
	}{
		{"image", b.config.Image, "devlikeapro/waha:gows-1"},
		{"host name", b.config.Hostname, "waha-session-1"},
		{"environment, in a fixed order", b.config.Env, []string{"A=", "TZ=UTC", "WAHA_API_KEY=k"}},
		{"user, as the image says", b.config.User, ""},
		{"labels", b.config.Labels, map[string]string{
			"com.conectafy.managed": "true", "com.conectafy.installation": "inst",
			"com.conectafy.session": "id-1", "com.conectafy.spec-hash": b.hash,
		}},
		{"stop timeout", b.config.StopTimeout, &stop},
		{"login volume and nothing else", b.host.Mounts, []mount.Mount{{
			Type: mount.TypeVolume, Source: "waha-session-1", Target: "/app/.sessions",
			VolumeOptions: &mount.VolumeOptions{Labels: map[string]string{
				"com.conectafy.managed": "true", "com.conectafy.installation": "inst",
			}},
		}}},
		{"no bind of a host path", b.host.Binds, []string(nil)},
		{"network", b.host.NetworkMode, container.NetworkMode("conectafy_network")},
		{"network alone", b.network.EndpointsConfig, map[string]*network.EndpointSettings{"conectafy_network": {}}},
		{"restart policy", b.host.RestartPolicy.Name, container.RestartPolicyDisabled},
		{"no new privileges", b.host.SecurityOpt, []string{"no-new-privileges:true"}},
		{"not privileged", b.host.Privileged, false},
		{"dropped capabilities", []string(b.host.CapDrop), []string{"ALL"}},
		{"kept capabilities", []string(b.host.CapAdd), []string{"DAC_OVERRIDE"}},
		{"memory", b.host.Memory, int64(1 << 30)},
		{"no swap", b.host.MemorySwap, b.host.Memory},
		{"one core", b.host.NanoCPUs, int64(1e9)},
		{"processes", b.host.PidsLimit, &pids},
		{"log", b.host.LogConfig, container.LogConfig{
			Type: "json-file", Config: map[string]string{"max-size": "10m", "max-file": "3"},
		}},
		{"published on this machine only", b.host.PortBindings, nat.PortMap{"3000/tcp": {{HostIP: "127.0.0.1", HostPort: "3105"}}}},
		{"exposed port", b.config.ExposedPorts, nat.PortSet{"3000/tcp": {}}},
		{"not every exposed port", b.host.PublishAllPorts, false},
		{"the way back to the host", b.host.ExtraHosts, []string{"host.docker.internal:" + testGateway}},
	} {
		if !reflect.DeepEqual(test.got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, test.got, test.want)
		}
	}
}

func TestDrawInDockerPublishesNothing(t *testing.T) {
	t.Parallel()
	cfg := specConfig()
	cfg.InDocker = true
	b := mustDraw(t, cfg, someSpec())
	if b.host.PortBindings != nil || b.config.ExposedPorts != nil || b.host.PublishAllPorts || b.host.ExtraHosts != nil {
		t.Errorf("got bindings %v, exposed %v, all %v, hosts %v, want none",
			b.host.PortBindings, b.config.ExposedPorts, b.host.PublishAllPorts, b.host.ExtraHosts)
	}
	if text := asText(t, b); strings.Contains(text, "3105") {
		t.Errorf("the port is in %s", text)
	}
}

func TestDrawNeverMountsTheEngine(t *testing.T) {
	t.Parallel()
	if text := asText(t, mustDraw(t, specConfig(), someSpec())); strings.Contains(text, "docker.sock") {
		t.Errorf("the engine's socket is in %s", text)
	}
}

func asText(t *testing.T, b blueprint) string {
	t.Helper()
	text, err := json.Marshal([]any{b.config, b.host, b.network})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestHashSeesEveryDifference(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for name, change := range map[string]func(*Config, *runtime.Spec){
		"nothing":   func(*Config, *runtime.Spec) {},
		"image":     func(c *Config, _ *runtime.Spec) { c.Image = "other" },
		"memory":    func(c *Config, _ *runtime.Spec) { c.MemoryBytes = 1 << 29 },
		"cpu":       func(c *Config, _ *runtime.Spec) { c.CPUs = 0.5 },
		"processes": func(c *Config, _ *runtime.Spec) { c.PidsLimit = 100 },
		"network":   func(c *Config, _ *runtime.Spec) { c.Network = "other" },
		"shape":     func(c *Config, _ *runtime.Spec) { c.InDocker = true },
		"stop":      func(c *Config, _ *runtime.Spec) { c.StopTimeout = time.Second },
		"port":      func(_ *Config, s *runtime.Spec) { s.Port = 1 },
		"value":     func(_ *Config, s *runtime.Spec) { s.Env["TZ"] = "CET" },
		"variable":  func(_ *Config, s *runtime.Spec) { s.Env["B"] = "" },
		"session":   func(_ *Config, s *runtime.Spec) { s.SessionID = "id-2" },
	} {
		cfg, spec := specConfig(), someSpec()
		change(&cfg, &spec)
		hash := mustDraw(t, cfg, spec).hash
		if other, known := seen[hash]; known {
			t.Errorf("%s and %s have the same hash", name, other)
		}
		seen[hash] = name
	}
}

// A new version of the SDK that changes the hash replaces every running container: then this fails, and the release
// notes must say so.
func TestHashIsTheSameInTheNextRelease(t *testing.T) {
	t.Parallel()
	const want = "415cebe6a18f5710431b30c0451b41f4f87db4cb14d5c0e75d20430fe65774b2"
	if got := mustDraw(t, specConfig(), someSpec()).hash; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestEndpoint(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		inDocker bool
		want     string
	}{
		{false, "http://127.0.0.1:3105"},
		{true, "http://waha-1:3000"},
	} {
		r := &Runtime{cfg: Config{InDocker: test.inDocker}}
		if got := r.Endpoint("waha-1", 3105); got != test.want {
			t.Errorf("in Docker %v: got %s, want %s", test.inDocker, got, test.want)
		}
	}
}

func TestUse(t *testing.T) {
	t.Parallel()
	var s container.StatsResponse
	s.MemoryStats = container.MemoryStats{Usage: 100, Limit: 200, Stats: map[string]uint64{"inactive_file": 30}}
	s.PreCPUStats = container.CPUStats{CPUUsage: container.CPUUsage{TotalUsage: 100}, SystemUsage: 1000}
	s.CPUStats = container.CPUStats{CPUUsage: container.CPUUsage{TotalUsage: 150}, SystemUsage: 1200, OnlineCPUs: 2}
	want := runtime.Stats{MemoryBytes: 70, MemoryLimitBytes: 200, CPUPercent: 50}
	if got := toStats(s); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	s.MemoryStats.Stats = map[string]uint64{"total_inactive_file": 120, "inactive_file": 30}
	s.PreCPUStats = s.CPUStats
	want = runtime.Stats{MemoryBytes: 0, MemoryLimitBytes: 200}
	if got := toStats(s); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestEveryEventThatWeAskForIsKnown(t *testing.T) {
	t.Parallel()
	var got []string
	for _, kind := range kinds() {
		got = append(got, string(kind))
	}
	slices.Sort(got)
	if want := []string{"died", "oom", "removed", "started"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
