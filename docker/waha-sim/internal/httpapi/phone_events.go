package httpapi

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

// actRequest is somebody doing something to a message.
type actRequest struct {
	MessageID string `json:"messageId"`
	ChatID    string `json:"chatId"`
	From      string `json:"from"`
	Alt       string `json:"alt"`
	Name      string `json:"name"`
	ID        string `json:"id"`
	Timestamp int64  `json:"timestamp"`
	FromMe    bool   `json:"fromMe"`

	Reaction  string          `json:"reaction"`
	Text      string          `json:"text"`
	Options   []string        `json:"options"`
	Failed    bool            `json:"failed"`
	WithoutID bool            `json:"withoutId"`
	Response  string          `json:"response"`
	Guests    int             `json:"extraGuestCount"`
	Ack       *int            `json:"ack"`
	Error     json.RawMessage `json:"error"`
}

func (in actRequest) act() waha.Act {
	return waha.Act{
		ChatID: in.ChatID, MessageID: in.MessageID, From: in.From, Alt: in.Alt, Name: in.Name, ID: in.ID,
		Timestamp: in.Timestamp, FromMe: in.FromMe,
	}
}

// doing makes the handler of a call about a message.
func (a *API) doing(do func(*waha.Session, actRequest) (id string, queued bool, err error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in actRequest
		if err := readJSON(r, &in); err != nil {
			failPhone(w, err)
			return
		}
		if in.MessageID == "" {
			failPhone(w, waha.InvalidError{Problems: []string{"messageId must say which message"}})
			return
		}
		s := a.phone(w, r)
		if s == nil {
			return
		}
		id, queued, err := do(s, in)
		if err != nil {
			failPhone(w, err)
			return
		}
		writeJSON(w, http.StatusCreated, object{"id": id, "queued": queued})
	}
}

func phoneReact(s *waha.Session, in actRequest) (string, bool, error) {
	return s.React(in.act(), in.Reaction)
}

func phoneEdit(s *waha.Session, in actRequest) (string, bool, error) {
	return s.Edit(in.act(), in.Text)
}

func phoneRevoke(s *waha.Session, in actRequest) (string, bool, error) {
	return s.Revoke(in.act(), in.WithoutID)
}

func phoneVote(s *waha.Session, in actRequest) (string, bool, error) {
	return s.Vote(in.act(), in.Options, in.Failed)
}

// responses are the answers to an invitation.
var responses = [...]string{"GOING", "NOT_GOING", "MAYBE", "UNKNOWN"}

func phoneRespond(s *waha.Session, in actRequest) (string, bool, error) {
	if in.Failed {
		return s.Respond(in.act(), nil)
	}
	if !slices.Contains(responses[:], in.Response) {
		return "", false, waha.InvalidError{Problems: []string{"response must be GOING, NOT_GOING, MAYBE or UNKNOWN"}}
	}
	return s.Respond(in.act(), object{
		"response": in.Response, "timestampMs": time.Now().UnixMilli(), "extraGuestCount": in.Guests,
	})
}

func phoneAck(s *waha.Session, in actRequest) (string, bool, error) {
	if in.Ack == nil || *in.Ack < history.AckError || *in.Ack > history.AckPlayed {
		return "", false, waha.InvalidError{Problems: []string{"ack must be between -1 and 4"}}
	}
	acked := waha.Acked{Chat: in.ChatID, ID: in.MessageID, Ack: *in.Ack, By: in.From, At: in.Timestamp}
	if len(in.Error) > 0 {
		acked.Error = in.Error
	}
	queued, err := s.Acknowledge(acked)
	return in.MessageID, queued, err
}

func (a *API) ring(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Action  string `json:"action"`
		ID      string `json:"id"`
		From    string `json:"from"`
		IsVideo bool   `json:"isVideo"`
		IsGroup bool   `json:"isGroup"`
	}
	if err := readJSON(r, &in); err != nil {
		failPhone(w, err)
		return
	}
	s := a.phone(w, r)
	if s == nil {
		return
	}
	var (
		call waha.Call
		told bool
		err  error
	)
	switch in.Action {
	case "", "received":
		call, told, err = s.Ring(waha.Call{ID: in.ID, From: in.From, Video: in.IsVideo, Group: in.IsGroup})
	case "accepted", "rejected":
		call, told, err = s.EndCall(in.ID, in.Action)
	default:
		err = waha.InvalidError{Problems: []string{"action must be received, accepted or rejected"}}
	}
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, object{"id": call.ID, "told": told})
}

func (a *API) show(w http.ResponseWriter, r *http.Request) {
	var in struct {
		ChatID   string `json:"chatId"`
		From     string `json:"from"`
		Presence string `json:"presence"`
		LastSeen *int64 `json:"lastSeen"`
	}
	if err := readJSON(r, &in); err != nil {
		failPhone(w, err)
		return
	}
	s := a.phone(w, r)
	if s == nil {
		return
	}
	told, err := s.Show(firstOf(in.ChatID, in.From), waha.Present{Participant: in.From, Presence: in.Presence, LastSeen: in.LastSeen})
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, object{"told": told})
}

func (a *API) putAway(w http.ResponseWriter, r *http.Request) {
	var in struct {
		ChatID   string `json:"chatId"`
		Archived bool   `json:"archived"`
	}
	if err := readJSON(r, &in); err != nil {
		failPhone(w, err)
		return
	}
	s := a.phone(w, r)
	if s == nil {
		return
	}
	told, err := s.Archive(in.ChatID, in.Archived)
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, object{"told": told})
}

// waiting tells a message before its content is there, and the content later.
func (a *API) waiting(w http.ResponseWriter, r *http.Request) {
	var more struct {
		DelayMs int  `json:"delayMs"`
		Only    bool `json:"only"`
	}
	s, message, ok := a.readWrite(w, r, &more)
	if !ok {
		return
	}
	m, err := s.Await(message, time.Duration(more.DelayMs)*time.Millisecond, more.Only)
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, written(m, false))
}
