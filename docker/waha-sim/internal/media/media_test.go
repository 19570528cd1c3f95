package media

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
)

func add(t *testing.T, s *Store, text string) Added {
	t.Helper()
	added, err := s.Add(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func TestStoreKeepsWhatItMay(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := NewStore(folder, Limits{Files: 2, Bytes: 100, FileSize: 10})
	first, second := add(t, s, "first"), add(t, s, "second")
	add(t, s, "second")
	if !s.Has(first.Hash) {
		t.Error("the same file counted twice")
	}
	third := add(t, s, "third")
	if s.Has(first.Hash) || !s.Has(second.Hash) || !s.Has(third.Hash) {
		t.Error("not the oldest file went")
	}
	if _, err := s.Add(strings.NewReader("more than ten")); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Open("../" + first.Hash); !errors.Is(err, ErrGone) {
		t.Errorf("got %v", err)
	}
	newest := time.Now().Add(time.Minute) // a clock of files is too coarse to tell them apart
	if err := os.Chtimes(s.path(third.Hash), newest, newest); err != nil {
		t.Fatal(err)
	}
	again := NewStore(folder, Limits{Files: 2, Bytes: 100, FileSize: 10})
	add(t, again, "fourth")
	if again.Has(second.Hash) || !again.Has(third.Hash) {
		t.Error("a store that was opened again forgot what it held")
	}
	file, err := again.Open(third.Hash)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if data, _ := io.ReadAll(file); string(data) != "third" {
		t.Errorf("got %q", data)
	}
}

func TestStoreIsBoundInBytes(t *testing.T) {
	t.Parallel()
	s := NewStore(t.TempDir(), Limits{Files: 100, Bytes: 10, FileSize: 10})
	first := add(t, s, "12345678")
	add(t, s, "123")
	if s.Has(first.Hash) {
		t.Error("there is more than the bound allows")
	}
}

func TestShelf(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := NewShelf(3 * time.Minute)
		s.Put("a", Served{Hash: "1"})
		time.Sleep(2 * time.Minute)
		if _, found := s.Get("a"); !found {
			t.Error("gone too early")
		}
		s.Put("a", Served{Hash: "1"}) // a new life
		time.Sleep(2 * time.Minute)
		if _, found := s.Get("a"); !found {
			t.Error("gone too early after it was put again")
		}
		time.Sleep(time.Minute)
		if _, found := s.Get("a"); found {
			t.Error("served for too long")
		}
	})
	forever := NewShelf(0)
	forever.Put("a", Served{})
	if _, found := forever.Get("a"); !found || forever.Clear() != 1 {
		t.Error("a life without end ended")
	}
}

func TestSamplesAreWhatTheySay(t *testing.T) {
	t.Parallel()
	if width, height := Dimensions(bytes.NewReader(SampleOf(history.Image).Data)); width != 96 || height != 72 {
		t.Errorf("got a picture of %d × %d", width, height)
	}
	if !IsOpus(SampleOf(history.Voice).Data) || IsOpus(SampleOf(history.Audio).Data) {
		t.Error("voice is not told from audio")
	}
	if !IsWebP(SampleOf(history.Sticker).Data) || IsWebP(SampleOf(history.Image).Data) {
		t.Error("a sticker is not told from a picture")
	}
	for mimetype, want := range map[string]string{
		"image/jpeg": "jpeg", VoiceType: "oga", "video/mp4": "mp4", "application/pdf": "pdf", "image/webp": "webp", "x": "bin",
	} {
		if got := Extension(mimetype); got != want {
			t.Errorf("%s: got %s, want %s", mimetype, got, want)
		}
	}
}

// TestSilence follows the pages of the recording, whose checksums must be those of the format.
func TestSilence(t *testing.T) {
	t.Parallel()
	data, pages := Silence(3), 0
	for len(data) > 0 {
		if !bytes.HasPrefix(data, []byte("OggS")) {
			t.Fatalf("page %d does not begin as one", pages)
		}
		size := 27 + int(data[26])
		for _, n := range data[27:size] {
			size += int(n)
		}
		page := bytes.Clone(data[:size])
		sum := uint32(page[22]) | uint32(page[23])<<8 | uint32(page[24])<<16 | uint32(page[25])<<24
		copy(page[22:26], []byte{0, 0, 0, 0})
		if checksum(page) != sum {
			t.Errorf("page %d has another checksum", pages)
		}
		data = data[size:]
		pages++
	}
	if pages != 5 {
		t.Errorf("got %d pages, want 2 for the head and one a second", pages)
	}
}
