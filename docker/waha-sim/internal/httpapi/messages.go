package httpapi

import (
	"net/http"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

func (a *API) sendText(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Session string `json:"session"`
		ChatID  any    `json:"chatId"`
		Text    any    `json:"text"`
		ID      string `json:"id"`
		ReplyTo string `json:"reply_to"`
	}
	if err := readJSON(r, &in); err != nil {
		a.fail(w, r, err)
		return
	}
	chat, chatOK := in.ChatID.(string)
	text, textOK := in.Text.(string)
	var problems []string
	if !chatOK {
		problems = append(problems, "chatId must be a string")
	}
	if !textOK {
		problems = append(problems, "text must be a string")
	}
	if len(problems) > 0 {
		a.fail(w, r, waha.InvalidError{Problems: problems})
		return
	}
	s, err := a.manager.Known(in.Session)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	answer, err := s.SendText(r.Context(), waha.TextMessage{ChatID: chat, Text: text, ID: in.ID, ReplyTo: in.ReplyTo})
	if err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, answer)
}

func (a *API) sendSeen(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Session string `json:"session"`
		ChatID  string `json:"chatId"`
	}
	if s := a.readyBody(w, r, &in, &in.Session); s != nil {
		if _, err := s.Seen(in.ChatID); err != nil {
			a.fail(w, r, err)
			return
		}
		writeJSON(w, http.StatusCreated, nil)
	}
}

func (a *API) typing(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Session string `json:"session"`
		ChatID  string `json:"chatId"`
	}
	if s := a.readyBody(w, r, &in, &in.Session); s != nil {
		writeJSON(w, http.StatusCreated, nil)
	}
}

func (a *API) presence(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
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
