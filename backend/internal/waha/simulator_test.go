package waha

import (
	"errors"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/simulator"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/models"
)

func reach(t *testing.T, client *Client, target Target, status models.WAHAStatus) SessionInfo {
	t.Helper()
	var info SessionInfo
	wait.Until(t, "the session is "+string(status), func() bool {
		var err error
		info, err = client.Session(t.Context(), target)
		return err == nil && info.Status == status
	})
	return info
}

// linked starts a simulator whose number is connected.
func linked(t *testing.T, client *Client, settings ...string) (*simulator.Simulator, Target) {
	t.Helper()
	sim := simulator.Start(t, settings...)
	target := Target{BaseURL: sim.URL, APIKey: simulator.Key}
	if err := client.CreateSession(t.Context(), target, Webhook{URL: "http://127.0.0.1:1/", Secret: "s"}); err != nil {
		t.Fatalf("create: %v", err)
	}
	reach(t, client, target, models.WAHAScanQR)
	sim.Do(t, "POST", "/_sim/scan", map[string]string{"phoneNumber": "5491155667788", "pushName": "Tienda"}, nil)
	reach(t, client, target, models.WAHAWorking)
	return sim, target
}

func TestLifeOfASession(t *testing.T) {
	t.Parallel()
	client, ctx := newClient(t, patience), t.Context()
	sim := simulator.Start(t)
	target := Target{BaseURL: sim.URL, APIKey: simulator.Key}
	hook := Webhook{URL: "http://127.0.0.1:1/", Secret: "s"}
	if err := client.Ping(ctx, target); err != nil {
		t.Errorf("ping: %v", err)
	}
	if _, err := client.Session(ctx, Target{BaseURL: sim.URL, APIKey: "wrong"}); !errors.Is(err, ErrRefused) {
		t.Errorf("a wrong key: got %v, want ErrRefused", err)
	}
	if _, err := client.Session(ctx, target); !errors.Is(err, ErrNotFound) {
		t.Errorf("before there is a session: got %v, want ErrNotFound", err)
	}
	if err := client.CreateSession(ctx, target, hook); err != nil {
		t.Fatalf("create: %v", err)
	}
	if err := client.CreateSession(ctx, target, hook); !errors.Is(err, ErrRefused) {
		t.Errorf("create again: got %v, want ErrRefused", err)
	}
	info := reach(t, client, target, models.WAHAScanQR)
	if !info.Reports(hook) || info.Reports(Webhook{URL: hook.URL, Secret: "other"}) || info.Reports(Webhook{URL: "http://moved/", Secret: "s"}) {
		t.Error("the session does not say truly where it reports")
	}
	if code, err := client.QR(ctx, target); err != nil || !strings.HasPrefix(code, "2@") {
		t.Errorf("QR: got %q, %v", code, err)
	}
	if code, err := client.PairingCode(ctx, target, "5491155667788"); err != nil || len(code) < 8 {
		t.Errorf("pairing code: got %q, %v", code, err)
	}
	if _, err := client.Send(ctx, target, textTo(ana, "x", "3EB0AA")); !errors.Is(err, ErrStatus) {
		t.Errorf("a send before the scan: got %v, want ErrStatus", err)
	}
	sim.Do(t, "POST", "/_sim/scan", map[string]string{"phoneNumber": "5491155667788", "pushName": "Tienda"}, nil)
	if info := reach(t, client, target, models.WAHAWorking); info.PhoneNumber != "5491155667788" || info.PushName != "Tienda" {
		t.Errorf("got %+v", info)
	}
	if _, err := client.QR(ctx, target); !errors.Is(err, ErrStatus) {
		t.Errorf("QR of a connected number: got %v, want ErrStatus", err)
	}
	moved := Webhook{URL: "http://127.0.0.1:2/", Secret: "s2", IgnoresGroups: true}
	if err := client.ConfigureSession(ctx, target, moved); err != nil {
		t.Fatalf("configure: %v", err)
	}
	if info := reach(t, client, target, models.WAHAWorking); !info.Reports(moved) || info.Reports(hook) ||
		info.Reports(Webhook{URL: moved.URL, Secret: moved.Secret}) {
		t.Error("the session did not learn where to report")
	}
	if err := client.Logout(ctx, target); err != nil {
		t.Errorf("logout: %v", err)
	}
	reach(t, client, target, models.WAHAScanQR)
	if err := client.DeleteSession(ctx, target); err != nil {
		t.Errorf("delete: %v", err)
	}
	if _, err := client.Session(ctx, target); !errors.Is(err, ErrNotFound) {
		t.Errorf("after the deletion: got %v, want ErrNotFound", err)
	}
}

const ana models.ChatID = "5491122334455@c.us"

// The same call again is the same message: the person on the other side gets it once.
func TestSendUnderAChosenID(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"GOWS", "NOWEB"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			client, ctx := newClient(t, patience), t.Context()
			sim, target := linked(t, client, "WHATSAPP_DEFAULT_ENGINE="+engine, "SIM_STOP_MS=0")
			const id = "3EB0AABBCCDDEEFF0011"
			if _, err := client.Message(ctx, target, ana, id); !errors.Is(err, ErrNotFound) {
				t.Errorf("before the send: got %v, want ErrNotFound", err)
			}
			want := Sent{WAHAID: "true_" + string(ana) + "_" + id, MessageID: id}
			for range 2 {
				if got, err := client.Send(ctx, target, textTo(ana, "hola", id)); err != nil || got != want {
					t.Errorf("got %+v, %v; want %+v", got, err, want)
				}
			}
			if got, err := client.Message(ctx, target, ana, id); err != nil || got.MessageID != id {
				t.Errorf("look-up: got %+v, %v", got, err)
			}
			var sent []struct{ Text string }
			sim.Do(t, "GET", "/_sim/sent?chatId="+string(ana), nil, &sent)
			if len(sent) != 1 || sent[0].Text != "hola" {
				t.Errorf("the person got %+v, want the one message", sent)
			}
			if err := client.SendSeen(ctx, target, ana, nil, ""); err != nil {
				t.Errorf("seen: %v", err)
			}
		})
	}
}

func TestSendsThatGoWrong(t *testing.T) {
	t.Parallel()
	client := newClient(t, patience)
	sim, target := linked(t, client)
	for _, c := range []struct {
		knobs map[string]any
		want  error
	}{
		{map[string]any{"sendError": 463}, ErrRestricted},
		{map[string]any{"sendError": 475}, ErrQuota},
		{map[string]any{"sendFailsAfter": true}, ErrEngine},
		{map[string]any{"sendEmpty": true}, nil},
	} {
		sim.Do(t, "DELETE", "/_sim/knobs", nil, nil)
		sim.Do(t, "PUT", "/_sim/knobs", c.knobs, nil)
		sent, err := client.Send(t.Context(), target, textTo(ana, "hola", "3EB0"+strings.Repeat("A", 18)))
		if !errors.Is(err, c.want) || sent != (Sent{}) {
			t.Errorf("%v: got %+v, %v; want %v", c.knobs, sent, err, c.want)
		}
	}
}
