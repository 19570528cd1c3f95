package controllers

import (
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// contentView is what a message holds beside its text. What it does not have is left out.
type contentView struct {
	Quote     *quoteView      `json:"quote,omitempty"`
	Mentions  []models.ChatID `json:"mentions,omitempty"`
	Reactions []reactionView  `json:"reactions,omitempty"`
	Media     *mediaView      `json:"media,omitempty"`
	Location  *locationView   `json:"location,omitempty"`
	Contacts  []vcardView     `json:"contacts,omitempty"`
	Poll      *pollView       `json:"poll,omitempty"`
	Link      *previewView    `json:"link,omitempty"`
	Ad        *previewView    `json:"ad,omitempty"`
	Event     *eventView      `json:"event,omitempty"`
	Call      *callView       `json:"call,omitempty"`
	Notice    *noticeView     `json:"notice,omitempty"`
}

func idOrNull(id uuid.UUID) *string {
	if id == uuid.Nil {
		return nil
	}
	text := id.String()
	return &text
}

type quoteView struct {
	ID        *string            `json:"id"`
	MessageID string             `json:"messageId"`
	From      *models.ChatID     `json:"from"`
	Body      string             `json:"body"`
	Type      models.MessageType `json:"type"`
}

type reactionView struct {
	Sender models.ChatID `json:"sender"`
	Emoji  string        `json:"emoji"`
	At     string        `json:"at"`
}

type mediaView struct {
	ID           uuid.UUID          `json:"id"`
	Status       models.MediaStatus `json:"status"`
	MimeType     *string            `json:"mimeType"`
	Filename     *string            `json:"filename"`
	Size         *int64             `json:"size"`
	Width        *int               `json:"width"`
	Height       *int               `json:"height"`
	DurationMs   *int64             `json:"durationMs"`
	Waveform     []int              `json:"waveform,omitempty"`
	URL          *string            `json:"url"`
	ThumbnailURL *string            `json:"thumbnailUrl"`
	ErrorCode    *string            `json:"errorCode"`
	ErrorReason  *string            `json:"errorReason"`
}

type locationView struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Name      *string `json:"name"`
	Address   *string `json:"address"`
	URL       *string `json:"url"`
	Live      bool    `json:"live"`
}

type vcardView struct {
	FullName     string   `json:"fullName"`
	Organization *string  `json:"organization"`
	PhoneNumbers []string `json:"phoneNumbers"`
	VCard        *string  `json:"vcard"`
}

type pollView struct {
	Question        string       `json:"question"`
	MultipleAnswers bool         `json:"multipleAnswers"`
	Options         []optionView `json:"options"`
}

type optionView struct {
	Name   string          `json:"name"`
	Votes  int             `json:"votes"`
	Voters []models.ChatID `json:"voters"`
}

type previewView struct {
	URL         string  `json:"url"`
	Title       *string `json:"title"`
	Description *string `json:"description"`
}

type eventView struct {
	Name        string         `json:"name"`
	Description *string        `json:"description"`
	Location    *string        `json:"location"`
	StartsAt    *time.Time     `json:"startsAt"`
	EndsAt      *time.Time     `json:"endsAt"`
	Canceled    bool           `json:"canceled"`
	Responses   []responseView `json:"responses"`
}

type responseView struct {
	Responder   models.ChatID `json:"responder"`
	Response    string        `json:"response"`
	ExtraGuests int           `json:"extraGuests"`
	At          string        `json:"at"`
}

type callView struct {
	ID    string           `json:"id"`
	Video bool             `json:"video"`
	Group bool             `json:"group"`
	State models.CallState `json:"state"`
}

type noticeView struct {
	Kind    models.NoticeKind `json:"kind"`
	Members []models.ChatID   `json:"members"`
	Text    *string           `json:"text"`
}

