package store

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// ClaimMedia takes up to most files that are to be fetched, of one session at most perSession and of busy ones none, for lease.
func (s *Store) ClaimMedia(
	ctx context.Context, most, perSession int, busy []uuid.UUID, lease time.Duration,
) ([]models.Media, error) {
	var files []models.Media
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		rows, err := w.ClaimMedia(ctx, sqlc.ClaimMediaParams{
			MaxRows: int32(most), PerSession: int32(perSession), Busy: busy, LeaseSeconds: lease.Seconds(),
		})
		files = mapAll(rows, toMedia)
		return err
	})
	return files, err
}

// FinishMedia notes that a file is in the blob store, and what it is.
func (s *Store) FinishMedia(ctx context.Context, m models.Media) error {
	return s.changeMedia(ctx, m, func(ctx context.Context, w *work) (sqlc.FinishMediaRow, error) {
		row, err := w.FinishMedia(ctx, sqlc.FinishMediaParams{
			ID: m.ID, MimeType: &m.MimeType, Filename: orNull(m.Filename), Size: &m.Size, Sha256: &m.SHA256, BlobKey: &m.BlobKey,
			ThumbnailKey: orNull(m.ThumbnailKey), Width: orNull(int32(m.Width)), Height: orNull(int32(m.Height)), DurationMs: orNull(int32(m.Duration.Milliseconds())),
			Waveform: m.Waveform,
		})
		if isNoRows(err) {
			err = errors.Join(err, w.release(ctx, m)) // its message is gone, and nobody needs it
		}
		return row, err
	})
}

// FailMedia notes that a file cannot be had, and why.
func (s *Store) FailMedia(ctx context.Context, m models.Media, code string) error {
	return s.changeMedia(ctx, m, func(ctx context.Context, w *work) (sqlc.FinishMediaRow, error) {
		row, err := w.FailMedia(ctx, sqlc.FailMediaParams{ID: m.ID, ErrorCode: &code})
		return sqlc.FinishMediaRow(row), err
	})
}

// changeMedia changes a file and tells the readers of its message.
func (s *Store) changeMedia(
	ctx context.Context, m models.Media, change func(context.Context, *work) (sqlc.FinishMediaRow, error),
) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockHeadsOfSessions(ctx, []uuid.UUID{m.SessionID}); err != nil {
			return err
		}
		row, err := change(ctx, w)
		if isNoRows(err) {
			return nil // its message is gone, or another was faster
		}
		if err != nil || row.MessageRow == nil {
			return err
		}
		return w.appendChange(ctx, row.UserID, row.SessionID, "message", *row.MessageRow)
	})
}

// DelayMedia lets a file be tried again after a pause.
func (s *Store) DelayMedia(ctx context.Context, m models.Media, pause time.Duration) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		return w.DelayMedia(ctx, sqlc.DelayMediaParams{ID: m.ID, PauseSeconds: pause.Seconds()})
	})
}

// AskForMedia lets the file of one of the caller's messages be fetched again after it failed. A file that did not fail stays as it is.
func (s *Store) AskForMedia(ctx context.Context, caller models.Caller, session, message uuid.UUID) (models.Media, error) {
	var media models.Media
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		row, err := w.GetMessage(ctx, sqlc.GetMessageParams{ID: message, SessionID: session, UserID: caller.UserID})
		if err != nil {
			return orNotFound(err, apperr.MessageNotFound)
		}
		file, err := w.GetMediaOfMessage(ctx, sqlc.GetMediaOfMessageParams{MessageRow: &row.ID, UserID: caller.UserID})
		if err != nil {
			return orNotFound(err, apperr.MediaNotFound)
		}
		media = toMedia(file)
		if media.Status != models.MediaFailed {
			return nil
		}
		if err := w.elevate(ctx); err != nil {
			return err
		}
		if err := w.LockHeads(ctx, []uuid.UUID{caller.UserID}); err != nil {
			return err
		}
		if file, err = w.AskForMedia(ctx, media.ID); err != nil {
			return orNotFound(err, apperr.MediaNotFound)
		}
		media = toMedia(file)
		return w.appendChange(ctx, caller.UserID, session, "message", message)
	})
	return media, err
}

