package dialect

import (
	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Message writes a message as events and lists of messages carry it. Quoted is the message it replies to, or nil.
func (w Writer) Message(m history.Message, quoted *history.Message) Object {
	return w.message(m, quoted, nil)
}

// message writes a message; content, unless nil, stands in the raw data of GOWS and NOWEB instead of its own.
func (w Writer) message(m history.Message, quoted *history.Message, content Object) Object {
	object := Object{
		"id": m.FullID(), "timestamp": m.Timestamp, "fromMe": m.FromMe, "source": m.Source, "body": w.body(m),
		"hasMedia": m.File() != nil, "media": w.media(m), "ack": m.Ack, "ackName": AckName(m.Ack),
		"location": w.location(m),
	}
	if content == nil && w.Engine != config.WEBJS {
		content = w.content(m, quoted)
	}
	switch w.Engine {
	case config.GOWS:
		return merge(object, w.gowsMessage(m, quoted, content))
	case config.NOWEB:
		return merge(object, w.nowebMessage(m, quoted, content))
	}
	return merge(object, w.webjsMessage(m, quoted))
}

// body is the text or caption. Linked devices don't get to see what may be seen only once.
func (w Writer) body(m history.Message) any {
	if m.Revoked() {
		if w.Engine == config.WEBJS {
			return ""
		}
		return nil
	}
	if m.Carried().ViewOnce {
		return nil
	}
	return nullable(m.Text)
}

func (w Writer) media(m history.Message) any {
	if m.File() == nil || w.Media == nil {
		return nil
	}
	return w.Media(m)
}

func (w Writer) gowsMessage(m history.Message, quoted *history.Message, content Object) Object {
	kind := "text"
	if m.Kind.HasFile() {
		kind = "media"
	}
	return Object{
		"from": m.Chat, "to": nullable(m.Participant), "participant": nullable(m.Participant),
		"vCards": vCards(m, nil), "replyTo": w.replyTo(quoted),
		"_data": Object{
			"Info": Object{
				"Chat": waid.JID(m.Chat), "Sender": waid.JID(w.sender(m)), "IsFromMe": m.FromMe,
				"IsGroup": waid.HasParticipant(m.Chat), "AddressingMode": addressing(w.sender(m)),
				"SenderAlt": waid.JID(m.Alt), "RecipientAlt": "", "ID": m.ID, "ServerID": 0, "Type": kind,
				"PushName": m.PushName, "Timestamp": rfc3339(m.Timestamp), "Category": "", "Multicast": false, "MediaType": "",
			},
			"Message":     content,
			"IsEphemeral": false, "IsViewOnce": m.Carried().ViewOnce, "IsEdit": false, "Status": m.Ack + 1,
		},
	}
}

func (w Writer) nowebMessage(m history.Message, quoted *history.Message, content Object) Object {
	object := Object{"from": m.Chat, "vCards": vCards(m, nil), "replyTo": w.replyTo(quoted)}
	if m.Participant != "" {
		object["to"], object["participant"] = m.Chat, m.Participant
	}
	object["_data"] = Object{
		"key": nowebKey(m), "messageTimestamp": m.Timestamp, "pushName": m.PushName, "broadcast": false,
		"message": content, "status": m.Ack + 1,
	}
	return object
}

func nowebKey(m history.Message) Object {
	key := Object{"remoteJid": waid.JID(m.Chat), "fromMe": m.FromMe, "id": m.ID}
	if m.Participant != "" {
		key["participant"] = waid.JID(m.Participant)
		if m.Alt != "" && waid.IsLID(m.Participant) {
			key["participantAlt"], key["addressingMode"] = waid.JID(m.Alt), "lid"
		}
	}
	if m.Alt != "" && waid.IsLID(m.Chat) {
		key["remoteJidAlt"], key["addressingMode"] = waid.JID(m.Alt), "lid"
	}
	return key
}

func (w Writer) replyTo(quoted *history.Message) any {
	if quoted == nil {
		return nil
	}
	data := w.content(*quoted, nil)
	if w.Engine == config.WEBJS {
		data = w.webjsData(*quoted, nil)
	}
	return Object{
		"id": quoted.ID, "participant": w.sender(*quoted), "body": w.body(*quoted), "hasMedia": quoted.File() != nil,
		"media": w.media(*quoted), "_data": data,
	}
}

func vCards(m history.Message, none any) any {
	cards := m.Carried().VCards
	if len(cards) == 0 || m.Revoked() {
		return none
	}
	list := make([]string, 0, len(cards))
	for _, card := range cards {
		list = append(list, card.Text)
	}
	return list
}

// location writes a position: GOWS and NOWEB as texts, the browser as numbers and without what is empty.
func (w Writer) location(m history.Message) any {
	place := m.Carried().Location
	if place == nil || m.Revoked() {
		return nil
	}
	object := Object{
		"latitude": number(place.Latitude), "longitude": number(place.Longitude), "live": m.Kind == history.LiveLocation,
		"name": nullable(place.Name), "address": nullable(place.Address), "url": nullable(place.URL),
		"description": nullable(place.Description), "thumbnail": nil,
	}
	if w.Engine == config.WEBJS {
		object["latitude"], object["longitude"] = place.Latitude, place.Longitude
		dropEmpty(object)
	}
	return object
}

// sender is who wrote the message.
func (w Writer) sender(m history.Message) string {
	switch {
	case m.Participant != "":
		return m.Participant
	case m.FromMe:
		return w.Me.ID()
	}
	return m.Chat
}
