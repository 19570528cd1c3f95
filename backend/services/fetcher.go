package services

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

const (
	fetchEvery      = 500 * time.Millisecond
	fetchAtOnce     = 16
	fetchPerSession = 2
	fetchTimeout    = 10 * time.Minute // for one file
	fetchLease      = fetchTimeout + time.Minute
)

// Why a file is not there.
const (
	mediaUnavailable = "media_unavailable"
	mediaTooLarge    = "media_too_large"
)

// fetchPauses are the pauses between attempts. WAHA keeps a file for an hour, and fetches it anew from WhatsApp after that.
var fetchPauses = []time.Duration{ //nolint:gochecknoglobals // a constant list
	5 * time.Second, 20 * time.Second, time.Minute, 5 * time.Minute, 20 * time.Minute, time.Hour,
}

// Fetcher brings the files of messages from the containers, before WAHA drops them. What is to be fetched is in the
// database, so nothing is lost when the process ends. A container that is slow holds up its own files alone.
type Fetcher struct {
	fleet *Fleet
	store *store.Store
	media *Media
	meter Meter
	log   zerolog.Logger

	ended chan struct{} // a file is done with, so there is room for another

	mu   sync.Mutex
	busy map[uuid.UUID]int // how many files of a session are on their way
}

// NewFetcher returns the worker.
func NewFetcher(fleet *Fleet, st *store.Store, media *Media, meter Meter, log zerolog.Logger) *Fetcher {
	return &Fetcher{
		fleet: fleet, store: st, media: media, meter: meter, log: log, ended: make(chan struct{}, 1), busy: make(map[uuid.UUID]int),
	}
}

// Name names the worker.
func (f *Fetcher) Name() string { return "fetcher" }

// Run fetches until ctx ends.
func (f *Fetcher) Run(ctx context.Context) error {
	var running sync.WaitGroup
	defer running.Wait()
	ticker := time.NewTicker(fetchEvery)
	defer ticker.Stop()
	for {
		if err := f.begin(ctx, &running); err != nil && ctx.Err() == nil {
			f.log.Warn().Err(err).Msg("looking for files to fetch failed; trying again")
		}
		select {
		case <-ctx.Done():
			return nil
		case <-f.ended:
		case <-ticker.C:
		}
	}
}

// begin takes up as many files that are due as there is room for.
func (f *Fetcher) begin(ctx context.Context, running *sync.WaitGroup) error {
	room, busy := f.room()
	if room == 0 {
		return nil
	}
	files, err := f.store.ClaimMedia(ctx, room, fetchPerSession, busy, fetchLease)
	for _, file := range files {
		f.count(file.SessionID, 1)
		running.Go(func() {
			defer f.end(file.SessionID)
			if err := f.fetch(ctx, file); err != nil && ctx.Err() == nil {
				f.log.Warn().Err(err).Stringer("session_id", file.SessionID).Msg("noting what became of a file failed")
			}
		})
	}
	return err
}

// room says how many more files may be on their way, and which sessions have some.
func (f *Fetcher) room() (room int, busy []uuid.UUID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	room, busy = fetchAtOnce, []uuid.UUID{}
	for session, files := range f.busy {
		room -= files
		busy = append(busy, session)
	}
	return room, busy
}

func (f *Fetcher) count(session uuid.UUID, files int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.busy[session] += files; f.busy[session] == 0 {
		delete(f.busy, session)
	}
}

func (f *Fetcher) end(session uuid.UUID) {
	f.count(session, -1)
	select {
	case f.ended <- struct{}{}:
	default: // Run is about to look anyway
	}
}

func (f *Fetcher) fetch(ctx context.Context, file models.Media) error {
	limited, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	found, err := f.bring(limited, file)
	var known *apperr.Error
	switch {
	case err == nil:
		f.meter.Fetched(outcomeStored)
		return f.store.FinishMedia(ctx, found)
	case ctx.Err() != nil:
		return ctx.Err() // it is due again when the lease ends
	case errors.Is(err, apperr.MessageNotFound), errors.Is(err, apperr.SessionNotFound):
		return nil
	case errors.Is(err, apperr.FileTooLarge):
		f.meter.Fetched(mediaTooLarge)
		return f.store.FailMedia(ctx, file, mediaTooLarge)
	case errors.Is(err, waha.ErrRefused), file.Attempts > len(fetchPauses):
		f.log.Warn().Err(err).Stringer("session_id", file.SessionID).Msg("a file cannot be fetched")
		f.meter.Fetched(mediaUnavailable)
		return f.store.FailMedia(ctx, file, mediaUnavailable)
	case errors.As(err, &known):
		f.log.Warn().Err(err).Stringer("session_id", file.SessionID).Msg("fetching a file failed; trying again")
	}
	f.meter.Fetched(outcomeDelayed)
	return f.store.DelayMedia(ctx, file, fetchPauses[min(file.Attempts, len(fetchPauses))-1])
}

// bring streams the file from its container into the blob store.
func (f *Fetcher) bring(ctx context.Context, file models.Media) (models.Media, error) {
	session, err := f.store.SessionByID(ctx, file.SessionID)
	if err != nil {
		return models.Media{}, err
	}
	target, err := f.fleet.target(ctx, session)
	if err != nil {
		return models.Media{}, err
	}
	body, err := f.open(ctx, target, file)
	if err != nil {
		return models.Media{}, err
	}
	defer func() { _ = body.Close() }()
	found, err := f.media.take(ctx, session.UserID, body, file.Filename)
	found.ID, found.SessionID = file.ID, file.SessionID
	return found, err
}

// open opens the file where the event said it is, or else lets WAHA fetch it from WhatsApp again.
func (f *Fetcher) open(ctx context.Context, target waha.Target, file models.Media) (io.ReadCloser, error) {
	if file.SourceURL != "" {
		body, _, _, err := f.fleet.waha.File(ctx, target, file.SourceURL)
		if !errors.Is(err, waha.ErrNotFound) {
			return body, err
		}
	}
	message, err := f.store.MessageOfMedia(ctx, file.ID)
	if err != nil {
		return nil, err
	}
	source, err := f.fleet.waha.MediaAgain(ctx, target, message.ChatID, wahaIDOf(message))
	if err != nil {
		return nil, err
	}
	body, _, _, err := f.fleet.waha.File(ctx, target, source)
	return body, err
}

// wahaIDOf is the id by which WAHA's calls know a message.
func wahaIDOf(m models.Message) string {
	if m.WAHAID != "" {
		return m.WAHAID
	}
	id := "false_"
	if m.FromMe {
		id = "true_"
	}
	id += string(m.ChatID) + "_" + m.MessageID
	if m.Participant != "" {
		id += "_" + m.Participant
	}
	return id
}