// AddUpload stores what an upload is. It belongs to the caller's session.
func (s *Store) AddUpload(ctx context.Context, caller models.Caller, m models.Media) (models.Media, error) {
	var media models.Media
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.ownSession(ctx, caller, m.SessionID); err != nil {
			return err
		}
		if err := w.elevate(ctx); err != nil {
			return err
		}
		row, err := w.insertMedia(ctx, m)
		media = toMedia(row)
		media.Kind = m.Kind // the row doesn't say
		return orNotFound(err, apperr.SessionNotFound)
	})
	return media, err
}

func (w *work) insertMedia(ctx context.Context, m models.Media) (sqlc.Medium, error) {
	return w.InsertMedia(ctx, sqlc.InsertMediaParams{
		ID: m.ID, SessionID: m.SessionID, MessageRow: orNull(m.MessageRow), MimeType: &m.MimeType, Filename: orNull(m.Filename),
		Size: &m.Size, Sha256: &m.SHA256, BlobKey: &m.BlobKey, ThumbnailKey: orNull(m.ThumbnailKey),
		Width: orNull(int32(m.Width)), Height: orNull(int32(m.Height)), DurationMs: orNull(int32(m.Duration.Milliseconds())),
		Waveform: m.Waveform,
	})
}

// Media returns one of the caller's files.
func (s *Store) Media(ctx context.Context, caller models.Caller, session, id uuid.UUID) (models.Media, error) {
	var media models.Media
	err := s.readAsUser(ctx, caller, func(ctx context.Context, q *sqlc.Queries) error {
		row, err := q.GetMedia(ctx, sqlc.GetMediaParams{ID: id, SessionID: session, UserID: caller.UserID})
		media = toMedia(row)
		return orNotFound(err, apperr.MediaNotFound)
	})
	return media, err
}

// LinkedMedia returns a file for whoever holds a signed link to it.
func (s *Store) LinkedMedia(ctx context.Context, id uuid.UUID) (models.Media, error) {
	var media models.Media
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		row, err := w.GetMediaByID(ctx, id)
		media = toMedia(row)
		return orNotFound(err, apperr.MediaNotFound)
	})
	return media, err
}

// LinkedPicture returns the key of a chat's picture for whoever holds a signed link to it.
func (s *Store) LinkedPicture(ctx context.Context, contact uuid.UUID) (string, error) {
	var key string
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		found, err := w.GetPictureKey(ctx, contact)
		key = value(found)
		return orNotFound(err, apperr.MediaNotFound)
	})
	return key, err
}

// maxReleased bounds one step of forgetting.
const maxReleased = 200

// PruneUploads forgets uploads from before a moment that nobody sent. It says whether there may be more.
func (s *Store) PruneUploads(ctx context.Context, before time.Time) (more bool, err error) {
	err = s.asService(ctx, func(ctx context.Context, w *work) error {
		count, err := w.DeleteUploads(ctx, sqlc.DeleteUploadsParams{Before: before, MaxRows: maxReleased})
		more = count == maxReleased
		return err
	})
	return more, err
}

// ReleasedBlobs takes the keys of objects that no row has needed since before. It says whether there may be more.
func (s *Store) ReleasedBlobs(ctx context.Context, before time.Time) (keys []string, more bool, err error) {
	err = s.asService(ctx, func(ctx context.Context, w *work) error {
		rows, err := w.TakeReleasedBlobs(ctx, sqlc.TakeReleasedBlobsParams{Before: before, MaxRows: maxReleased})
		for _, r := range rows {
			if !r.InUse {
				keys = append(keys, r.Key)
			}
		}
		more = len(rows) == maxReleased
		return err
	})
	return keys, more, err
}

// ReleaseFile notes that what was kept of a file is to be deleted, unless another row needs it.
func (s *Store) ReleaseFile(ctx context.Context, m models.Media) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error { return w.release(ctx, m) })
}

func (w *work) release(ctx context.Context, m models.Media) error {
	for _, key := range []string{m.BlobKey, m.ThumbnailKey} {
		if key == "" {
			continue
		}
		if err := w.ReleaseBlob(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// ReleaseBlob notes again that an object is to be deleted.
func (s *Store) ReleaseBlob(ctx context.Context, key string) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error { return w.ReleaseBlob(ctx, key) })
}

// MessageOfMedia returns the message that a file belongs to, for the fetcher.
func (s *Store) MessageOfMedia(ctx context.Context, id uuid.UUID) (models.Message, error) {
	var message models.Message
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		row, err := w.MessageOfMedia(ctx, id)
		message = toMessage(row)
		return orNotFound(err, apperr.MessageNotFound)
	})
	return message, err
}
