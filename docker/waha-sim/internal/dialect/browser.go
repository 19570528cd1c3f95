package dialect

import (
	"strconv"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

func (w Writer) webjsMessage(m history.Message, quoted *history.Message) Object {
	from, to := w.direction(m)
	object := Object{"from": from, "to": to, "vCards": vCards(m, []any{}), "_data": w.webjsData(m, quoted)}
	if m.Participant != "" {
		object["participant"] = m.Participant
	}
	if quoted != nil {
		object["replyTo"] = w.replyTo(quoted)
	}
	return object
}

// direction is from whom to whom a message went, as the browser tells it.
func (w Writer) direction(m history.Message) (from, to string) {
	if m.FromMe {
		return w.Me.ID(), m.Chat
	}
	return m.Chat, w.Me.ID()
}

// webjsData is what the web client itself keeps of a message.
func (w Writer) webjsData(m history.Message, quoted *history.Message) Object {
	from, to := w.direction(m)
	data := Object{
		"id": webjsID(m), "viewed": false, "body": w.body(m), "type": webjsType(m), "t": m.Timestamp,
		"notifyName": m.PushName, "from": from, "to": to, "ack": m.Ack,
	}
	if m.Participant != "" {
		data["author"] = m.Participant
	}
	if quoted != nil {
		data["quotedStanzaID"], data["quotedParticipant"] = quoted.ID, w.sender(*quoted)
	}
	if m.Revoked() {
		return data
	}
	c := m.Carried()
	if c.Media != nil {
		merge(data, webjsFile(*c.Media))
		if m.Text != "" && !c.ViewOnce {
			data["caption"] = m.Text
		}
	}
	return merge(data, webjsContent(m, c))
}

func webjsFile(file history.Media) Object {
	data := Object{
		"mimetype": file.Mimetype, "filename": file.Filename, "size": file.Size, "width": file.Width, "height": file.Height,
	}
	if file.Seconds > 0 {
		data["duration"] = strconv.Itoa(file.Seconds)
	}
	if len(file.Waveform) > 0 {
		data["waveform"] = file.Waveform
	}
	dropEmpty(data)
	return data
}

func webjsContent(m history.Message, c history.Content) Object {
	data := Object{}
	if c.Location != nil {
		data["lat"], data["lng"], data["loc"] = c.Location.Latitude, c.Location.Longitude, c.Location.Name
	}
	if c.Poll != nil {
		options := []Object{}
		for i, option := range c.Poll.Options {
			options = append(options, Object{"name": option, "localId": i})
		}
		data["pollName"], data["pollOptions"], data["pollSelectableOptionsCount"] = c.Poll.Name, options, selectable(*c.Poll)
	}
	if c.Event != nil {
		data["eventName"], data["eventDescription"] = c.Event.Name, c.Event.Description
		data["eventStartTime"], data["isEventCanceled"] = c.Event.Start, false
	}
	if len(c.Mentions) > 0 {
		data["mentionedJidList"] = c.Mentions
	}
	if c.Forwarded {
		data["isForwarded"], data["forwardingScore"] = true, 1
	}
	if c.ViewOnce {
		data["isViewOnce"] = true
	}
	if c.Button != "" {
		data["selectedId"] = c.Button
	}
	if c.Link != nil {
		data["matchedText"], data["canonicalUrl"] = c.Link.URL, c.Link.URL
		data["title"], data["description"] = c.Link.Title, c.Link.Description
	}
	if c.Ad != nil {
		data["ctwaContext"] = Object{
			"sourceUrl": c.Ad.URL, "sourceId": c.Ad.SourceID, "title": c.Ad.Title, "description": c.Ad.Description,
		}
	}
	return data
}

func webjsID(m history.Message) Object {
	id := Object{"fromMe": m.FromMe, "remote": m.Chat, "id": m.ID, "_serialized": m.FullID()}
	if m.Participant != "" {
		id["participant"] = m.Participant
	}
	return id
}

func webjsType(m history.Message) string {
	if m.Revoked() {
		return "revoked"
	}
	switch m.Kind {
	case history.Text:
		return "chat"
	case history.Voice:
		return "ptt"
	case history.LiveLocation:
		return "location"
	case history.Contact:
		if len(m.Carried().VCards) > 1 {
			return "multi_vcard"
		}
		return "vcard"
	case history.Poll:
		return "poll_creation"
	case history.Event:
		return "event_creation"
	case history.ButtonReply:
		return "template_button_reply"
	}
	return string(m.Kind)
}

// Waiting writes a message whose content has not come yet. Only the browser tells such.
func (w Writer) Waiting(m history.Message) Object {
	m.Kind, m.Text, m.Content, m.Marks = history.Text, "", nil, nil
	object := w.Message(m, nil)
	object["_data"].(Object)["type"] = "ciphertext"
	return object
}

// other is the other side of a direct chat, as WAHA writes it about polls: "me" for the account.
func other(fromMe bool, chat string) (from, to string) {
	if fromMe {
		return "me", chat
	}
	return waid.Chat(chat), "me"
}
