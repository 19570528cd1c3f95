package waha

import (
	"crypto/sha512"
	"encoding/hex"
	"fmt"
)

// SessionName is the one session that each container runs.
const SessionName = "default"

// mediaLifetime is how long a container keeps a received file, in seconds.
const mediaLifetime = "3600"

// webhookEvents are what WAHA tells us. "message.any" stands alone: "message" beside it would bring everything twice.
// An engine that has no such event passes over its name.
var webhookEvents = []string{ //nolint:gochecknoglobals // a constant list
	"session.status", "message.any", "message.waiting", "message.ack", "message.ack.group",
	"message.reaction", "message.edited", "message.revoked",
	"poll.vote", "poll.vote.failed", "event.response", "event.response.failed",
	"chat.archive", "presence.update", "call.received", "call.accepted", "call.rejected",
	"group.v2.join", "group.v2.leave", "group.v2.participants", "group.v2.update", "group.v2.participants.join-request",
}

// Container is what a container is told about its session.
type Container struct {
	Name          string
	BaseURL       string // where the backend reaches the container
	Engine        string // GOWS, NOWEB or WEBJS
	APIKey        string
	HeapMegabytes int
}

// Environment is the settings of a container: closed but for its key, with its login on the volume, and told to
// start its session by itself after a restart.
func Environment(c Container) map[string]string {
	sum := sha512.Sum512([]byte(c.APIKey))
	return map[string]string{
		"WHATSAPP_DEFAULT_ENGINE":   c.Engine,
		"WAHA_API_KEY":              "sha512:" + hex.EncodeToString(sum[:]),
		"WAHA_DASHBOARD_ENABLED":    "false",
		"WHATSAPP_SWAGGER_ENABLED":  "false",
		"WAHA_WORKER_ID":            c.Name,
		"WAHA_NAMESPACE":            "all",
		"WAHA_BASE_URL":             c.BaseURL,
		"WHATSAPP_FILES_LIFETIME":   mediaLifetime,
		"WAHA_PRINT_QR":             "False", // a QR is a login: it has no place in a log
		"WAHA_LOG_FORMAT":           "JSON",
		"WAHA_APPS_ENABLED":         "False",
		"WAHA_PRESENCE_AUTO_ONLINE": "False", // while online, the owner's phone would show no notifications
		"NODE_OPTIONS":              fmt.Sprintf("--max-old-space-size=%d", c.HeapMegabytes),
	}
}

// Webhook is where and how a container reports, and of what.
type Webhook struct {
	URL           string
	Secret        string
	IgnoresGroups bool
}

// The retries cover some 15 minutes of a backend that is away; what is lost after that is read back from the container.
const (
	retryPolicy   = "constant"
	retryDelay    = 2
	retryAttempts = 450
)

func sessionConfig(hook Webhook) map[string]any {
	return map[string]any{
		// Status posts and channels are most of the volume and none of the conversation.
		"ignore": map[string]bool{"status": true, "channels": true, "broadcast": true, "groups": hook.IgnoresGroups},
		"noweb":  map[string]any{"store": map[string]bool{"enabled": true, "fullSync": false}},
		"webhooks": []any{map[string]any{
			"url":     hook.URL,
			"events":  webhookEvents,
			"hmac":    map[string]string{"key": hook.Secret},
			"retries": map[string]any{"policy": retryPolicy, "delaySeconds": retryDelay, "attempts": retryAttempts},
		}},
	}
}
