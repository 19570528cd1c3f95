package waha

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/conectafy/conectafy/backend/models"
)

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

// bareID takes the bare id out of a full one, or a bare one as it is; neither is empty.
func bareID(text string) string {
	if id, err := parseMessageID(text); err == nil {
		return id.raw
	}
	if text != clean(text, maxMessageID) || strings.ContainsAny(text, "_@") {
		return ""
	}
	return text
}

// author says who did what an id stands for: the owner, the member of a group, or the chat's person.
func (id messageID) author(participant string) models.ChatID {
	switch {
	case id.fromMe:
		return models.OwnerAddress
	case !id.chat.IsGroup():
		return id.chat
	}
	if author := person(participant); author != "" {
		return author
	}
	return person(id.participant)
}

// withoutDevice drops the device from an address: "5511999990001:12@s.whatsapp.net".
func withoutDevice(address string) string {
	local, domain, _ := strings.Cut(address, "@")
	local, _, _ = strings.Cut(local, ":")
	return local + "@" + domain
}

// person reads the address of a person, or nothing.
func person(address string) models.ChatID {
	if address == "" {
		return ""
	}
	id, err := models.ParseChatID(withoutDevice(address))
	if err != nil || id.IsGroup() || !id.IsConversation() {
		return ""
	}
	return id
}

// conversation reads the address of a chat in which people talk. Others are valid and empty.
func conversation(address string) (models.ChatID, error) {
	id, err := models.ParseChatID(withoutDevice(address))
	if err != nil {
		return "", err
	}
	if !id.IsConversation() {
		return "", nil
	}
	return id, nil
}

// serializedID reads an id that is a text, or an object that has the text (WEBJS).
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
