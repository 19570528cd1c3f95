package media

import (
	"errors"
	"io"
	"math"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// probeWebM reads a file up to its first cluster; to the end if the length isn't told in front, as a browser that records can't.
func probeWebM(r io.ReadSeeker, _ int64, info *Info) error {
	if err := rewind(r); err != nil {
		return err
	}
	m := newWebM(r)
	m.onCluster = func() error {
		if m.duration > 0 {
			return errEnough
		}
		return nil
	}
	if err := m.read(); err != nil && !errors.Is(err, errEnough) && len(m.tracks) == 0 {
		return err
	}
	ticks := int64(m.last)
	if m.duration > 0 && m.duration < math.MaxInt64 {
		ticks = int64(m.duration)
	}
	if m.scale > 0 {
		info.Duration = seconds(ticks, int64(uint64(time.Second)/m.scale))
	}
	return m.describe(info)
}

func (m *webm) describe(info *Info) error {
	var sound *webmTrack
	for i, track := range m.tracks {
		switch track.kind {
		case trackVideo:
			info.Kind, info.MimeType, info.Width, info.Height = models.TypeVideo, "video/webm", track.width, track.height
			return nil
		case trackAudio:
			sound = &m.tracks[i]
		}
	}
	if sound == nil {
		return errUnreadable
	}
	info.Kind, info.MimeType = models.TypeAudio, "audio/webm"
	if sound.codec == codecOpus {
		info.Kind = models.TypeVoice
	}
	return nil
}
