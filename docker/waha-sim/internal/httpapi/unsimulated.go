package httpapi

import (
	"net/http"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

// notSimulated lists what WAHA has and the simulator lacks. It answers as WAHA does for what an engine lacks, so that a
// caller can tell it from a wrong path.
var notSimulated = []string{
	"POST /api/sendImage", "POST /api/sendFile", "POST /api/sendVoice", "POST /api/sendVideo", "POST /api/sendSticker",
	"POST /api/sendLocation", "POST /api/sendContactVcard", "POST /api/sendPoll", "POST /api/sendPollVote",
	"POST /api/sendList", "POST /api/sendButtons", "POST /api/send/buttons/reply", "POST /api/send/link-custom-preview",
	"POST /api/forwardMessage", "PUT /api/reaction", "PUT /api/star",
	"POST /api/contacts/block", "POST /api/contacts/unblock",
	"GET /api/sessions/{name}/capping", "GET /api/sessions/{name}/timelock",
	"POST /api/sessions/start", "POST /api/sessions/stop", "POST /api/sessions/logout",
	"GET /api/keys", "POST /api/keys", "PUT /api/keys/{id}", "DELETE /api/keys/{id}",
}

var notSimulatedInSession = []string{
	"PUT /api/{session}/chats/{chatId}/messages/{messageId}", "DELETE /api/{session}/chats/{chatId}/messages/{messageId}",
	"POST /api/{session}/chats/{chatId}/messages/{messageId}/pin",
	"POST /api/{session}/chats/{chatId}/messages/{messageId}/unpin",
	"DELETE /api/{session}/chats/{chatId}", "DELETE /api/{session}/chats/{chatId}/messages",
	"POST /api/{session}/chats/{chatId}/archive", "POST /api/{session}/chats/{chatId}/unarchive",
	"POST /api/{session}/chats/{chatId}/unread", "PUT /api/{session}/contacts/{contactId}",
	"POST /api/{session}/status/{kind}", "POST /api/{session}/events", "POST /api/{session}/media/convert/{kind}",
	"GET /api/{session}/auth/passkey/{step}", "POST /api/{session}/auth/passkey", "POST /api/{session}/auth/passkey/confirm",
	"/api/{session}/groups", "/api/{session}/groups/{rest...}", "/api/{session}/labels", "/api/{session}/labels/{rest...}",
	"/api/{session}/channels", "/api/{session}/channels/{rest...}", "GET /api/{session}/presence",
	"/api/{session}/presence/{rest...}", "PUT /api/{session}/profile/{part}", "DELETE /api/{session}/profile/picture",
	"POST /api/{session}/calls/reject",
}

func (a *API) notSimulated(w http.ResponseWriter, r *http.Request) {
	a.fail(w, r, waha.ErrNotSupported)
}
