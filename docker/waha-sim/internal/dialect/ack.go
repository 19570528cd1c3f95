package dialect

import (
	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Receipt says who acknowledged a message, in a group, and why it failed.
type Receipt struct {
	By    string
	Error any
	At    int64 // seconds
}

// Ack writes the event about a message's new acknowledgement.
func (w Writer) Ack(m history.Message, receipt Receipt) (event string, payload Object) {
	event = "message.ack"
	if waid.HasParticipant(m.Chat) {
		event = "message.ack.group"
	}
	if w.Engine == config.WEBJS {
		return event, w.Message(m, nil)
	}
	if w.Engine == config.NOWEB && waid.IsGroup(m.Chat) && m.Ack == history.AckDevice {
		m.Ack = history.AckServer
	}
	by := receipt.By
	payload = Object{"id": m.FullID(), "from": m.Chat, "fromMe": m.FromMe, "ack": m.Ack, "ackName": AckName(m.Ack)}
	if w.Engine == config.GOWS || by != "" {
		payload["to"], payload["participant"] = nullable(by), nullable(by)
	}
	if receipt.Error != nil {
		payload["error"] = receipt.Error
	}
	if w.Engine == config.GOWS {
		payload["_data"] = gowsReceipt(m, receipt)
	}
	return event, payload
}

func gowsReceipt(m history.Message, receipt Receipt) Object {
	kind := map[int]string{
		history.AckRead: "read", history.AckPlayed: "played", history.AckError: "server-error",
	}[m.Ack]
	from, at := m.Chat, m.Timestamp
	if receipt.By != "" {
		from = receipt.By
	}
	if receipt.At > 0 {
		at = receipt.At
	}
	return Object{
		"Chat": waid.JID(m.Chat), "Sender": waid.JID(from), "IsFromMe": !m.FromMe, "IsGroup": waid.IsGroup(m.Chat),
		"MessageIDs": []string{m.ID}, "Type": kind, "MessageSender": "", "Timestamp": rfc3339(at),
	}
}
