package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

const (
	simulatorImage = "conectafy/waha-sim:dev"
	benchNetwork   = "conectafy_bench"
	creations      = 10
	maxOverhead    = 200 * time.Millisecond
)

// sessions compares a new session, from the request until its QR can be read, with a bare container of the same image.
func (b *bench) sessions(ctx context.Context) error {
	const db = "sessions"
	if err := b.postgres.exec(ctx, "create database "+db+" template "+template); err != nil {
		return err
	}
	person, err := b.addPerson(ctx, db)
	if err != nil {
		return err
	}
	server, err := b.startBackend(ctx, db, "api,worker,reconciler")
	if err != nil {
		return err
	}
	defer server.stop()
	w, err := dial(server.address)
	if err != nil {
		return err
	}
	defer hangUp([]*wire{w})
	token, err := b.issuer.token(person)
	if err != nil {
		return err
	}
	maker := creator{wire: w, bearer: "Authorization: Bearer " + token}
	var sessions, containers []time.Duration
	for range creations {
		took, err := maker.session()
		if err != nil {
			return err
		}
		sessions = append(sessions, took)
		if took, err = bareContainer(ctx); err != nil {
			return err
		}
		containers = append(containers, took)
	}
	have, bare := percentile(sessions, 0.5), percentile(containers, 0.5)
	b.report.judge(fmt.Sprintf("create a session until its QR can be read, median of %d", creations), milliseconds(have),
		milliseconds(bare)+" for docker run until /ping", "< "+milliseconds(bare+maxOverhead), have < bare+maxOverhead)
	return nil
}

// creator makes and deletes sessions as a program would.
type creator struct {
	wire   *wire
	bearer string
}

func (c creator) session() (time.Duration, error) {
	start := time.Now()
	body, err := c.wire.ask(request("POST", "/api/sessions", []byte(`{"sessionName":"Ventas"}`), c.bearer))
	if err != nil {
		return 0, err
	}
	var made struct{ Data struct{ ID string } }
	if err := json.Unmarshal(body, &made); err != nil {
		return 0, err
	}
	path := "/api/sessions/" + made.Data.ID
	if body, err = c.wire.ask(request("GET", path+"/qr?wait=20", nil, c.bearer)); err != nil {
		return 0, err
	}
	took := time.Since(start)
	if !strings.Contains(string(body), `"qrCode":"2@`) {
		return 0, fmt.Errorf("there is no QR in %s", body)
	}
	_, err = c.wire.ask(request("DELETE", path, nil, c.bearer))
	return took, err
}
