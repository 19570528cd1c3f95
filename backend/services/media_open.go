package services

import (
	"context"
	"errors"
	"path"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/blobs"
	"github.com/conectafy/conectafy/backend/internal/media"
)

// Content is a file that is handed out. Reader must be closed.
type Content struct {
	Reader   *blobs.Reader
	MimeType string
	Inline   bool // may be shown by a browser
	Filename string
	ETag     string
}

// Link is what a signed link says beside its path.
type Link struct{ Expires, Signature string }

// Original hands the file of a message to whoever holds a signed link to it.
func (m *Media) Original(ctx context.Context, id uuid.UUID, link Link) (Content, error) {
	if err := m.verify(id, variantOriginal, link); err != nil {
		return Content{}, err
	}
	file, err := m.store.LinkedMedia(ctx, id)
	if err != nil {
		return Content{}, err
	}
	content, err := m.content(ctx, file.BlobKey)
	content.MimeType, content.Inline = media.SafeType(file.MimeType)
	content.Filename = file.Filename
	return content, err
}

// Thumbnail hands out the small picture of a file.
func (m *Media) Thumbnail(ctx context.Context, id uuid.UUID, link Link) (Content, error) {
	if err := m.verify(id, variantThumbnail, link); err != nil {
		return Content{}, err
	}
	file, err := m.store.LinkedMedia(ctx, id)
	if err != nil {
		return Content{}, err
	}
	return m.picture(ctx, file.ThumbnailKey)
}

// Picture hands out the picture of a chat.
func (m *Media) Picture(ctx context.Context, contact uuid.UUID, link Link) (Content, error) {
	if err := m.verify(contact, variantPicture, link); err != nil {
		return Content{}, err
	}
	key, err := m.store.LinkedPicture(ctx, contact)
	if err != nil {
		return Content{}, err
	}
	return m.picture(ctx, key)
}

func (m *Media) verify(id uuid.UUID, variant string, link Link) error {
	err := m.signer.Verify(blobs.Resource(id, variant, ""), link.Expires, link.Signature, time.Now())
	switch {
	case errors.Is(err, blobs.ErrLinkExpired):
		return apperr.LinkExpired.Because(err)
	case err != nil:
		return apperr.LinkInvalid.Because(err)
	}
	return nil
}

// picture is one that was made here.
func (m *Media) picture(ctx context.Context, key string) (Content, error) {
	content, err := m.content(ctx, key)
	content.MimeType, content.Inline = "image/jpeg", true
	return content, err
}

func (m *Media) content(ctx context.Context, key string) (Content, error) {
	if key == "" {
		return Content{}, apperr.MediaNotFound
	}
	reader, err := m.blobs.NewReader(ctx, key)
	if errors.Is(err, blobs.ErrNotFound) {
		return Content{}, apperr.MediaNotFound.Because(err)
	}
	if err != nil {
		return Content{}, apperr.MediaStoreUnavailable.Because(err).Retry(retryAfter)
	}
	return Content{Reader: reader, ETag: path.Base(key)}, nil
}
