package waha

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

// Options is a session's configuration: as the caller gave it, without the fields that WAHA doesn't know, and the parts
// of it that the simulator acts on.
type Options struct {
	raw      json.RawMessage
	metadata map[string]string
	targets  []webhook.Target
	ignore   optionalIgnore
	noStore  bool // NOWEB keeps no messages unless told to
	tags     bool // WEBJS tells presence only if told to
}

type optionalIgnore struct{ Status, Groups, Channels, Broadcast *bool }

// known lists the fields of a session's configuration; nil means that anything below is kept.
var known = map[string]any{
	"metadata": nil, "debug": nil,
	"proxy":  map[string]any{"server": nil, "username": nil, "password": nil},
	"client": map[string]any{"deviceName": nil, "browserName": nil},
	"ignore": map[string]any{"status": nil, "groups": nil, "channels": nil, "broadcast": nil},
	"noweb":  map[string]any{"markOnline": nil, "store": map[string]any{"enabled": nil, "fullSync": nil}},
	"gows": map[string]any{"storage": map[string]any{
		"messages": nil, "groups": nil, "chats": nil, "labels": nil, "contacts": nil, "messageSecrets": nil,
	}},
	"webjs": map[string]any{"tagsEventsOn": nil},
	"webhooks": map[string]any{
		"url": nil, "events": nil, "hmac": map[string]any{"key": nil},
		"retries":       map[string]any{"policy": nil, "delaySeconds": nil, "attempts": nil},
		"customHeaders": map[string]any{"name": nil, "value": nil},
	},
}

// ParseOptions reads a session's configuration. Null is no configuration.
func ParseOptions(data json.RawMessage, engine string) (Options, error) {
	if len(data) == 0 || string(data) == "null" {
		return Options{noStore: engine == config.NOWEB}, nil
	}
	var given map[string]any
	if err := json.Unmarshal(data, &given); err != nil {
		return Options{}, InvalidError{Problems: []string{"config must be an object"}}
	}
	if problems := checkOptions(given); len(problems) > 0 {
		return Options{}, InvalidError{Problems: problems}
	}
	raw, err := json.Marshal(strip(given, known))
	if err != nil {
		return Options{}, fmt.Errorf("encode session configuration: %w", err)
	}
	return readOptions(raw, engine)
}

// strip drops the fields that the schema lacks, in lists as well.
func strip(value, schema any) any {
	fields, strict := schema.(map[string]any)
	if !strict {
		return value
	}
	switch given := value.(type) {
	case map[string]any:
		kept := map[string]any{}
		for name, field := range given {
			if below, found := fields[name]; found {
				kept[name] = strip(field, below)
			}
		}
		return kept
	case []any:
		kept := make([]any, len(given))
		for i, item := range given {
			kept[i] = strip(item, schema)
		}
		return kept
	}
	return value
}

func readOptions(raw json.RawMessage, engine string) (Options, error) {
	var typed struct {
		Metadata map[string]string
		Ignore   optionalIgnore
		NoWEB    struct{ Store struct{ Enabled bool } }
		WebJS    struct{ TagsEventsOn bool }
		Webhooks []struct {
			URL     string
			Events  []string
			HMAC    struct{ Key string }
			Retries struct {
				Policy       webhook.Policy
				DelaySeconds *float64
				Attempts     *int
			}
			CustomHeaders []webhook.Header
		}
	}
	if err := json.Unmarshal(raw, &typed); err != nil {
		return Options{}, InvalidError{Problems: []string{"config is not valid"}}
	}
	o := Options{raw: raw, metadata: typed.Metadata, ignore: typed.Ignore, tags: typed.WebJS.TagsEventsOn}
	o.noStore = engine == config.NOWEB && !typed.NoWEB.Store.Enabled
	for _, hook := range typed.Webhooks {
		retry := webhook.Retry{Policy: hook.Retries.Policy, Delay: 2 * time.Second, Attempts: webhook.DefaultAttempts}
		if hook.Retries.DelaySeconds != nil {
			retry.Delay = time.Duration(*hook.Retries.DelaySeconds * float64(time.Second))
		}
		if hook.Retries.Attempts != nil {
			retry.Attempts = *hook.Retries.Attempts
		}
		o.targets = append(o.targets, webhook.Target{
			URL: hook.URL, Events: hook.Events, Key: hook.HMAC.Key, Retry: retry, Headers: hook.CustomHeaders,
		})
	}
	return o, nil
}

// checkOptions gives the sentences of WAHA's validation.
func checkOptions(given map[string]any) []string {
	var problems []string
	if metadata := given["metadata"]; metadata != nil {
		fields, isObject := metadata.(map[string]any)
		if !isObject || slices.ContainsFunc(slices.Collect(maps.Values(fields)), isNotText) {
			problems = append(problems, "config.metadata must be an object of strings")
		}
	}
	hooks := given["webhooks"]
	if hooks == nil {
		return problems
	}
	list, isList := hooks.([]any)
	if !isList {
		return append(
			problems,
			"config.webhooks must be an array",
			"config.each value in nested property webhooks must be either object or array",
		)
	}
	for i, item := range list {
		problems = append(problems, checkHook(fmt.Sprintf("config.webhooks.%d.", i), item)...)
	}
	return problems
}

func checkHook(path string, item any) []string {
	hook, isObject := item.(map[string]any)
	if !isObject {
		return []string{"config.each value in nested property webhooks must be either object or array"}
	}
	var problems []string
	if isNotText(hook["url"]) {
		problems = append(problems, path+"url must be a string")
	}
	events, isList := hook["events"].([]any)
	switch {
	case !isList:
		problems = append(problems, path+"events must be an array")
	case len(events) == 0:
		problems = append(problems, path+"events should not be empty")
	case slices.ContainsFunc(events, isNotText):
		problems = append(problems, path+"each value in events must be a string")
	}
	return append(problems, checkRetries(path+"retries.", hook["retries"])...)
}

func checkRetries(path string, given any) []string {
	retries, isObject := given.(map[string]any)
	if !isObject {
		return nil
	}
	var problems []string
	if policy := retries["policy"]; policy != nil {
		if text, _ := policy.(string); !webhook.Policy(text).Valid() {
			problems = append(problems, path+"policy must be one of the following values: linear, exponential, constant")
		}
	}
	for _, name := range []string{"delaySeconds", "attempts"} {
		if value := retries[name]; value != nil {
			if number, isNumber := value.(float64); !isNumber || number < 0 {
				problems = append(problems, path+name+" must be a number not less than 0")
			}
		}
	}
	return problems
}

func isNotText(value any) bool {
	_, isText := value.(string)
	return !isText
}
