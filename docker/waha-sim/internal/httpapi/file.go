package httpapi

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/media"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

// fileBody is a file in a call: by its address, or in base64.
type fileBody struct {
	Mimetype string `json:"mimetype"`
	Filename string `json:"filename"`
	URL      string `json:"url"`
	Data     string `json:"data"`
}

// keep stores the file of a call.
func (in fileBody) keep(ctx context.Context, s *waha.Session) (*history.Media, media.Added, error) {
	if in.URL != "" {
		return s.Fetch(ctx, in.URL, in.Mimetype, in.Filename)
	}
	kept, added, err := s.Keep(decoded(in.Data), in.Mimetype, in.Filename)
	return kept, added, explainFile(err, "file.data")
}

func decoded(data string) io.Reader {
	return base64.NewDecoder(base64.StdEncoding, strings.NewReader(data))
}

// explainFile says which field is not base64, if that is what is wrong.
func explainFile(err error, field string) error {
	var corrupt base64.CorruptInputError
	if errors.As(err, &corrupt) || errors.Is(err, io.ErrUnexpectedEOF) {
		return waha.InvalidError{Problems: []string{field + " must be base64"}}
	}
	return err
}

// sendFile makes the handler of a call that sends a file as something.
func (a *API) sendFile(kind history.Kind) func(context.Context, *waha.Session, *sendBody) (waha.Outgoing, error) {
	return func(ctx context.Context, s *waha.Session, in *sendBody) (waha.Outgoing, error) {
		if in.File == nil || (in.File.URL == "" && in.File.Data == "") {
			return waha.Outgoing{}, waha.InvalidError{Problems: []string{"file must have url or data"}}
		}
		if kind == history.Video && a.cfg.Engine == config.WEBJS && !a.cfg.Sim.Chrome {
			return waha.Outgoing{}, waha.ErrNoVideo
		}
		kept, added, err := in.File.keep(ctx, s)
		if err != nil {
			return waha.Outgoing{}, err
		}
		if kept, err = in.fit(s, kind, kept, added); err != nil {
			return waha.Outgoing{}, err
		}
		return waha.Outgoing{Text: in.Caption, Kind: kind, Content: &history.Content{Media: kept}}, nil
	}
}

// fit checks that the file is what its kind needs. There is no converter here: what one would make is a silence.
func (in *sendBody) fit(s *waha.Session, kind history.Kind, kept *history.Media, added media.Added) (*history.Media, error) {
	switch {
	case kind == history.Sticker && !media.IsWebP(added.Head):
		return nil, fmt.Errorf("%w: a sticker must be WebP", waha.ErrWrongFile)
	case kind == history.Voice && !media.IsOpus(added.Head):
		if !in.Convert {
			return nil, fmt.Errorf("%w: a voice message must be OGG with Opus, or convert true", waha.ErrWrongFile)
		}
		sample := media.SampleOf(kind)
		converted, _, err := s.Keep(strings.NewReader(string(sample.Data)), sample.Mimetype, "")
		if err != nil {
			return nil, err
		}
		converted.Seconds = sample.Seconds
		return converted, nil
	case kind == history.Voice:
		kept.Mimetype = media.VoiceType
	case kind == history.Video:
		kept.Note = in.AsNote
	}
	return kept, nil
}
