package dialect

import (
	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Ack writes the event about a message's new acknowledgement. By is the member of a group who received or read it.
func Ack(engine string, me Account, m history.Message, by string) (event string, payload Object) {
	event = "message.ack"
	if waid.HasParticipant(m.Chat) {
		event = "message.ack.group"
	}
	if engine == config.WEBJS {
		return event, Message(engine, me, m, nil)
	}
	if engine == config.NOWEB && waid.IsGroup(m.Chat) && m.Ack == history.AckDevice {
		m.Ack = history.AckServer
	}
	payload = Object{"id": m.FullID(), "from": m.Chat, "fromMe": m.FromMe, "ack": m.Ack, "ackName": AckName(m.Ack)}
	if engine == config.GOWS || by != "" {
		payload["to"], payload["participant"] = nullable(by), nullable(by)
	}
	if engine == config.GOWS {
		payload["_data"] = gowsReceipt(m, by)
	}
	return event, payload
}

func gowsReceipt(m history.Message, by string) Object {
	kind := ""
	if m.Ack == history.AckRead {
		kind = "read"
	}
	from := m.Chat
	if by != "" {
		from = by
	}
	return Object{
		"Chat": waid.JID(m.Chat), "Sender": waid.JID(from), "IsFromMe": !m.FromMe, "IsGroup": waid.IsGroup(m.Chat),
		"MessageIDs": []string{m.ID}, "Type": kind, "MessageSender": "", "Timestamp": rfc3339(m.Timestamp),
	}
}
