package media

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"
)

// ErrUnsupported says that a recording can't become a voice note without being encoded anew.
var ErrUnsupported = errors.New("this recording cannot be turned into a voice note")

// vendor signs what we write.
const vendor = "Conectafy"

// ToOggOpus turns a browser's recording (WebM with Opus) into the OGG/Opus that WhatsApp plays as a voice note. The sound is packed
// anew, not encoded anew, and read and written packet by packet. What isn't WebM with one or two channels of Opus fails with
// ErrUnsupported; after an error, what was written is worth nothing.
func ToOggOpus(r io.Reader, w io.Writer) error {
	source := &source{from: r}
	in, out := newWebM(source), newOggWriter(w)
	var voice *webmTrack
	in.onCluster = func() error {
		if voice != nil {
			return nil
		}
		var err error
		voice, err = begin(in.tracks, out)
		return err
	}
	in.wants = func(track uint64) bool { return voice != nil && voice.number == track }
	heard := false
	in.onBlock = func(packet []byte) error {
		samples := opusSamples(packet)
		if samples == 0 {
			return fmt.Errorf("%w: %w", ErrUnsupported, errUnreadable)
		}
		heard = true
		return out.packet(packet, samples)
	}
	if err := in.read(); err != nil {
		if source.err != nil {
			return fmt.Errorf("read a recording: %w", source.err)
		}
		if errors.Is(err, errUnreadable) {
			return fmt.Errorf("%w: %w", ErrUnsupported, err)
		}
		return err
	}
	if !heard {
		return fmt.Errorf("%w: it holds no sound", ErrUnsupported)
	}
	return out.close(cut(in.discard))
}

// cut turns what is to be cut off the end into samples, at most the last packet.
func cut(discard time.Duration) int64 {
	longest := time.Duration(longestPacket) * time.Second / opusRate
	return int64(min(max(0, discard), longest)) * opusRate / int64(time.Second)
}

// source remembers why a recording could not be read, which is nobody's format.
type source struct {
	from io.Reader
	err  error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// begin finds the voice among the tracks and writes the two headers.
func begin(tracks []webmTrack, out *oggWriter) (*webmTrack, error) {
	for i, track := range tracks {
		if track.codec != codecOpus {
			continue
		}
		if _, ok := parseOpusHead(track.private); !ok {
			return nil, fmt.Errorf("%w: its header is broken, or it has more than two channels", ErrUnsupported)
		}
		if err := out.header(track.private); err != nil {
			return nil, err
		}
		return &tracks[i], out.header(opusTags())
	}
	return nil, fmt.Errorf("%w: it holds no Opus", ErrUnsupported)
}

// opusTags is the second header (RFC 7845, 5.2): who wrote it, and no comments.
func opusTags() []byte {
	tags := append([]byte(tagsMagic), 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(tags[len(tagsMagic):], uint32(len(vendor)))
	tags = append(tags, vendor...)
	return append(tags, 0, 0, 0, 0)
}
