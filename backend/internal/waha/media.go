package waha

import (
	"bytes"
	"cmp"
	"encoding/json"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// Why a file is not there, in words that the API gives on.
const (
	// MediaDownloadFailed: WhatsApp did not give the file to WAHA.
	MediaDownloadFailed = "download_failed"
	// MediaNotDownloaded: WAHA did not fetch the file.
	MediaNotDownloaded = "not_downloaded"
)

type wireMedia struct {
	URL      string          `json:"url"`
	Filename string          `json:"filename"`
	MimeType string          `json:"mimetype"`
	Error    json.RawMessage `json:"error"`
}

func (m *wireMedia) failed() bool {
	return len(m.Error) > 0 && !bytes.Equal(m.Error, []byte("null")) && !bytes.Equal(m.Error, []byte("false"))
}

// What a picture or a recording can measure at most. Beyond that, the engine wrote nonsense.
const (
	maxPixels  = 1 << 16
	maxSeconds = 7 * 24 * 3600
)

// media is the file of a message, or nil. Message lists are read without files, so there no address only means that
// nobody asked for the file yet.
func (w *wireMessage) media(p *part, origin models.MessageOrigin) *models.Media {
	wire := w.Media
	if wire == nil {
		wire = &wireMedia{}
	}
	source := webAddress(wire.URL, w.MediaURL)
	if !w.HasMedia && source == "" && !wire.failed() {
		return nil
	}
	media := &models.Media{
		Status: models.MediaPending, SourceURL: source, Waveform: waveform(p.Waveform),
		MimeType: clean(cmp.Or(wire.MimeType, p.MimeType), maxName),
		Filename: clean(cmp.Or(wire.Filename, p.Filename), maxFilename),
		Width:    p.Width.count(maxPixels), Height: p.Height.count(maxPixels),
		Duration: time.Duration(p.Seconds.count(maxSeconds)) * time.Second,
	}
	switch {
	case wire.failed():
		media.Status, media.ErrorCode = models.MediaFailed, MediaDownloadFailed
	case source == "" && origin == models.OriginLive:
		media.Status, media.ErrorCode = models.MediaFailed, MediaNotDownloaded
	}
	return media
}

// waveform bounds how loud a recording is over time.
func waveform(samples looseBytes) []byte {
	if len(samples) == 0 {
		return nil
	}
	samples = samples[:min(len(samples), maxWaveform)]
	for i, loudness := range samples {
		samples[i] = min(loudness, 100)
	}
	return samples
}
