package dialect

import (
	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Message writes a message as events and lists of messages carry it. Quoted is the message it replies to, or nil.
func Message(engine string, me Account, m history.Message, quoted *history.Message) Object {
	object := Object{
		"id": m.FullID(), "timestamp": m.Timestamp, "fromMe": m.FromMe, "source": m.Source, "body": m.Text,
		"hasMedia": false, "media": nil, "ack": m.Ack, "ackName": AckName(m.Ack), "location": nil,
	}
	switch engine {
	case config.GOWS:
		return merge(object, gowsMessage(me, m, quoted))
	case config.NOWEB:
		return merge(object, nowebMessage(me, m, quoted))
	}
	return merge(object, webjsMessage(me, m, quoted))
}

func gowsMessage(me Account, m history.Message, quoted *history.Message) Object {
	return Object{
		"from": m.Chat, "to": nullable(m.Participant), "participant": nullable(m.Participant),
		"vCards": nil, "replyTo": replyTo(me, quoted),
		"_data": Object{
			"Info": Object{
				"Chat": waid.JID(m.Chat), "Sender": waid.JID(sender(me, m)), "IsFromMe": m.FromMe,
				"IsGroup": waid.IsGroup(m.Chat), "AddressingMode": addressing(sender(me, m)),
				"SenderAlt": waid.JID(m.Alt), "RecipientAlt": "", "ID": m.ID, "ServerID": 0, "Type": "text",
				"PushName": m.PushName, "Timestamp": rfc3339(m.Timestamp), "Category": "", "Multicast": false, "MediaType": "",
			},
			"Message":     gowsContent(me, m, quoted),
			"IsEphemeral": false, "IsViewOnce": false, "IsEdit": false, "Status": m.Ack + 1,
		},
	}
}

func gowsContent(me Account, m history.Message, quoted *history.Message) Object {
	if quoted == nil {
		return Object{"conversation": m.Text}
	}
	return Object{"extendedTextMessage": Object{"text": m.Text, "contextInfo": Object{
		"stanzaID": quoted.ID, "participant": waid.JID(sender(me, *quoted)),
		"quotedMessage": Object{"conversation": quoted.Text},
	}}}
}

func nowebMessage(me Account, m history.Message, quoted *history.Message) Object {
	key := Object{"remoteJid": waid.JID(m.Chat), "fromMe": m.FromMe, "id": m.ID}
	object := Object{"from": m.Chat, "vCards": nil, "replyTo": replyTo(me, quoted)}
	if m.Participant != "" {
		object["to"], object["participant"] = m.Chat, m.Participant
		key["participant"] = waid.JID(m.Participant)
	}
	if m.Alt != "" && waid.IsLID(m.Chat) {
		key["remoteJidAlt"], key["addressingMode"] = waid.JID(m.Alt), "lid"
	}
	object["_data"] = Object{
		"key": key, "messageTimestamp": m.Timestamp, "pushName": m.PushName, "broadcast": false,
		"message": Object{"conversation": m.Text}, "status": m.Ack + 1,
	}
	return object
}

func webjsMessage(me Account, m history.Message, quoted *history.Message) Object {
	from, to := m.Chat, me.ID()
	if m.FromMe {
		from, to = to, from
	}
	data := Object{
		"id": webjsID(m), "viewed": false, "body": m.Text, "type": "chat", "t": m.Timestamp,
		"notifyName": m.PushName, "from": from, "to": to, "ack": m.Ack,
	}
	object := Object{"from": from, "to": to, "vCards": []any{}, "_data": data}
	if m.Participant != "" {
		object["participant"], data["author"] = m.Participant, m.Participant
	}
	if quoted != nil {
		object["replyTo"] = replyTo(me, quoted)
	}
	return object
}

func webjsID(m history.Message) Object {
	id := Object{"fromMe": m.FromMe, "remote": m.Chat, "id": m.ID, "_serialized": m.FullID()}
	if m.Participant != "" {
		id["participant"] = m.Participant
	}
	return id
}

func replyTo(me Account, quoted *history.Message) any {
	if quoted == nil {
		return nil
	}
	return Object{
		"id": quoted.ID, "participant": sender(me, *quoted), "body": quoted.Text, "hasMedia": false, "media": nil,
		"_data": Object{"conversation": quoted.Text},
	}
}

// sender is who wrote the message.
func sender(me Account, m history.Message) string {
	switch {
	case m.Participant != "":
		return m.Participant
	case m.FromMe:
		return me.ID()
	}
	return m.Chat
}
