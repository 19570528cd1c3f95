package httpapi

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/media"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// served gives a file that a message brought, as long as it lives.
func (a *API) served(w http.ResponseWriter, r *http.Request) {
	s, err := a.manager.Get(r.PathValue("session"))
	if err != nil {
		fileNotFound(w)
		return
	}
	file, mimetype, err := s.Served(r.PathValue("name"))
	if errors.Is(err, media.ErrGone) {
		fileNotFound(w)
		return
	}
	if err != nil {
		a.fail(w, r, err)
		return
	}
	defer file.Close()
	w.Header().Set("Content-Type", mimetype)
	http.ServeContent(w, r, "", time.Time{}, file)
}

func fileNotFound(w http.ResponseWriter) {
	writeJSON(w, http.StatusNotFound, object{"error": object{
		"code": 404, "key": "FILE_NOT_FOUND", "message": "File not found",
		"details": "File not found or no longer available",
	}})
}

// picture stands for WhatsApp's own server of pictures, which asks for no key.
func picture(w http.ResponseWriter, r *http.Request) {
	id, found := strings.CutSuffix(r.PathValue("file"), ".png")
	if !found || (!waid.IsPerson(id) && !waid.IsGroup(id)) {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(media.Picture(id))
}
