package waha

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// History says which messages of the past are wanted.
type History struct {
	Chat   models.ChatID // or models.AllChats, for which WEBJS has ErrUnsupported
	Limit  int
	Offset int
	Since  time.Time // zero means from the first one
	Until  time.Time // zero means to the last one
}

// Messages reads one page of past messages, newest first, each as the payload of a webhook has it and without its
// file. WAHA counts rows that it leaves out: the next page is Limit further however many came. ErrTooLarge asks for
// a smaller page.
func (c *Client) Messages(ctx context.Context, t Target, h History) ([]json.RawMessage, error) {
	query := page(h.Limit, h.Offset)
	query.Set("downloadMedia", "false")
	if !h.Since.IsZero() {
		query.Set("filter.timestamp.gte", strconv.FormatInt(h.Since.Unix(), 10))
	}
	if !h.Until.IsZero() {
		query.Set("filter.timestamp.lte", strconv.FormatInt(h.Until.Unix(), 10))
	}
	var messages []json.RawMessage
	err := c.call(ctx, t, http.MethodGet, chatPath(h.Chat, "messages")+"?"+query.Encode(), nil, &messages)
	return messages, err
}

// Message looks a message up by its bare id. ErrNotFound means that WAHA has none.
func (c *Client) Message(ctx context.Context, t Target, chat models.ChatID, id string) (Sent, error) {
	answer, err := c.message(ctx, c.timeout, t, chat, id, false)
	if err != nil {
		return Sent{}, err
	}
	sent := decodeSent(answer, chat)
	if sent.MessageID == "" {
		return Sent{}, ErrNotFound
	}
	return sent, nil
}

// MessageWithMedia reads a message, after WAHA has fetched its file again, as the payload of a webhook has it. GOWS and
// NOWEB know a message by its bare id, WEBJS by the composite one.
func (c *Client) MessageWithMedia(ctx context.Context, t Target, chat models.ChatID, id string) (json.RawMessage, error) {
	return c.message(ctx, c.mediaTimeout, t, chat, id, true)
}

func (c *Client) message(ctx context.Context, timeout time.Duration, t Target, chat models.ChatID, id string, media bool) (json.RawMessage, error) {
	path := chatPath(chat, "messages", id) + "?downloadMedia=" + strconv.FormatBool(media)
	var answer json.RawMessage
	if err := c.callWithin(ctx, timeout, t, http.MethodGet, path, nil, &answer); err != nil {
		return nil, err
	}
	if isNull(answer) {
		return nil, ErrNotFound
	}
	return answer, nil
}

// MediaAgain lets WAHA fetch the file of a message from WhatsApp once more, and says where it is then. ErrNotFound means that
// there is none to be had.
func (c *Client) MediaAgain(ctx context.Context, t Target, chat models.ChatID, id string) (string, error) {
	raw, err := c.MessageWithMedia(ctx, t, chat, id)
	if err != nil {
		return "", err
	}
	event, err := DecodeMessage(uuid.Nil, raw, models.OriginLive, time.Now())
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrEngine, err)
	}
	if event.Message == nil || event.Message.Content.Media == nil || event.Message.Content.Media.SourceURL == "" {
		return "", ErrNotFound
	}
	return event.Message.Content.Media.SourceURL, nil
}
