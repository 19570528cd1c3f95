package media

import (
	"bytes"
	"image"
	_ "image/gif"  // for the size of a picture
	_ "image/jpeg" // likewise
	_ "image/png"  // likewise
	"io"
	"mime"
	"strings"
)

// VoiceType is how WhatsApp names the type of a voice message.
const VoiceType = "audio/ogg; codecs=opus"

// extensions are WAHA's own for common types.
var extensions = map[string]string{
	"image/jpeg": "jpeg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "audio/ogg": "oga", "audio/mpeg": "mp3",
	"audio/mp4": "mp4", "video/mp4": "mp4", "video/3gpp": "3gp", "application/pdf": "pdf", "text/plain": "txt",
	"text/csv": "csv", "application/zip": "zip", "application/json": "json", "text/vcard": "vcf",
	"application/msword": "doc", "application/vnd.ms-excel": "xls",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       "xlsx",
}

// Extension is the ending of the name under which a file of the type is served.
func Extension(mimetype string) string {
	base, _, err := mime.ParseMediaType(mimetype)
	if err != nil {
		base, _, _ = strings.Cut(mimetype, ";")
	}
	if ending := extensions[strings.TrimSpace(base)]; ending != "" {
		return ending
	}
	return "bin"
}

// IsOpus tells whether a file that begins so is a voice recording in OGG/Opus.
func IsOpus(head []byte) bool {
	return bytes.HasPrefix(head, []byte("OggS")) && bytes.Contains(head, []byte("OpusHead"))
}

// IsWebP tells whether a file that begins so is a WebP picture.
func IsWebP(head []byte) bool {
	return len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP"
}

// Dimensions are a picture's width and height, zero where they can't be told.
func Dimensions(from io.Reader) (width, height int) {
	info, _, err := image.DecodeConfig(from)
	if err != nil {
		return 0, 0
	}
	return info.Width, info.Height
}
