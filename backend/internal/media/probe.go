package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// Info is what could be found out about a file. What is unknown is zero.
type Info struct {
	MimeType string
	// Kind is the kind of message the file makes: image, sticker, video, audio, voice, or document for all else.
	Kind models.MessageType
	// Width and Height are as the picture is seen, after turning it the way it says.
	Width, Height int
	Duration      time.Duration
	// Waveform has WaveformLength values from 0 to 100, the loudest being 100; only voice has one.
	Waveform []byte
	// Thumbnail is a JPEG that fits into ThumbnailSize pixels; only pictures have one.
	Thumbnail []byte
}

// errUnreadable says that a file is not what its first bytes promise.
var errUnreadable = errors.New("the file is broken")

// Probe looks into a file of size bytes. A file that is broken, or of a kind we know nothing of, is a document: a message never fails
// because of what somebody sent. So the error means that the file could not be read, or that ctx ended.
func Probe(ctx context.Context, r io.ReadSeeker, size int64) (Info, error) {
	mimeType, err := Sniff(r)
	if err != nil {
		return Info{}, err
	}
	read := &watched{ctx: ctx, from: r}
	info, err := look(read, mimeType, size)
	if read.err != nil {
		return Info{}, fmt.Errorf("read a file: %w", read.err)
	}
	if err != nil {
		return Info{MimeType: mimeType, Kind: models.TypeDocument}, nil
	}
	return info, nil
}

// look asks the one who knows the format. The decoders get bytes from anybody, and one of them may panic over some; what was found
// out until then holds.
func look(r io.ReadSeeker, mimeType string, size int64) (info Info, err error) {
	defer func() {
		if cause := recover(); cause != nil && info.Kind == "" {
			err = fmt.Errorf("%w: %v", errUnreadable, cause)
		}
	}()
	info = Info{MimeType: mimeType}
	probe, known := probes[mimeType]
	if !known {
		return info, errUnreadable
	}
	return info, probe(r, size, &info)
}

// probes says who knows which format. What WhatsApp shows as a document anyway isn't here.
var probes = map[string]func(r io.ReadSeeker, size int64, info *Info) error{
	"image/jpeg":      probeImage,
	"image/png":       probeImage,
	"image/gif":       probeImage,
	"image/webp":      probeImage,
	"video/mp4":       probeMP4,
	"video/quicktime": probeMP4,
	"video/3gpp":      probeMP4,
	"video/x-m4v":     probeMP4,
	"audio/mp4":       probeMP4,
	"audio/x-m4a":     probeMP4,
	"video/webm":      probeWebM,
	"audio/webm":      probeWebM,
	"audio/ogg":       probeOgg,
	"application/ogg": probeOgg,
	"audio/mpeg":      probeMP3,
	"audio/wav":       probeWAV,
	"audio/aac":       probeAAC,
	"audio/amr":       probeAudio,
	"audio/flac":      probeAudio,
}

// probeAudio is for audio whose length isn't worth the code.
func probeAudio(_ io.ReadSeeker, _ int64, info *Info) error {
	info.Kind = models.TypeAudio
	return nil
}

// watched remembers why a file could not be read, which the decoders' errors don't tell from a broken one, and stops them with ctx.
type watched struct {
	ctx  context.Context
	from io.ReadSeeker
	err  error
}

func (w *watched) Read(p []byte) (int, error) {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}

func (w *watched) Seek(offset int64, whence int) (int64, error) { return w.from.Seek(offset, whence) }

// seconds turns a count of units into time. Broken files claim lengths of centuries; those are unknown.
func seconds(count, perSecond int64) time.Duration {
	const longest = 48 * 60 * 60
	if count <= 0 || perSecond <= 0 || count/perSecond > longest {
		return 0
	}
	whole, rest := count/perSecond, count%perSecond
	return time.Duration(whole)*time.Second + time.Duration(float64(rest)/float64(perSecond)*float64(time.Second))
}
