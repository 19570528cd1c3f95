package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

//go:embed sql/searchable.sql
var searchableSQL string

const (
	searchRounds  = 8
	maxSearchTime = 50 * time.Millisecond
)

// searched are words of every frequency: in half of the messages, in a fifth, in one of fifty, five hundred, a thousand and
// twenty thousand; parts of words, numbers, several words together, and what is nowhere.
var searched = []string{ //nolint:gochecknoglobals // a constant list
	"hola", "precio", "facturas", "devolucion", "entrega", "ornitorrinco", "quisier", "ornito", "pedido 7919", "1583",
	"hola precio", "hola factura", "precio devolución", "entrega mañana", "necesito la factura", "nada de esto está",
}

// search measures how long a search over a million messages of one person takes.
func (b *bench) search(ctx context.Context) error {
	const db = "searchable"
	if err := b.postgres.exec(ctx, "create database "+db+" template "+template); err != nil {
		return err
	}
	owners, err := b.addOwners(ctx, db, 1)
	if err != nil {
		return err
	}
	if err := b.fillSearchable(ctx, db, owners[0]); err != nil {
		return fmt.Errorf("load messages: %w", err)
	}
	server, err := b.startBackend(ctx, db, "api")
	if err != nil {
		return err
	}
	defer server.stop()
	w, err := dial(server.address)
	if err != nil {
		return err
	}
	defer hangUp([]*wire{w})
	token, err := b.issuer.token(owners[0].user)
	if err != nil {
		return err
	}
	took, slowest, err := b.searchAll(w, "Authorization: Bearer "+token)
	if err != nil {
		return err
	}
	p95 := percentile(took, 0.95)
	b.report.judge("p95 of a search over 1000000 messages", milliseconds(p95),
		fmt.Sprintf("median %s; slowest words: %s", milliseconds(percentile(took, 0.5)), slowest),
		"< "+milliseconds(maxSearchTime), p95 < maxSearchTime)
	return nil
}

func (b *bench) fillSearchable(ctx context.Context, db string, o owner) error {
	conn, err := pgx.Connect(ctx, b.postgres.super(db))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, fmt.Sprintf(searchableSQL, o.user, o.session.ID)); err != nil {
		return err
	}
	b.progress("  loaded 1000000 messages")
	// What autovacuum would do sooner or later, in the middle of a measurement.
	_, err = conn.Exec(ctx, "vacuum analyze")
	return err
}

// searchAll searches for everything some times over, after once to warm up, and names what took longest.
func (b *bench) searchAll(w *wire, bearer string) (took []time.Duration, slowest string, err error) {
	var most time.Duration
	for round := range searchRounds + 1 {
		for _, words := range searched {
			start := time.Now()
			body, err := w.ask(request("GET", "/api/search?q="+url.QueryEscape(words), nil, bearer))
			if err != nil {
				return nil, "", err
			}
			if err := checkFound(words, body); err != nil {
				return nil, "", err
			}
			if round == 0 {
				continue
			}
			one := time.Since(start)
			if took = append(took, one); one > most {
				most, slowest = one, fmt.Sprintf("%q in %s", words, milliseconds(one))
			}
		}
	}
	return took, slowest, nil
}

// checkFound holds an answer to what is there: everything but what is nowhere is found.
func checkFound(words string, body []byte) error {
	var answer struct{ Data []json.RawMessage }
	if err := json.Unmarshal(body, &answer); err != nil {
		return err
	}
	if nowhere := strings.HasPrefix(words, "nada"); nowhere != (len(answer.Data) == 0) {
		return fmt.Errorf("a search for %q finds %d messages", words, len(answer.Data))
	}
	return nil
}
