package media_test

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
	"time"

	"github.com/pion/opus/pkg/oggreader"

	"github.com/conectafy/conectafy/backend/internal/media"
	"github.com/conectafy/conectafy/backend/models"
)

func TestToOggOpus(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]time.Duration{
		"recording.webm": 3 * time.Second,
		"live.webm":      3 * time.Second,
		"both.webm":      time.Second,
	} {
		var voice bytes.Buffer
		if err := media.ToOggOpus(iotest.HalfReader(bytes.NewReader(load(t, name))), &voice); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		info := probe(t, voice.Bytes())
		if info.MimeType != "audio/ogg" || info.Kind != models.TypeVoice || len(info.Waveform) != media.WaveformLength {
			t.Errorf("%s: got %s, %s, %d values", name, info.MimeType, info.Kind, len(info.Waveform))
		}
		// The end that the encoder filled is cut off again, to the sample.
		if info.Duration != want {
			t.Errorf("%s: got %v, want %v", name, info.Duration, want)
		}
		checkPages(t, name, voice.Bytes())
	}
}

// checkPages reads with somebody else's reader, which checks sums and the order of pages.
func checkPages(t *testing.T, name string, content []byte) {
	t.Helper()
	r, head, err := oggreader.NewWith(bytes.NewReader(content))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if head.Channels != 1 || head.PreSkip != 312 || head.SampleRate != 48000 {
		t.Errorf("%s: got %+v", name, head)
	}
	var granule uint64
	for pages := 1; ; pages++ {
		_, page, err := r.ParseNextPage()
		if errors.Is(err, io.EOF) {
			if pages < 3 {
				t.Errorf("%s: only %d pages", name, pages)
			}
			return
		}
		if err != nil {
			t.Fatalf("%s: page %d: %v", name, pages, err)
		}
		if page.GranulePosition < granule || page.GranulePosition > granule+48000+5760 {
			t.Errorf("%s: page %d goes from %d to %d", name, pages, granule, page.GranulePosition)
		}
		granule = page.GranulePosition
	}
}

// TestSameVoice compares the packets before and after by what they sound like.
func TestSameVoice(t *testing.T) {
	t.Parallel()
	var once, twice bytes.Buffer
	recording := load(t, "recording.webm")
	for _, to := range []*bytes.Buffer{&once, &twice} {
		if err := media.ToOggOpus(bytes.NewReader(recording), to); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(once.Bytes(), twice.Bytes()) {
		t.Error("the same recording made two different files")
	}
	got, want := probe(t, once.Bytes()).Waveform, probe(t, load(t, "voice.ogg")).Waveform
	for i := range got {
		if off := int(got[i]) - int(want[i]); off < -12 || off > 12 {
			t.Errorf("moment %d: got %d, want about %d", i, got[i], want[i])
		}
	}
}

func TestUnsupported(t *testing.T) {
	t.Parallel()
	whole := load(t, "recording.webm")
	for name, content := range map[string][]byte{
		"MP4":           load(t, "recording.mp4"),
		"no sound":      load(t, "clip.webm"),
		"another codec": load(t, "vorbis.webm"),
		"OGG already":   load(t, "voice.ogg"),
		"a picture":     load(t, "photo.jpg"),
		"nothing":       nil,
		"cut off":       whole[:len(whole)-200],
		"header only":   whole[:300],
	} {
		if err := media.ToOggOpus(bytes.NewReader(content), io.Discard); !errors.Is(err, media.ErrUnsupported) {
			t.Errorf("%s: got %v, want ErrUnsupported", name, err)
		}
	}
}

func TestConvertErrors(t *testing.T) {
	t.Parallel()
	recording := load(t, "recording.webm")
	broken := io.MultiReader(bytes.NewReader(recording[:5000]), iotest.ErrReader(errDisk))
	if err := media.ToOggOpus(broken, io.Discard); !errors.Is(err, errDisk) || errors.Is(err, media.ErrUnsupported) {
		t.Errorf("reading: got %v", err)
	}
	full, into := io.Pipe()
	full.CloseWithError(errDisk)
	if err := media.ToOggOpus(bytes.NewReader(recording), into); !errors.Is(err, errDisk) || errors.Is(err, media.ErrUnsupported) {
		t.Errorf("writing: got %v", err)
	}
}

func FuzzToOggOpus(f *testing.F) {
	f.Add(load(f, "live.webm")[:2000])
	f.Add(load(f, "both.webm")[:2000])
	f.Fuzz(func(t *testing.T, content []byte) {
		var out bytes.Buffer
		if media.ToOggOpus(bytes.NewReader(content), &out) == nil && !bytes.HasPrefix(out.Bytes(), []byte("OggS")) {
			t.Error("it made something else")
		}
	})
}

func FuzzProbe(f *testing.F) {
	for _, name := range []string{"turned.jpg", "clip.mp4", "live.webm", "silence.ogg", "tone.wav", "song.aac", "bare.mp3", "sticker.webp"} {
		content := load(f, name)
		f.Add(content[:min(len(content), 1000)])
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		info := probe(t, content)
		if info.Kind == "" || info.MimeType == "" || info.Duration < 0 || info.Width < 0 || info.Height < 0 {
			t.Errorf("got %+v", info)
		}
	})
}
