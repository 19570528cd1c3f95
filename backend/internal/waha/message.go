package waha

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// wireMessage is a message as WAHA writes it for every engine.
type wireMessage struct {
	ID          string       `json:"id"`
	Timestamp   looseNumber  `json:"timestamp"`
	Participant string       `json:"participant"`
	Source      string       `json:"source"`
	Body        string       `json:"body"`
	HasMedia    bool         `json:"hasMedia"`
	Media       *wireMedia   `json:"media"`
	MediaURL    string       `json:"mediaUrl"` // of old versions
	Ack         *looseNumber `json:"ack"`
	Location    *wirePlace   `json:"location"`
	VCards      []string     `json:"vCards"`
	ReplyTo     *wireQuote   `json:"replyTo"`
	Data        engineData   `json:"_data"`
}

// DecodeMessage reads an item of a message list, on the same path as the live ones. Items of chats that are no
// conversations come back empty.
func DecodeMessage(
	session uuid.UUID, payload json.RawMessage, origin models.MessageOrigin, now time.Time,
) (models.Event, error) {
	event, err := guarded(func() (models.Event, error) { return decodeMessage(payload, origin, now) })
	if err != nil {
		return models.Event{}, err
	}
	return owned(event, session), nil
}

func decodeMessage(payload []byte, origin models.MessageOrigin, now time.Time) (models.Event, error) {
	var wire wireMessage
	if err := unmarshal(payload, &wire); err != nil {
		return models.Event{}, fmt.Errorf("not a message: %w", err)
	}
	id, err := parseMessageID(wire.ID)
	if err != nil || !id.chat.IsConversation() {
		return models.Event{}, err
	}
	var event models.Event
	event.Message, event.Twins, err = wire.message(id, origin, now)
	return event, err
}

func (w *wireMessage) message(
	id messageID, origin models.MessageOrigin, now time.Time,
) (*models.Message, []models.Twins, error) {
	row, err := uuid.NewV7()
	if err != nil {
		return nil, nil, err
	}
	kind, part, viewOnce := w.content()
	m := &models.Message{
		ID: row, ChatID: id.chat, MessageID: id.raw, WAHAID: clean(w.ID, 2*maxMessageID), FromMe: id.fromMe,
		SenderName: clean(w.Data.senderName(), maxName), Body: w.body(kind, part, viewOnce), Type: kind, Origin: origin,
		ViewOnce: viewOnce, Timestamp: momentOr(w.Timestamp, now), Quote: w.ReplyTo.quote(),
	}
	if w.Ack != nil {
		m.Ack = models.Ack(max(float64(models.AckError), min(float64(*w.Ack), float64(models.AckPlayed))))
	}
	if w.isRevoked(id) {
		m.RevokedAt = m.Timestamp
	}
	m.Content.Media = w.media(part, origin)
	w.describe(m, part)
	return m, w.address(m, id), nil
}

// content says what a message holds: by the engine's word, else by what is there.
func (w *wireMessage) content() (kind models.MessageType, p *part, viewOnce bool) {
	inside, viewOnce := w.Data.Content.unwrap()
	kind, p = inside.kind()
	if kind == "" && w.Data.Type != "" { // WEBJS
		kind, p = w.Data.kind(), w.Data.part()
	}
	if p == nil {
		p = &part{}
	}
	data := &w.Data
	viewOnce = viewOnce || p.ViewOnce || data.IsViewOnce || data.IsViewOnceV2 || data.IsViewOnceV2Extension
	if kind == "" || kind == models.TypeText && w.HasMedia { // a menu may have a picture above it
		kind = w.shape()
	}
	return kind, p, viewOnce
}

// isRevoked says whether a message list has only the place where a message was: WEBJS says so, the others put the order
// to delete it there.
func (w *wireMessage) isRevoked(id messageID) bool {
	order := w.Data.Content.Protocol
	return w.Data.Type == "revoked" || order != nil && order.Edited == nil && order.Key.ID == id.raw
}

// shape tells the kind of a message of which the engine says nothing that we know.
func (w *wireMessage) shape() models.MessageType {
	switch {
	case w.Media != nil && w.Media.MimeType != "":
		return kindOfMime(w.Media.MimeType)
	case w.HasMedia:
		return models.TypeDocument
	case w.Location != nil:
		return models.TypeLocation
	case len(w.VCards) > 0:
		return models.TypeContact
	case w.Body != "":
		return models.TypeText
	default:
		return models.TypeUnknown
	}
}

// body is what there is to read. What WAHA hides because it may be seen one time only stays hidden.
func (w *wireMessage) body(kind models.MessageType, p *part, viewOnce bool) string {
	if w.Data.hidesBody() {
		return ""
	}
	body := w.Body
	if body == "" && !viewOnce {
		inside, _ := w.Data.Content.unwrap()
		body = cmp.Or(inside.Conversation, p.words(kind))
	}
	return clean(body, maxBody)
}

// describe fills in what a message has beside its text.
func (w *wireMessage) describe(m *models.Message, p *part) {
	m.Mentions, m.Forwarded = p.mentions(), p.ContextInfo.IsForwarded
	m.Content.Link, m.Content.Ad = p.link(), p.ContextInfo.Ad.preview()
	switch m.Type {
	case models.TypeLocation:
		m.Content.Location = w.location(p)
	case models.TypeContact:
		m.Content.VCards = w.cards(p)
	case models.TypePoll:
		m.Content.Poll = p.poll()
	case models.TypeEvent:
		m.Content.Event = p.appointment()
	}
}

// address says who wrote to whom. The chat comes from the id alone: "from" and "to" mean something else on each engine.
func (w *wireMessage) address(m *models.Message, id messageID) []models.Twins {
	if id.fromMe {
		twins := w.Data.twins(id, "")
		m.ToNumber = phoneOf(id.chat, twins)
		if w.Source == "api" || w.Source == "app" {
			m.Source = w.Source
		}
		return twins
	}
	author := id.author(w.Participant)
	if id.chat.IsGroup() {
		m.Participant = string(author)
	}
	twins := w.Data.twins(id, author)
	m.FromNumber = phoneOf(author, twins)
	return twins
}

func kindOfMime(mime string) models.MessageType {
	switch kind, _, _ := strings.Cut(mime, "/"); kind {
	case "image", "video", "audio":
		return models.MessageType(kind)
	default:
		return models.TypeDocument
	}
}

// decodeSent reads how an engine answers a send: four shapes, or nothing at all.
func decodeSent(answer json.RawMessage, chat models.ChatID) Sent {
	var wire struct {
		ID  json.RawMessage `json:"id"`
		Key struct {
			ID string `json:"id"`
		} `json:"key"`
	}
	if json.Unmarshal(answer, &wire) != nil {
		return Sent{}
	}
	composite := serializedID(wire.ID)
	if composite == "" && wire.Key.ID != "" {
		composite = "true_" + string(chat) + "_" + wire.Key.ID
	}
	id, err := parseMessageID(composite)
	if err != nil {
		return Sent{}
	}
	return Sent{WAHAID: composite, MessageID: id.raw}
}
