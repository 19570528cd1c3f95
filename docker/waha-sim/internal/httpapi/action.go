package httpapi

import (
	"context"
	"net/http"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

// actionBody is what the calls that do something to a message have in their bodies.
type actionBody struct {
	Session       string   `json:"session"`
	ChatID        string   `json:"chatId"`
	MessageID     string   `json:"messageId"`
	Reaction      *string  `json:"reaction"`
	Star          *bool    `json:"star"`
	Text          *string  `json:"text"`
	PollMessageID string   `json:"pollMessageId"`
	Votes         []string `json:"votes"`
}

// actAs makes the handler of a call that does something to a message. The path, where it names them, says which.
func (a *API) actAs(status int, do func(context.Context, *waha.Session, *actionBody) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in actionBody
		if err := readJSON(r, &in); err != nil {
			a.fail(w, r, err)
			return
		}
		in.Session = firstOf(r.PathValue("session"), in.Session)
		in.ChatID = firstOf(r.PathValue("chatId"), in.ChatID)
		in.MessageID = firstOf(r.PathValue("messageId"), in.MessageID, in.PollMessageID)
		if in.MessageID == "" {
			a.fail(w, r, waha.InvalidError{Problems: []string{"messageId must be a string"}})
			return
		}
		s, err := a.manager.Known(in.Session)
		if err != nil {
			a.fail(w, r, err)
			return
		}
		answer, err := do(r.Context(), s, &in)
		if err != nil {
			a.fail(w, r, err)
			return
		}
		writeJSON(w, status, answer)
	}
}

func react(ctx context.Context, s *waha.Session, in *actionBody) (any, error) {
	if in.Reaction == nil {
		return nil, waha.InvalidError{Problems: []string{"reaction must be a string"}}
	}
	return s.ReactTo(ctx, in.MessageID, *in.Reaction)
}

func star(ctx context.Context, s *waha.Session, in *actionBody) (any, error) {
	return nil, s.Star(ctx, in.ChatID, in.MessageID, in.Star == nil || *in.Star)
}

func vote(ctx context.Context, s *waha.Session, in *actionBody) (any, error) {
	return s.VoteIn(ctx, in.MessageID, in.Votes)
}

func forward(ctx context.Context, s *waha.Session, in *actionBody) (any, error) {
	if in.ChatID == "" {
		return nil, waha.InvalidError{Problems: []string{"chatId must be a string"}}
	}
	return s.Forward(ctx, in.ChatID, in.MessageID)
}

func edit(ctx context.Context, s *waha.Session, in *actionBody) (any, error) {
	if in.Text == nil {
		return nil, waha.InvalidError{Problems: []string{"text must be a string"}}
	}
	return s.EditOwn(ctx, in.ChatID, in.MessageID, *in.Text)
}

func revoke(ctx context.Context, s *waha.Session, in *actionBody) (any, error) {
	return s.RevokeOwn(ctx, in.ChatID, in.MessageID)
}

func pin(pinned bool) func(context.Context, *waha.Session, *actionBody) (any, error) {
	return func(ctx context.Context, s *waha.Session, in *actionBody) (any, error) {
		return object{"success": true}, s.Pin(ctx, in.ChatID, in.MessageID, pinned)
	}
}

// archive makes the handler that puts a chat away, or takes it back. GOWS can't.
func (a *API) archive(archived bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s := a.ready(w, r)
		if s == nil {
			return
		}
		if a.cfg.Engine == config.GOWS {
			a.fail(w, r, waha.ErrNotSupported)
			return
		}
		if _, err := s.Archive(r.PathValue("chatId"), archived); err != nil {
			a.fail(w, r, err)
			return
		}
		writeJSON(w, http.StatusCreated, nil)
	}
}

func (a *API) markUnread(w http.ResponseWriter, r *http.Request) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	if err := s.MarkUnread(r.PathValue("chatId")); err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, nil)
}

func (a *API) rejectCall(w http.ResponseWriter, r *http.Request) {
	var in struct {
		From string `json:"from"`
		ID   string `json:"id"`
	}
	if err := readJSON(r, &in); err != nil {
		a.fail(w, r, err)
		return
	}
	if s := a.ready(w, r); s != nil {
		s.RejectCall(in.ID)
		writeJSON(w, http.StatusCreated, nil)
	}
}
