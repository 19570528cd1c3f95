package waha

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// asked is one request as a container sees it.
type asked struct {
	method, uri, key, kind string
	body                   []byte
}

// record runs a container that answers all the same and keeps the last request.
func record(t *testing.T, status int, body []byte) (Target, *asked) {
	t.Helper()
	got := &asked{}
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		read, _ := io.ReadAll(r.Body)
		*got = asked{method: r.Method, uri: r.RequestURI, key: r.Header.Get("X-Api-Key"), kind: r.Header.Get("Content-Type"), body: read}
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}), got
}

const (
	waID      = "true_5511977770002@c.us_3EB0AA"
	waIDPath  = "true_5511977770002%40c.us_3EB0AA"
	chatStart = "/api/default/chats/5511977770002%40c.us"
)

type plainCall struct {
	name   string
	call   func(context.Context, *Client, Target) error
	method string
	uri    string
	body   string // JSON, or nothing
}

// dropped makes a call out of one that answers something, too.
func dropped[T any](call func(context.Context, *Client, Target) (T, error)) func(context.Context, *Client, Target) error {
	return func(ctx context.Context, c *Client, t Target) error {
		_, err := call(ctx, c, t)
		return err
	}
}

// plainCalls are the calls that need nothing of the answer.
var plainCalls = []plainCall{
	{
		"react", dropped(func(ctx context.Context, c *Client, t Target) (Sent, error) {
			return c.React(ctx, t, person1, waID, "👍")
		}),
		"PUT", "/api/reaction", `{"session":"default","chatId":"5511977770002@c.us","messageId":"` + waID + `","reaction":"👍"}`,
	},
	{
		"take the reaction back", dropped(func(ctx context.Context, c *Client, t Target) (Sent, error) {
			return c.React(ctx, t, person1, waID, "")
		}),
		"PUT", "/api/reaction", `{"session":"default","chatId":"5511977770002@c.us","messageId":"` + waID + `","reaction":""}`,
	},
	{"edit", dropped(func(ctx context.Context, c *Client, t Target) (Sent, error) {
		return c.EditMessage(ctx, t, person1, waID, NewText{Text: "x"})
	}), "PUT", chatStart + "/messages/" + waIDPath, `{"text":"x","linkPreview":false}`},
	{"edit with a mention", dropped(func(ctx context.Context, c *Client, t Target) (Sent, error) {
		return c.EditMessage(ctx, t, group1, waID, NewText{Text: "@1234567", LinkPreview: true, Mentions: []models.ChatID{"1234567@c.us"}})
	}), "PUT", "/api/default/chats/120363041234567890%40g.us/messages/" + waIDPath, `{"text":"@1234567","linkPreview":true,"mentions":["1234567@c.us"]}`},
	{"delete", dropped(func(ctx context.Context, c *Client, t Target) (Sent, error) {
		return c.DeleteMessage(ctx, t, person1, waID)
	}), "DELETE", chatStart + "/messages/" + waIDPath, ``},
	{"forward", dropped(func(ctx context.Context, c *Client, t Target) (Sent, error) {
		return c.ForwardMessage(ctx, t, group1, waID)
	}), "POST", "/api/forwardMessage", `{"session":"default","chatId":"` + group1 + `","messageId":"` + waID + `"}`},
	{
		"star", func(ctx context.Context, c *Client, t Target) error {
			return c.StarMessage(ctx, t, person1, waID, true)
		},
		"PUT", "/api/star", `{"session":"default","chatId":"5511977770002@c.us","messageId":"` + waID + `","star":true}`,
	},
	{"pin", func(ctx context.Context, c *Client, t Target) error {
		return c.PinMessage(ctx, t, person1, waID, 24*time.Hour)
	}, "POST", chatStart + "/messages/" + waIDPath + "/pin", `{"duration":86400}`},
	{
		"unpin", func(ctx context.Context, c *Client, t Target) error { return c.UnpinMessage(ctx, t, person1, waID) },
		"POST", chatStart + "/messages/" + waIDPath + "/unpin", ``,
	},
	{
		"reject a call", func(ctx context.Context, c *Client, t Target) error { return c.RejectCall(ctx, t, person1, "CALL1") },
		"POST", "/api/default/calls/reject", `{"from":"5511977770002@c.us","id":"CALL1"}`,
	},
	{
		"typing", func(ctx context.Context, c *Client, t Target) error { return c.Typing(ctx, t, person1, true) },
		"POST", "/api/startTyping", `{"session":"default","chatId":"5511977770002@c.us"}`,
	},
	{
		"typing no more", func(ctx context.Context, c *Client, t Target) error { return c.Typing(ctx, t, person1, false) },
		"POST", "/api/stopTyping", `{"session":"default","chatId":"5511977770002@c.us"}`,
	},
	{"recording", func(ctx context.Context, c *Client, t Target) error {
		return c.SetPresence(ctx, t, models.PresenceRecording, person1)
	}, "POST", "/api/default/presence", `{"presence":"recording","chatId":"5511977770002@c.us"}`},
	{"online", func(ctx context.Context, c *Client, t Target) error {
		return c.SetPresence(ctx, t, models.PresenceOnline, "")
	}, "POST", "/api/default/presence", `{"presence":"online"}`},
	{
		"subscribe", func(ctx context.Context, c *Client, t Target) error { return c.SubscribePresence(ctx, t, person1) },
		"POST", "/api/default/presence/5511977770002%40c.us/subscribe", ``,
	},
	{
		"seen", func(ctx context.Context, c *Client, t Target) error { return c.SendSeen(ctx, t, person1, nil, "") },
		"POST", "/api/sendSeen", `{"session":"default","chatId":"5511977770002@c.us"}`,
	},
	{"seen in a group", func(ctx context.Context, c *Client, t Target) error {
		return c.SendSeen(ctx, t, group1, []string{"a", "b"}, person1)
	}, "POST", "/api/sendSeen", `{"session":"default","chatId":"` + group1 + `","messageIds":["a","b"],"participant":"5511977770002@c.us"}`},
	{
		"archive", func(ctx context.Context, c *Client, t Target) error { return c.ArchiveChat(ctx, t, person1, true) },
		"POST", chatStart + "/archive", ``,
	},
	{
		"unarchive", func(ctx context.Context, c *Client, t Target) error { return c.ArchiveChat(ctx, t, person1, false) },
		"POST", chatStart + "/unarchive", ``,
	},
	{
		"unread", func(ctx context.Context, c *Client, t Target) error { return c.MarkChatUnread(ctx, t, person1) },
		"POST", chatStart + "/unread", ``,
	},
}

