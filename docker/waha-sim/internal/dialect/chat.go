package dialect

import (
	"strings"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Chat writes a conversation of the list of chats.
func Chat(engine string, c history.Chat) Object {
	switch engine {
	case config.GOWS:
		return Object{"id": c.ID, "name": c.Name, "conversationTimestamp": c.Last.Timestamp}
	case config.NOWEB:
		return Object{"id": c.ID, "name": c.Name, "conversationTimestamp": c.Last.Timestamp, "unreadCount": c.Unread}
	}
	_, server, _ := strings.Cut(c.ID, "@")
	return Object{
		"id":   Object{"server": server, "user": waid.User(c.ID), "_serialized": c.ID},
		"name": c.Name, "isGroup": waid.IsGroup(c.ID), "isReadOnly": false, "unreadCount": c.Unread,
		"timestamp": c.Last.Timestamp, "archived": c.Archived, "pinned": false, "isMuted": false, "muteExpiration": 0,
	}
}

// Overview writes a conversation in the shape that all engines share.
func (w Writer) Overview(c history.Chat, picture string) Object {
	w.Media = nil
	return Object{
		"id": c.ID, "name": nullable(c.Name), "picture": nullable(picture),
		"lastMessage": w.Message(c.Last, nil), "_chat": Chat(w.Engine, c),
	}
}

// Contact writes a person of the list of contacts.
func Contact(engine, id, name string) Object {
	if engine != config.WEBJS {
		return Object{"id": id, "name": name, "pushname": name}
	}
	return Object{
		"id": id, "number": waid.User(id), "name": name, "pushname": name, "shortName": name, "isMe": false,
		"isGroup": false, "isWAContact": true, "isMyContact": true, "isBlocked": false,
	}
}
