package media_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/media"
	"github.com/conectafy/conectafy/backend/models"
)

func load(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func probe(t testing.TB, content []byte) media.Info {
	t.Helper()
	info, err := media.Probe(t.Context(), bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func TestProbe(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		mimeType      string
		kind          models.MessageType
		width, height int
		duration      time.Duration
		thumbnail     image.Point
		waveform      bool
	}{
		"photo.jpg":      {"image/jpeg", models.TypeImage, 640, 480, 0, image.Pt(320, 240), false},
		"turned.jpg":     {"image/jpeg", models.TypeImage, 480, 640, 0, image.Pt(240, 320), false},
		"picture.png":    {"image/png", models.TypeImage, 200, 100, 0, image.Pt(200, 100), false},
		"moving.gif":     {"image/gif", models.TypeImage, 64, 48, 0, image.Pt(64, 48), false},
		"picture.webp":   {"image/webp", models.TypeImage, 160, 120, 0, image.Pt(160, 120), false},
		"sticker.webp":   {"image/webp", models.TypeSticker, 512, 512, 0, image.Pt(320, 320), false},
		"moving.webp":    {"image/webp", models.TypeSticker, 512, 512, 0, image.Point{}, false},
		"clip.mp4":       {"video/mp4", models.TypeVideo, 128, 96, 2 * time.Second, image.Point{}, false},
		"turned.mp4":     {"video/mp4", models.TypeVideo, 96, 128, 2 * time.Second, image.Point{}, false},
		"clip.mov":       {"video/quicktime", models.TypeVideo, 128, 96, time.Second, image.Point{}, false},
		"clip.webm":      {"video/webm", models.TypeVideo, 128, 96, 2 * time.Second, image.Point{}, false},
		"voice.ogg":      {"audio/ogg", models.TypeVoice, 0, 0, 3 * time.Second, image.Point{}, true},
		"music.opus":     {"audio/ogg", models.TypeVoice, 0, 0, 3 * time.Second, image.Point{}, true},
		"silk.ogg":       {"audio/ogg", models.TypeVoice, 0, 0, 3 * time.Second, image.Point{}, true},
		"stereo.ogg":     {"audio/ogg", models.TypeVoice, 0, 0, 3 * time.Second, image.Point{}, true},
		"song.ogg":       {"audio/ogg", models.TypeAudio, 0, 0, 3 * time.Second, image.Point{}, false},
		"both.webm":      {"video/webm", models.TypeVideo, 64, 48, time.Second, image.Point{}, false},
		"vorbis.webm":    {"audio/webm", models.TypeAudio, 0, 0, time.Second, image.Point{}, false},
		"recording.webm": {"audio/webm", models.TypeVoice, 0, 0, 3 * time.Second, image.Point{}, false},
		"live.webm":      {"audio/webm", models.TypeVoice, 0, 0, 3 * time.Second, image.Point{}, false},
		"song.mp3":       {"audio/mpeg", models.TypeAudio, 0, 0, 3 * time.Second, image.Point{}, false},
		"vbr.mp3":        {"audio/mpeg", models.TypeAudio, 0, 0, 3 * time.Second, image.Point{}, false},
		"bare.mp3":       {"audio/mpeg", models.TypeAudio, 0, 0, 3 * time.Second, image.Point{}, false},
		"song.m4a":       {"audio/x-m4a", models.TypeAudio, 0, 0, 3 * time.Second, image.Point{}, false},
		"song.aac":       {"audio/aac", models.TypeAudio, 0, 0, 3 * time.Second, image.Point{}, false},
		"tone.wav":       {"audio/wav", models.TypeAudio, 0, 0, 500 * time.Millisecond, image.Point{}, false},
		"recording.mp4":  {"audio/mp4", models.TypeAudio, 0, 0, 0, image.Point{}, false},
		"page.pdf":       {"application/pdf", models.TypeDocument, 0, 0, 0, image.Point{}, false},
		"letter.docx": {
			"application/vnd.openxmlformats-officedocument.wordprocessingml.document", models.TypeDocument, 0, 0, 0, image.Point{}, false,
		},
		"files.zip":   {"application/zip", models.TypeDocument, 0, 0, 0, image.Point{}, false},
		"drawing.svg": {"image/svg+xml", models.TypeDocument, 0, 0, 0, image.Point{}, false},
		"page.jpg":    {"text/html", models.TypeDocument, 0, 0, 0, image.Point{}, false},
		"note.txt":    {"text/plain", models.TypeDocument, 0, 0, 0, image.Point{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			info := probe(t, load(t, name))
			if info.MimeType != want.mimeType || info.Kind != want.kind || info.Width != want.width || info.Height != want.height {
				t.Errorf("got %s, %s, %d×%d", info.MimeType, info.Kind, info.Width, info.Height)
			}
			// Encoders fill the last packet, so files are a little longer than what was put in.
			if off := info.Duration - want.duration; off < -50*time.Millisecond || off > 100*time.Millisecond {
				t.Errorf("got %v, want about %v", info.Duration, want.duration)
			}
			if size := jpegSize(t, info.Thumbnail); size != want.thumbnail {
				t.Errorf("the thumbnail is %v, want %v", size, want.thumbnail)
			}
			if got := len(info.Waveform); got != 0 && !want.waveform || got != media.WaveformLength && want.waveform {
				t.Errorf("the waveform has %d values", got)
			}
		})
	}
}

func jpegSize(t *testing.T, content []byte) image.Point {
	t.Helper()
	if content == nil {
		return image.Point{}
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return image.Pt(config.Width, config.Height)
}

// TestBroken cuts every file short and spoils bytes of it: whatever that makes of it, probing gives an answer.
func TestBroken(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/*.*")
	if err != nil || len(names) < 20 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		whole := load(t, filepath.Base(name))
		for _, length := range []int{0, 1, 11, 40, len(whole) / 2, len(whole) - 1} {
			probe(t, whole[:min(length, len(whole))])
		}
		spoilt := bytes.Clone(whole)
		for i := 16; i < len(spoilt); i += 37 {
			spoilt[i] ^= 0xFF
		}
		probe(t, spoilt)
	}
}

func TestUnreadableIsADocument(t *testing.T) {
	t.Parallel()
	for name, content := range map[string][]byte{
		"cut jpeg": load(t, "photo.jpg")[:20],
		"cut mp4":  load(t, "clip.mp4")[:40],
		"nothing":  nil,
		"noise":    {0, 1, 2, 3, 255, 254},
	} {
		if info := probe(t, content); info.Kind != models.TypeDocument || info.MimeType == "" {
			t.Errorf("%s: got %+v", name, info)
		}
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	content := load(t, "voice.ogg")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := media.Probe(ctx, bytes.NewReader(content), int64(len(content))); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
	broken := &brokenDisk{Reader: bytes.NewReader(content)}
	if _, err := media.Probe(t.Context(), broken, int64(len(content))); !errors.Is(err, errDisk) {
		t.Errorf("broken disk: got %v", err)
	}
}

var errDisk = errors.New("the disk broke")

// brokenDisk fails from the third read on.
type brokenDisk struct {
	*bytes.Reader
	reads int
}

func (b *brokenDisk) Read(p []byte) (int, error) {
	if b.reads++; b.reads > 2 {
		return 0, errDisk
	}
	return b.Reader.Read(p)
}

// TestBomb sends a picture whose header claims more pixels than any memory holds.
func TestBomb(t *testing.T) {
	t.Parallel()
	bomb := load(t, "picture.png")
	copy(bomb[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65536 × 65536
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	info := probe(t, bomb)
	if info.Kind != models.TypeImage || info.Width != 65536 || info.Thumbnail != nil {
		t.Errorf("got %s, %d wide, a thumbnail of %d bytes", info.Kind, info.Width, len(info.Thumbnail))
	}
}

func TestThumbnailIsUpright(t *testing.T) {
	t.Parallel()
	// The upper half of the stored picture is red; the camera says that its right side is up there.
	picture := image.NewRGBA(image.Rect(0, 0, 80, 40))
	for y := range 40 {
		for x := range 80 {
			picture.Set(x, y, map[bool]color.Color{true: color.RGBA{255, 0, 0, 255}, false: color.RGBA{0, 0, 255, 255}}[y < 20])
		}
	}
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, picture, nil); err != nil {
		t.Fatal(err)
	}
	for orientation, redAt := range map[byte]image.Point{
		1: {40, 5}, 2: {40, 5}, 3: {40, 35}, 4: {40, 35}, 5: {5, 40}, 6: {35, 40}, 7: {35, 40}, 8: {5, 40}, 9: {40, 5},
	} {
		info := probe(t, withOrientation(plain.Bytes(), orientation))
		thumbnail, err := jpeg.Decode(bytes.NewReader(info.Thumbnail))
		if err != nil {
			t.Fatal(err)
		}
		if r, _, b, _ := thumbnail.At(redAt.X, redAt.Y).RGBA(); r < 0xC000 || b > 0x4000 {
			t.Errorf("orientation %d: red is not at %v of %v", orientation, redAt, thumbnail.Bounds())
		}
		if info.Width != thumbnail.Bounds().Dx() || info.Height != thumbnail.Bounds().Dy() {
			t.Errorf("orientation %d: got %d×%d, the thumbnail is %v", orientation, info.Width, info.Height, thumbnail.Bounds())
		}
	}
}

// withOrientation puts EXIF behind the first marker of a JPEG, in the byte order of Intel.
func withOrientation(content []byte, orientation byte) []byte {
	exif := append([]byte("\xFF\xE1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00"), orientation, 0, 0, 0, 0, 0, 0, 0)
	return bytes.Join([][]byte{content[:2], exif, content[2:]}, nil)
}

func TestThumbnailOfTransparency(t *testing.T) {
	t.Parallel()
	var content bytes.Buffer
	if err := png.Encode(&content, image.NewNRGBA(image.Rect(0, 0, 3000, 10))); err != nil {
		t.Fatal(err)
	}
	info := probe(t, content.Bytes())
	thumbnail, err := jpeg.Decode(bytes.NewReader(info.Thumbnail))
	if err != nil {
		t.Fatal(err)
	}
	if size := thumbnail.Bounds().Size(); size != image.Pt(320, 1) {
		t.Errorf("the thumbnail is %v", size)
	}
	if r, _, _, _ := thumbnail.At(100, 0).RGBA(); r < 0xFA00 {
		t.Errorf("what was transparent is not white but %x", r)
	}
}

func TestSniffRewinds(t *testing.T) {
	t.Parallel()
	r := bytes.NewReader(load(t, "picture.png"))
	if _, err := r.Seek(50, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if got, err := media.Sniff(r); err != nil || got != "image/png" {
		t.Errorf("got %q, %v", got, err)
	}
	if at, err := r.Seek(0, io.SeekCurrent); err != nil || at != 0 {
		t.Errorf("left at %d, %v", at, err)
	}
}
