package main

import (
	"context"
	_ "embed"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
)

//go:embed sql/conversations.sql
var conversationsSQL string

const (
	pageCallers   = 16
	pageSize      = 50
	readersChats  = 20
	pagesSteadily = 150.0 // a second from each of the two tables, well below what can be had
	pageRounds    = 15    // of steady reading
	maxGrowth     = 25    // percent
)

// shelf is a database with some number of messages, and the ways to read from it.
type shelf struct {
	db      string
	name    string
	reader  owner
	server  *backend
	pool    *pgxpool.Pool
	wires   []*wire
	request [readersChats][]byte
	turn    atomic.Int64
}

// pages compares the API's chat page with the same query by hand, in a small table and in a large one.
func (b *bench) pages(ctx context.Context) error {
	small, big := &shelf{db: "small"}, &shelf{db: "big"}
	for s, messages := range map[*shelf]int{small: 1, big: 199} {
		if err := b.load(ctx, s, messages); err != nil {
			return fmt.Errorf("load messages: %w", err)
		}
	}
	for _, s := range []*shelf{small, big} {
		defer s.close()
		if err := s.open(ctx, b); err != nil {
			return err
		}
	}
	for _, s := range []*shelf{small, big} {
		b.progress("  %s", s.name)
		if err := b.pagesPerSecond(ctx, s); err != nil {
			return err
		}
	}
	b.progress("  both at once")
	if err := b.growth(ctx, small, big); err != nil {
		return err
	}
	b.progress("  long polls")
	return b.polls(ctx, small)
}

func (b *bench) load(ctx context.Context, s *shelf, messages int) error {
	if err := b.postgres.exec(ctx, "create database "+s.db+" template "+template); err != nil {
		return err
	}
	owners, err := b.addOwners(ctx, s.db, 1)
	if err != nil {
		return err
	}
	s.reader = owners[0]
	total, err := b.fill(ctx, s.db, s.reader, messages)
	s.name = fmt.Sprintf("%d messages", total)
	b.progress("  loaded %s", s.name)
	return err
}

func (b *bench) fill(ctx context.Context, db string, reader owner, messages int) (total int, err error) {
	conn, err := pgx.Connect(ctx, b.postgres.super(db))
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, fmt.Sprintf(conversationsSQL, reader.user, reader.session.ID, messages)); err != nil {
		return 0, err
	}
	// What autovacuum would do sooner or later, in the middle of a measurement.
	if _, err := conn.Exec(ctx, "vacuum analyze"); err != nil {
		return 0, err
	}
	err = conn.QueryRow(ctx, "select count(*) from public.messages").Scan(&total)
	return total, err
}

// open starts a backend on the table, connects to both, and has every connection read once.
func (s *shelf) open(ctx context.Context, b *bench) (err error) {
	if s.server, err = b.startBackend(ctx, s.db, "api"); err != nil {
		return err
	}
	if s.pool, err = b.postgres.service(ctx, s.db, pageCallers); err != nil {
		return err
	}
	token, err := b.issuer.token(s.reader.user)
	if err != nil {
		return err
	}
	for chat := range s.request {
		path := fmt.Sprintf("/api/messages/%s/chat/%s?limit=%d", s.reader.session.ID, readersChat(int64(chat)), pageSize)
		s.request[chat] = request("GET", path, nil, "Authorization: Bearer "+token)
	}
	if s.wires, err = dialAll(s.server.address, pageCallers); err != nil {
		return err
	}
	for caller := range s.wires {
		if err := s.overAPI(ctx, caller); err != nil {
			return err
		}
	}
	return nil
}

func readersChat(turn int64) string { return fmt.Sprintf("5511977%06d@c.us", turn%readersChats+1) }

func (s *shelf) close() {
	hangUp(s.wires)
	if s.pool != nil {
		s.pool.Close()
	}
	if s.server != nil {
		s.server.stop()
	}
}

// overAPI reads a page as a person would.
func (s *shelf) overAPI(_ context.Context, caller int) error {
	_, err := s.wires[caller].ask(s.request[s.turn.Add(1)%readersChats])
	return err
}

// byQuery reads a page with the same query and the service role, into the structs that hold its rows.
func (s *shelf) byQuery(ctx context.Context, _ int) error {
	rows, err := sqlc.New(s.pool).ListMessages(ctx, sqlc.ListMessagesParams{
		SessionID: s.reader.session.ID, UserID: s.reader.user, ChatID: readersChat(s.turn.Add(1)), MaxRows: pageSize,
	})
	if err == nil && len(rows) != pageSize {
		err = fmt.Errorf("a page has %d messages", len(rows))
	}
	return err
}

func (b *bench) pagesPerSecond(ctx context.Context, s *shelf) error {
	api, query := tally{}, tally{}
	for range rounds {
		for to, do := range map[*tally]call{&api: s.overAPI, &query: s.byQuery} {
			t, err := full(ctx, pageCallers, b.round, do)
			if err != nil {
				return err
			}
			to.add(t)
		}
	}
	have, limit := api.perSecond(), query.perSecond()/2
	b.report.judge(fmt.Sprintf("chat pages per second, %d callers, %s", pageCallers, s.name), fmt.Sprintf("%.0f", have),
		fmt.Sprintf("%.0f by the query alone", 2*limit), fmt.Sprintf("half: %.0f", limit), have >= limit)
	return nil
}

// growth reads from both tables at once and steadily, so that whatever else the machine does befalls both alike. What
// counts is the median of the rounds' ratios.
func (b *bench) growth(ctx context.Context, small, big *shelf) error {
	var few, many, ratios []time.Duration
	for range pageRounds {
		took, err := b.readBoth(ctx, small, big)
		if err != nil {
			return err
		}
		few, many = append(few, took[0]), append(many, took[1])
		ratios = append(ratios, took[1]*100/took[0])
	}
	percent := percentile(ratios, 0.5) - 100
	b.report.judge("growth of a chat page's p99 from one table to the other", fmt.Sprintf("%+d %%", percent),
		fmt.Sprintf("%s and %s", milliseconds(percentile(few, 0.5)), milliseconds(percentile(many, 0.5))),
		fmt.Sprintf("< %d %%", maxGrowth), percent < maxGrowth)
	return nil
}

// readBoth returns the 99th percentile of each.
func (b *bench) readBoth(ctx context.Context, shelves ...*shelf) ([]time.Duration, error) {
	slow := make([]time.Duration, len(shelves))
	group, ctx := errgroup.WithContext(ctx)
	for i, s := range shelves {
		group.Go(func() error {
			took, err := steady(ctx, pageCallers, pagesSteadily, b.round, s.overAPI)
			slow[i] = percentile(took, 0.99)
			return err
		})
	}
	return slow, group.Wait()
}
