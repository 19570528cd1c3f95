package services

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// payloadBodies are the webhooks of every kind, as the three engines write them.
func payloadBodies(t *testing.T) [][]byte {
	t.Helper()
	names, err := filepath.Glob("../internal/waha/testdata/payloads/wh-*.json")
	if err != nil || len(names) < 60 {
		t.Fatalf("got %d payloads, %v", len(names), err)
	}
	var bodies [][]byte
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, body)
	}
	return bodies
}

// seen is what there is in the end, whatever the order in which it came. A person's chat goes by the phone number, since its
// address is the one that came first.
const seen = `
	with twin as (select t.address, t.twin from public.chat_twins t where t.session_id = $1 and t.twin like '%@c.us')
	select string_agg(line, E'\n' order by line) from (
		select concat_ws(' ', 'message', coalesce(w.twin, m.chat_id), m.message_id, m.type, m.body, m.status, case when m.from_me then m.ack end, m.from_number,
			m.sender_name, m.edited_at is not null, m.revoked_at is not null, m.parts, m.has_reactions, m.quoted_message_id, m.mentions, f.status,
			f.mime_type, f.filename, f.source_url, l.latitude, p.question, p.options, k.state, n.kind, n.members)
		from public.messages m left join twin w on w.address = m.chat_id
		left join public.media f on f.message_row = m.id left join public.message_locations l on l.message_row = m.id
		left join public.polls p on p.message_row = m.id left join public.calls k on k.message_row = m.id
		left join public.notices n on n.message_row = m.id
		where m.session_id = $1
		union all
		select concat_ws(' ', 'chat', coalesce(w.twin, c.chat_id), sum(c.unread_count), max(c.last_message_at))
		from public.contacts c left join twin w on w.address = c.chat_id
		where c.session_id = $1 group by coalesce(w.twin, c.chat_id)
		union all
		select concat_ws(' ', 'reaction', r.message_id, coalesce(w.twin, r.sender), r.emoji)
		from public.message_reactions r left join twin w on w.address = r.sender where r.session_id = $1
		union all
		select concat_ws(' ', 'vote', v.message_id, v.options) from public.poll_votes v where v.session_id = $1
		union all
		select concat_ws(' ', 'response', r.message_id, r.response) from public.calendar_responses r where r.session_id = $1
		union all
		select concat_ws(' ', 'version', v.message_id, v.body) from public.message_versions v where v.session_id = $1
		union all
		select concat_ws(' ', 'group', g.chat_id, g.subject) from public.groups g where g.session_id = $1
		union all
		select concat_ws(' ', 'kept', u.event, u.reason) from conectafy.unprocessed_webhooks u where u.session_id = $1
		union all
		select concat_ws(' ', 'early', e.message_id, e.ack, e.body, e.has_reactions) from conectafy.early_changes e where e.session_id = $1
	) as lines(line)`

// Whatever the order in which webhooks come, and however often, what there is in the end is the same.
func TestPayloadsInAnyOrder(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	bodies := payloadBodies(t)
	r.Connect(t, r.session)
	for _, body := range bodies {
		if err := r.receive(t, body); err != nil {
			t.Fatal(err)
		}
	}
	look := func(r receiver) string {
		var text string
		if err := r.Super.QueryRow(t.Context(), seen, r.session.ID).Scan(&text); err != nil {
			t.Fatal(err)
		}
		return text
	}
	want := look(r)
	for round := range 6 {
		again := r
		again.session = r.Session(t, r.owner)
		r.Connect(t, again.session)
		secrets, err := r.Store.Secrets(t.Context(), again.session.ID)
		if err != nil {
			t.Fatal(err)
		}
		again.secret = secrets.WebhookSecret
		twice := append(append([][]byte{}, bodies...), bodies...)
		rand.Shuffle(len(twice), func(i, j int) { twice[i], twice[j] = twice[j], twice[i] })
		for _, body := range twice {
			if err := again.receive(t, body); err != nil {
				t.Fatal(err)
			}
		}
		if got := look(again); got != want {
			t.Fatalf("round %d: got\n%s\n\nwant\n%s", round, got, want)
		}
	}
}
