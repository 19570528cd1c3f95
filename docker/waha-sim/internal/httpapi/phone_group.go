package httpapi

import (
	"net/http"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

// groupRequest is what happens to a group.
type groupRequest struct {
	Action       string        `json:"action"`
	ID           string        `json:"id"`
	Subject      *string       `json:"subject"`
	Description  *string       `json:"description"`
	AdminsWrite  *bool         `json:"adminsWrite"`
	Type         string        `json:"type"`
	Participants []waha.Person `json:"participants"`
}

func (a *API) happen(w http.ResponseWriter, r *http.Request) {
	var in groupRequest
	if err := readJSON(r, &in); err != nil {
		failPhone(w, err)
		return
	}
	s := a.phone(w, r)
	if s == nil {
		return
	}
	id, queued, err := in.happen(s)
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, object{"id": id, "queued": queued})
}

func (in groupRequest) happen(s *waha.Session) (id string, queued bool, err error) {
	change := waha.GroupChange{
		ID: in.ID, Subject: in.Subject, Description: in.Description, AdminsWrite: in.AdminsWrite, People: in.Participants,
	}
	switch in.Action {
	case "create", "join":
		g, queued, err := s.JoinGroup(change)
		return g.ID, queued, err
	case "leave":
		queued, err = s.LeaveGroup(in.ID)
	case "participants":
		queued, err = s.ChangeMembers(in.ID, in.Type, in.Participants)
	case "update", "subject", "description":
		queued, err = s.UpdateGroup(change)
	case "request":
		if len(in.Participants) != 1 {
			return "", false, waha.InvalidError{Problems: []string{"participants must be who asks"}}
		}
		queued, err = s.AskToJoin(in.ID, firstOf(in.Type, "created"), in.Participants[0])
	default:
		err = waha.InvalidError{Problems: []string{"action must be create, join, leave, participants, update (or subject, description) or request"}}
	}
	return in.ID, queued, err
}

// pair lets the account learn whose phone a hidden id is.
func (a *API) pair(w http.ResponseWriter, r *http.Request) {
	var in struct {
		LID   string `json:"lid"`
		Phone string `json:"pn"`
	}
	if err := readJSON(r, &in); err != nil {
		failPhone(w, err)
		return
	}
	s := a.phone(w, r)
	if s == nil {
		return
	}
	if err := s.Pair(in.LID, in.Phone); err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, object{"lid": in.LID, "pn": in.Phone})
}

func (a *API) limit(w http.ResponseWriter, r *http.Request) {
	var in waha.Limits
	if err := readJSON(r, &in); err != nil {
		failPhone(w, err)
		return
	}
	s := a.phone(w, r)
	if s == nil {
		return
	}
	queued, err := s.Limit(in)
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, object{"queued": queued})
}

// past fills an old history, of which no webhook tells.
func (a *API) past(w http.ResponseWriter, r *http.Request) {
	var in waha.Past
	if err := readJSON(r, &in); err != nil {
		failPhone(w, err)
		return
	}
	s := a.phone(w, r)
	if s == nil {
		return
	}
	n, err := s.Remember(in)
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, object{"messages": n})
}

func (a *API) expire(w http.ResponseWriter, r *http.Request) {
	if s := a.phone(w, r); s != nil {
		writeJSON(w, http.StatusCreated, object{"expired": s.Expire()})
	}
}
