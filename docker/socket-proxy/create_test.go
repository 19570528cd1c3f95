package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
)

const create = "POST /v1.51/containers/create?name=" + session

// realBody is what the backend sends with the Docker library of its go.mod.
func realBody(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/create.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCreate(t *testing.T) {
	t.Parallel()
	s := newStand(t)
	if status, message := s.call(create, realBody(t)); status != http.StatusOK {
		t.Fatalf("got %d %q", status, message)
	}
	want, err := os.ReadFile("testdata/forwarded.json")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := json.Indent(&got, []byte(s.engine.last(0).body), "", "  "); err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(string(want)) != got.String() {
		t.Errorf("the engine got %s\nwant %s", got.String(), want)
	}
	if kind := s.engine.last(0).header.Get("Content-Type"); kind != "application/json" {
		t.Errorf("got a body of type %q", kind)
	}
}

// with gives the real body with a value put at a path such as HostConfig.Binds.
func with(t *testing.T, path string, value any) string {
	t.Helper()
	var body map[string]any
	if err := json.Unmarshal([]byte(realBody(t)), &body); err != nil {
		t.Fatal(err)
	}
	body["Env"] = append(body["Env"].([]any), "WAHA_SECRET="+aSecret)
	object, keys := body, strings.Split(path, "/")
	for _, key := range keys[:len(keys)-1] {
		if object[key] == nil {
			object[key] = map[string]any{}
		}
		object = object[key].(map[string]any)
	}
	object[keys[len(keys)-1]] = value
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

type (
	object = map[string]any
	list   = []any
)

func mounted(change object) list {
	volume := object{
		"Type": "volume", "Source": session, "Target": "/app/.sessions",
		"VolumeOptions": object{"Labels": object{labelManaged: "true"}},
	}
	for key, value := range change {
		volume[key] = value
	}
	return list{volume}
}

func TestAttacksByTheBodyOfCreate(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		path  string
		value any
	}{
		{"HostConfig/Privileged", true},
		{"HostConfig/Binds", list{"/:/host"}},
		{"HostConfig/Binds", list{"/var/run/docker.sock:/var/run/docker.sock"}},
		{"HostConfig/Mounts", nil},
		{"HostConfig/Mounts", mounted(object{"Type": "bind", "Source": "/"})},
		{"HostConfig/Mounts", mounted(object{"Type": "bind"})},
		{"HostConfig/Mounts", mounted(object{"Type": "tmpfs", "Source": ""})},
		{"HostConfig/Mounts", mounted(object{"Type": "npipe"})},
		{"HostConfig/Mounts", mounted(object{"Source": "postgres"})},
		{"HostConfig/Mounts", mounted(object{"Source": "/"})},
		{"HostConfig/Mounts", mounted(object{"Target": "/"})},
		{"HostConfig/Mounts", mounted(object{"BindOptions": object{"Propagation": "rshared"}})},
		{"HostConfig/Mounts", mounted(object{"VolumeOptions": object{
			"Labels":       object{labelManaged: "true"},
			"DriverConfig": object{"Name": "local", "Options": object{"type": "none", "o": "bind", "device": "/"}},
		}})},
		{"HostConfig/Mounts", mounted(object{"VolumeOptions": object{"Labels": object{labelManaged: "true"}, "Subpath": ".."}})},
		{"HostConfig/Mounts", mounted(object{"VolumeOptions": nil})},
		{"HostConfig/Mounts", append(mounted(nil), mounted(object{"Type": "bind", "Source": "/", "Target": "/host"})...)},
		{"HostConfig/VolumesFrom", list{"postgres"}},
		{"HostConfig/VolumeDriver", "evil"},
		{"Volumes", object{"/x": object{}}},
		{"HostConfig/Tmpfs", object{"/x": "exec"}},
		{"HostConfig/NetworkMode", "host"},
		{"HostConfig/NetworkMode", ""},
		{"HostConfig/NetworkMode", "container:postgres"},
		{"HostConfig/NetworkMode", "bridge"},
		{"NetworkingConfig/EndpointsConfig/bridge", object{}},
		{"NetworkingConfig/EndpointsConfig/" + homeNet + "/Aliases", list{"postgres"}},
		{"NetworkingConfig/EndpointsConfig/" + homeNet + "/IPAMConfig", object{"IPv4Address": "172.30.0.2"}},
		{"NetworkingConfig/EndpointsConfig/" + homeNet + "/MacAddress", "02:42:ac:11:00:02"},
		{"NetworkDisabled", true},
		{"MacAddress", "02:42:ac:11:00:02"},
		{"HostConfig/PidMode", "host"},
		{"HostConfig/PidMode", "container:postgres"},
		{"HostConfig/IpcMode", "host"},
		{"HostConfig/UTSMode", "host"},
		{"HostConfig/UsernsMode", "host"},
		{"HostConfig/CgroupnsMode", "host"},
		{"HostConfig/Cgroup", "container:postgres"},
		{"HostConfig/CgroupParent", "/"},
		{"HostConfig/Isolation", "process"},
		{"HostConfig/Runtime", "evil"},
		{"HostConfig/Devices", list{object{"PathOnHost": "/dev/sda", "PathInContainer": "/dev/sda", "CgroupPermissions": "rwm"}}},
		{"HostConfig/DeviceRequests", list{object{"Count": -1, "Capabilities": list{list{"gpu"}}}}},
		{"HostConfig/DeviceCgroupRules", list{"a *:* rwm"}},
		{"HostConfig/CapAdd", list{"SYS_ADMIN"}},
		{"HostConfig/CapAdd", list{"DAC_OVERRIDE", "CAP_SYS_ADMIN"}},
		{"HostConfig/CapAdd", list{"ALL"}},
		{"HostConfig/CapDrop", nil},
		{"HostConfig/CapDrop", list{"NET_RAW"}},
		{"HostConfig/Capabilities", list{"CAP_SYS_ADMIN"}},
		{"HostConfig/SecurityOpt", nil},
		{"HostConfig/SecurityOpt", list{"no-new-privileges:false"}},
		{"HostConfig/SecurityOpt", list{"no-new-privileges:true", "seccomp=unconfined"}},
		{"HostConfig/SecurityOpt", list{"no-new-privileges:true", "apparmor=unconfined"}},
		{"HostConfig/SecurityOpt", list{"no-new-privileges:true", "systempaths=unconfined"}},
		{"HostConfig/MaskedPaths", list{"/x"}},
		{"HostConfig/ReadonlyPaths", list{"/x"}},
		{"HostConfig/Sysctls", object{"kernel.core_pattern": "|/x"}},
		{"HostConfig/Ulimits", list{object{"Name": "nproc", "Soft": -1, "Hard": -1}}},
		{"HostConfig/GroupAdd", list{"docker"}},
		{"HostConfig/OomKillDisable", true},
		{"HostConfig/OomScoreAdj", -1000},
		{"HostConfig/Memory", 0},
		{"HostConfig/Memory", -1},
		{"HostConfig/Memory", "1"},
		{"HostConfig/MemorySwap", -1},
		{"HostConfig/NanoCpus", -1},
		{"HostConfig/PidsLimit", nil},
		{"HostConfig/PidsLimit", -1},
		{"HostConfig/ShmSize", 1 << 40},
		{"HostConfig/AutoRemove", true},
		{"HostConfig/ContainerIDFile", "/etc/cron.d/x"},
		{"HostConfig/Links", list{"postgres:db"}},
		{"HostConfig/ExtraHosts", list{"host.docker.internal:host-gateway"}},
		{"HostConfig/Dns", list{"10.0.0.1"}},
		{"HostConfig/PortBindings", object{"3000/tcp": list{object{"HostPort": "80"}}}},
		{"HostConfig/PortBindings", object{"3000/tcp": nil}},
		{"HostConfig/PublishAllPorts", true},
		{"ExposedPorts", object{"3000/tcp": object{}}},
		{"HostConfig/RestartPolicy/Name", "always"},
		{"HostConfig/RestartPolicy/MaximumRetryCount", 3},
		{"HostConfig/LogConfig/Type", "syslog"},
		{"HostConfig/LogConfig/Type", ""},
		{"HostConfig/LogConfig/Config", nil},
		{"HostConfig/LogConfig/Config/max-size", "-1"},
		{"HostConfig/LogConfig/Config/labels", "x"},
		{"HostConfig/StorageOpt", object{"size": "1T"}},
		{"HostConfig/Annotations", object{"io.x": "y"}},
		{"HostConfig/Init", true},
		{"Image", "alpine"},
		{"Image", ""},
		{"Cmd", list{"sh"}},
		{"Entrypoint", list{"sh"}},
		{"User", "1000"},
		{"WorkingDir", "/"},
		{"Healthcheck", object{"Test": list{"CMD-SHELL", "x"}}},
		{"Shell", list{"sh"}},
		{"Tty", true},
		{"StopSignal", "SIGKILL"},
		{"StopTimeout", -1},
		{"Hostname", "postgres"},
		{"Domainname", "x"},
		{"Labels", nil},
		{"Labels/" + labelManaged, "false"},
		{"Labels/ofelia.job-local.x.command", "sh"},
		{"Env", list{"NVIDIA_VISIBLE_DEVICES=" + aSecret}},
		{"Env", list{"LD_PRELOAD=" + aSecret}},
		{"Env", list{"WAHA_X"}},
		{"Env", list{object{"WAHA_X": aSecret}}},
		{"Env", aSecret},
		{"Memory", 1},
		{"FutureField", 1},
		{"HostConfig/FutureField", object{}},
	} {
		s := newStand(t)
		s.refused(create, with(t, test.path, test.value), "containers/create: ")
	}
}

// Readers of JSON differ: what one takes for the field, another doesn't see.
func TestBodiesWithASecondReading(t *testing.T) {
	t.Parallel()
	sent := strings.TrimSpace(realBody(t))
	host := func(fields string) string {
		return strings.Replace(sent, `"HostConfig": {`, `"HostConfig": {`+fields+`,`, 1)
	}
	for _, body := range []string{
		host(`"NetworkMode":"host"`), // before the real one, which is as it must be
		host(`"networkmode":"host"`),
		host(`"\u004eetworkMode":"host"`),
		strings.TrimSuffix(sent, "}") + `,"hostconfig":{"Memory":1}}`,
		strings.TrimSuffix(sent, "}") + `,"ho\u017ftconfig":{"Memory":1}}`, // a long s
	} {
		newStand(t).refused(create, body, "comes twice")
	}
	for _, body := range []string{
		sent + sent,
		sent + "x",
		"[" + sent + "]",
		"null", "{}", "", "{", `{"Image"`, `{"Image":}`, `{1:2}`, `"x"`,
		strings.Repeat("[", 1<<19), `{"a":` + strings.Repeat(`[`, 100) + strings.Repeat(`]`, 100) + `}`,
		strings.TrimSuffix(sent, "}") + `,"` + strings.Repeat("x", 10_000) + `":1}`,
	} {
		newStand(t).refused(create, body, "containers/create: ")
	}
	newStand(t).refused(create, sent+strings.Repeat(" ", maxBody), "1 MiB")
}

// An engine reads "privileged" as it does "Privileged", so a field is known in any case, and the engine gets it as it is called.
func TestCaseOfFields(t *testing.T) {
	t.Parallel()
	s := newStand(t)
	body := strings.NewReplacer(`"Image"`, `"iMAGE"`, `"HostConfig"`, `"hostconfig"`, `"Privileged"`, `"privileged"`).Replace(realBody(t))
	if status, message := s.call(create, body); status != http.StatusOK {
		t.Fatalf("got %d %q", status, message)
	}
	if got := s.engine.last(0).body; !strings.Contains(got, `"Image":"`+image) || strings.Contains(strings.ToLower(got), "privileged") {
		t.Errorf("the engine got %s", got)
	}
}

func TestNamesOfContainers(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "postgres", "waha-session-1", "waha-session-", strings.ToUpper(session), session + "%0a", "x" + session} {
		newStand(t).refused("POST /containers/create?name="+name, realBody(t), "the name")
	}
	newStand(t).refused("POST /containers/create", realBody(t), "the name")
	other := strings.Replace(session, "0b54", "0b55", 1)
	newStand(t).refused("POST /containers/create?name="+other, realBody(t), "Hostname")
}
