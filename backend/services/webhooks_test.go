package services

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"testing"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/tracing"
	"github.com/conectafy/conectafy/backend/models"
)

func sign(secret string, body []byte) string {
	mac := hmac.New(sha512.New, []byte(secret))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

func webhookBody(id, text string) []byte {
	return fmt.Appendf(nil, `{"event":"message.any","timestamp":1785000000000,"session":"default","payload":{
		"id":"false_5491122334455@c.us_%s","timestamp":1785000000,"body":"%s","ack":2}}`, id, text)
}

// receiver is a session whose container reports to a running service.
type receiver struct {
	*dbtest.DB
	webhooks *Webhooks
	session  models.Session
	owner    models.Caller
	secret   string
}

func newReceiver(t *testing.T) receiver {
	t.Helper()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	b, _ := runBatcher(t, db.Store, BatcherConfig{Writers: 1, Batch: 10, Queue: 10})
	secrets, err := db.Store.Secrets(t.Context(), session.ID)
	if err != nil {
		t.Fatal(err)
	}
	return receiver{DB: db, webhooks: NewWebhooks(db.Store, b, noMeter{}, tracing.Off()), session: session, owner: owner, secret: secrets.WebhookSecret}
}

func (r receiver) receive(t *testing.T, body []byte) error {
	t.Helper()
	return r.webhooks.Receive(t.Context(), r.session.ContainerName, sign(r.secret, body), body)
}

func (r receiver) stored(t *testing.T) (messages, kept int) {
	t.Helper()
	return r.Int(t, "select count(*) from public.messages"), r.Int(t, "select count(*) from conectafy.unprocessed_webhooks")
}

func TestWebhooksWithoutTheSecretStoreNothing(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	body := webhookBody("A", "hola")
	good := sign(r.secret, body)
	other := r.Session(t, r.owner)
	for i, c := range []struct {
		name, container, signature string
		want                       *apperr.Error
	}{
		{"no signature", r.session.ContainerName, "", apperr.SignatureInvalid},
		{"signed with another secret", r.session.ContainerName, sign("guess", body), apperr.SignatureInvalid},
		{"the signature of another body", r.session.ContainerName, sign(r.secret, []byte("{}")), apperr.SignatureInvalid},
		{"another container's signature", other.ContainerName, good, apperr.SignatureInvalid},
		{"no such container", "waha-session-0", good, apperr.ContainerUnknown},
		{"a container's name in another case", "WAHA-" + r.session.ContainerName[5:], good, apperr.ContainerUnknown},
		{"SQL for a name", "' or true --", good, apperr.ContainerUnknown},
	} {
		for range 2 { // with nothing remembered of the container, and with
			if err := r.webhooks.Receive(t.Context(), c.container, c.signature, body); !errors.Is(err, c.want) {
				t.Errorf("%d %s: got %v, want %s", i, c.name, err, c.want.Code)
			}
		}
	}
	if messages, kept := r.stored(t); messages+kept != 0 {
		t.Errorf("%d messages and %d webhooks are stored", messages, kept)
	}
	if err := r.receive(t, body); err != nil {
		t.Errorf("the right signature after all those: %v", err)
	}
	if messages, _ := r.stored(t); messages != 1 {
		t.Errorf("%d messages are stored, want 1", messages)
	}
}

func TestWebhooksOfEveryKind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name           string
		body           []byte
		messages, kept int
		text           string
	}{
		{"a message", webhookBody("A", "hola"), 1, 0, "hola"},
		{"a NUL in its text", webhookBody("A", `ho\u0000la`), 1, 0, "hola"},
		{"no JSON", []byte("event=message"), 0, 1, ""},
		{"nothing", []byte{}, 0, 1, ""},
		{"bytes that are no text", []byte{0xff, 0x00, 0xfe}, 0, 1, ""},
		{"an event of tomorrow", []byte(`{"event":"message.sung","payload":{}}`), 0, 1, ""},
		{"a status post", []byte(`{"event":"message.any","payload":{"id":"false_status@broadcast_A_5491122334455@c.us","body":"x"}}`), 0, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newReceiver(t)
			for range 2 { // WAHA delivers again: the same twice is the same once
				if err := r.receive(t, c.body); err != nil {
					t.Errorf("got %v", err)
				}
			}
			if messages, kept := r.stored(t); messages != c.messages || kept != c.kept {
				t.Errorf("%d messages and %d webhooks are stored, want %d and %d", messages, kept, c.messages, c.kept)
			}
			if n := r.Int(t, "select count(*) from public.messages where body = $1", c.text); n != c.messages {
				t.Errorf("the text is not %q", c.text)
			}
			if n := r.Int(t, "select count(*) from conectafy.unprocessed_webhooks where body = $1", append([]byte{}, c.body...)); n != c.kept {
				t.Error("the webhook is not kept as it came")
			}
		})
	}
}

func TestWebhookOfADeletedSession(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	if err := r.receive(t, webhookBody("A", "before")); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Store.Want(t.Context(), r.owner, r.session.ID, models.DesiredDeleted); err != nil {
		t.Fatal(err)
	}
	if err := r.receive(t, webhookBody("B", "after")); err != nil {
		t.Errorf("WAHA would deliver again and again: %v", err)
	}
	if messages, _ := r.stored(t); messages != 1 {
		t.Errorf("%d messages are stored, want the one from before", messages)
	}
}
