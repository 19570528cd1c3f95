package media

import "slices"

// inline are the types that a browser shows or plays without running anything in them. SVG and PDF can hold scripts, HTML is one.
var inline = []string{
	"image/jpeg", "image/png", "image/gif", "image/webp",
	"audio/ogg", "audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/aac", "audio/wav", "audio/webm",
	"video/mp4", "video/webm", "video/ogg", "video/quicktime", "video/3gpp",
}

// SafeType says with which Content-Type a file may be served, and whether a browser may show it in place. What may not be shown is
// bytes to be saved, whatever it claims to be.
func SafeType(mimeType string) (contentType string, mayShow bool) {
	if slices.Contains(inline, mimeType) {
		return mimeType, true
	}
	return octets, false
}
