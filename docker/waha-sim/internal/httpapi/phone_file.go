package httpapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/media"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

// phoneMedia is a file that somebody sends: its bytes, or only its size for one that is made up.
type phoneMedia struct {
	Mimetype string `json:"mimetype"`
	Filename string `json:"filename"`
	Data     string `json:"data"`
	Size     int64  `json:"size"`
	Seconds  int    `json:"seconds"`
	Waveform []byte `json:"waveform"`
}

func kindOfFile(mimetype string) history.Kind {
	switch base, _, _ := strings.Cut(mimetype, "/"); {
	case mimetype == "image/webp":
		return history.Sticker
	case strings.HasPrefix(mimetype, "audio/ogg"):
		return history.Voice
	case base == "image":
		return history.Image
	case base == "video":
		return history.Video
	case base == "audio":
		return history.Audio
	}
	return history.Document
}

// file stores the message's file, a sample where none is given.
func (in writeRequest) file(s *waha.Session, kind history.Kind) (*history.Media, error) {
	given := phoneMedia{}
	if in.Media != nil {
		given = *in.Media
	}
	kept := in.kept
	if kept == nil {
		sample := media.SampleOf(kind)
		var from io.Reader = bytes.NewReader(sample.Data)
		switch {
		case given.Data != "":
			from = decoded(given.Data)
		case given.Size > 0:
			from = io.LimitReader(io.MultiReader(from, filler{}), given.Size)
		}
		if given.Data == "" {
			given.Mimetype, given.Filename = firstOf(given.Mimetype, sample.Mimetype), firstOf(given.Filename, sample.Filename)
			given.Seconds = max(given.Seconds, sample.Seconds)
		}
		var err error
		if kept, _, err = s.Keep(from, given.Mimetype, given.Filename); err != nil {
			return nil, explainFile(err, "media.data")
		}
	}
	kept.Seconds, kept.Waveform = given.Seconds, given.Waveform
	if kind == history.Voice && kept.Waveform == nil {
		kept.Waveform = []byte{0, 0, 1, 2}
	}
	return kept, nil
}

// filler is as many bytes as anybody wants.
type filler struct{}

func (filler) Read(into []byte) (int, error) {
	for i := range into {
		into[i] = byte(i)
	}
	return len(into), nil
}

// readParts reads a form: the part "message" is the JSON, the part "file" the file, which is streamed.
func readParts(r *http.Request, s *waha.Session, in *writeRequest, more any) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return badJSON{text: err.Error()}
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return badJSON{text: err.Error()}
		}
		if err := readPart(part, s, in, more); err != nil {
			return err
		}
	}
}

func readPart(part *multipart.Part, s *waha.Session, in *writeRequest, more any) error {
	switch part.FormName() {
	case "message":
		data, err := io.ReadAll(io.LimitReader(part, 1<<20))
		if err != nil {
			return badJSON{text: err.Error()}
		}
		if err := explain(json.Unmarshal(data, in)); err != nil || more == nil {
			return err
		}
		return explain(json.Unmarshal(data, more))
	case "file":
		kept, _, err := s.Keep(part, part.Header.Get("Content-Type"), part.FileName())
		in.kept = kept
		return err
	}
	return nil
}
