package dialect

import (
	"fmt"
	"maps"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Values that WhatsApp's protocol gives to what happens to a message.
const (
	protocolRevoke = 0
	protocolEdit   = 14
)

// content writes a message as WhatsApp's protocol has it. GOWS and NOWEB show it raw, each with its library's spelling.
func (w Writer) content(m history.Message, quoted *history.Message) Object {
	if m.Revoked() {
		return w.protocol(m, protocolRevoke, nil)
	}
	context := w.context(m, quoted)
	if m.Kind == history.Text {
		return w.textContent(m, context)
	}
	name, fields := w.fields(m)
	dropEmpty(fields)
	if len(context) > 0 {
		fields["contextInfo"] = context
	}
	content := Object{name: fields}
	if m.Kind == history.Document && m.Text != "" {
		content = Object{"documentWithCaptionMessage": Object{"message": content}}
	}
	if m.Carried().ViewOnce {
		content = Object{"viewOnceMessageV2": Object{"message": content}}
	}
	return content
}

func (w Writer) textContent(m history.Message, context Object) Object {
	link := m.Carried().Link
	extended := Object{"text": m.Text}
	switch {
	case waid.IsStatus(m.Chat):
		extended["backgroundArgb"], extended["font"] = 4278190080, 1
	case link == nil && len(context) == 0 && !waid.IsChannel(m.Chat):
		return Object{"conversation": m.Text}
	}
	if link != nil {
		extended["matchedText"], extended["title"], extended["description"] = link.URL, link.Title, link.Description
		extended["previewType"] = 0
	}
	if len(context) > 0 {
		extended["contextInfo"] = context
	}
	return Object{"extendedTextMessage": extended}
}

// fields are the protocol's name for a kind of message, and what it says.
func (w Writer) fields(m history.Message) (name string, fields Object) {
	c := m.Carried()
	if c.Media != nil {
		return w.fileFields(m, *c.Media)
	}
	switch m.Kind {
	case history.Location, history.LiveLocation:
		return placeFields(m.Kind, *c.Location)
	case history.Contact:
		return cardFields(c.VCards)
	case history.Poll:
		options := []Object{}
		for _, option := range c.Poll.Options {
			options = append(options, Object{"optionName": option})
		}
		return "pollCreationMessageV3", Object{"name": c.Poll.Name, "options": options, "selectableOptionsCount": selectable(*c.Poll)}
	case history.Event:
		return "eventMessage", Object{
			"name": c.Event.Name, "description": c.Event.Description, "startTime": c.Event.Start, "endTime": c.Event.End,
			"location": Object{"name": c.Event.Location}, "extraGuestsAllowed": c.Event.ExtraGuests, "isCanceled": false,
		}
	case history.ButtonReply:
		return "templateButtonReplyMessage", Object{
			"selectedId": c.Button, "selectedDisplayText": m.Text, "selectedIndex": 0.0, // the first one, which must not be left out as a whole 0 is
		}
	case history.Unknown:
		return "someNewMessage", Object{}
	}
	return string(m.Kind) + "Message", Object{} // a file that may be seen only once
}

func (w Writer) fileFields(m history.Message, file history.Media) (name string, fields Object) {
	fields = Object{
		w.spell("URL", "url"): "https://mmg.whatsapp.net/example", "mimetype": file.Mimetype, "fileLength": file.Size,
		"caption": m.Text, "height": file.Height, "width": file.Width,
	}
	switch m.Kind {
	case history.Video:
		fields["seconds"] = file.Seconds
		if file.Note {
			return "ptvMessage", fields
		}
		return "videoMessage", fields
	case history.Voice, history.Audio:
		fields["seconds"], fields[w.spell("PTT", "ptt")] = file.Seconds, m.Kind == history.Voice
		if len(file.Waveform) > 0 {
			fields["waveform"] = file.Waveform
		}
		return "audioMessage", fields
	case history.Document:
		fields["fileName"], fields["pageCount"] = file.Filename, 1
		return "documentMessage", fields
	case history.Sticker:
		fields["isAnimated"] = false
		return "stickerMessage", fields
	}
	return "imageMessage", fields
}

func placeFields(kind history.Kind, place history.Place) (name string, fields Object) {
	fields = Object{"degreesLatitude": place.Latitude, "degreesLongitude": place.Longitude}
	if kind == history.LiveLocation {
		fields["caption"], fields["sequenceNumber"] = place.Description, 1
		return "liveLocationMessage", fields
	}
	fields["name"], fields["address"], fields["url"] = place.Name, place.Address, place.URL
	return "locationMessage", fields
}

func cardFields(cards []history.VCard) (name string, fields Object) {
	list := []Object{}
	for _, card := range cards {
		list = append(list, Object{"displayName": card.Name, "vcard": card.Text})
	}
	if len(list) == 1 {
		return "contactMessage", list[0]
	}
	return "contactsArrayMessage", Object{"displayName": fmt.Sprintf("%d contacts", len(list)), "contacts": list}
}

// context is what a message says about others: what it quotes, whom it mentions, where it comes from.
func (w Writer) context(m history.Message, quoted *history.Message) Object {
	c, context := m.Carried(), Object{}
	if quoted != nil {
		context[w.spell("stanzaID", "stanzaId")] = quoted.ID
		context["participant"] = waid.JID(w.sender(*quoted))
		context["quotedMessage"] = w.content(*quoted, nil)
	}
	if len(c.Mentions) > 0 {
		ids := []string{}
		for _, id := range c.Mentions {
			ids = append(ids, waid.JID(id))
		}
		context[w.spell("mentionedJID", "mentionedJid")] = ids
	}
	if c.Forwarded {
		context["isForwarded"], context["forwardingScore"] = true, 1
	}
	if c.Ad != nil {
		context["externalAdReply"] = Object{
			"title": c.Ad.Title, "body": c.Ad.Description, "sourceType": "ad", "mediaType": 1,
			w.spell("sourceURL", "sourceUrl"): c.Ad.URL, w.spell("sourceID", "sourceId"): c.Ad.SourceID,
		}
	}
	return context
}

// protocol writes that something happened to a message, by the key that its author's device would use.
func (w Writer) protocol(m history.Message, kind int, edited Object) Object {
	key := Object{
		w.spell("remoteJID", "remoteJid"): waid.JID(m.Chat), "fromMe": true, w.spell("ID", "id"): m.ID,
	}
	message := Object{"key": key, "type": kind}
	if edited != nil {
		message["editedMessage"] = edited
	}
	return Object{"protocolMessage": message}
}

// spell chooses between the names that the libraries of GOWS and NOWEB give to the same field.
func (w Writer) spell(gows, noweb string) string {
	if w.Engine == config.NOWEB {
		return noweb
	}
	return gows
}

// selectable is how many options a voter may choose; 0 is any number.
func selectable(poll history.Question) int {
	if poll.Multiple {
		return 0
	}
	return 1
}

// dropEmpty leaves out what says nothing, as the protocol's own encoding does.
func dropEmpty(object Object) {
	maps.DeleteFunc(object, func(_ string, value any) bool {
		return value == nil || value == "" || value == 0 || value == int64(0)
	})
}
