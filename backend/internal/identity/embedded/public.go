package embedded

import (
	"net/http"
)

func (s *Server) health(w http.ResponseWriter, r *http.Request) error {
	if err := s.pool.Ping(r.Context()); err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, map[string]string{
		"version": "embedded", "name": "GoTrue", "description": "The part of GoTrue's protocol that Conectafy needs",
	})
	return nil
}

// settings tells login pages what is on offer: addresses with passwords, and nothing else.
func (s *Server) settings(w http.ResponseWriter, _ *http.Request) error {
	external := map[string]bool{"email": true}
	for _, provider := range []string{
		"anonymous_users", "apple", "azure", "bitbucket", "discord", "facebook", "snapchat", "figma", "fly", "github", "gitlab",
		"google", "keycloak", "kakao", "linkedin", "linkedin_oidc", "notion", "spotify", "slack", "slack_oidc", "workos", "twitch",
		"twitter", "phone", "zoom",
	} {
		external[provider] = false
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"external": external, "disable_signup": s.cfg.DisableSignup, "mailer_autoconfirm": true, "phone_autoconfirm": false,
		"sms_provider": "", "saml_enabled": false, "saml_private_key_next_configured": false, "passkeys_enabled": false,
	})
	return nil
}

func (s *Server) publicKeys(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Cache-Control", "public, max-age=600")
	writeJSON(w, http.StatusOK, s.keys.public)
	return nil
}
