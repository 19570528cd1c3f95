package controllers

import (
	"context"
	"mime"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/services"
)

// Media hands out files to whoever holds a signed link.
type Media struct {
	media *services.Media
}

// NewMedia returns the controller.
func NewMedia(media *services.Media) *Media { return &Media{media: media} }

// Original answers GET /api/media/:mediaId.
func (m *Media) Original(c *gin.Context) { serve(c, "mediaId", m.media.Original) }

// Thumbnail answers GET /api/media/:mediaId/thumbnail.
func (m *Media) Thumbnail(c *gin.Context) { serve(c, "mediaId", m.media.Thumbnail) }

// Picture answers GET /api/pictures/:contactId.
func (m *Media) Picture(c *gin.Context) { serve(c, "contactId", m.media.Picture) }

// downloadTimeout is for a slow line and a large file.
const downloadTimeout = time.Hour

// inert lets nothing run in a file that a browser shows, whatever it holds.
const inert = "default-src 'none'; sandbox"

func serve(c *gin.Context, name string, open func(context.Context, uuid.UUID, services.Link) (services.Content, error)) {
	in := &input{c: c}
	id, download := in.pathID(name), in.flag("download")
	if !in.ok() {
		return
	}
	content, err := open(c.Request.Context(), id, services.Link{Expires: c.Query("expires"), Signature: c.Query("signature")})
	if err != nil {
		fail(c, err)
		return
	}
	defer func() { _ = content.Reader.Close() }()
	// A writer without deadlines, as in tests without a connection, has none to move.
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Now().Add(downloadTimeout))
	outlastReadTimeout(c)
	header := c.Writer.Header()
	header.Set("Content-Type", content.MimeType)
	header.Set("Content-Disposition", disposition(content, download))
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Security-Policy", inert)
	header.Set("Cross-Origin-Resource-Policy", "cross-origin") // the web app is another origin
	header.Set("Cache-Control", "private, max-age=3600, immutable")
	header.Set("ETag", `"`+content.ETag+`"`)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, content.Reader)
}

func disposition(content services.Content, download bool) string {
	kind := "attachment"
	if content.Inline && !download {
		kind = "inline"
	}
	if content.Filename == "" {
		return kind
	}
	return mime.FormatMediaType(kind, map[string]string{"filename": content.Filename})
}
