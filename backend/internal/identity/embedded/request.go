package embedded

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxBodyBytes      = 64 << 10
	maxUserAgentBytes = 512
)

// readBody decodes a JSON body; members that we don't know are passed over, since newer clients send more.
func readBody(r *http.Request, into any) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return errTooLarge
		}
		return fmt.Errorf("read body: %w", err)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return &apiError{status: http.StatusBadRequest, code: "bad_json", message: "Could not parse request body as JSON: " + err.Error()}
	}
	return nil
}

// bearer is the caller's token. A gateway would put the API key into Authorization when nothing else is there, and clients count on it.
func bearer(r *http.Request) string {
	if scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(scheme, "Bearer") {
		return strings.TrimSpace(token)
	}
	return r.Header.Get("apikey")
}

func peerIP(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// userAgent is what the sign-in is remembered by; headers may hold any bytes, the database only UTF-8.
func userAgent(r *http.Request) string {
	agent := strings.ToValidUTF8(r.UserAgent(), "?")
	if len(agent) <= maxUserAgentBytes {
		return agent
	}
	end := maxUserAgentBytes
	for !utf8.RuneStart(agent[end]) {
		end--
	}
	return agent[:end]
}

// allowOrigins answers CORS. Tokens travel in headers and never in cookies, so no credentials are allowed.
func (s *Server) allowOrigins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Origin")
		origin := r.Header.Get("Origin")
		allowed := origin != "" && (slices.Contains(s.cfg.AllowedOrigins, "*") || slices.Contains(s.cfg.AllowedOrigins, origin))
		if allowed {
			w.Header().Set("Access-Control-Allow-Origin", origin)
			w.Header().Set("Access-Control-Expose-Headers", "X-Total-Count, Link, X-Supabase-Api-Version")
		}
		if r.Method != http.MethodOptions {
			next.ServeHTTP(w, r)
			return
		}
		if allowed {
			w.Header().Set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
			w.Header().Set("Access-Control-Allow-Headers", "apikey, authorization, content-type, x-client-info, x-supabase-api-version")
			w.Header().Set("Access-Control-Max-Age", "600")
		}
		w.WriteHeader(http.StatusNoContent)
	})
}
