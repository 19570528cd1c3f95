package httpapi

import (
	"context"
	"net/http"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

// sendBody is what the calls that send have in their bodies; each reads its part.
type sendBody struct {
	Session  string   `json:"session"`
	ChatID   any      `json:"chatId"`
	ID       string   `json:"id"`
	ReplyTo  string   `json:"reply_to"`
	Mentions []string `json:"mentions"`

	Text      any              `json:"text"`
	Caption   string           `json:"caption"`
	File      *fileBody        `json:"file"`
	Convert   bool             `json:"convert"`
	AsNote    bool             `json:"asNote"`
	Latitude  *float64         `json:"latitude"`
	Longitude *float64         `json:"longitude"`
	Title     string           `json:"title"`
	Contacts  []contactBody    `json:"contacts"`
	Poll      *pollBody        `json:"poll"`
	Event     *eventBody       `json:"event"`
	Preview   *history.Preview `json:"preview"`
}

// sendAs makes the handler of a call that sends; build takes the kind's own part out of the body.
func (a *API) sendAs(build func(context.Context, *waha.Session, *sendBody) (waha.Outgoing, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in sendBody
		if err := readJSON(r, &in); err != nil {
			a.fail(w, r, err)
			return
		}
		answer, err := a.sendBuilt(r, &in, build)
		if err != nil {
			a.fail(w, r, err)
			return
		}
		writeJSON(w, http.StatusCreated, answer)
	}
}

func (a *API) sendBuilt(
	r *http.Request, in *sendBody, build func(context.Context, *waha.Session, *sendBody) (waha.Outgoing, error),
) (any, error) {
	chat, chatOK := in.ChatID.(string)
	if name := r.PathValue("session"); name != "" {
		in.Session = name
	}
	if !chatOK {
		problems := []string{"chatId must be a string"}
		if _, textOK := in.Text.(string); !textOK && r.URL.Path == "/api/sendText" {
			problems = append(problems, "text must be a string")
		}
		return nil, waha.InvalidError{Problems: problems}
	}
	s, err := a.manager.Known(in.Session)
	if err != nil {
		return nil, err
	}
	out, err := build(r.Context(), s, in)
	if err != nil {
		return nil, err
	}
	out.ChatID, out.ID, out.ReplyTo = chat, in.ID, in.ReplyTo
	if len(in.Mentions) > 0 {
		if out.Content == nil {
			out.Content = &history.Content{}
		}
		out.Content.Mentions = s.Mentioned(chat, in.Mentions)
	}
	return s.Send(r.Context(), out)
}

func buildText(_ context.Context, _ *waha.Session, in *sendBody) (waha.Outgoing, error) {
	text, ok := in.Text.(string)
	if !ok {
		return waha.Outgoing{}, waha.InvalidError{Problems: []string{"text must be a string"}}
	}
	return waha.Outgoing{Text: text}, nil
}

func (a *API) buildLinked(ctx context.Context, s *waha.Session, in *sendBody) (waha.Outgoing, error) {
	out, err := buildText(ctx, s, in)
	if a.cfg.Engine == config.WEBJS {
		return out, waha.ErrNotSupported
	}
	if err == nil && in.Preview != nil {
		out.Content = &history.Content{Link: in.Preview}
	}
	return out, err
}

func buildLocation(_ context.Context, _ *waha.Session, in *sendBody) (waha.Outgoing, error) {
	if in.Latitude == nil || in.Longitude == nil {
		return waha.Outgoing{}, waha.InvalidError{Problems: []string{"latitude must be a number", "longitude must be a number"}}
	}
	place := &history.Place{Latitude: *in.Latitude, Longitude: *in.Longitude, Name: in.Title}
	return waha.Outgoing{Kind: history.Location, Content: &history.Content{Location: place}}, nil
}

func buildContact(_ context.Context, _ *waha.Session, in *sendBody) (waha.Outgoing, error) {
	if len(in.Contacts) == 0 {
		return waha.Outgoing{}, waha.InvalidError{Problems: []string{"contacts should not be empty"}}
	}
	return waha.Outgoing{Kind: history.Contact, Content: &history.Content{VCards: cards(in.Contacts)}}, nil
}

func buildPoll(_ context.Context, _ *waha.Session, in *sendBody) (waha.Outgoing, error) {
	poll, err := in.Poll.question()
	if err != nil {
		return waha.Outgoing{}, err
	}
	return waha.Outgoing{Kind: history.Poll, Content: &history.Content{Poll: poll}}, nil
}

func (a *API) buildEvent(_ context.Context, _ *waha.Session, in *sendBody) (waha.Outgoing, error) {
	if a.cfg.Engine != config.GOWS {
		return waha.Outgoing{}, waha.ErrNotSupported
	}
	event, err := in.Event.calendar()
	if err != nil {
		return waha.Outgoing{}, err
	}
	return waha.Outgoing{Kind: history.Event, Content: &history.Content{Event: event}}, nil
}