// content shows nothing of a message that was deleted for everyone.
func (v viewer) content(m *models.Message) contentView {
	if !m.RevokedAt.IsZero() {
		return contentView{}
	}
	view := contentView{Mentions: m.Mentions, Reactions: toReactions(m.Content.Reactions)}
	if q := m.Quote; q != nil {
		view.Quote = &quoteView{ID: idOrNull(q.Origin), MessageID: q.MessageID, From: orNull(&q.From), Body: q.Body, Type: q.Type}
	}
	if m.Parts == 0 {
		return view
	}
	c := &m.Content
	view.Media, view.Poll, view.Event = v.media(c.Media), toPoll(c.Poll), toEvent(c.Event)
	view.Link, view.Ad = toPreview(c.Link), toPreview(c.Ad)
	if l := c.Location; l != nil {
		view.Location = &locationView{
			Latitude: l.Latitude, Longitude: l.Longitude, Name: orNull(&l.Name), Address: orNull(&l.Address), URL: orNull(&l.URL), Live: l.Live,
		}
	}
	for _, card := range c.VCards {
		view.Contacts = append(view.Contacts, vcardView{
			FullName: card.FullName, Organization: orNull(&card.Organization), PhoneNumbers: orEmpty(card.PhoneNumbers), VCard: orNull(&card.Text),
		})
	}
	if call := c.Call; call != nil {
		view.Call = &callView{ID: call.CallID, Video: call.Video, Group: call.Group, State: call.State}
	}
	if n := c.Notice; n != nil {
		view.Notice = &noticeView{Kind: n.Kind, Members: orEmpty(n.Members), Text: orNull(&n.Text)}
	}
	return view
}

func toReactions(reactions []models.Reaction) []reactionView {
	var views []reactionView
	for _, r := range reactions {
		views = append(views, reactionView{Sender: r.Sender, Emoji: r.Emoji, At: stamp(r.At)})
	}
	return views
}

// media shows links only to what is stored.
func (v viewer) media(m *models.Media) *mediaView {
	if m == nil {
		return nil
	}
	duration := m.Duration.Milliseconds()
	view := &mediaView{
		ID: m.ID, Status: m.Status, MimeType: orNull(&m.MimeType), Filename: orNull(&m.Filename), Size: orNull(&m.Size),
		Width: orNull(&m.Width), Height: orNull(&m.Height), DurationMs: orNull(&duration), ErrorCode: orNull(&m.ErrorCode),
	}
	for _, level := range m.Waveform {
		view.Waveform = append(view.Waveform, int(level))
	}
	original, thumbnail := v.links.Of(m)
	view.URL, view.ThumbnailURL = orNull(&original), orNull(&thumbnail)
	if m.ErrorCode != "" {
		sentence := v.language.Reason(m.ErrorCode)
		view.ErrorReason = orNull(&sentence)
	}
	return view
}

func toPoll(p *models.Poll) *pollView {
	if p == nil {
		return nil
	}
	view := &pollView{Question: p.Question, MultipleAnswers: p.MultipleAnswers, Options: make([]optionView, len(p.Options))}
	for i, o := range p.Options {
		view.Options[i] = optionView{Name: o.Name, Votes: len(o.Voters), Voters: orEmpty(o.Voters)}
	}
	return view
}

func toPreview(p *models.Preview) *previewView {
	if p == nil {
		return nil
	}
	return &previewView{URL: p.URL, Title: orNull(&p.Title), Description: orNull(&p.Description)}
}

func toEvent(e *models.CalendarEvent) *eventView {
	if e == nil {
		return nil
	}
	view := &eventView{
		Name: e.Name, Description: orNull(&e.Description), Location: orNull(&e.Location), StartsAt: timeOrNull(e.StartsAt),
		EndsAt: timeOrNull(e.EndsAt), Canceled: e.Canceled, Responses: make([]responseView, len(e.Responses)),
	}
	for i, r := range e.Responses {
		view.Responses[i] = responseView{Responder: r.Responder, Response: r.Response, ExtraGuests: r.ExtraGuests, At: stamp(r.At)}
	}
	return view
}
