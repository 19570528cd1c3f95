package models

import (
	"errors"
	"strings"
)

// ChatID is WhatsApp's full id of a chat: "5491122334455@c.us", "…@g.us", "…@lid", "…@newsletter".
type ChatID string

// The address spaces of WhatsApp.
const (
	personSuffix     = "@c.us"
	personSuffixLong = "@s.whatsapp.net"
	groupSuffix      = "@g.us"
	lidSuffix        = "@lid"
	channelSuffix    = "@newsletter"
	broadcastSuffix  = "@broadcast"
)

// AllChats stands for every chat of a number where messages are read back.
const AllChats ChatID = "all"

// maxChatID bounds what is accepted as an id; WhatsApp's own are under 40 characters.
const maxChatID = 64

// ErrInvalidChatID says that a text is neither a chat id nor a phone number.
var ErrInvalidChatID = errors.New("invalid chat id")

// ErrInvalidPhone says that a text is not a phone number with its country code.
var ErrInvalidPhone = errors.New("invalid phone number")

// ParsePhone reads a phone number as people write it ("+54 9 11 2233-4455") into digits with the country code first.
func ParsePhone(text string) (string, error) {
	var digits strings.Builder
	for i, r := range strings.TrimSpace(text) {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case r == '+' && i == 0, r == ' ', r == '-', r == '(', r == ')', r == '.':
		default:
			return "", ErrInvalidPhone
		}
	}
	// E.164 allows 15 digits; the shortest numbers with a country code have 7.
	if n := digits.Len(); n < 7 || n > 15 {
		return "", ErrInvalidPhone
	}
	return digits.String(), nil
}

// ParseChatID reads a full WhatsApp id, or a bare phone number, which means the chat with that person.
func ParseChatID(text string) (ChatID, error) {
	text = strings.TrimSpace(text)
	local, domain, full := strings.Cut(text, "@")
	if !full {
		phone, err := ParsePhone(text)
		if err != nil {
			return "", ErrInvalidChatID
		}
		return ChatID(phone + personSuffix), nil
	}
	if len(text) > maxChatID || !isLocalPart(local, "@"+domain) {
		return "", ErrInvalidChatID
	}
	switch "@" + domain {
	case personSuffix, personSuffixLong:
		return ChatID(local + personSuffix), nil
	case groupSuffix, lidSuffix, channelSuffix, broadcastSuffix:
		return ChatID(text), nil
	default:
		return "", ErrInvalidChatID
	}
}

// isLocalPart accepts digits, the hyphen of old group ids and the word "status" of status posts.
func isLocalPart(local, suffix string) bool {
	if suffix == broadcastSuffix && local == "status" {
		return true
	}
	if local == "" {
		return false
	}
	for _, r := range local {
		if (r < '0' || r > '9') && (r != '-' || suffix != groupSuffix) {
			return false
		}
	}
	return true
}

// PersonID is the chat with whom a phone number belongs to.
func PersonID(phone string) ChatID { return ChatID(phone + personSuffix) }

// Phone is the number of a person's chat, or empty: the digits of a hidden id or a group are no phone number.
func (c ChatID) Phone() string {
	if phone, ok := strings.CutSuffix(string(c), personSuffix); ok {
		return phone
	}
	return ""
}

// IsGroup says whether the chat is a group.
func (c ChatID) IsGroup() bool { return strings.HasSuffix(string(c), groupSuffix) }

// IsConversation says whether people talk in the chat: status posts, channels and broadcast lists are none.
func (c ChatID) IsConversation() bool {
	s := string(c)
	return strings.HasSuffix(s, personSuffix) || strings.HasSuffix(s, groupSuffix) || strings.HasSuffix(s, lidSuffix)
}