func TestPlainCalls(t *testing.T) {
	t.Parallel()
	client := newClient(t, patience)
	for _, c := range plainCalls {
		// WAHA answers nothing where it has nothing to say.
		for _, answered := range []string{``, `{}`, `null`, `{"success":true}`} {
			target, got := record(t, http.StatusCreated, []byte(answered))
			if err := c.call(t.Context(), client, target); err != nil {
				t.Errorf("%s: answer %q: %v", c.name, answered, err)
			}
			if got.method != c.method || got.uri != c.uri || got.key != "the-key" {
				t.Errorf("%s: asked %s %s, want %s %s", c.name, got.method, got.uri, c.method, c.uri)
			}
			if c.body == "" && len(got.body) > 0 {
				t.Errorf("%s: sent %s, want no body", c.name, got.body)
			}
			if c.body != "" && (got.kind != "application/json" || !sameJSON(t, json.RawMessage(got.body), c.body)) {
				t.Errorf("%s: sent %s, want %s", c.name, got.body, c.body)
			}
		}
		target, _ := record(t, http.StatusNotImplemented, payload(t, "api-error-501-not-implemented"))
		if err := c.call(t.Context(), client, target); !errors.Is(err, ErrUnsupported) || !errors.Is(err, ErrRefused) {
			t.Errorf("%s: the engine cannot: got %v, want ErrUnsupported", c.name, err)
		}
	}
}
