package dialect

import (
	"strconv"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Sent writes the answer to a call that sent a message.
func (w Writer) Sent(m history.Message) Object {
	switch w.Engine {
	case config.GOWS:
		return w.gowsSent(m, w.sentContent(m))
	case config.NOWEB:
		if m.Kind == history.Poll {
			return w.Message(m, nil)
		}
		return nowebSent(m, w.sentContent(m))
	}
	return w.webjsSent(m)
}

// sentContent is the content as the engine sends it: a text always in its long form.
func (w Writer) sentContent(m history.Message) Object {
	content := w.content(m, nil)
	if text, short := content["conversation"]; short {
		return Object{"extendedTextMessage": Object{"text": text}}
	}
	return content
}

func (w Writer) gowsSent(m history.Message, content Object) Object {
	if waid.HasParticipant(m.Chat) {
		return Object{"id": m.FullID(), "_data": nil}
	}
	return Object{"id": m.FullID(), "_data": Object{
		"Info": Object{
			"Chat": waid.JID(m.Chat), "Sender": waid.JID(w.Me.ID()), "IsFromMe": true, "IsGroup": false,
			"ID": m.ID, "Timestamp": rfc3339(m.Timestamp),
		},
		"Message": content,
		"Status":  2,
	}}
}

func nowebSent(m history.Message, content Object) Object {
	key := Object{"remoteJid": waid.JID(m.Chat), "fromMe": true, "id": m.ID}
	if m.Participant != "" {
		key["participant"] = waid.JID(m.Participant)
	}
	return Object{
		"key":              key,
		"message":          content,
		"messageTimestamp": strconv.FormatInt(m.Timestamp, 10),
		"status":           "PENDING",
	}
}

func (w Writer) webjsSent(m history.Message) Object {
	// This engine leaves the participant out of the answer though later acks have it.
	m.Participant = ""
	c, id := m.Carried(), webjsID(m)
	mentioned := c.Mentions
	if mentioned == nil {
		mentioned = []string{}
	}
	return Object{
		"_data": Object{
			"id": id, "body": w.body(m), "type": webjsType(m), "t": m.Timestamp, "from": w.Me.ID(), "to": m.Chat, "ack": 0,
		},
		"id": id, "ack": 0, "hasMedia": c.Media != nil, "body": w.body(m), "type": webjsType(m), "timestamp": m.Timestamp,
		"from": w.Me.ID(), "to": m.Chat, "deviceType": "web", "isForwarded": c.Forwarded, "fromMe": true,
		"hasQuotedMsg": m.ReplyTo != "", "vCards": vCards(m, []any{}), "mentionedIds": mentioned,
		"groupMentions": []any{}, "links": []any{},
	}
}

// Acted writes the answer to a call that did something to a message: edit, delete, react. Nil is an empty answer.
func (w Writer) Acted(action history.Message, content Object) any {
	switch w.Engine {
	case config.GOWS:
		return w.gowsSent(action, content)
	case config.NOWEB:
		return nowebSent(action, content)
	}
	return nil
}
