package waha

import "slices"

// hookAnswer is a webhook as WAHA shows it in a session's settings.
type hookAnswer struct {
	URL    string   `json:"url"`
	Events []string `json:"events"`
	HMAC   *struct {
		Key string `json:"key"`
	} `json:"hmac"`
}

// Reports says whether the session tells hook everything that its owner wants. After the backend moved to another address, or
// learned new kinds of events, the settings on a container's volume are old ones.
func (s SessionInfo) Reports(hook Webhook) bool {
	if s.ignoresGroups != hook.IgnoresGroups {
		return false
	}
	for _, h := range s.hooks {
		if h.URL == hook.URL && h.HMAC != nil && h.HMAC.Key == hook.Secret && slices.Equal(h.Events, webhookEvents) {
			return true
		}
	}
	return false
}
