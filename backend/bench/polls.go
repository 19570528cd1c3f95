package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"
)

const idlePolls = 2000

// polls has so many programs wait for news, looks at the memory that this takes, and then wakes all of them: only those
// who were really waiting get an answer.
func (b *bench) polls(ctx context.Context, s *shelf) error {
	token, err := b.issuer.token(s.reader.user)
	if err != nil {
		return err
	}
	bearer := "Authorization: Bearer " + token
	path := "/api/messages/" + s.reader.session.ID.String() + "/updates"
	cursor, err := currentCursor(s.wires[0], request("GET", path, nil, bearer))
	if err != nil {
		return err
	}
	if err := s.server.idle(ctx); err != nil {
		return err
	}
	before, err := s.server.memory("VmRSS")
	if err != nil {
		return err
	}
	wires, err := dialAll(s.server.address, idlePolls)
	if err != nil {
		return err
	}
	defer hangUp(wires)
	for _, w := range wires {
		if err := w.send(request("GET", path+"?wait=30&cursor="+cursor, nil, bearer)); err != nil {
			return err
		}
	}
	if err := s.server.idle(ctx); err != nil {
		return err
	}
	after, err := s.server.memory("VmRSS")
	if err != nil {
		return err
	}
	b.report.tell(fmt.Sprintf("memory of one idle long poll, from %d", idlePolls), fmt.Sprintf("%.1f KiB", (after-before)/idlePolls/1024))
	rename := request("PATCH", "/api/sessions/"+s.reader.session.ID.String(), []byte(`{"sessionName":"Soporte"}`), bearer)
	took, err := wakeAll(s.wires[0], rename, wires)
	if err != nil {
		return err
	}
	b.report.tell(fmt.Sprintf("until all %d have the news", idlePolls), milliseconds(took))
	return nil
}

func currentCursor(w *wire, ask []byte) (string, error) {
	body, err := w.ask(ask)
	if err != nil {
		return "", err
	}
	var answer struct{ Data struct{ Cursor string } }
	err = json.Unmarshal(body, &answer)
	return answer.Data.Cursor, err
}

// wakeAll makes news and reads every answer, each of which must tell it.
func wakeAll(w *wire, news []byte, waiting []*wire) (time.Duration, error) {
	start := time.Now()
	if _, err := w.ask(news); err != nil {
		return 0, err
	}
	var group errgroup.Group
	for _, w := range waiting {
		group.Go(func() error {
			body, err := w.receive()
			if err != nil {
				return err
			}
			var answer struct {
				Data struct {
					Sessions []struct{ SessionName string }
				}
			}
			if err := json.Unmarshal(body, &answer); err != nil {
				return err
			}
			if len(answer.Data.Sessions) != 1 {
				return fmt.Errorf("a long poll ended without the news")
			}
			return nil
		})
	}
	err := group.Wait()
	return time.Since(start), err
}
