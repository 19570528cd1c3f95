package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha512"
	_ "embed"
	"encoding/hex"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

//go:embed webhook.json
var webhookJSON string

//go:embed sql/one_message.sql
var oneMessageSQL string

//go:embed sql/insert.sql
var insertSQL string

const (
	chatsPerSession = 50
	senderName      = "Ana Souza"
	text            = "Oi, tudo bem? Queria saber o preço 😀"
)

// traffic makes messages that nobody has seen yet, spread over the sessions and their chats.
type traffic struct {
	owners []owner
	chats  int // per session
	made   atomic.Int64
}

// incoming is one message.
type incoming struct {
	owner *owner
	phone string
	id    string
	at    time.Time
}

func (t *traffic) next() incoming {
	n := t.made.Add(1)
	id := uuid.New()
	o := &t.owners[int(n)%len(t.owners)]
	chat := int(n) / len(t.owners) % t.chats
	return incoming{
		owner: o, phone: fmt.Sprintf("55119777%05d", chat),
		id: fmt.Sprintf("%X", id[:]), at: time.Now(),
	}
}

// request is the message as WAHA would report it.
func (m incoming) request() []byte {
	body := fmt.Appendf(nil, webhookJSON, m.id, m.phone, text, m.at.Unix())
	mac := hmac.New(sha512.New, []byte(m.owner.secret))
	mac.Write(body)
	return request("POST", "/api/webhook/whatsapp/"+m.owner.session.ContainerName, body,
		"X-Webhook-Hmac: "+hex.EncodeToString(mac.Sum(nil)), "X-Webhook-Hmac-Algorithm: sha512")
}

// overHTTP has each caller post on a connection of its own.
func overHTTP(t *traffic, wires []*wire) call {
	return func(_ context.Context, caller int) error {
		_, err := wires[caller].ask(t.next().request())
		return err
	}
}

// overHTTPMade is overHTTP with so many requests made and signed before, so that the processors are left to those who are measured.
func overHTTPMade(t *traffic, wires []*wire, count int) call {
	requests := make([][]byte, count)
	for i := range requests {
		requests[i] = t.next().request()
	}
	var sent atomic.Int64
	return func(_ context.Context, caller int) error {
		_, err := wires[caller].ask(requests[sent.Add(1)-1])
		return err
	}
}

// byStatement has each caller store with one statement.
func byStatement(t *traffic, pool *pgxpool.Pool, sql string) call {
	return func(ctx context.Context, _ int) error {
		m := t.next()
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		args := []any{
			id, m.owner.session.ID, m.phone + "@c.us", m.id, "false_" + m.phone + "@c.us_" + m.id, m.phone,
			senderName, text, m.at,
		}
		if sql == insertSQL {
			args = append(args, m.owner.user)
		}
		_, err = pool.Exec(ctx, sql, args...)
		return err
	}
}
