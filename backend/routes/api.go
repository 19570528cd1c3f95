package routes

import "net/http"

const (
	oneSession = "/api/sessions/:id"
	oneChat    = "/api/messages/:sessionId/chat/:chatId"
)

func apiTable(d Deps) []route {
	const documentation = "the documentation is for everybody"
	return []route{
		{Method: http.MethodPost, Path: "/api/sessions", Handler: d.Session.Create},
		{Method: http.MethodGet, Path: "/api/sessions", Handler: d.Session.List},
		{Method: http.MethodGet, Path: oneSession, Handler: d.Session.Get},
		{Method: http.MethodPatch, Path: oneSession, Handler: d.Session.Update},
		{Method: http.MethodDelete, Path: oneSession, Handler: d.Session.Delete, LiveLogin: true},
		{Method: http.MethodGet, Path: oneSession + "/qr", Handler: d.Session.QR},
		{Method: http.MethodPost, Path: oneSession + "/pairing-code", Handler: d.Session.PairingCode},
		{Method: http.MethodGet, Path: oneSession + "/status", Handler: d.Session.Status},
		{Method: http.MethodPost, Path: oneSession + "/start", Handler: d.Session.Start},
		{Method: http.MethodPost, Path: oneSession + "/stop", Handler: d.Session.Stop},
		{Method: http.MethodPost, Path: oneSession + "/restart", Handler: d.Session.Restart},
		{Method: http.MethodPost, Path: oneSession + "/logout", Handler: d.Session.Logout, LiveLogin: true},
		{Method: http.MethodGet, Path: oneSession + "/logs", Handler: d.Session.Logs},
		{Method: http.MethodGet, Path: oneSession + "/stats", Handler: d.Session.Stats},
		{Method: http.MethodPost, Path: oneSession + "/send", Handler: d.Message.Send},

		{Method: http.MethodGet, Path: "/api/messages/:sessionId/contacts", Handler: d.Message.Contacts},
		{Method: http.MethodGet, Path: "/api/messages/:sessionId/message/:messageId", Handler: d.Message.Get},
		{Method: http.MethodGet, Path: "/api/chats", Handler: d.Message.Chats},
		{Method: http.MethodGet, Path: "/api/search", Handler: d.Message.Search},
		{Method: http.MethodGet, Path: oneChat, Handler: d.Message.Chat},
		{Method: http.MethodPatch, Path: oneChat, Handler: d.Message.ChangeChat},
		{Method: http.MethodGet, Path: oneChat + "/media", Handler: d.Message.Gallery},
		{Method: http.MethodGet, Path: oneChat + "/participants", Handler: d.Message.Participants},
		{Method: http.MethodGet, Path: oneChat + "/export", Handler: d.Export.Chat},
		{Method: http.MethodPost, Path: oneChat + "/read", Handler: d.Message.MarkRead},
		{Method: http.MethodGet, Path: "/api/messages/:sessionId/updates", Handler: d.Message.Updates},
		{Method: http.MethodGet, Path: "/api/events", Handler: d.Events.Stream},

		{
			Method: http.MethodGet, Path: "/health", Handler: d.Health.Alive,
			Public: "whoever watches the process has no account", Quiet: true,
		},
		{
			Method: http.MethodGet, Path: "/health/ready", Handler: d.Health.Ready,
			Public: "load balancers have no account", Quiet: true,
		},
		{Method: http.MethodGet, Path: "/api/openapi.yaml", Handler: d.Docs.OpenAPI, Public: documentation},
		{Method: http.MethodGet, Path: "/api/docs", Handler: d.Docs.Viewer, Public: documentation},
		{Method: http.MethodGet, Path: "/api/docs/*asset", Handler: d.Docs.Asset, Public: documentation, Quiet: true},
	}
}
