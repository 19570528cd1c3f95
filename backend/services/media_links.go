package services

import (
	"time"

	"github.com/conectafy/conectafy/backend/internal/blobs"
	"github.com/conectafy/conectafy/backend/models"
)

// The variants of a file.
const (
	variantOriginal  = "original"
	variantThumbnail = "thumbnail"
	variantPicture   = "picture" // of a chat
)

// MediaLinks signs short-lived links to files, which open them without a token: in an <img>, or for WAHA.
type MediaLinks struct {
	signer   *blobs.Signer
	base     string // the address of the API, as whoever follows the link types it
	lifetime time.Duration
}

// NewMediaLinks returns links below base that live for lifetime.
func NewMediaLinks(signer *blobs.Signer, base string, lifetime time.Duration) *MediaLinks {
	return &MediaLinks{signer: signer, base: base, lifetime: lifetime}
}

// Of returns the links to a file and to its thumbnail, each empty if there is none.
func (l *MediaLinks) Of(m *models.Media) (original, thumbnail string) {
	if m.Status != models.MediaStored {
		return "", ""
	}
	expires := time.Now().Add(l.lifetime)
	path := l.base + "/api/media/" + m.ID.String()
	original = path + "?" + l.signer.Sign(blobs.Resource(m.ID, variantOriginal, ""), expires)
	if m.ThumbnailKey != "" {
		thumbnail = path + "/thumbnail?" + l.signer.Sign(blobs.Resource(m.ID, variantThumbnail, ""), expires)
	}
	return original, thumbnail
}

// Picture returns the link to a chat's picture, empty if there is none.
func (l *MediaLinks) Picture(c *models.Contact) string {
	if c.PictureKey == "" {
		return ""
	}
	query := l.signer.Sign(blobs.Resource(c.ID, variantPicture, ""), time.Now().Add(l.lifetime))
	return l.base + "/api/pictures/" + c.ID.String() + "?" + query
}
