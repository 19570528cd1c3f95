package waha

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// maxName bounds names of people and states.
const maxName = 200

// maxMessageID bounds a bare id; WhatsApp's own have at most 32 characters.
const maxMessageID = 128

// wireMessage is a message as WAHA's engines write it. What differs between engines is read from _data, whose shape
// nobody promises, so everything in it may be missing.
type wireMessage struct {
	ID          string       `json:"id"`
	Timestamp   looseNumber  `json:"timestamp"`
	To          string       `json:"to"`
	Participant string       `json:"participant"`
	Source      string       `json:"source"`
	Body        string       `json:"body"`
	HasMedia    bool         `json:"hasMedia"`
	Media       *wireMedia   `json:"media"`
	Ack         *looseNumber `json:"ack"`
	Location    presence     `json:"location"`
	VCards      []string     `json:"vCards"`
	Data        looseData    `json:"_data"`
}

type wireMedia struct {
	MimeType string `json:"mimetype"`
}

// presence notes whether a value is there, whatever it is.
type presence bool

// UnmarshalJSON notes that there is a value.
func (p *presence) UnmarshalJSON(data []byte) error {
	*p = string(data) != "null"
	return nil
}

// looseNumber reads a number that may come as a string, with a fraction, or not be one.
type looseNumber float64

// UnmarshalJSON reads what it can; anything else is zero.
func (n *looseNumber) UnmarshalJSON(data []byte) error {
	f, err := strconv.ParseFloat(strings.Trim(string(data), `"`), 64)
	if err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) {
		*n = looseNumber(f)
	}
	return nil
}

var errMessageID = errors.New("a message id is not of the form fromMe_chat_id")

// messageID is the composite id taken apart: "false_5511977770002@c.us_3EB0…", with the author behind it in groups.
type messageID struct {
	fromMe      bool
	chat        models.ChatID
	raw         string
	participant string
}

func parseMessageID(text string) (messageID, error) {
	parts := strings.SplitN(text, "_", 4)
	if len(parts) < 3 || parts[0] != "true" && parts[0] != "false" {
		return messageID{}, errMessageID
	}
	chat, err := models.ParseChatID(withoutDevice(parts[1]))
	if err != nil {
		return messageID{}, errMessageID
	}
	id := messageID{fromMe: parts[0] == "true", chat: chat, raw: clean(parts[2], maxMessageID)}
	if id.raw == "" || id.raw != parts[2] {
		return messageID{}, errMessageID
	}
	if len(parts) == 4 {
		id.participant = parts[3]
	}
	return id, nil
}

// withoutDevice drops the device from an address: "5511999990001:12@s.whatsapp.net".
func withoutDevice(address string) string {
	local, domain, _ := strings.Cut(address, "@")
	local, _, _ = strings.Cut(local, ":")
	return local + "@" + domain
}

// person reads the address of a person, or nothing.
func person(address string) models.ChatID {
	id, err := models.ParseChatID(withoutDevice(address))
	if err != nil {
		return ""
	}
	return id
}

func (w wireMessage) message(now time.Time) (models.Message, error) {
	id, err := parseMessageID(w.ID)
	if err != nil {
		return models.Message{}, err
	}
	row, err := uuid.NewV7()
	if err != nil {
		return models.Message{}, err
	}
	m := models.Message{
		ID: row, ChatID: id.chat, MessageID: id.raw, WAHAID: clean(w.ID, 2*maxMessageID), FromMe: id.fromMe,
		SenderName: clean(w.Data.senderName(), maxName), Body: withoutNUL(w.Body), Type: w.kind(),
		Timestamp: momentOf(float64(w.Timestamp), now),
	}
	if w.Ack != nil {
		m.Ack = models.Ack(max(float64(models.AckError), min(float64(*w.Ack), float64(models.AckPlayed))))
	}
	w.address(&m, id)
	return m, nil
}

// address says who wrote to whom. The chat comes from the id alone: "from" and "to" mean something else on each engine.
func (w wireMessage) address(m *models.Message, id messageID) {
	if id.fromMe {
		m.ToNumber = id.chat.Phone()
		if w.Source == "api" || w.Source == "app" {
			m.Source = w.Source
		}
		return
	}
	author := id.chat
	if id.chat.IsGroup() {
		if author = person(w.Participant); author == "" {
			author = person(id.participant)
		}
		m.Participant = string(author)
	}
	if m.FromNumber = author.Phone(); m.FromNumber == "" {
		m.FromNumber = w.Data.number()
	}
}

// momentOf reads seconds since 1970; an engine that tells milliseconds is understood, nonsense becomes now.
func momentOf(seconds float64, now time.Time) time.Time {
	const year2100 = 4102444800
	if seconds > year2100 {
		seconds /= 1000
	}
	if seconds <= 0 || seconds > year2100 {
		return now.UTC()
	}
	return time.UnixMilli(int64(seconds * 1000)).UTC()
}

// withoutNUL drops the one character that PostgreSQL cannot store in text.
func withoutNUL(text string) string { return strings.ReplaceAll(text, "\x00", "") }

// clean bounds a short text.
func clean(text string, limit int) string {
	text = withoutNUL(text)
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit], "")
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

func serializedID(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var parts struct {
		Serialized string `json:"_serialized"`
	}
	_ = json.Unmarshal(raw, &parts) // another shape has no id for us
	return parts.Serialized
}
