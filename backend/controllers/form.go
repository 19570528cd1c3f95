package controllers

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
)

// multipart opens a body that has parts; nil is a body of another kind.
func (in *input) multipart() *multipart.Reader {
	media, _, err := mime.ParseMediaType(in.c.GetHeader("Content-Type"))
	if err != nil || media != "multipart/form-data" {
		return nil
	}
	form, err := in.c.Request.MultipartReader()
	if err != nil {
		in.err = apperr.MalformedForm.Because(err)
	}
	return form
}

// maxPart bounds a part that is no file.
const maxPart = 256 << 10

// part reads the JSON that goes before the file.
func (in *input) part(form *multipart.Reader, body *newMessageBody) {
	if in.err != nil {
		return
	}
	part, err := nextPart(form, "message")
	if err != nil {
		in.err = err
		return
	}
	raw, err := io.ReadAll(io.LimitReader(part, maxPart))
	if err != nil {
		in.err = unreadable(err, raw)
		return
	}
	misfit := in.decode(raw, body)
	if in.err == nil {
		in.check(body, misfit)
	}
	in.complete(body, true)
}

// Uploads may be slow: a phone's line takes minutes for a video.
const uploadTimeout = 30 * time.Minute

// upload keeps the part "file", which is the next one.
func (m *Message) upload(c *gin.Context, session uuid.UUID, form *multipart.Reader, filename string) (models.Media, error) {
	// A writer without deadlines, as in tests without a connection, has none to move.
	_ = http.NewResponseController(c.Writer).SetReadDeadline(time.Now().Add(uploadTimeout))
	part, err := nextPart(form, "file")
	if err != nil {
		return models.Media{}, err
	}
	if filename == "" {
		filename = part.FileName()
	}
	body := &received{from: part}
	file, err := m.media.Upload(c.Request.Context(), middlewares.CallerFrom(c), session, body, filename)
	if body.err != nil {
		err = formAnswer(body.err)
	}
	return file, err
}

// nextPart opens the part that must come now.
func nextPart(form *multipart.Reader, name string) (*multipart.Part, error) {
	part, err := form.NextPart()
	if errors.Is(err, io.EOF) || err == nil && part.FormName() != name {
		return nil, apperr.InvalidFields(apperr.Field{Name: name, Rule: "required"})
	}
	if err != nil {
		return nil, formAnswer(err)
	}
	return part, nil
}

// formAnswer is for a form that could not be read to its end.
func formAnswer(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return apperr.BodyTooLarge.With(tooLarge.Limit).Because(err)
	}
	return apperr.MalformedForm.Because(err)
}

// received remembers why the rest of a file did not come, which is its sender's affair and no fault of ours.
type received struct {
	from io.Reader
	err  error
}

// Read reads on.
func (r *received) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

// Upload answers POST /api/messages/:sessionId/media: a file that is to be sent later.
func (m *Message) Upload(c *gin.Context) {
	in := m.read(c)
	session := in.pathID("sessionId")
	form := in.multipart()
	if form == nil && in.err == nil {
		in.err = apperr.ContentTypeUnknown
	}
	if !in.ok() {
		return
	}
	file, err := m.upload(c, session, form, "")
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusCreated, "media_stored", newViewer(c, m.links).media(&file))
}
