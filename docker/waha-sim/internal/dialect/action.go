package dialect

import (
	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Reaction writes that somebody reacted to a message; an empty text takes the reaction back. The action has an id,
// author and time of its own.
func (w Writer) Reaction(action, target history.Message, text string) Object {
	object := merge(w.action(action), Object{"reaction": Object{"text": text, "messageId": target.FullID()}})
	if w.Engine == config.WEBJS {
		// The browser tells the time with fractions, and names the writer in direct chats as well.
		object["from"], object["to"], object["participant"] = w.sender(action), action.Chat, w.sender(action)
		object["timestamp"] = float64(action.Timestamp) + 0.853
	}
	return object
}

// ReactionContent is a reaction as the protocol has it.
func (w Writer) ReactionContent(target history.Message, text string) Object {
	return Object{"reactionMessage": Object{"key": w.key(target), "text": text}}
}

// action are the fields that events about messages share with messages.
func (w Writer) action(m history.Message) Object {
	object := Object{"id": m.FullID(), "timestamp": m.Timestamp, "from": m.Chat, "fromMe": m.FromMe, "source": m.Source}
	switch {
	case w.Engine == config.GOWS:
		object["to"], object["participant"] = nullable(m.Participant), nullable(m.Participant)
	case m.Participant != "":
		object["to"], object["participant"] = m.Chat, m.Participant
	}
	return object
}

func (w Writer) key(m history.Message) Object {
	key := Object{w.spell("remoteJID", "remoteJid"): waid.JID(m.Chat), "fromMe": m.FromMe, w.spell("ID", "id"): m.ID}
	if m.Participant != "" {
		key["participant"] = waid.JID(m.Participant)
	}
	return key
}

// Edited writes that a message has another text now. The browser tells the message itself, the others the action.
func (w Writer) Edited(action, target history.Message) Object {
	if w.Engine == config.WEBJS {
		return merge(w.Message(target, nil), Object{"editedMessageId": target.ID})
	}
	action.Text = target.Text
	return merge(w.message(action, nil, w.EditContent(target)), Object{"editedMessageId": target.ID})
}

// EditContent is an edit as the protocol has it.
func (w Writer) EditContent(target history.Message) Object {
	return w.protocol(target, protocolEdit, w.content(target, nil))
}

// Revoked writes that a message was taken back. Only the browser still knows what it said.
func (w Writer) Revoked(action, before, after history.Message) Object {
	if w.Engine == config.WEBJS {
		message := w.Message(after, nil)
		message["_data"].(Object)["protocolMessageKey"] = Object{"fromMe": after.FromMe, "remote": after.Chat, "id": after.ID}
		return Object{"after": message, "before": w.Message(before, nil), "revokedMessageId": after.ID}
	}
	message := w.message(action, nil, w.RevokeContent(after))
	return Object{"after": message, "before": nil, "revokedMessageId": after.ID, "_data": message["_data"]}
}

// RevokeContent is a revocation as the protocol has it.
func (w Writer) RevokeContent(target history.Message) Object {
	return w.protocol(target, protocolRevoke, nil)
}

// Vote writes that somebody voted. A vote that could not be decrypted has no options.
func (w Writer) Vote(action, poll history.Message, options []string, failed bool) Object {
	about := w.pollParty(poll)
	about["id"] = poll.FullID()
	vote := w.pollParty(action)
	vote["id"], vote["selectedOptions"], vote["timestamp"] = action.FullID(), options, action.Timestamp
	object := Object{"poll": about, "vote": vote}
	if w.Engine == config.GOWS {
		vote["from"], vote["to"], vote["participant"] = action.Chat, nullable(action.Participant), nullable(action.Participant)
		vote["timestamp"] = action.Timestamp*1000 + 456
		object["_data"] = Object{}
		if failed {
			vote["selectedOptions"] = nil
		}
	}
	return object
}

// pollParty says from whom to whom a poll or a vote went.
func (w Writer) pollParty(m history.Message) Object {
	from, to := other(m.FromMe, m.Chat)
	object := Object{"fromMe": m.FromMe, "from": from, "to": to}
	if m.Participant != "" {
		object["from"], object["to"] = m.Participant, m.Chat
		if w.Engine == config.WEBJS {
			object["participant"] = m.Participant
		}
	}
	return object
}

// EventResponse writes somebody's answer to an invitation; nil when it could not be decrypted. In a direct chat the
// invitation is named as the person who answers has it.
func (w Writer) EventResponse(action, invitation history.Message, response any) Object {
	key := Object{"to": invitation.Chat, "from": invitation.Participant}
	if invitation.Participant == "" {
		invitation.FromMe, invitation.Chat = !invitation.FromMe, w.Me.ID()
		key["to"], key["from"] = "me", invitation.Chat
	}
	key["id"], key["fromMe"] = invitation.FullID(), invitation.FromMe
	object := w.message(action, nil, Object{"encEventResponseMessage": Object{"eventCreationMessageKey": w.key(invitation)}})
	return merge(object, Object{
		"ack": nil, "ackName": AckName(unknownAck), "eventResponse": response, "eventCreationKey": key,
	})
}

// unknownAck is no ack that WAHA has a name for.
const unknownAck = -2
