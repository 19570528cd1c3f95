package services

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// ImporterConfig is how messages are read back.
type ImporterConfig struct {
	AtOnce  int           // imports in this process at the same time
	Page    int           // messages asked for at once
	Every   time.Duration // between two looks for imports
	Lease   time.Duration // how long a step may take; an import whose process died goes on after it
	Pause   time.Duration // before the chats are read again the first time
	Longest time.Duration // how long the past may take to arrive at the container
}

const (
	importsAtOnce   = 4
	importPage      = 100
	importEvery     = time.Second
	importLease     = 2 * time.Minute
	firstPassPause  = 10 * time.Second
	longestPause    = time.Minute
	longestArrival  = 20 * time.Minute
	quietPasses     = 2 // so often in a row nothing new means that all of the past arrived
	maxPasses       = 30
	importAttempts  = 10
	importRetry     = 5 * time.Second
	importRetryMax  = 5 * time.Minute
	unreadyRetry    = 15 * time.Second
	mediaKeptFor    = 7 * 24 * time.Hour // files of older messages are fetched when somebody asks for them
	mediaNotFetched = "media_not_fetched"
)

// DefaultImporter are the settings for real containers.
func DefaultImporter() ImporterConfig {
	return ImporterConfig{
		AtOnce: importsAtOnce, Page: importPage, Every: importEvery, Lease: importLease, Pause: firstPassPause, Longest: longestArrival,
	}
}

// Importer reads messages back from the containers: the past of numbers that were linked, and what came during gaps. Any
// number of processes may import; the database says who has which import in hand.
type Importer struct {
	cfg   ImporterConfig
	fleet *Fleet
	store *store.Store
	log   zerolog.Logger
}

// NewImporter returns the worker.
func NewImporter(cfg ImporterConfig, fleet *Fleet, st *store.Store, log zerolog.Logger) *Importer {
	return &Importer{cfg: cfg, fleet: fleet, store: st, log: log}
}

// Name names the worker.
func (w *Importer) Name() string { return "importer" }

// Run imports until ctx ends; what is at hand then is given back.
func (w *Importer) Run(ctx context.Context) error {
	var working sync.WaitGroup
	defer working.Wait()
	free := make(chan struct{}, w.cfg.AtOnce)
	ticker := time.NewTicker(w.cfg.Every)
	defer ticker.Stop()
	for {
		imports, err := w.store.ClaimImports(ctx, w.cfg.AtOnce-len(free), w.cfg.Lease)
		if err != nil && ctx.Err() == nil {
			w.log.Warn().Err(err).Msg("could not look for imports; trying again")
		}
		for _, i := range imports {
			free <- struct{}{}
			working.Go(func() {
				defer func() { <-free }()
				w.work(ctx, i)
			})
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// work goes on with an import until the chats are read to their end, or something is in the way.
func (w *Importer) work(ctx context.Context, i models.Import) {
	log := w.log.With().Stringer("session_id", i.SessionID).Stringer("import_id", i.ID).Str("reason", string(i.Reason)).Logger()
	i, err := w.read(ctx, i, log)
	switch {
	case err == nil, errors.Is(err, store.ErrImportLost):
	case ctx.Err() != nil:
		err = w.store.PauseImport(context.WithoutCancel(ctx), i, i.Attempts, 0)
	default:
		log.Warn().Err(err).Int("attempts", i.Attempts).Msg("an import was interrupted")
		err = w.retreat(ctx, i, err)
	}
	if err != nil && !errors.Is(err, store.ErrImportLost) {
		log.Warn().Err(err).Msg("an import could not be given back; it goes on when its time is over")
	}
}

// read makes one step after the other. The import comes back as the last one left it.
func (w *Importer) read(ctx context.Context, i models.Import, log zerolog.Logger) (models.Import, error) {
	session, err := w.store.SessionByID(ctx, i.SessionID)
	if err != nil {
		return i, err
	}
	target, err := w.fleet.target(ctx, session)
	if err != nil {
		return i, err
	}
	for more := true; more; {
		var next models.Import
		if next, more, err = w.step(ctx, target, i, log); err != nil {
			return i, err
		}
		i = next
	}
	return i, nil
}

// step lists some chats, or reads a page of one, or ends when all are read.
func (w *Importer) step(ctx context.Context, target waha.Target, i models.Import, log zerolog.Logger) (models.Import, bool, error) {
	if i.OverviewPosition != nil {
		next, err := w.listChats(ctx, target, i)
		return next, true, err
	}
	chat, err := w.store.NextImportChat(ctx, i)
	if err != nil {
		return i, false, err
	}
	if chat.ChatID != "" {
		next, err := w.readPage(ctx, target, i, chat)
		return next, true, err
	}
	return i, false, w.endPass(ctx, i, log)
}

// endPass ends the import when nothing new came for a while. After linking, the past arrives at the container for minutes.
func (w *Importer) endPass(ctx context.Context, i models.Import, log zerolog.Logger) error {
	quiet := 0
	if i.PassNews == 0 {
		quiet = i.QuietPasses + 1
	}
	waited := time.Since(i.StartedAt) > w.cfg.Longest || i.Pass >= maxPasses
	if i.Reason == models.ImportHistory && quiet < quietPasses && !waited {
		return w.store.NextImportPass(ctx, i, min(w.cfg.Pause<<min(i.Pass-1, 10), longestPause))
	}
	log.Info().Int("messages_read", i.MessagesRead).Int("messages_added", i.MessagesAdded).Msg("messages were read back")
	return w.store.EndImport(ctx, i, "")
}

// retreat has an import that failed tried again later, and after many attempts in a row not at all.
func (w *Importer) retreat(ctx context.Context, i models.Import, cause error) error {
	var known *apperr.Error
	switch answer := answerOf(cause); {
	case errors.Is(cause, waha.ErrStatus):
		return w.store.PauseImport(ctx, i, i.Attempts, unreadyRetry)
	case i.Attempts+1 < importAttempts:
		pause := min(importRetry<<min(i.Attempts, 10), importRetryMax)
		return w.store.PauseImport(ctx, i, i.Attempts+1, pause)
	case errors.As(answer, &known):
		return w.store.EndImport(ctx, i, known.Code)
	default:
		return w.store.EndImport(ctx, i, apperr.InternalError.Code)
	}
}
