package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
)

// What a shop's number really hears, of twenty webhooks: twelve texts, of which a third the owner's own, four receipts, two
// files, a reaction, and an edit or somebody who types.
const (
	mixTurns     = 20
	mixReceipts  = 12 // the first turn that is no text
	mixFiles     = 16
	mixReactions = 18
	mixOthers    = 19
)

// mix makes webhooks of every kind about messages that were sent a moment ago.
type mix struct {
	*traffic
	mu       sync.Mutex
	turn     int
	rows     int                 // messages among them
	incoming map[*owner]incoming // the newest of each number
	outgoing map[*owner]incoming
}

func newMix(t *traffic) *mix {
	return &mix{traffic: t, incoming: make(map[*owner]incoming), outgoing: make(map[*owner]incoming)}
}

// next is one webhook. What is about a message needs one: until there is, it is a text.
func (m *mix) next() []byte {
	message := m.traffic.next()
	m.mu.Lock()
	defer m.mu.Unlock()
	turn := m.turn % mixTurns
	m.turn++
	about, known := m.incoming[message.owner]
	own, sent := m.outgoing[message.owner]
	switch {
	case turn >= mixOthers && known:
		if m.turn%(2*mixTurns) == 0 {
			return message.event("presence.update", fmt.Sprintf(
				`{"id":"%[1]s@c.us","presences":[{"participant":"%[1]s@c.us","lastKnownPresence":"typing","lastSeen":null}]}`, about.phone))
		}
		return message.event("message.edited", payload(message.id, message.phone, `"body":"ahora sí","editedMessageId":"`+about.id+`"`))
	case turn >= mixReactions && known:
		return message.event("message.reaction", payload(message.id, about.phone,
			fmt.Sprintf(`"reaction":{"text":"👍","messageId":"false_%s@c.us_%s"}`, about.phone, about.id)))
	case turn >= mixFiles && turn < mixReactions:
		m.rows++
		return message.event("message.any", payload(message.id, message.phone, fmt.Sprintf(
			`"body":"mira","hasMedia":true,"media":{"url":"http://waha:3000/api/files/default/%[1]s.jpeg","mimetype":"image/jpeg"},
			"_data":{"Info":{"PushName":"Ana Souza"},"Message":{"imageMessage":{"mimetype":"image/jpeg","width":640,"height":480}}}`, message.id)))
	case turn >= mixReceipts && turn < mixFiles && sent:
		return message.event("message.ack", fmt.Sprintf(
			`{"id":"true_%[1]s@c.us_%[2]s","from":"%[1]s@c.us","fromMe":true,"ack":%[3]d,"ackName":"READ"}`, own.phone, own.id, 2+turn%2))
	case turn%3 == 2:
		m.rows++
		m.outgoing[message.owner] = message
		own := payload(message.id, message.phone, `"body":"claro que sí","source":"app","ack":1`)
		return message.event("message.any", strings.NewReplacer("false_", "true_", `"fromMe":false`, `"fromMe":true`).Replace(own))
	}
	m.rows++
	m.incoming[message.owner] = message
	return message.request()
}

// payload is what all messages have, and more.
func payload(id, phone, more string) string {
	return fmt.Sprintf(`{"id":"false_%[1]s@c.us_%[2]s","timestamp":%[3]d,"from":"%[1]s@c.us","fromMe":false,%[4]s}`,
		phone, id, time.Now().Unix(), more)
}

// event is a signed webhook of the message's number.
func (m incoming) event(name, payload string) []byte {
	body := fmt.Appendf(nil, `{"id":"evt_%s","timestamp":%d,"event":"%s","session":"default","engine":"GOWS",
		"me":{"id":"5511988880001@c.us","pushName":"Loja"},"payload":%s}`, uuid.NewString(), time.Now().UnixMilli(), name, payload)
	mac := hmac.New(sha512.New, []byte(m.owner.secret))
	mac.Write(body)
	return request("POST", "/api/webhook/whatsapp/"+m.owner.session.ContainerName, body,
		"X-Webhook-Hmac: "+hex.EncodeToString(mac.Sum(nil)), "X-Webhook-Hmac-Algorithm: sha512")
}

const leastOfMix = 90 // percent of what texts alone come to

// mixed compares a realistic mix of webhooks with texts alone, turn by turn.
func (r *ingest) mixed(ctx context.Context) error {
	var err error
	if r.wires, err = dialAll(r.server.address, r.crowd.callers); err != nil {
		return err
	}
	defer func() { hangUp(r.wires) }()
	all := newMix(r.traffic)
	post := func(_ context.Context, caller int) error {
		_, err := r.wires[caller].ask(all.next())
		return err
	}
	texts, mixed := tally{}, tally{}
	for range rounds {
		t, err := full(ctx, r.crowd.callers, r.round, overHTTP(r.traffic, r.wires))
		if err != nil {
			return err
		}
		texts.add(t)
		if t, err = r.mixedRound(ctx, all, post); err != nil {
			return err
		}
		mixed.add(t)
	}
	have, limit := mixed.perSecond(), texts.perSecond()*leastOfMix/100
	r.report.judge("webhooks of every kind stored per second, "+r.crowd.name, fmt.Sprintf("%.0f", have),
		fmt.Sprintf("%.0f of texts alone", texts.perSecond()), fmt.Sprintf("%d %%: %.0f", leastOfMix, limit), have >= limit)
	return nil
}

// mixedRound holds the messages in the database to those that were answered.
func (r *ingest) mixedRound(ctx context.Context, all *mix, post call) (tally, error) {
	before, err := r.count(ctx)
	if err != nil {
		return tally{}, err
	}
	had := all.rows
	t, err := full(ctx, r.crowd.callers, r.round, post)
	if err != nil {
		return t, err
	}
	after, err := r.count(ctx)
	if stored := after.messages - before.messages; err == nil && stored != all.rows-had {
		err = fmt.Errorf("%d messages were answered 200 and %d stored", all.rows-had, stored)
	}
	return t, err
}
