package dialect

import (
	"strconv"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Sent writes the answer to a call that sent a text.
func Sent(engine string, me Account, m history.Message) Object {
	switch engine {
	case config.GOWS:
		return gowsSent(me, m)
	case config.NOWEB:
		return nowebSent(m)
	}
	return webjsSent(me, m)
}

func gowsSent(me Account, m history.Message) Object {
	if waid.HasParticipant(m.Chat) {
		return Object{"id": m.FullID(), "_data": nil}
	}
	return Object{"id": m.FullID(), "_data": Object{
		"Info": Object{
			"Chat": waid.JID(m.Chat), "Sender": waid.JID(me.ID()), "IsFromMe": true, "IsGroup": false,
			"ID": m.ID, "Timestamp": rfc3339(m.Timestamp),
		},
		"Message": Object{"extendedTextMessage": Object{"text": m.Text}},
		"Status":  2,
	}}
}

func nowebSent(m history.Message) Object {
	key := Object{"remoteJid": waid.JID(m.Chat), "fromMe": true, "id": m.ID}
	if m.Participant != "" {
		key["participant"] = waid.JID(m.Participant)
	}
	return Object{
		"key":              key,
		"message":          Object{"extendedTextMessage": Object{"text": m.Text}},
		"messageTimestamp": strconv.FormatInt(m.Timestamp, 10),
		"status":           "PENDING",
	}
}

func webjsSent(me Account, m history.Message) Object {
	// This engine leaves the participant out of the answer though later acks have it.
	m.Participant = ""
	id := webjsID(m)
	return Object{
		"_data": Object{
			"id": id, "body": m.Text, "type": "chat", "t": m.Timestamp, "from": me.ID(), "to": m.Chat, "ack": 0,
		},
		"id": id, "ack": 0, "hasMedia": false, "body": m.Text, "type": "chat", "timestamp": m.Timestamp,
		"from": me.ID(), "to": m.Chat, "deviceType": "web", "isForwarded": false, "fromMe": true,
		"hasQuotedMsg": m.ReplyTo != "", "vCards": []any{}, "mentionedIds": []any{}, "groupMentions": []any{}, "links": []any{},
	}
}
