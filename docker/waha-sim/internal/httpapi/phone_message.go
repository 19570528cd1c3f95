package httpapi

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// writeRequest is somebody writing a message of any kind.
type writeRequest struct {
	From        string `json:"from"`
	To          string `json:"to"`
	ChatID      string `json:"chatId"`
	Participant string `json:"participant"`
	Alt         string `json:"alt"`
	Name        string `json:"name"`
	ID          string `json:"id"`
	Text        string `json:"text"`
	ReplyTo     string `json:"replyTo"`
	Timestamp   int64  `json:"timestamp"`
	FromMe      bool   `json:"fromMe"`

	Type      string           `json:"type"`
	Caption   string           `json:"caption"`
	Media     *phoneMedia      `json:"media"`
	Location  *history.Place   `json:"location"`
	Contacts  []contactBody    `json:"contacts"`
	Poll      *pollBody        `json:"poll"`
	Event     *eventBody       `json:"event"`
	Link      *history.Preview `json:"link"`
	Ad        *history.Preview `json:"ad"`
	Button    string           `json:"button"`
	Mentions  []string         `json:"mentions"`
	Forwarded bool             `json:"forwarded"`
	ViewOnce  bool             `json:"viewOnce"`

	kept *history.Media // a file that came beside the JSON
}

// kinds are the words for kinds of messages in a call.
var kinds = [...]history.Kind{
	"text", history.Image, history.Video, history.Voice, history.Audio, history.Document, history.Sticker, history.Location,
	history.LiveLocation, history.Contact, history.Poll, history.Event, history.ButtonReply, history.Unknown,
}

// kind is what the message says it is, or else what it looks like.
func (in writeRequest) kind() (history.Kind, error) {
	if in.Type != "" && !slices.Contains(kinds[:], history.Kind(in.Type)) {
		return "", waha.InvalidError{Problems: []string{fmt.Sprintf("type must be one of %v", kinds)}}
	}
	mimetype := ""
	if in.Media != nil {
		mimetype = in.Media.Mimetype
	}
	if in.kept != nil {
		mimetype = in.kept.Mimetype
	}
	switch {
	case in.Type == "text":
		return history.Text, nil
	case in.Type != "":
		return history.Kind(in.Type), nil
	case in.Media != nil || in.kept != nil:
		return kindOfFile(mimetype), nil
	case in.Location != nil:
		return history.Location, nil
	case len(in.Contacts) > 0:
		return history.Contact, nil
	case in.Poll != nil:
		return history.Poll, nil
	case in.Event != nil:
		return history.Event, nil
	case in.Button != "":
		return history.ButtonReply, nil
	}
	return history.Text, nil
}

// message works out the chat and, in a group, who wrote.
func (in writeRequest) message() (waha.Write, error) {
	chat := firstOf(in.ChatID, in.From)
	if in.FromMe {
		chat = firstOf(in.ChatID, in.To, in.From)
	}
	kind, err := in.kind()
	if err != nil {
		return waha.Write{}, err
	}
	m := waha.Write{
		Chat: chat, Participant: in.Participant, Alt: in.Alt, Name: in.Name, ID: in.ID, Text: firstOf(in.Caption, in.Text),
		ReplyTo: in.ReplyTo, Timestamp: in.Timestamp, FromMe: in.FromMe, Kind: kind,
	}
	inGroup := waid.HasParticipant(waid.Chat(chat))
	if inGroup && m.Participant == "" && in.From != chat {
		m.Participant = in.From
	}
	switch {
	case chat == "":
		return m, waha.InvalidError{Problems: []string{"from must be a chat id or a phone number"}}
	case kind == history.Text && in.Text == "" && !in.ViewOnce:
		return m, waha.InvalidError{Problems: []string{"text must not be empty"}}
	case inGroup && m.Participant == "" && !in.FromMe:
		return m, waha.InvalidError{Problems: []string{"participant must say who wrote in the group"}}
	}
	return m, nil
}

// content makes what the message carries beside its text. What may be seen only once has no file unless it is given.
func (in writeRequest) content(s *waha.Session, kind history.Kind) (*history.Content, error) {
	c := &history.Content{
		Link: in.Link, Ad: in.Ad, Mentions: s.Mentioned(in.ChatID, in.Mentions), Forwarded: in.Forwarded, ViewOnce: in.ViewOnce, Button: in.Button,
	}
	var err error
	switch kind {
	case history.Location, history.LiveLocation:
		if c.Location = in.Location; c.Location == nil {
			return nil, waha.InvalidError{Problems: []string{"location must have latitude and longitude"}}
		}
	case history.Contact:
		if c.VCards = cards(in.Contacts); len(c.VCards) == 0 {
			return nil, waha.InvalidError{Problems: []string{"contacts must not be empty"}}
		}
	case history.Poll:
		c.Poll, err = in.Poll.question()
	case history.Event:
		c.Event, err = in.Event.calendar()
	}
	if err == nil && kind.HasFile() && (!in.ViewOnce || in.Media != nil || in.kept != nil) {
		c.Media, err = in.file(s, kind)
	}
	return c, err
}

func (a *API) write(w http.ResponseWriter, r *http.Request) {
	s, message, ok := a.readWrite(w, r, nil)
	if !ok {
		return
	}
	m, queued, err := s.Receive(message)
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, written(m, queued))
}

func written(m history.Message, queued bool) object {
	return object{"id": m.FullID(), "rawId": m.ID, "chatId": m.Chat, "timestamp": m.Timestamp, "queued": queued}
}

// readWrite reads a message out of a call, into more as well; else it answers.
func (a *API) readWrite(w http.ResponseWriter, r *http.Request, more any) (*waha.Session, waha.Write, bool) {
	message, s, err := a.readMessage(r, more)
	if err != nil {
		failPhone(w, err)
		return nil, waha.Write{}, false
	}
	return s, message, true
}

func (a *API) readMessage(r *http.Request, more any) (waha.Write, *waha.Session, error) {
	var in writeRequest
	multi := strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data")
	if !multi {
		if err := readBoth(r, &in, more); err != nil {
			return waha.Write{}, nil, err
		}
		if _, err := in.message(); err != nil {
			return waha.Write{}, nil, err
		}
	}
	s, err := a.manager.Phone(r.URL.Query().Get("session"))
	if err != nil {
		return waha.Write{}, nil, err
	}
	if multi {
		if err := readParts(r, s, &in, more); err != nil {
			return waha.Write{}, nil, err
		}
	}
	message, err := in.message()
	if err != nil {
		return message, nil, err
	}
	message.Content, err = in.content(s, message.Kind)
	return message, s, err
}

func readBoth(r *http.Request, in, more any) error {
	if err := readJSON(r, in); err != nil {
		return err
	}
	if more == nil {
		return nil
	}
	return readJSON(r, more)
}
