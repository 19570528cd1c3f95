package middlewares

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr"
)

// BodyLimit refuses a body of more than limit bytes: at once when the caller tells its length, else where it is read.
func BodyLimit(limit int64) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.Request.ContentLength > limit {
			fail(c, apperr.BodyTooLarge.With(limit))
			return
		}
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
		c.Next()
	}
}

// UploadLimit does so with a larger limit for a body of parts, among which is a file.
func UploadLimit(limit, uploadLimit int64) gin.HandlerFunc {
	plain, upload := BodyLimit(limit), BodyLimit(uploadLimit)
	return func(c *gin.Context) {
		if c.ContentType() == "multipart/form-data" {
			upload(c)
			return
		}
		plain(c)
	}
}
