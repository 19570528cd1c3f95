package media_test

import (
	"testing"

	"github.com/conectafy/conectafy/backend/internal/media"
)

func TestSafeType(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]bool{
		"image/jpeg": true, "image/png": true, "image/gif": true, "image/webp": true, "audio/ogg": true, "audio/mpeg": true, "video/mp4": true,
		"video/webm": true, "image/svg+xml": false, "text/html": false, "application/xhtml+xml": false, "text/xml": false, "text/plain": false,
		"application/pdf": false, "application/javascript": false, "application/zip": false, "application/octet-stream": false, "": false,
		"image/jpeg; charset=utf-8": false, "IMAGE/SVG+XML": false,
	} {
		contentType, mayShow := media.SafeType(given)
		if mayShow != want {
			t.Errorf("%q may be shown: got %v", given, mayShow)
		}
		if wantType := map[bool]string{true: given, false: "application/octet-stream"}[want]; contentType != wantType {
			t.Errorf("%q is served as %q", given, contentType)
		}
	}
}
