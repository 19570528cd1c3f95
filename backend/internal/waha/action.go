package waha

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// The ids below are WAHA's composite ones ("true_5511999990001@c.us_3EB0…"): the bare id is not enough on every engine.

// React tells what the owner thinks of a message. An empty emoji takes the reaction back.
func (c *Client) React(ctx context.Context, t Target, chat models.ChatID, id, emoji string) (Sent, error) {
	body := map[string]any{"session": SessionName, "chatId": chat, "messageId": id, "reaction": emoji}
	return c.callSent(ctx, t, http.MethodPut, "/api/reaction", body, chat)
}

// NewText is what a message is edited to.
type NewText struct {
	Text        string // the text or the caption
	Mentions    []models.ChatID
	LinkPreview bool
}

// EditMessage replaces the text or the caption of one of the owner's messages.
func (c *Client) EditMessage(ctx context.Context, t Target, chat models.ChatID, id string, text NewText) (Sent, error) {
	body := map[string]any{"text": text.Text, "linkPreview": text.LinkPreview}
	if len(text.Mentions) > 0 {
		body["mentions"] = text.Mentions
	}
	return c.callSent(ctx, t, http.MethodPut, chatPath(chat, "messages", id), body, chat)
}

// DeleteMessage deletes a message for everyone.
func (c *Client) DeleteMessage(ctx context.Context, t Target, chat models.ChatID, id string) (Sent, error) {
	return c.callSent(ctx, t, http.MethodDelete, chatPath(chat, "messages", id), nil, chat)
}

// ForwardMessage sends a message on to another chat. GOWS has ErrUnsupported: it is to be sent anew there.
func (c *Client) ForwardMessage(ctx context.Context, t Target, to models.ChatID, id string) (Sent, error) {
	body := map[string]any{"session": SessionName, "chatId": to, "messageId": id}
	return c.callSent(ctx, t, http.MethodPost, "/api/forwardMessage", body, to)
}

// StarMessage marks a message for the owner, or takes the mark away. GOWS has ErrUnsupported.
func (c *Client) StarMessage(ctx context.Context, t Target, chat models.ChatID, id string, star bool) error {
	body := map[string]any{"session": SessionName, "chatId": chat, "messageId": id, "star": star}
	return c.call(ctx, t, http.MethodPut, "/api/star", body, nil)
}

// PinMessage keeps a message on top of its chat for a while. GOWS has ErrUnsupported.
func (c *Client) PinMessage(ctx context.Context, t Target, chat models.ChatID, id string, duration time.Duration) error {
	body := map[string]any{"duration": int64(duration / time.Second)}
	return c.callSuccess(ctx, t, chatPath(chat, "messages", id, "pin"), body)
}

// UnpinMessage ends that. GOWS has ErrUnsupported.
func (c *Client) UnpinMessage(ctx context.Context, t Target, chat models.ChatID, id string) error {
	return c.callSuccess(ctx, t, chatPath(chat, "messages", id, "unpin"), nil)
}

// RejectCall declines a call that rings.
func (c *Client) RejectCall(ctx context.Context, t Target, from models.ChatID, id string) error {
	body := map[string]any{"from": from, "id": id}
	return c.call(ctx, t, http.MethodPost, sessionPath("calls", "reject"), body, nil)
}

// callSuccess makes a request whose answer says whether WAHA did it.
func (c *Client) callSuccess(ctx context.Context, t Target, path string, body any) error {
	var answer struct {
		Success *bool `json:"success"`
	}
	if err := c.call(ctx, t, http.MethodPost, path, body, &answer); err != nil {
		return err
	}
	if answer.Success != nil && !*answer.Success {
		return fmt.Errorf("%w: it did not do it", ErrRefused)
	}
	return nil
}
