// Package waid makes and reads the identifiers that WAHA shows: chat ids, message ids and event ids.
package waid

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Suffixes of chat ids.
const (
	Person  = "@c.us"
	jid     = "@s.whatsapp.net"
	LID     = "@lid"
	Group   = "@g.us"
	Channel = "@newsletter"
	Status  = "status@broadcast"
	list    = "@broadcast"
)

// Chat gives the canonical form of a chat id: a bare number is a person, and the engine's own spelling becomes WAHA's.
func Chat(id string) string {
	id = strings.TrimSpace(id)
	if id == "" {
		return ""
	}
	if !strings.Contains(id, "@") {
		return strings.TrimPrefix(id, "+") + Person
	}
	if user, found := strings.CutSuffix(id, jid); found {
		user, _, _ = strings.Cut(user, ":")
		return user + Person
	}
	return id
}

// JID gives the engine's spelling of a chat id, as raw data show it.
func JID(chat string) string {
	if user, found := strings.CutSuffix(chat, Person); found {
		return user + jid
	}
	return chat
}

// User gives the part of an id before the @.
func User(id string) string {
	user, _, _ := strings.Cut(id, "@")
	return user
}

// Split cuts an id at the @.
func Split(id string) (user, server string) {
	user, server, _ = strings.Cut(id, "@")
	return user, server
}

// IsPerson tells whether the id is a person's, by phone number or hidden.
func IsPerson(id string) bool { return strings.HasSuffix(id, Person) || IsLID(id) }

// IsGroup tells whether the chat is a group.
func IsGroup(chat string) bool { return strings.HasSuffix(chat, Group) }

// IsLID tells whether the chat is a person known only by a hidden id.
func IsLID(chat string) bool { return strings.HasSuffix(chat, LID) }

// IsChannel tells whether the chat is a channel.
func IsChannel(chat string) bool { return strings.HasSuffix(chat, Channel) }

// IsStatus tells whether the chat is the feed of status posts.
func IsStatus(chat string) bool { return chat == Status }

// IsBroadcast tells whether the chat is a broadcast list other than the status feed.
func IsBroadcast(chat string) bool { return strings.HasSuffix(chat, list) && !IsStatus(chat) }

// HasParticipant tells whether messages of the chat name who wrote them.
func HasParticipant(chat string) bool { return IsGroup(chat) || strings.HasSuffix(chat, list) }

// Message composes the full id of a message.
func Message(fromMe bool, chat, raw, participant string) string {
	id := fmt.Sprintf("%t_%s_%s", fromMe, chat, raw)
	if participant != "" {
		id += "_" + participant
	}
	return id
}

// Raw takes the raw id out of a full one; a raw id stays as it is.
func Raw(id string) string {
	parts := strings.SplitN(id, "_", 4)
	if len(parts) < 3 {
		return id
	}
	return parts[2]
}

// ChatOf takes the chat out of a full message id; a raw one has none.
func ChatOf(id string) string {
	parts := strings.SplitN(id, "_", 4)
	if len(parts) < 3 {
		return ""
	}
	return parts[1]
}

// LIDOf gives the hidden id of a phone number. It is made from the number, so that it stays the same across restarts.
func LIDOf(chat string) string { return Digits("lid:"+User(chat), 15) + LID }

// Digits makes n digits out of a seed, the first one never zero.
func Digits(seed string, n int) string {
	sum := sha256.Sum256([]byte(seed))
	digits := fmt.Sprintf("%020d", binary.BigEndian.Uint64(sum[:8]))
	return "1" + digits[len(digits)-n+1:]
}

// NewPhoneMessage makes a raw message id as an Android phone does.
func NewPhoneMessage() string { return "AC" + upperHex(15) }

// NewAPIMessage makes a raw message id as a linked device does.
func NewAPIMessage() string { return "3EB0" + upperHex(9) }

// NewGroup makes the id of a group.
func NewGroup() string { return "1203630" + Digits(randomHex(8), 11) + Group }

// NewCall makes the id of a call.
func NewCall() string { return upperHex(16) }

// NewEvent makes the id of an event.
func NewEvent(now time.Time) string { return "evt_" + ulid(now) }

// NewSession makes the name of a session that was created without one.
func NewSession(now time.Time) string { return "session_" + ulid(now) }

// NewRequest makes the id of a webhook request. Receivers must treat it as opaque.
func NewRequest(now time.Time) string {
	return fmt.Sprintf("%x%s", now.UnixMilli(), randomHex(5))
}

// NewSecret makes 32 hexadecimal digits.
func NewSecret() string { return randomHex(16) }

// ulid is 48 bits of time and 80 random bits in 26 lower-case Crockford characters.
func ulid(now time.Time) string {
	var data [16]byte
	binary.BigEndian.PutUint64(data[:8], uint64(now.UnixMilli())<<16)
	_, _ = rand.Read(data[6:])
	// 128 bits need two leading zero bits to fill 26 characters of five.
	var padded [20]byte
	copy(padded[4:], data[:])
	crockford := base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)
	return crockford.EncodeToString(padded[:])[6:]
}

func randomHex(n int) string {
	data := make([]byte, n)
	_, _ = rand.Read(data)
	return hex.EncodeToString(data)
}

func upperHex(n int) string { return strings.ToUpper(randomHex(n)) }
