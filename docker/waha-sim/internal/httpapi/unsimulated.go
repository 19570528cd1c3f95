package httpapi

import (
	"net/http"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

// notSimulated lists what WAHA has and the simulator lacks. It answers as WAHA does for what an engine lacks, so that a
// caller can tell it from a wrong path.
var notSimulated = []string{
	"POST /api/sendList", "POST /api/sendButtons", "POST /api/send/buttons/reply",
	"POST /api/contacts/block", "POST /api/contacts/unblock",
	"POST /api/sessions/start", "POST /api/sessions/stop", "POST /api/sessions/logout",
	"GET /api/keys", "POST /api/keys", "PUT /api/keys/{id}", "DELETE /api/keys/{id}",
}

var notSimulatedInSession = []string{
	"DELETE /api/{session}/chats/{chatId}", "DELETE /api/{session}/chats/{chatId}/messages",
	"PUT /api/{session}/contacts/{contactId}",
	"POST /api/{session}/status/{kind}", "POST /api/{session}/media/convert/{kind}",
	"GET /api/{session}/auth/passkey/{step}", "POST /api/{session}/auth/passkey", "POST /api/{session}/auth/passkey/confirm",
	"/api/{session}/groups/{rest...}", "/api/{session}/labels", "/api/{session}/labels/{rest...}",
	"/api/{session}/channels", "/api/{session}/channels/{rest...}",
	"PUT /api/{session}/profile/{part}", "DELETE /api/{session}/profile/picture",
}

func (a *API) notSimulated(w http.ResponseWriter, r *http.Request) {
	a.fail(w, r, waha.ErrNotSupported)
}
