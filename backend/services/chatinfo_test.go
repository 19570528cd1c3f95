package services

import (
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/blobs"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/models"
)

// named is a number on a simulator behind an address that is known before it starts, as a container's is.
func named(t *testing.T, settings ...string) *number {
	t.Helper()
	var sim *url.URL
	proxy := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(sim) }})
	t.Cleanup(proxy.Close)
	n := newNumber(t, 0, append(settings, "WAHA_BASE_URL="+proxy.URL)...)
	var err error
	if sim, err = url.Parse(n.sim.URL); err != nil {
		t.Fatal(err)
	}
	n.sim.URL = proxy.URL
	return n
}

func (n *number) info(t *testing.T) (*ChatInfo, *blobs.Store) {
	t.Helper()
	kept, err := blobs.Open(t.Context(), blobs.Config{URL: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kept.Close() })
	return NewChatInfo(n.fleet(), n.Store, NewPictures(kept), zerolog.Nop()), kept
}

func (n *number) contact(t *testing.T, chat models.ChatID) models.Contact {
	t.Helper()
	list, err := n.Store.Chats(t.Context(), n.owner, n.session.ID, models.ChatQuery{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list.Chats {
		if c.ChatID == chat {
			return c
		}
	}
	t.Fatalf("there is no chat %s", chat)
	return models.Contact{}
}

func (n *number) due(t *testing.T) int {
	t.Helper()
	return n.Int(t, "select count(*) from public.contacts where next_info_at <= now() + interval '1 day'")
}

func TestWhatWhatsAppKnowsOfChats(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"GOWS", "NOWEB", "WEBJS"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			n := named(t, "WHATSAPP_DEFAULT_ENGINE="+engine)
			n.Connect(t, n.session)
			const group, faceless = models.ChatID("120363041234567890@g.us"), models.ChatID("5491199998889@c.us")
			n.turn(t, map[string]any{"dropWebhooks": -1})
			n.sim.Do(t, "POST", "/_sim/group", map[string]any{
				"action": "create", "id": group, "subject": "Familia", "description": "La nuestra",
				"participants": []map[string]any{{"id": ana}, {"id": faceless, "role": "admin"}},
			}, nil)
			n.turn(t, map[string]any{"dropWebhooks": 0})
			for _, from := range []models.ChatID{ana, faceless} {
				n.write(t, from, "Hola")
			}
			n.sim.Do(t, "POST", "/_sim/message", map[string]any{"from": ana, "chatId": group, "group": group, "text": "Hola"}, nil)
			wait.Until(t, "the chats are here", func() bool { return n.Int(t, "select count(*) from public.contacts") == 3 })

			info, kept := n.info(t)
			wait.Until(t, "nothing is due", func() bool {
				if err := info.RunOnce(t.Context()); err != nil {
					t.Fatal(err)
				}
				return n.due(t) == 0
			})
			if c := n.contact(t, group); c.Name != "Familia" {
				t.Errorf("got %+v", c)
			}
			if got := n.Int(t, "select count(*) from public.groups where description = 'La nuestra'"); got != 1 {
				t.Error("the group's description is unknown")
			}
			if got := n.Int(t, "select count(*) from public.group_members where role in ('admin', 'member')"); got < 2 {
				t.Errorf("%d members are known", got)
			}
			key := n.contact(t, ana).PictureKey
			if size, err := kept.Size(t.Context(), key); err != nil || size == 0 {
				t.Errorf("the picture under %q: %d bytes, %v", key, size, err)
			}
			if key := n.contact(t, faceless).PictureKey; key != "" {
				t.Errorf("somebody without a picture has %q", key)
			}
		})
	}
}

func TestWhoIsBehindHiddenIDs(t *testing.T) {
	t.Parallel()
	n := named(t)
	n.Connect(t, n.session)
	const hidden, other, phone = models.ChatID("112233445566778@lid"), models.ChatID("998877665544332@lid"), models.ChatID("5491133334444@c.us")
	n.write(t, hidden, "Hola")
	n.write(t, other, "Hola")
	wait.Until(t, "the chats are here", func() bool { return n.Int(t, "select count(*) from public.contacts") == 2 })
	n.sim.Do(t, "POST", "/_sim/lid", map[string]any{"lid": hidden, "pn": phone}, nil)
	info, _ := n.info(t)
	if err := info.askLIDs(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := n.contact(t, hidden).PhoneNumber; got != phone.Phone() {
		t.Errorf("got %q for a pair that WAHA listed", got)
	}
	if got := n.Int(t, "select count(*) from public.whatsapp_sessions where next_lids_at > now() + interval '1 hour'"); got != 1 {
		t.Error("the list is asked for again and again")
	}
	const late = models.ChatID("5491133335555@c.us")
	n.sim.Do(t, "POST", "/_sim/lid", map[string]any{"lid": other, "pn": late}, nil)
	if err := info.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := n.contact(t, other).PhoneNumber; got != late.Phone() {
		t.Errorf("got %q for a pair that was asked for", got)
	}
}

// A container that does not answer is asked again soon, and nothing is taken for an answer.
func TestChatInfoWaitsForTheContainer(t *testing.T) {
	t.Parallel()
	n := newNumber(t, 0)
	n.Connect(t, n.session)
	n.write(t, ana, "Hola")
	wait.Until(t, "the chat is here", func() bool { return n.Int(t, "select count(*) from public.contacts") == 1 })
	fleet := NewFleet(FleetConfig{}, n.Store, fixedRuntime{url: "http://127.0.0.1:1"}, n.client)
	_, kept := n.info(t)
	if err := NewChatInfo(fleet, n.Store, NewPictures(kept), zerolog.Nop()).RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	soon := n.Int(t, "select count(*) from public.contacts where next_info_at between now() and $1", time.Now().Add(infoUnready))
	if soon != 1 {
		t.Error("it is not asked again within the minute")
	}
}
