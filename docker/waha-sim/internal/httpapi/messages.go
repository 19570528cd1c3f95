package httpapi

import (
	"net/http"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

func (a *API) sendSeen(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Session    string   `json:"session"`
		ChatID     string   `json:"chatId"`
		MessageIDs []string `json:"messageIds"`
	}
	if s := a.readyBody(w, r, &in, &in.Session); s != nil {
		if _, err := s.Seen(in.ChatID, in.MessageIDs); err != nil {
			a.fail(w, r, err)
			return
		}
		writeJSON(w, http.StatusCreated, nil)
	}
}

// typing makes the handler of the calls by which the account seems to type, or no longer.
func (a *API) typing(state string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Session string `json:"session"`
			ChatID  string `json:"chatId"`
		}
		s := a.readyBody(w, r, &in, &in.Session)
		if s == nil {
			return
		}
		if err := s.Appear(in.ChatID, state); err != nil {
			a.fail(w, r, err)
			return
		}
		writeJSON(w, http.StatusCreated, nil)
	}
}

func (a *API) presence(w http.ResponseWriter, r *http.Request) {
	var in struct {
		ChatID   string `json:"chatId"`
		Presence string `json:"presence"`
	}
	if err := readJSON(r, &in); err != nil {
		a.fail(w, r, err)
		return
	}
	s := a.ready(w, r)
	if s == nil {
		return
	}
	if err := s.Appear(in.ChatID, in.Presence); err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, nil)
}

func (a *API) presences(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		writeJSON(w, http.StatusOK, s.Followed())
	}
}

func (a *API) presenceOf(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		writeJSON(w, http.StatusOK, s.Follow(r.PathValue("chatId")))
	}
}

func (a *API) subscribe(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		s.Follow(r.PathValue("chatId"))
		writeJSON(w, http.StatusCreated, nil)
	}
}

func (a *API) newMessageID(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		writeJSON(w, http.StatusOK, object{"id": waid.NewAPIMessage()})
	}
}

// ready finds the session of the path, or of the query, once it works; else it answers and gives nil.
func (a *API) ready(w http.ResponseWriter, r *http.Request) *waha.Session {
	name := r.PathValue("session")
	if name == "" {
		name = r.URL.Query().Get("session")
	}
	return a.readyNamed(w, r, name)
}

// readyBody reads the body, which names the session, and finds it once it works; else it answers and gives nil.
func (a *API) readyBody(w http.ResponseWriter, r *http.Request, into any, name *string) *waha.Session {
	if err := readJSON(r, into); err != nil {
		a.fail(w, r, err)
		return nil
	}
	return a.readyNamed(w, r, *name)
}

func (a *API) readyNamed(w http.ResponseWriter, r *http.Request, name string) *waha.Session {
	s, err := a.manager.Ready(r.Context(), name)
	if err != nil {
		a.fail(w, r, err)
		return nil
	}
	return s
}
