package routes

import (
	"net/http"
	"slices"
)

const (
	oneSession = "/api/sessions/:id"
	chats      = "/api/messages/:sessionId"
	oneChat    = chats + "/chat/:chatId"
	oneMessage = chats + "/message/:messageId"
)

func apiTable(d Deps) []route {
	return slices.Concat(sessionTable(d), dashboardTable(d), messageTable(d), mediaTable(d), openTable(d))
}

func sessionTable(d Deps) []route {
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
		{Method: http.MethodGet, Path: oneSession + "/imports", Handler: d.Session.Imports},
		{Method: http.MethodPost, Path: oneSession + "/imports", Handler: d.Session.StartImport},
		{Method: http.MethodPost, Path: oneSession + "/send", Handler: d.Message.Send},
		{Method: http.MethodGet, Path: oneSession + "/numbers/:phoneNumber", Handler: d.Message.CheckNumber},
		{Method: http.MethodPost, Path: oneSession + "/calls/:callId/reject", Handler: d.Message.RejectCall},
	}
}

func dashboardTable(d Deps) []route {
	return []route{
		{Method: http.MethodGet, Path: "/api/dashboard", Handler: d.Dashboard.Show},
		{Method: http.MethodGet, Path: "/api/unread", Handler: d.Dashboard.Unread},
		{Method: http.MethodGet, Path: "/api/capacity", Handler: d.Dashboard.Capacity},
	}
}

func messageTable(d Deps) []route {
	return []route{
		{Method: http.MethodGet, Path: "/api/chats", Handler: d.Message.Chats},
		{Method: http.MethodGet, Path: "/api/search", Handler: d.Message.Search},
		{Method: http.MethodGet, Path: chats + "/contacts", Handler: d.Message.Contacts},
		{Method: http.MethodGet, Path: chats + "/contacts/:chatId", Handler: d.Message.Contact},
		{Method: http.MethodGet, Path: oneChat, Handler: d.Message.Chat},
		{Method: http.MethodPost, Path: oneChat, Handler: d.Message.Compose, Upload: true},
		{Method: http.MethodPatch, Path: oneChat, Handler: d.Message.ChangeChat},
		{Method: http.MethodGet, Path: oneChat + "/media", Handler: d.Message.Gallery},
		{Method: http.MethodGet, Path: oneChat + "/participants", Handler: d.Message.Participants},
		{Method: http.MethodGet, Path: oneChat + "/export", Handler: d.Export.Chat},
		{Method: http.MethodPost, Path: oneChat + "/read", Handler: d.Message.MarkRead},
		{Method: http.MethodPost, Path: oneChat + "/presence", Handler: d.Message.Presence},
		{Method: http.MethodPost, Path: chats + "/media", Handler: d.Message.Upload, Upload: true},
		{Method: http.MethodGet, Path: oneMessage, Handler: d.Message.Get},
		{Method: http.MethodPatch, Path: oneMessage, Handler: d.Message.Edit},
		{Method: http.MethodDelete, Path: oneMessage, Handler: d.Message.Delete},
		{Method: http.MethodPut, Path: oneMessage + "/reaction", Handler: d.Message.React},
		{Method: http.MethodPut, Path: oneMessage + "/star", Handler: d.Message.Star},
		{Method: http.MethodPut, Path: oneMessage + "/pin", Handler: d.Message.Pin},
		{Method: http.MethodPost, Path: oneMessage + "/forward", Handler: d.Message.Forward},
		{Method: http.MethodPost, Path: oneMessage + "/retry", Handler: d.Message.Retry},
		{Method: http.MethodPost, Path: oneMessage + "/cancel", Handler: d.Message.Cancel},
		{Method: http.MethodPost, Path: oneMessage + "/media", Handler: d.Message.AskForMedia},
		{Method: http.MethodGet, Path: chats + "/updates", Handler: d.Message.Updates},
		{Method: http.MethodGet, Path: "/api/events", Handler: d.Events.Stream},
	}
}

// mediaTable is what a browser's <img> and a container open, which send no token.
func mediaTable(d Deps) []route {
	const signed = "the link is signed for one file and a short time"
	var table []route
	for _, method := range []string{http.MethodGet, http.MethodHead} { // players and downloaders ask for the size first
		table = append(table,
			route{Method: method, Path: "/api/media/:mediaId", Handler: d.Media.Original, Public: signed, Quiet: true},
			route{Method: method, Path: "/api/media/:mediaId/thumbnail", Handler: d.Media.Thumbnail, Public: signed, Quiet: true},
			route{Method: method, Path: "/api/pictures/:contactId", Handler: d.Media.Picture, Public: signed, Quiet: true},
		)
	}
	return table
}

func openTable(d Deps) []route {
	const documentation = "the documentation is for everybody"
	return []route{
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
