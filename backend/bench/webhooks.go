package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	rounds = 3
	// directConns is all that the server gives beside the backend: more callers than that wait for one.
	directConns = 150
	maxAnswer   = 30 * time.Millisecond
	maxMemory   = 60e6
)

// crowd is a number of callers that write to some chats.
type crowd struct {
	name            string
	callers, owners int
	chats           int // of each owner
}

func crowds() []crowd {
	return []crowd{
		{"32 callers", 32, 10, chatsPerSession},
		{"200 callers", 200, 10, chatsPerSession},
		{"32 callers, one chat", 32, 1, 1},
	}
}

// webhooks compares what the backend stores over HTTP with what as many callers store by one statement each.
func (b *bench) webhooks(ctx context.Context) error {
	const db = "webhooks"
	if err := b.postgres.exec(ctx, "create database "+db+" template "+template); err != nil {
		return err
	}
	owners, err := b.addOwners(ctx, db, 10)
	if err != nil {
		return err
	}
	server, err := b.startBackend(ctx, db, "api,worker")
	if err != nil {
		return err
	}
	defer server.stop()
	for _, c := range crowds() {
		b.progress("  %s", c.name)
		run := ingest{bench: b, server: server, db: db, crowd: c, traffic: &traffic{owners: owners[:c.owners], chats: c.chats}}
		if err := run.measure(ctx); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	b.progress("  every kind")
	everyKind := ingest{bench: b, server: server, db: db, crowd: crowds()[0], traffic: &traffic{owners: owners, chats: chatsPerSession}}
	if err := everyKind.mixed(ctx); err != nil {
		return fmt.Errorf("every kind: %w", err)
	}
	most, err := server.memory("VmHWM")
	if err != nil {
		return err
	}
	b.report.judge("backend's memory meanwhile, at most", megabytes(most), "", "< "+megabytes(maxMemory), most < maxMemory)
	return nil
}

func megabytes(bytes float64) string { return fmt.Sprintf("%.1f MB", bytes/1e6) }

// ingest is one crowd's measurement.
type ingest struct {
	*bench
	server  *backend
	db      string
	crowd   crowd
	traffic *traffic
	wires   []*wire
	pool    *pgxpool.Pool // of those who do without the backend
}

func (r *ingest) measure(ctx context.Context) error {
	var err error
	if r.wires, err = dialAll(r.server.address, r.crowd.callers); err != nil {
		return err
	}
	defer func() { hangUp(r.wires) }()
	have, err := r.compare(ctx)
	if err != nil {
		return err
	}
	return r.answers(ctx, have/2)
}

// compare returns how many webhooks were stored in a second. The connections of the comparison are closed in the end: PostgreSQL
// wakes all that are idle from time to time, which takes both processors for 20 ms.
func (r *ingest) compare(ctx context.Context) (float64, error) {
	var err error
	if r.pool, err = r.postgres.service(ctx, r.db, min(r.crowd.callers, directConns)); err != nil {
		return 0, err
	}
	defer r.pool.Close()
	direct := byStatement(r.traffic, r.pool, oneMessageSQL)
	posted, stored, inserted := tally{}, tally{}, tally{}
	// Turn by turn, so that what else the machine does befalls all alike.
	for range rounds {
		t, err := r.stored(ctx, overHTTP(r.traffic, r.wires))
		if err != nil {
			return 0, err
		}
		posted.add(t)
		for to, do := range map[*tally]call{&stored: direct, &inserted: byStatement(r.traffic, r.pool, insertSQL)} {
			t, err := full(ctx, r.crowd.callers, r.round, do)
			if err != nil {
				return 0, err
			}
			to.add(t)
		}
	}
	have, limit := posted.perSecond(), stored.perSecond()
	r.report.judge("webhooks stored per second, "+r.crowd.name, fmt.Sprintf("%.0f", have),
		fmt.Sprintf("%.0f by one statement each (%.0f plain inserts)", limit, inserted.perSecond()),
		"at least as many", have >= limit)
	return have, nil
}

// stored measures a load over HTTP and holds the database to what was answered.
func (r *ingest) stored(ctx context.Context, do call) (tally, error) {
	before, err := r.count(ctx)
	if err != nil {
		return tally{}, err
	}
	t, err := full(ctx, r.crowd.callers, r.round, do)
	if err != nil {
		return t, err
	}
	after, err := r.count(ctx)
	if err == nil && after.minus(before) != (counts{t.calls, t.calls, t.calls}) {
		err = fmt.Errorf("%d webhooks were answered 200 and %+v stored", t.calls, after.minus(before))
	}
	return t, err
}

// counts is what a message leaves behind: a row, one more unread, a change.
type counts struct{ messages, unread, changes int }

func (c counts) minus(other counts) counts {
	return counts{c.messages - other.messages, c.unread - other.unread, c.changes - other.changes}
}

func (r *ingest) count(ctx context.Context) (counts, error) {
	var c counts
	conn, err := pgx.Connect(ctx, r.postgres.super(r.db))
	if err != nil {
		return c, err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	err = conn.QueryRow(ctx, `select (select count(*) from public.messages),
		(select coalesce(sum(unread_count), 0) from public.contacts),
		(select count(*) from public.changes)`).Scan(&c.messages, &c.unread, &c.changes)
	return c, err
}

// answers measures how long an answer takes at a steady rate: the median of the rounds, since one of them may meet
// whatever else the machine does.
func (r *ingest) answers(ctx context.Context, perSecond float64) error {
	var slow []time.Duration
	for range 1 + rounds {
		post := overHTTPMade(r.traffic, r.wires, callsIn(perSecond, r.round))
		took, err := steady(ctx, r.crowd.callers, perSecond, r.round, post)
		if err != nil {
			return err
		}
		slow = append(slow, percentile(took, 0.99))
	}
	// It counts when the processes of the comparison are gone, which they are not yet when their connections are.
	slow = slow[1:]
	p99 := percentile(slow, 0.5)
	r.report.judge(fmt.Sprintf("p99 of the answer at %.0f a second, %s", perSecond, r.crowd.name), milliseconds(p99), "",
		"< "+milliseconds(maxAnswer), p99 < maxAnswer)
	return nil
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}
