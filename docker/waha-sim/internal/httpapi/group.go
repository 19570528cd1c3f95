package httpapi

import (
	"cmp"
	"errors"
	"net/http"
	"slices"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/phonebook"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

func (a *API) groups(w http.ResponseWriter, r *http.Request) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	query := r.URL.Query()
	groups := s.Groups()
	if query.Get("sortBy") == "subject" {
		slices.SortStableFunc(groups, func(x, y phonebook.Group) int { return cmp.Compare(x.Subject, y.Subject) })
	}
	if query.Get("sortOrder") == "desc" {
		slices.Reverse(groups)
	}
	groups, err := page(groups, query, 0)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	list := make([]object, 0, len(groups))
	for _, g := range groups {
		list = append(list, dialect.Group(a.cfg.Engine, g, query.Get("exclude") != "participants"))
	}
	writeJSON(w, http.StatusOK, list)
}

func (a *API) groupCount(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		writeJSON(w, http.StatusOK, object{"count": len(s.Groups())})
	}
}

func (a *API) refreshGroups(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		writeJSON(w, http.StatusCreated, object{"success": true})
	}
}

// ofGroup makes the handler of a read of one group.
func (a *API) ofGroup(write func(phonebook.Group) any) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s := a.ready(w, r)
		if s == nil {
			return
		}
		g, err := s.Group(r.PathValue("id"))
		if err != nil {
			a.fail(w, r, err)
			return
		}
		writeJSON(w, http.StatusOK, write(g))
	}
}

// groupBody is what the calls that change a group have in their bodies.
type groupBody struct {
	Name         *string       `json:"name"`
	Subject      *string       `json:"subject"`
	Description  *string       `json:"description"`
	Participants []waha.Person `json:"participants"`
}

func (a *API) createGroup(w http.ResponseWriter, r *http.Request) {
	var in groupBody
	if err := readJSON(r, &in); err != nil {
		a.fail(w, r, err)
		return
	}
	s := a.ready(w, r)
	if s == nil {
		return
	}
	if in.Name == nil {
		a.fail(w, r, waha.InvalidError{Problems: []string{"name must be a string"}})
		return
	}
	g, _, err := s.JoinGroup(waha.GroupChange{Subject: in.Name, People: in.Participants})
	if err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, dialect.Group(a.cfg.Engine, g, true))
}

// changeGroup makes the handler of a call that changes a group.
func (a *API) changeGroup(change func(s *waha.Session, id string, in groupBody) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in groupBody
		if err := readJSON(r, &in); err != nil {
			a.fail(w, r, err)
			return
		}
		s := a.ready(w, r)
		if s == nil {
			return
		}
		if err := change(s, r.PathValue("id"), in); err != nil {
			a.fail(w, r, err)
			return
		}
		writeJSON(w, http.StatusOK, object{"success": true})
	}
}

func changeMembers(how string) func(*waha.Session, string, groupBody) error {
	return func(s *waha.Session, id string, in groupBody) error {
		_, err := s.ChangeMembers(id, how, in.Participants)
		return err
	}
}

func renameGroup(s *waha.Session, id string, in groupBody) error {
	_, err := s.UpdateGroup(waha.GroupChange{ID: id, Subject: in.Subject, Description: in.Description})
	return err
}

func leaveGroup(s *waha.Session, id string, _ groupBody) error {
	_, err := s.LeaveGroup(id)
	if errors.Is(err, waha.ErrNoGroup) {
		return nil
	}
	return err
}
