package media_test

import (
	"testing"

	"github.com/conectafy/conectafy/backend/internal/media"
)

// TestWaveform hears the same voice in each of Opus's ways of coding. It swells three times, from a fifth to full.
func TestWaveform(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"silk.ogg", "voice.ogg", "music.opus", "stereo.ogg"} {
		values := probe(t, load(t, name)).Waveform
		if len(values) != media.WaveformLength {
			t.Fatalf("%s: %d values", name, len(values))
		}
		var loudest byte
		for _, value := range values {
			loudest = max(loudest, value)
		}
		if loudest != 100 {
			t.Errorf("%s: the loudest is %d", name, loudest)
		}
		for third := range 3 {
			middle, edge := values[third*64/3+10], values[third*64/3+21]
			if middle < 85 || edge > 45 {
				t.Errorf("%s: in the middle of swell %d %d, at its end %d", name, third, middle, edge)
			}
		}
	}
}

func TestSilence(t *testing.T) {
	t.Parallel()
	if info := probe(t, load(t, "silence.ogg")); info.Waveform != nil || info.Duration == 0 {
		t.Errorf("got a waveform of %d values and %v", len(info.Waveform), info.Duration)
	}
}
