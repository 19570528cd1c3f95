package waha

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/conectafy/conectafy/backend/models"
)

// Chat is one chat of the number as WAHA lists it.
type Chat struct {
	ID          models.ChatID
	Name        string
	Picture     string          // at WhatsApp, for some hours
	LastMessage json.RawMessage // as in Messages; nil when there is none
}

type chatAnswer struct {
	ID          json.RawMessage `json:"id"`
	Name        string          `json:"name"`
	Picture     string          `json:"picture"`
	LastMessage json.RawMessage `json:"lastMessage"`
}

func (a chatAnswer) chat() (Chat, error) {
	id, err := models.ParseChatID(withoutDevice(serializedID(a.ID)))
	if err != nil {
		return Chat{}, err
	}
	chat := Chat{ID: id, Name: clean(a.Name, maxName), Picture: withoutNUL(a.Picture)}
	if !isNull(a.LastMessage) {
		chat.LastMessage = a.LastMessage
	}
	return chat, nil
}

// Chats reads one page of the chats, newest first. Chats of unknown kinds are left out, so more says whether there was
// anything on the page: then the next one, limit further, may have more.
func (c *Client) Chats(ctx context.Context, t Target, limit, offset int) (chats []Chat, more bool, err error) {
	var rows []chatAnswer
	path := sessionPath("chats", "overview") + "?" + page(limit, offset).Encode()
	if err := c.call(ctx, t, http.MethodGet, path, nil, &rows); err != nil {
		return nil, false, err
	}
	for _, row := range rows {
		if chat, err := row.chat(); err == nil {
			chats = append(chats, chat)
		}
	}
	return chats, len(rows) > 0, nil
}

// ArchiveChat puts a chat away, or brings it back. GOWS has ErrUnsupported.
func (c *Client) ArchiveChat(ctx context.Context, t Target, chat models.ChatID, archived bool) error {
	verb := "unarchive"
	if archived {
		verb = "archive"
	}
	return c.call(ctx, t, http.MethodPost, chatPath(chat, verb), nil, nil)
}

// MarkChatUnread marks a chat as one to come back to.
func (c *Client) MarkChatUnread(ctx context.Context, t Target, chat models.ChatID) error {
	return c.call(ctx, t, http.MethodPost, chatPath(chat, "unread"), nil, nil)
}

// ChatPicture is where WhatsApp has the picture of a person or a group just now, or empty. Asking WhatsApp anew takes
// refresh; WAHA keeps its answer for a day.
func (c *Client) ChatPicture(ctx context.Context, t Target, chat models.ChatID, refresh bool) (string, error) {
	var answer struct {
		URL string `json:"url"`
	}
	path := chatPath(chat, "picture") + "?refresh=" + strconv.FormatBool(refresh)
	err := c.call(ctx, t, http.MethodGet, path, nil, &answer)
	return answer.URL, err
}

// page is the part of a query that says which rows of a list are wanted.
func page(limit, offset int) url.Values {
	return url.Values{"limit": {strconv.Itoa(limit)}, "offset": {strconv.Itoa(offset)}}
}

// isNull says whether WAHA answered with nothing.
func isNull(answer json.RawMessage) bool { return len(answer) == 0 || string(answer) == "null" }
