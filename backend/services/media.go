package services

import (
	"context"
	"errors"
	"io"
	"path"
	"strings"
	"unicode"

	"github.com/google/uuid"
	"golang.org/x/sync/semaphore"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/blobs"
	"github.com/conectafy/conectafy/backend/internal/fetch"
	"github.com/conectafy/conectafy/backend/internal/media"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/models"
)

// Media is the files of messages: taken in, looked at, kept and handed out.
type Media struct {
	store   *store.Store
	blobs   *blobs.Store
	fetcher *fetch.Client
	signer  *blobs.Signer
	limit   int64 // bytes of one file
	// probing lets few files be looked into at once: a picture may take a hundred megabytes of memory meanwhile.
	probing *semaphore.Weighted
}

// maxProbes bounds the files that are looked into at once.
const maxProbes = 2

// NewMedia returns the service. A file has at most limit bytes.
func NewMedia(st *store.Store, kept *blobs.Store, fetcher *fetch.Client, signer *blobs.Signer, limit int64) *Media {
	return &Media{
		store: st, blobs: kept, fetcher: fetcher, signer: signer, limit: limit,
		probing: semaphore.NewWeighted(maxProbes),
	}
}

// Limit is the size of the largest file that is taken, in bytes.
func (m *Media) Limit() int64 { return m.limit }

// maxFilename bounds the name that a file is shown under.
const maxFilename = 200

// Upload keeps a file of the caller's, to be sent later.
func (m *Media) Upload(ctx context.Context, caller models.Caller, session uuid.UUID, r io.Reader, filename string) (models.Media, error) {
	if _, err := m.store.Session(ctx, caller, session); err != nil {
		return models.Media{}, err
	}
	file, err := m.take(ctx, caller.UserID, r, filename)
	if err != nil {
		return models.Media{}, err
	}
	return m.add(ctx, caller, session, file)
}

// FromURL fetches a public file for the caller, under the guard of package fetch.
func (m *Media) FromURL(ctx context.Context, caller models.Caller, session uuid.UUID, address, filename string) (models.Media, error) {
	if _, err := m.store.Session(ctx, caller, session); err != nil {
		return models.Media{}, err
	}
	answer, err := m.fetcher.Get(ctx, address)
	if err != nil {
		return models.Media{}, fetchAnswer(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if filename == "" {
		filename = answer.Filename
	}
	file, err := m.take(ctx, caller.UserID, answer.Body, filename)
	if err != nil {
		return models.Media{}, fetchAnswer(err)
	}
	return m.add(ctx, caller, session, file)
}

// add makes a row of a file that was taken in. Where there can be none, its session having gone meanwhile, the file is given up.
func (m *Media) add(ctx context.Context, caller models.Caller, session uuid.UUID, file models.Media) (models.Media, error) {
	file.SessionID = session
	added, err := m.store.AddUpload(ctx, caller, file)
	if err != nil {
		err = errors.Join(err, m.store.ReleaseFile(context.WithoutCancel(ctx), file))
	}
	return added, err
}

func fetchAnswer(err error) error {
	var status fetch.StatusError
	switch {
	case errors.Is(err, fetch.ErrInvalidURL), errors.Is(err, fetch.ErrForbiddenAddress):
		return apperr.MediaURLForbidden.Because(err)
	case errors.Is(err, fetch.ErrTooManyRedirects), errors.Is(err, fetch.ErrTimeout), errors.Is(err, fetch.ErrUnreachable),
		errors.As(err, &status):
		return apperr.MediaURLFailed.Because(err)
	}
	return err
}

// take keeps what r holds under its owner, and says what it is. The file is not anybody's row yet.
func (m *Media) take(ctx context.Context, owner uuid.UUID, r io.Reader, filename string) (models.Media, error) {
	spooled, err := m.blobs.Spool(ctx, r, m.limit)
	if err != nil {
		return models.Media{}, m.spoolAnswer(err)
	}
	defer func() { _ = spooled.Close() }()
	return m.keep(ctx, owner, spooled, filename)
}

func (m *Media) spoolAnswer(err error) error {
	if errors.Is(err, blobs.ErrTooLarge) || errors.Is(err, fetch.ErrTooLarge) {
		return apperr.FileTooLarge.With(m.limit >> 20).Because(err)
	}
	return err
}

func (m *Media) keep(ctx context.Context, owner uuid.UUID, spooled *blobs.File, filename string) (models.Media, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return models.Media{}, err
	}
	info, err := m.probe(ctx, spooled)
	if err != nil {
		return models.Media{}, err
	}
	object, err := m.blobs.Keep(ctx, owner, spooled)
	if err != nil {
		return models.Media{}, apperr.MediaStoreUnavailable.Because(err).Retry(retryAfter)
	}
	file := models.Media{
		ID: id, Status: models.MediaStored, MimeType: info.MimeType, Kind: info.Kind, Filename: cleanFilename(filename),
		Size: object.Size, SHA256: object.SHA256, BlobKey: object.Key, Width: info.Width, Height: info.Height,
		Duration: info.Duration, Waveform: info.Waveform,
	}
	if len(info.Thumbnail) > 0 {
		thumbnail, err := m.blobs.Put(ctx, owner, strings.NewReader(string(info.Thumbnail)), int64(len(info.Thumbnail)))
		if err != nil {
			return models.Media{}, apperr.MediaStoreUnavailable.Because(err).Retry(retryAfter)
		}
		file.ThumbnailKey = thumbnail.Key
	}
	return file, nil
}

func (m *Media) probe(ctx context.Context, spooled *blobs.File) (media.Info, error) {
	if err := m.probing.Acquire(ctx, 1); err != nil {
		return media.Info{}, err
	}
	defer m.probing.Release(1)
	return media.Probe(ctx, spooled, spooled.Size)
}

// cleanFilename leaves a name that can be shown and saved under: no folder, no control characters, not too long.
func cleanFilename(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || unicode.Is(unicode.Bidi_Control, r) { // "photo\u202egpj.exe" would be read as "photoexe.jpg"
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	if name == "." || name == "/" {
		return ""
	}
	if len(name) > maxFilename {
		name = strings.ToValidUTF8(name[:maxFilename], "")
	}
	return name
}

// AskAgain lets the file of one of the caller's messages be fetched again after it failed.
func (m *Media) AskAgain(ctx context.Context, caller models.Caller, session, message uuid.UUID) (models.Media, error) {
	return m.store.AskForMedia(ctx, caller, session, message)
}
