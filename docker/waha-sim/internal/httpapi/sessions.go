package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

func (a *API) listSessions(w http.ResponseWriter, r *http.Request) {
	list := []object{}
	for _, s := range a.manager.List(r.URL.Query().Get("all") == "true") {
		list = append(list, s.Info(true))
	}
	writeJSON(w, http.StatusOK, list)
}

func (a *API) createSession(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Name   any             `json:"name"`
		Start  bool            `json:"start"`
		Config json.RawMessage `json:"config"`
	}
	if err := readJSON(r, &in); err != nil {
		a.fail(w, r, err)
		return
	}
	name, isText := in.Name.(string)
	if in.Name != nil && !isText {
		a.fail(w, r, waha.InvalidError{Problems: []string{
			"name must be shorter than or equal to 54 characters", "name must be a string",
		}})
		return
	}
	s, err := a.manager.Create(r.Context(), name, in.Config, in.Start)
	if errors.Is(err, waha.ErrExists) {
		unprocessable(w, fmt.Sprintf("Session '%s' already exists. Use PUT to update it.", name))
		return
	}
	if err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, s.Info(false))
}

func (a *API) getSession(w http.ResponseWriter, r *http.Request) {
	s, err := a.manager.Get(r.PathValue("name"))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusOK, s.Info(false))
}

func (a *API) updateSession(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Config json.RawMessage `json:"config"`
	}
	if err := readJSON(r, &in); err != nil {
		a.fail(w, r, err)
		return
	}
	s, err := a.manager.Update(r.Context(), r.PathValue("name"), in.Config)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusOK, s.Info(false))
}

func (a *API) deleteSession(w http.ResponseWriter, r *http.Request) {
	if err := a.manager.Delete(r.Context(), r.PathValue("name")); err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusOK, nil)
}

// operation answers the calls that do one thing to a session and then describe it.
func (a *API) operation(do func(context.Context, string) (*waha.Session, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s, err := do(r.Context(), r.PathValue("name"))
		if err != nil {
			a.fail(w, r, err)
			return
		}
		writeJSON(w, http.StatusCreated, s.Info(false))
	}
}

// stopSession has nothing to say about a session that isn't there, and calls that success.
func (a *API) stopSession(w http.ResponseWriter, r *http.Request) {
	s, err := a.manager.Stop(r.Context(), r.PathValue("name"))
	if errors.Is(err, waha.ErrNotFound) {
		writeJSON(w, http.StatusCreated, nil)
		return
	}
	if err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, s.Info(false))
}

func (a *API) sessionMe(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	s, err := a.manager.Get(name)
	if err != nil {
		a.fail(w, r, waha.NotRunningError{Session: name})
		return
	}
	me, err := s.Me()
	if err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusOK, me)
}
