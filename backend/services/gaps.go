package services

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// GapsConfig is how missing messages are looked for.
type GapsConfig struct {
	AtOnce int           // sessions looked at at the same time
	Page   int           // messages asked for at once
	Pages  int           // after so many pages the rest is left to an import
	Every  time.Duration // between two looks for what is due
	Lease  time.Duration // how long a look may take
	Check  time.Duration // between two looks at a session
	Again  time.Duration // the same while something has just happened
	Settle time.Duration // so young a message's webhook may still be on its way
	Margin time.Duration // how far clocks may differ
}

const (
	checksAtOnce = 4
	checkPages   = 20
	checkLease   = 2 * time.Minute
	checkEvery   = 15 * time.Minute
	checkAgain   = 90 * time.Second
	checkSettle  = 10 * time.Second
	checkMargin  = 2 * time.Minute
	// unquiet is how long after a connection or a start webhooks of before may still come.
	unquiet = 5 * time.Minute
	// longestGap bounds how far back is looked.
	longestGap = 90 * 24 * time.Hour
)

// DefaultGaps are the settings for real containers.
func DefaultGaps() GapsConfig {
	return GapsConfig{
		AtOnce: checksAtOnce, Page: importPage, Pages: checkPages, Every: importEvery, Lease: checkLease, Check: checkEvery,
		Again: checkAgain, Settle: checkSettle, Margin: checkMargin,
	}
}

// Gaps looks for messages that no webhook told: after each connection, when a backend starts, and now and then. What it
// finds missing is read back by the Importer.
type Gaps struct {
	cfg     GapsConfig
	fleet   *Fleet
	store   *store.Store
	log     zerolog.Logger
	started time.Time
}

// NewGaps returns the worker.
func NewGaps(cfg GapsConfig, fleet *Fleet, st *store.Store, log zerolog.Logger) *Gaps {
	return &Gaps{cfg: cfg, fleet: fleet, store: st, log: log, started: time.Now()}
}

// Name names the worker.
func (g *Gaps) Name() string { return "gaps" }

// Run looks until ctx ends, and first of all at everything: nobody knows for how long no backend heard the webhooks.
func (g *Gaps) Run(ctx context.Context) error {
	if err := g.store.CheckAllSoon(ctx); err != nil && ctx.Err() == nil {
		return err
	}
	ticker := time.NewTicker(g.cfg.Every)
	defer ticker.Stop()
	for {
		if err := g.RunOnce(ctx); err != nil && ctx.Err() == nil {
			g.log.Warn().Err(err).Msg("could not look for missing messages; trying again")
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// RunOnce looks at the sessions that are due.
func (g *Gaps) RunOnce(ctx context.Context) error {
	sessions, err := g.store.ClaimChecks(ctx, g.cfg.AtOnce, g.cfg.Lease)
	if err != nil {
		return err
	}
	var looking sync.WaitGroup
	for _, s := range sessions {
		looking.Go(func() {
			limited, cancel := context.WithTimeout(ctx, g.cfg.Lease)
			defer cancel()
			if err := g.check(limited, s); err != nil && ctx.Err() == nil {
				g.log.Warn().Err(err).Stringer("session_id", s.ID).Msg("could not see whether messages are missing; trying again")
			}
		})
	}
	looking.Wait()
	return nil
}

// check compares what the container has since the last look with what is here.
func (g *Gaps) check(ctx context.Context, s models.Session) error {
	now := time.Now()
	until := now.Add(-g.cfg.Settle).Truncate(time.Second)
	since := latest(s.GapSince.Add(-g.cfg.Margin), s.LinkedAt, now.Add(-longestGap)).Truncate(time.Second)
	pause := g.cfg.Check
	if now.Sub(s.LastConnectedAt) < unquiet || now.Sub(g.started) < unquiet {
		pause = g.cfg.Again
	}
	target, err := g.fleet.target(ctx, s)
	if err != nil {
		return err
	}
	missing, err := g.missing(ctx, target, s, since, until)
	switch {
	case err != nil:
		return errors.Join(err, g.store.PutOffCheck(context.WithoutCancel(ctx), s, g.cfg.Again))
	case !missing:
		return g.store.CloseGap(ctx, s, until, pause)
	}
	g.log.Info().Stringer("session_id", s.ID).Time("since", since).Msg("messages are missing; reading them back")
	return g.store.RecoverGap(ctx, s, since, until, pause)
}

func latest(moments ...time.Time) time.Time { return slices.MaxFunc(moments, time.Time.Compare) }

// missing says whether there are messages of a time that are not here, or too many to see it at a glance.
func (g *Gaps) missing(ctx context.Context, target waha.Target, s models.Session, since, until time.Time) (bool, error) {
	all := waha.History{Chat: models.AllChats, Limit: g.cfg.Page, Since: since, Until: until}
	missing, err := g.missingIn(ctx, target, s, all)
	if !errors.Is(err, waha.ErrUnsupported) {
		return missing, err
	}
	for page := range g.cfg.Pages {
		chats, _, err := g.fleet.waha.Chats(ctx, target, chatsPage, page*chatsPage)
		if err != nil {
			return false, err
		}
		recent := 0
		for _, c := range chats {
			if !c.ID.IsConversation() || c.LastMessage == nil || lastWrittenBefore(c, since) {
				continue
			}
			recent++
			one := all
			one.Chat = c.ID
			if missing, err := g.missingIn(ctx, target, s, one); missing || err != nil {
				return missing, err
			}
		}
		if recent == 0 {
			return false, nil
		}
	}
	return true, nil
}

func (g *Gaps) missingIn(ctx context.Context, target waha.Target, s models.Session, h waha.History) (bool, error) {
	looked := models.Import{SessionID: s.ID, Reason: models.ImportGap, Since: h.Since, Until: h.Until}
	for range g.cfg.Pages {
		past, err := g.fleet.historyPage(ctx, target, h)
		if err != nil || past.end {
			return false, err
		}
		h.Offset = past.next
		_, events := importedEvents(looked, past.payloads, time.Now())
		var ids []string
		for _, e := range events {
			if e.Message != nil {
				ids = append(ids, e.Message.MessageID)
			}
		}
		if missing, err := g.store.Missing(ctx, s.ID, ids); missing > 0 || err != nil {
			return missing > 0, err
		}
	}
	return true, nil
}
