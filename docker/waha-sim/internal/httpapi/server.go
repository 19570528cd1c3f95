// Package httpapi is what callers see: WAHA's API, and the control API and page that play the phone.
package httpapi

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/phonebook"
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
	root.HandleFunc("GET /ws", a.listen)
	a.phoneRoutes(root)
	root.Handle("/", a.guard(a.fixedRoutes(a.sessionRoutes())))
	return allowOrigins(a.limitBody(root))
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
		"GET /api/sessions/{name}/capping":  a.capping,
		"GET /api/sessions/{name}/timelock": a.timelock,
		"GET /api/files/{session}/{name}":   a.served,
		"POST /api/sendSeen":                a.sendSeen,
		"POST /api/startTyping":             a.typing("typing"),
		"POST /api/stopTyping":              a.typing("paused"),
		"GET /api/contacts":                 a.contact,
		"GET /api/contacts/all":             a.contacts,
		"GET /api/contacts/check-exists":    a.checkExists,
		"GET /api/contacts/profile-picture": a.profilePicture,
		"GET /api/contacts/about":           a.about,
	} {
		mux.HandleFunc(pattern, handler)
	}
	a.sendRoutes(mux)
	for _, pattern := range notSimulated {
		mux.HandleFunc(pattern, a.notSimulated)
	}
	mux.Handle("/", otherwise)
	return mux
}

// sendRoutes are the calls that send something, or do something to a message.
func (a *API) sendRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /api/sendText", a.sendAs(buildText))
	mux.HandleFunc("POST /api/send/link-custom-preview", a.sendAs(a.buildLinked))
	mux.HandleFunc("POST /api/sendImage", a.sendAs(a.sendFile(history.Image)))
	mux.HandleFunc("POST /api/sendFile", a.sendAs(a.sendFile(history.Document)))
	mux.HandleFunc("POST /api/sendVoice", a.sendAs(a.sendFile(history.Voice)))
	mux.HandleFunc("POST /api/sendVideo", a.sendAs(a.sendFile(history.Video)))
	mux.HandleFunc("POST /api/sendSticker", a.sendAs(a.sendFile(history.Sticker)))
	mux.HandleFunc("POST /api/sendLocation", a.sendAs(buildLocation))
	mux.HandleFunc("POST /api/sendContactVcard", a.sendAs(buildContact))
	mux.HandleFunc("POST /api/sendPoll", a.sendAs(buildPoll))
	mux.HandleFunc("POST /api/sendPollVote", a.actAs(http.StatusCreated, vote))
	mux.HandleFunc("POST /api/forwardMessage", a.actAs(http.StatusCreated, forward))
	mux.HandleFunc("PUT /api/reaction", a.actAs(http.StatusOK, react))
	mux.HandleFunc("PUT /api/star", a.actAs(http.StatusOK, star))
}

func (a *API) groupRoutes(mux *http.ServeMux) {
	const group = "/api/{session}/groups/{id}"
	mux.HandleFunc("GET /api/{session}/groups", a.groups)
	mux.HandleFunc("POST /api/{session}/groups", a.createGroup)
	mux.HandleFunc("GET /api/{session}/groups/count", a.groupCount)
	mux.HandleFunc("POST /api/{session}/groups/refresh", a.refreshGroups)
	mux.HandleFunc("GET "+group, a.ofGroup(func(g phonebook.Group) any { return dialect.Group(a.cfg.Engine, g, true) }))
	mux.HandleFunc("GET "+group+"/participants/v2", a.ofGroup(func(g phonebook.Group) any { return dialect.Members(g.Members) }))
	mux.HandleFunc("GET "+group+"/picture", a.ofGroup(func(g phonebook.Group) any {
		return object{"url": orNull(a.manager.Picture(g.ID))}
	}))
	mux.HandleFunc("GET "+group+"/invite-code", a.ofGroup(func(g phonebook.Group) any { return g.Invite() }))
	mux.HandleFunc("POST "+group+"/participants/add", a.changeGroup(changeMembers("join")))
	mux.HandleFunc("POST "+group+"/participants/remove", a.changeGroup(changeMembers("leave")))
	mux.HandleFunc("POST "+group+"/admin/promote", a.changeGroup(changeMembers("promote")))
	mux.HandleFunc("POST "+group+"/admin/demote", a.changeGroup(changeMembers("demote")))
	mux.HandleFunc("PUT "+group+"/subject", a.changeGroup(renameGroup))
	mux.HandleFunc("PUT "+group+"/description", a.changeGroup(renameGroup))
	mux.HandleFunc("POST "+group+"/leave", a.changeGroup(leaveGroup))
}

func (a *API) sessionRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	for pattern, handler := range map[string]http.HandlerFunc{
		"GET /api/{session}/auth/qr":                                    a.qr,
		"POST /api/{session}/auth/request-code":                         a.requestCode,
		"GET /api/{session}/new-message-id":                             a.newMessageID,
		"POST /api/{session}/presence":                                  a.presence,
		"GET /api/{session}/profile":                                    a.profile,
		"GET /api/{session}/chats":                                      a.chats,
		"GET /api/{session}/chats/overview":                             a.overview,
		"POST /api/{session}/chats/overview":                            a.overviewOf,
		"GET /api/{session}/chats/{chatId}/picture":                     a.chatPicture,
		"GET /api/{session}/chats/{chatId}/messages":                    a.messages,
		"GET /api/{session}/chats/{chatId}/messages/{messageId}":        a.message,
		"POST /api/{session}/chats/{chatId}/messages/read":              a.readMessages,
		"PUT /api/{session}/chats/{chatId}/messages/{messageId}":        a.actAs(http.StatusOK, edit),
		"DELETE /api/{session}/chats/{chatId}/messages/{messageId}":     a.actAs(http.StatusOK, revoke),
		"POST /api/{session}/chats/{chatId}/messages/{messageId}/pin":   a.actAs(http.StatusCreated, pin(true)),
		"POST /api/{session}/chats/{chatId}/messages/{messageId}/unpin": a.actAs(http.StatusCreated, pin(false)),
		"POST /api/{session}/chats/{chatId}/archive":                    a.archive(true),
		"POST /api/{session}/chats/{chatId}/unarchive":                  a.archive(false),
		"POST /api/{session}/chats/{chatId}/unread":                     a.markUnread,
		"POST /api/{session}/events":                                    a.sendAs(a.buildEvent),
		"POST /api/{session}/calls/reject":                              a.rejectCall,
		"GET /api/{session}/presence":                                   a.presences,
		"GET /api/{session}/presence/{chatId}":                          a.presenceOf,
		"POST /api/{session}/presence/{chatId}/subscribe":               a.subscribe,
		"GET /api/{session}/labels":                                     a.noLabels,
		"GET /api/{session}/labels/chats/{chatId}":                      a.noLabels,
		"GET /api/{session}/contacts/{contactId}":                       a.contact,
		"GET /api/{session}/lids":                                       a.lids,
		"GET /api/{session}/lids/count":                                 a.lidCount,
		"GET /api/{session}/lids/{lid}":                                 a.phoneOfLID,
		"GET /api/{session}/lids/pn/{phone}":                            a.lidOfPhone,
	} {
		mux.HandleFunc(pattern, handler)
	}
	a.groupRoutes(mux)
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

func (a *API) limitBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limit := int64(maxBody)
		// The phone takes files of any size that a message may have; base64 is a third longer.
		if strings.HasPrefix(r.URL.Path, "/_sim/") {
			limit = max(limit, int64(a.cfg.Sim.MaxFileBytes)*3/2)
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		next.ServeHTTP(w, r)
	})
}
