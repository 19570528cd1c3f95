package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"
)

const (
	labelPrefix  = "com.conectafy."
	labelManaged = labelPrefix + "managed"
	loginPath    = "/app/.sessions"
)

// container is the body of containers/create with every field that may have a value. Whatever else has one is refused, what an
// engine learns in future included. The engine gets what was read into this and never the body as it came: a null, an empty
// list and no field at all are not always the same to it (an empty MaskedPaths uncovers parts of /proc).
type container struct {
	Hostname         string            `json:",omitempty"`
	Env              []string          `json:",omitempty"`
	Image            string            `json:",omitempty"`
	Labels           map[string]string `json:",omitempty"`
	StopTimeout      int               `json:",omitempty"` // seconds
	HostConfig       hostConfig
	NetworkingConfig struct {
		EndpointsConfig map[string]struct{} `json:",omitempty"` // by network; without wishes such as an address or an alias
	}
}

type hostConfig struct {
	NetworkMode   string   `json:",omitempty"`
	Mounts        []mount  `json:",omitempty"`
	CapAdd        []string `json:",omitempty"`
	CapDrop       []string `json:",omitempty"`
	SecurityOpt   []string `json:",omitempty"`
	Memory        int64    `json:",omitempty"` // bytes
	MemorySwap    int64    `json:",omitempty"` // bytes, Memory included
	NanoCpus      int64    `json:",omitempty"`
	PidsLimit     int64    `json:",omitempty"`
	RestartPolicy struct {
		Name string `json:",omitempty"`
	}
	LogConfig struct {
		Type   string            `json:",omitempty"`
		Config map[string]string `json:",omitempty"`
	}
}

type mount struct {
	Type          string `json:",omitempty"`
	Source        string `json:",omitempty"`
	Target        string `json:",omitempty"`
	VolumeOptions struct {
		Labels map[string]string `json:",omitempty"`
	}
}

// namePattern is how the backend names a session's container, and its volume alike.
var namePattern = regexp.MustCompile(`^waha-session-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// checkCreate gives the body for the engine.
func checkCreate(cfg config, name string, raw []byte) ([]byte, error) {
	body, err := decode(raw)
	if err != nil {
		return nil, err
	}
	host := body.HostConfig
	for _, rule := range []struct {
		kept bool
		text string
	}{
		{namePattern.MatchString(name), "the name must be waha-session- and a UUID"},
		{body.Image == cfg.image, "Image must be WAHA_IMAGE"},
		{body.Hostname == "" || body.Hostname == name, "Hostname must be the container's name"},
		{ours(body.Labels), "Labels must have " + labelManaged + "=true and only keys that begin with " + labelPrefix},
		{settings(body.Env), "Env may have settings of WAHA only"},
		{body.StopTimeout >= 0, "StopTimeout must not be negative"},
		{host.NetworkMode == cfg.network, "HostConfig.NetworkMode must be DOCKER_NETWORK"},
		{onlyKeys(body.NetworkingConfig.EndpointsConfig, cfg.network), "NetworkingConfig may have DOCKER_NETWORK only"},
		{len(host.Mounts) == 1 && loginVolume(host.Mounts[0], name), "HostConfig.Mounts must be the volume of the container's name at " + loginPath},
		{slices.Equal(host.CapDrop, []string{"ALL"}), "HostConfig.CapDrop must be ALL"},
		{capabilities(host.CapAdd), "HostConfig.CapAdd may be DAC_OVERRIDE only"},
		{slices.Equal(host.SecurityOpt, []string{"no-new-privileges:true"}), "HostConfig.SecurityOpt must be no-new-privileges:true"},
		{host.Memory > 0, "HostConfig.Memory must be a limit"},
		{host.MemorySwap == 0 || host.MemorySwap >= host.Memory, "HostConfig.MemorySwap must be a limit"},
		{host.NanoCpus >= 0, "HostConfig.NanoCpus must not be negative"},
		{host.PidsLimit > 0, "HostConfig.PidsLimit must be a limit"},
		{host.RestartPolicy.Name == "" || host.RestartPolicy.Name == "no", "HostConfig.RestartPolicy must be no"},
		{logs(host.LogConfig.Type, host.LogConfig.Config), "HostConfig.LogConfig must be json-file with max-size and max-file"},
	} {
		if !rule.kept {
			return nil, refuse("containers/create: " + rule.text)
		}
	}
	return json.Marshal(body)
}

// decode refuses fields that container doesn't have.
func decode(raw []byte) (container, error) {
	var body container
	plain, err := compact(raw)
	if err == nil {
		decoder := json.NewDecoder(bytes.NewReader(plain))
		decoder.DisallowUnknownFields()
		err = decoder.Decode(&body)
	}
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind): // its own text may have a value in it
		return body, refuse("containers/create: " + clip(cmp.Or(kind.Field, "the body")) + " is of the wrong kind")
	case err != nil: // this has the name of a field at most
		return body, refuse("containers/create: " + clip(strings.TrimPrefix(err.Error(), "json: ")))
	default:
		return body, nil
	}
}

// ours keeps out labels that other programs on the machine may take for orders.
func ours(labels map[string]string) bool {
	for key := range labels {
		if !strings.HasPrefix(key, labelPrefix) {
			return false
		}
	}
	return labels[labelManaged] == "true"
}

// settings keeps out variables that programs outside of the container obey, such as a runtime for graphics cards.
func settings(env []string) bool {
	for _, pair := range env {
		key, _, isPair := strings.Cut(pair, "=")
		known := strings.HasPrefix(key, "WAHA_") || strings.HasPrefix(key, "WHATSAPP_") || key == "NODE_OPTIONS" || key == "TZ"
		if !isPair || !known {
			return false
		}
	}
	return true
}

func loginVolume(m mount, name string) bool {
	return m.Type == "volume" && m.Source == name && m.Target == loginPath && ours(m.VolumeOptions.Labels)
}

func capabilities(added []string) bool {
	for _, capability := range added {
		if strings.TrimPrefix(capability, "CAP_") != "DAC_OVERRIDE" {
			return false
		}
	}
	return true
}

var sizePattern = regexp.MustCompile(`^[1-9][0-9]{0,9}[kmg]?$`)

func logs(driver string, options map[string]string) bool {
	return driver == "json-file" && onlyKeys(options, "max-size", "max-file") &&
		sizePattern.MatchString(options["max-size"]) && sizePattern.MatchString(options["max-file"])
}

func onlyKeys[V any](entries map[string]V, allowed ...string) bool {
	for key := range entries {
		if !slices.Contains(allowed, key) {
			return false
		}
	}
	return true
}
