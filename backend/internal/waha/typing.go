package waha

import (
	"context"
	"net/http"

	"github.com/conectafy/conectafy/backend/models"
)

// SendSeen tells WhatsApp that a chat was read: up to its last message, or the messages of ids (composite ones). In a
// group the author of those messages goes with them.
func (c *Client) SendSeen(ctx context.Context, t Target, chat models.ChatID, ids []string, author models.ChatID) error {
	body := map[string]any{"session": SessionName, "chatId": chat}
	if len(ids) > 0 {
		body["messageIds"] = ids
	}
	if author != "" {
		body["participant"] = author
	}
	return c.call(ctx, t, http.MethodPost, "/api/sendSeen", body, nil)
}

// Typing shows in a chat that the owner writes, or writes no more.
func (c *Client) Typing(ctx context.Context, t Target, chat models.ChatID, on bool) error {
	path := "/api/stopTyping"
	if on {
		path = "/api/startTyping"
	}
	return c.call(ctx, t, http.MethodPost, path, map[string]any{"session": SessionName, "chatId": chat}, nil)
}

// SetPresence shows what the owner does: in a chat (typing, recording, paused), or anywhere (online, offline) when chat
// is empty. While online, the owner's phone shows no notifications.
func (c *Client) SetPresence(ctx context.Context, t Target, state models.PresenceState, chat models.ChatID) error {
	body := map[string]any{"presence": state}
	if chat != "" {
		body["chatId"] = chat
	}
	return c.call(ctx, t, http.MethodPost, sessionPath("presence"), body, nil)
}

// SubscribePresence asks to be told what the people of a chat do. WhatsApp forgets it after a while.
func (c *Client) SubscribePresence(ctx context.Context, t Target, chat models.ChatID) error {
	return c.call(ctx, t, http.MethodPost, sessionPath("presence", string(chat), "subscribe"), nil, nil)
}
