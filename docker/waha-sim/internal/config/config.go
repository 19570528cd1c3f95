// Package config reads the environment: WAHA's own variables, and the SIM_* ones that only the simulator has.
package config

import (
	"errors"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

// Version is the WAHA version that the simulator behaves as.
const Version = "2026.8.2"

// The engines whose answers and events are simulated.
const (
	GOWS  = "GOWS"
	NOWEB = "NOWEB"
	WEBJS = "WEBJS"
)

// Config is everything the environment can change.
type Config struct {
	Port             int
	Engine           string
	WorkerID         string
	StoreDir         string
	Namespace        string // folder of the list of sessions
	SessionNamespace string // folder of logins and messages
	Key              Key
	OpenPaths        []*regexp.Regexp
	RestartWorker    bool
	RestartAll       bool
	StartSessions    []string
	AutoStartDelay   time.Duration
	Ignore           Ignore
	Hook             *webhook.Target
	BaseURL          string // how others reach this container, in the addresses of files
	Downloads        Downloads
	FileLife         time.Duration // 0 is for ever
	PrintQR          bool
	JSONLog          bool
	Exposed          map[string]string // WAHA_* and WHATSAPP_*, as /api/server/environment shows them
	Sim              Sim
}

// Ignore says which chats are dropped at the source when a session's own configuration doesn't say.
type Ignore struct{ Status, Groups, Channels, Broadcast bool }

// Downloads says which files are fetched for events and for answers.
type Downloads struct {
	Events, API bool
	Types       []string // beginnings of mimetypes; none is all
}

// Wants tells whether a file of the type is fetched, for an event or else for an answer.
func (d Downloads) Wants(event bool, mimetype string) bool {
	if (event && !d.Events) || (!event && !d.API) {
		return false
	}
	return len(d.Types) == 0 || slices.ContainsFunc(d.Types, func(t string) bool { return strings.HasPrefix(mimetype, t) })
}

// Load reads the environment, given as KEY=value pairs, and reports every problem together.
func Load(environ []string) (Config, error) {
	env := parseEnviron(environ)
	c := Config{
		Port:           env.number("PORT", env.number("WHATSAPP_API_PORT", 3000)),
		Engine:         strings.ToUpper(env.text("WHATSAPP_DEFAULT_ENGINE", WEBJS)),
		WorkerID:       env.text("WAHA_WORKER_ID", ""),
		StoreDir:       env.text("WAHA_LOCAL_STORE_BASE_DIR", "/app/.sessions"),
		RestartWorker:  env.flag("WAHA_WORKER_RESTART_SESSIONS", true),
		RestartAll:     env.flag("WHATSAPP_RESTART_ALL_SESSIONS", false),
		StartSessions:  env.list("WHATSAPP_START_SESSION"),
		AutoStartDelay: time.Duration(env.number("WAHA_AUTO_START_DELAY_SECONDS", 0)) * time.Second,
		PrintQR:        env.flag("WAHA_PRINT_QR", true),
		JSONLog:        env.text("WAHA_LOG_FORMAT", "PRETTY") == "JSON",
		Exposed:        env.exposed(),
		BaseURL:        strings.TrimSuffix(env.text("WAHA_BASE_URL", "http://localhost:3000"), "/"),
		FileLife:       time.Duration(env.number("WHATSAPP_FILES_LIFETIME", 180)) * time.Second,
		Downloads:      loadDownloads(env),
		Key:            loadKey(env),
		Ignore: Ignore{
			Status:    env.flag("WAHA_SESSION_CONFIG_IGNORE_STATUS", false),
			Groups:    env.flag("WAHA_SESSION_CONFIG_IGNORE_GROUPS", false),
			Channels:  env.flag("WAHA_SESSION_CONFIG_IGNORE_CHANNELS", false),
			Broadcast: env.flag("WAHA_SESSION_CONFIG_IGNORE_BROADCAST", false),
		},
	}
	c.Namespace = env.text("WAHA_NAMESPACE", strings.ToLower(c.Engine))
	c.SessionNamespace = env.text("WAHA_SESSION_NAMESPACE", strings.ToLower(c.Engine))
	if !slices.Contains([]string{GOWS, NOWEB, WEBJS}, c.Engine) {
		env.fail("WHATSAPP_DEFAULT_ENGINE: %q is not simulated (GOWS, NOWEB, WEBJS are)", c.Engine)
	}
	c.OpenPaths = loadOpenPaths(env)
	c.Hook = loadHook(env)
	c.Sim = loadSim(env, c)
	return c, errors.Join(env.problems...)
}

func loadDownloads(env *environment) Downloads {
	all := env.flag("WHATSAPP_DOWNLOAD_MEDIA", true)
	return Downloads{
		Events: env.flag("WAHA_EVENTS_DOWNLOAD_MEDIA", all),
		API:    env.flag("WAHA_API_DOWNLOAD_MEDIA", all),
		Types:  env.list("WHATSAPP_FILES_MIMETYPES"),
	}
}

func loadOpenPaths(env *environment) []*regexp.Regexp {
	var open []*regexp.Regexp
	for _, name := range []string{"WAHA_API_KEY_EXCLUDE_PATH", "WHATSAPP_API_KEY_EXCLUDE_PATH"} {
		for _, pattern := range env.list(name) {
			// A pattern covers a whole path: "api/files" does not open the files below it.
			compiled, err := regexp.Compile("^/" + pattern + "$")
			if err != nil {
				env.fail("%s: %v", name, err)
				continue
			}
			open = append(open, compiled)
		}
	}
	return open
}

// loadHook reads the global webhook. WAHA sends nothing unless both the address and the events are set.
func loadHook(env *environment) *webhook.Target {
	address, events := env.text("WHATSAPP_HOOK_URL", ""), env.list("WHATSAPP_HOOK_EVENTS")
	if address == "" || len(events) == 0 {
		return nil
	}
	target := &webhook.Target{
		URL:    address,
		Events: events,
		Key:    env.text("WHATSAPP_HOOK_HMAC_KEY", ""),
		Retry: webhook.Retry{
			Policy:   webhook.Policy(env.text("WHATSAPP_HOOK_RETRIES_POLICY", string(webhook.Constant))),
			Delay:    time.Duration(env.number("WHATSAPP_HOOK_RETRIES_DELAY_SECONDS", 2)) * time.Second,
			Attempts: env.number("WHATSAPP_HOOK_RETRIES_ATTEMPTS", webhook.DefaultAttempts),
		},
	}
	if !target.Retry.Policy.Valid() {
		env.fail("WHATSAPP_HOOK_RETRIES_POLICY: %q is not constant, linear or exponential", target.Retry.Policy)
	}
	for pair := range strings.SplitSeq(env.text("WHATSAPP_HOOK_CUSTOM_HEADERS", ""), ";") {
		if pair == "" {
			continue
		}
		name, value, found := strings.Cut(pair, ":")
		if !found || strings.Contains(value, ":") {
			env.fail("WHATSAPP_HOOK_CUSTOM_HEADERS: a header is not Name:Value")
			continue
		}
		target.Headers = append(target.Headers, webhook.Header{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	return target
}

// Addr is the address to listen on: all interfaces, as WAHA does, unless it runs outside of a container.
func (c Config) Addr() string { return net.JoinHostPort(c.Sim.ListenHost, strconv.Itoa(c.Port)) }
