// Package httpapi is what callers see: WAHA's API, and the control API and page that play the phone.
package httpapi

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

// maxBody is WAHA's limit for a JSON body.
const maxBody = 50 << 20

// API answers WAHA's calls.
type API struct {
	cfg     config.Config
	manager *waha.Manager
	log     *slog.Logger
	started time.Time
	stop    func() // ends the process as SIGTERM does
	crash   func() // ends the process as a kill does
}

// Exits are the two ways in which a call can end the process.
type Exits struct{ Stop, Crash func() }

// New makes the handler of everything that is served.
func New(cfg config.Config, manager *waha.Manager, log *slog.Logger, exits Exits) http.Handler {
	a := &API{cfg: cfg, manager: manager, log: log, started: time.Now(), stop: exits.Stop, crash: exits.Crash}
	root := http.NewServeMux()
	root.HandleFunc("GET /ping", a.ping)
	a.phoneRoutes(root)
	root.Handle("/", a.guard(a.fixedRoutes(a.sessionRoutes())))
	return allowOrigins(limitBody(root))
}

// fixedRoutes are those whose first word after /api is not the name of a session.
func (a *API) fixedRoutes(otherwise http.Handler) *http.ServeMux {
	mux := http.NewServeMux()
	for pattern, handler := range map[string]http.HandlerFunc{
		"GET /health":                     a.health,
		"GET /api/version":                a.version,
		"GET /api/server/version":         a.version,
		"GET /api/server/status":          a.serverStatus,
		"GET /api/server/environment":     a.environment,
		"POST /api/server/stop":           a.serverStop,
		"GET /api/sessions":               a.listSessions,
		"POST /api/sessions":              a.createSession,
		"GET /api/sessions/{name}":        a.getSession,
		"PUT /api/sessions/{name}":        a.updateSession,
		"DELETE /api/sessions/{name}":     a.deleteSession,
		"POST /api/sessions/{name}/start": a.operation(a.manager.Start),
		"POST /api/sessions/{name}/restart": a.operation(
			a.manager.Restart,
		),
		"POST /api/sessions/{name}/stop":    a.stopSession,
		"POST /api/sessions/{name}/logout":  a.operation(a.manager.Logout),
		"GET /api/sessions/{name}/me":       a.sessionMe,
		"GET /api/screenshot":               a.screenshot,
		"POST /api/sendText":                a.sendText,
		"POST /api/sendSeen":                a.sendSeen,
		"POST /api/startTyping":             a.typing,
		"POST /api/stopTyping":              a.typing,
		"GET /api/contacts":                 a.contact,
		"GET /api/contacts/all":             a.contacts,
		"GET /api/contacts/check-exists":    a.checkExists,
		"GET /api/contacts/profile-picture": a.profilePicture,
		"GET /api/contacts/about":           a.about,
	} {
		mux.HandleFunc(pattern, handler)
	}
	for _, pattern := range notSimulated {
		mux.HandleFunc(pattern, a.notSimulated)
	}
	mux.Handle("/", otherwise)
	return mux
}

func (a *API) sessionRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	for pattern, handler := range map[string]http.HandlerFunc{
		"GET /api/{session}/auth/qr":                             a.qr,
		"POST /api/{session}/auth/request-code":                  a.requestCode,
		"GET /api/{session}/new-message-id":                      a.newMessageID,
		"POST /api/{session}/presence":                           a.presence,
		"GET /api/{session}/profile":                             a.profile,
		"GET /api/{session}/chats":                               a.chats,
		"GET /api/{session}/chats/overview":                      a.overview,
		"POST /api/{session}/chats/overview":                     a.overviewOf,
		"GET /api/{session}/chats/{chatId}/picture":              a.chatPicture,
		"GET /api/{session}/chats/{chatId}/messages":             a.messages,
		"GET /api/{session}/chats/{chatId}/messages/{messageId}": a.message,
		"POST /api/{session}/chats/{chatId}/messages/read":       a.readMessages,
		"GET /api/{session}/contacts/{contactId}":                a.contact,
		"GET /api/{session}/lids":                                a.lids,
		"GET /api/{session}/lids/count":                          a.lidCount,
		"GET /api/{session}/lids/{lid}":                          a.phoneOfLID,
		"GET /api/{session}/lids/pn/{phone}":                     a.lidOfPhone,
	} {
		mux.HandleFunc(pattern, handler)
	}
	for _, pattern := range notSimulatedInSession {
		mux.HandleFunc(pattern, a.notSimulated)
	}
	mux.HandleFunc("/", notFound)
	return mux
}

// guard asks for the key where WAHA does: under /api and for /health.
func (a *API) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a.needsKey(r.URL.Path) && !a.cfg.Key.Accepts(keyOf(r)) {
			writeJSON(w, http.StatusUnauthorized, object{"message": "Unauthorized", "statusCode": 401})
			return
		}
		if delay := a.manager.Knobs().ReplyDelayMs; delay > 0 && !sleep(r, delay) {
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (a *API) needsKey(path string) bool {
	if path != "/health" && path != "/api" && !strings.HasPrefix(path, "/api/") {
		return false
	}
	for _, open := range a.cfg.OpenPaths {
		if open.MatchString(path) {
			return false
		}
	}
	return true
}

// keyOf takes the key from the header, else from the query.
func keyOf(r *http.Request) string {
	if values := r.Header.Values("X-Api-Key"); len(values) > 0 {
		return values[0]
	}
	return r.URL.Query().Get("x-api-key")
}

func sleep(r *http.Request, millis int) bool {
	timer := time.NewTimer(time.Duration(millis) * time.Millisecond)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// allowOrigins answers browsers of any origin, as WAHA does.
func allowOrigins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		if r.Method == http.MethodOptions {
			w.Header().Set("Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE")
			w.Header().Set("Access-Control-Allow-Headers", "content-type,x-api-key")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func limitBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}
