package waha

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/conectafy/conectafy/backend/models"
)

// Outgoing is a message to send. Its kind says which of the other fields count.
type Outgoing struct {
	Chat        models.ChatID
	ID          string // bare id chosen beforehand: the same send again is the same message (GOWS and NOWEB)
	Kind        models.MessageType
	Text        string          // the text, or the caption of an image, a video or a document
	Mentions    []models.ChatID // the text names them as well: "@5511999990001"
	ReplyTo     string          // bare id of the message that this one answers
	LinkPreview bool            // WAHA reads the first link of the text before it sends
	File        *OutgoingFile
	Convert     bool // WAHA turns a voice note or a video into what WhatsApp plays
	Location    *models.Location
	Contacts    []models.VCard
	Poll        *models.Poll
}

// OutgoingFile is where the container finds a file that it is to send.
type OutgoingFile struct {
	URL      string
	MimeType string
	Filename string
}

// Sent is how WAHA names a message it took. Engines that do not say leave it empty.
type Sent struct {
	WAHAID    string
	MessageID string
}

// Send sends a message. A message that cannot be sent as it is gets ErrRefused without a call.
func (c *Client) Send(ctx context.Context, t Target, o Outgoing) (Sent, error) {
	path, body := o.request()
	if body == nil {
		return Sent{}, fmt.Errorf("%w: no content of the kind %q", ErrRefused, o.Kind)
	}
	timeout := c.timeout
	if o.File != nil {
		timeout = c.mediaTimeout
	}
	var answer json.RawMessage
	if err := c.callWithin(ctx, timeout, t, http.MethodPost, path, body, &answer); err != nil {
		return Sent{}, err
	}
	return decodeSent(answer, o.Chat), nil
}

// request is the endpoint and the body of a message; no body means that the message lacks what its kind needs.
func (o Outgoing) request() (path string, body map[string]any) {
	path, body = o.content()
	if body == nil {
		return "", nil
	}
	body["session"], body["chatId"] = SessionName, o.Chat
	if o.ID != "" {
		body["id"] = o.ID
	}
	if o.ReplyTo != "" {
		body["reply_to"] = o.ReplyTo
	}
	return path, body
}

func (o Outgoing) content() (path string, body map[string]any) {
	switch o.Kind {
	case models.TypeText:
		return "/api/sendText", o.text()
	case models.TypeImage:
		return "/api/sendImage", o.file(true, false)
	case models.TypeVideo:
		return "/api/sendVideo", o.file(true, true)
	case models.TypeDocument, models.TypeAudio:
		return "/api/sendFile", o.file(true, false)
	case models.TypeVoice:
		return "/api/sendVoice", o.file(false, true)
	case models.TypeSticker:
		return "/api/sendSticker", o.file(false, false)
	case models.TypeLocation:
		return "/api/sendLocation", o.location()
	case models.TypeContact:
		return "/api/sendContactVcard", o.contacts()
	case models.TypePoll:
		return "/api/sendPoll", o.poll()
	}
	return "", nil
}

func (o Outgoing) text() map[string]any {
	if o.Text == "" {
		return nil
	}
	// WAHA makes previews unless it is told not to.
	return o.withMentions(map[string]any{"text": o.Text, "linkPreview": o.LinkPreview})
}

func (o Outgoing) file(caption, convert bool) map[string]any {
	if o.File == nil || o.File.URL == "" {
		return nil
	}
	file := map[string]string{"url": o.File.URL, "mimetype": o.File.MimeType}
	if o.File.Filename != "" {
		file["filename"] = o.File.Filename
	}
	body := map[string]any{"file": file}
	if convert {
		body["convert"] = o.Convert
	}
	if caption && o.Text != "" {
		body["caption"] = o.Text
		o.withMentions(body)
	}
	return body
}

func (o Outgoing) withMentions(body map[string]any) map[string]any {
	if len(o.Mentions) > 0 {
		body["mentions"] = o.Mentions
	}
	return body
}

func (o Outgoing) location() map[string]any {
	if o.Location == nil {
		return nil
	}
	title := o.Location.Name
	if title == "" {
		title = o.Location.Address
	}
	return map[string]any{"latitude": o.Location.Latitude, "longitude": o.Location.Longitude, "title": title}
}

func (o Outgoing) contacts() map[string]any {
	cards := make([]map[string]string, 0, len(o.Contacts))
	for _, contact := range o.Contacts {
		card := outgoingCard(contact)
		if card == nil {
			return nil
		}
		cards = append(cards, card)
	}
	if len(cards) == 0 {
		return nil
	}
	return map[string]any{"contacts": cards}
}

// outgoingCard passes a card on as it came. WAHA writes one itself from a single number, so that one with several
// numbers and no text would lose some: it is none.
func outgoingCard(c models.VCard) map[string]string {
	if c.Text != "" {
		return map[string]string{"vcard": c.Text}
	}
	if c.FullName == "" || len(c.PhoneNumbers) != 1 {
		return nil
	}
	phone := c.PhoneNumbers[0]
	card := map[string]string{"fullName": c.FullName, "phoneNumber": "+" + phone, "whatsappId": phone}
	if c.Organization != "" {
		card["organization"] = c.Organization
	}
	return card
}

func (o Outgoing) poll() map[string]any {
	if o.Poll == nil {
		return nil
	}
	options := make([]string, 0, len(o.Poll.Options))
	for _, option := range o.Poll.Options {
		options = append(options, option.Name)
	}
	return map[string]any{"poll": map[string]any{
		"name": o.Poll.Question, "options": options, "multipleAnswers": o.Poll.MultipleAnswers,
	}}
}
