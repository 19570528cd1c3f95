package main

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"
)

// config is what the environment says.
type config struct {
	listen  string // host:port
	socket  string // path of the engine's socket
	image   string // the only image that containers are made of
	network string // the only network that they are on
}

// load tells everything that is wrong at once.
func load(getenv func(string) string) (config, error) {
	cfg := config{
		listen:  cmp.Or(getenv("LISTEN"), ":2375"),
		socket:  cmp.Or(getenv("DOCKER_SOCKET"), "/var/run/docker.sock"),
		image:   getenv("WAHA_IMAGE"),
		network: getenv("DOCKER_NETWORK"),
	}
	var wrong []error
	if !imagePattern.MatchString(cfg.image) {
		wrong = append(wrong, errors.New("WAHA_IMAGE must be the name of an image, such as devlikeapro/waha:gows-2026.8.2"))
	}
	if !validNetwork(cfg.network) {
		wrong = append(wrong, errors.New("DOCKER_NETWORK must be the name of a network that somebody made, such as conectafy_network"))
	}
	return cfg, errors.Join(wrong...)
}

var (
	imagePattern   = regexp.MustCompile(`^[a-z0-9]+(([._/:@-]|__|--)[A-Za-z0-9]+)*$`)
	networkPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]*$`)
)

// validNetwork refuses the engine's own networks: "host" is the machine's, and on "bridge" are strangers.
func validNetwork(network string) bool {
	return networkPattern.MatchString(network) && !slices.Contains([]string{"host", "none", "bridge", "default"}, network)
}

// pullName splits the image as a pull names it, by the name in full and a tag or digest.
func pullName(image string) (name, tag string) {
	name, digest, byDigest := strings.Cut(image, "@")
	if at := strings.LastIndex(name, ":"); at > strings.LastIndex(name, "/") {
		name, tag = name[:at], name[at+1:]
	}
	if byDigest {
		tag = digest
	}
	return name, cmp.Or(tag, "latest")
}

// fullName puts in front of a name the registry and the folder that Docker thinks of when they are left out.
func fullName(name string) string {
	first, rest, inFolder := strings.Cut(name, "/")
	switch {
	case !inFolder:
		return "docker.io/library/" + name
	case first == "index.docker.io":
		return fullName("docker.io/" + rest)
	case first == "docker.io" && !strings.Contains(rest, "/"):
		return "docker.io/library/" + rest
	case first == "localhost" || strings.ContainsAny(first, ".:"):
		return name
	default:
		return "docker.io/" + name
	}
}
