package media

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"time"
)

// The elements of WebM that we read.
const (
	idHeader         = 0x1A45DFA3
	idSegment        = 0x18538067
	idInfo           = 0x1549A966
	idTimestampScale = 0x2AD7B1
	idDuration       = 0x4489
	idTracks         = 0x1654AE6B
	idTrackEntry     = 0xAE
	idTrackNumber    = 0xD7
	idTrackType      = 0x83
	idCodecID        = 0x86
	idCodecPrivate   = 0x63A2
	idVideo          = 0xE0
	idPixelWidth     = 0xB0
	idPixelHeight    = 0xBA
	idCluster        = 0x1F43B675
	idTimestamp      = 0xE7
	idSimpleBlock    = 0xA3
	idBlockGroup     = 0xA0
	idBlock          = 0xA1
	idDiscardPadding = 0x75A2
)

const (
	trackVideo = 1
	trackAudio = 2
	// maxElement bounds what is read of an element into memory. No packet of sound is longer.
	maxElement = 64 << 10
	// maxTracks bounds the tracks that are remembered.
	maxTracks   = 16
	unknownSize = -1
)

// errEnough ends the reading early.
var errEnough = errors.New("all that was asked for has been read")

type webmTrack struct {
	number, kind  uint64
	codec         string
	private       []byte
	width, height int
}

// webm reads a file from front to end. Elements that hold others are entered by reading on behind their header, which needs neither
// their size (a browser that records doesn't know it) nor a stack.
type webm struct {
	r        *bufio.Reader
	scale    uint64 // nanoseconds of a tick
	duration float64
	tracks   []webmTrack
	cluster  uint64 // in ticks
	last     uint64 // the latest block, in ticks

	// onCluster is called before each cluster, onBlock with each block's content; it tells by wants which tracks it is for.
	onCluster func() error
	wants     func(track uint64) bool
	onBlock   func(packet []byte) error
	// discard is what the last block says is to be cut off its end.
	discard time.Duration
}

func newWebM(r io.Reader) *webm {
	return &webm{r: bufio.NewReaderSize(r, 32<<10), scale: uint64(time.Millisecond)}
}

// read reads to the end, or until a callback fails.
func (m *webm) read() error {
	for first := true; ; first = false {
		id, size, err := m.header()
		if errors.Is(err, io.EOF) && !first {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w", errUnreadable, err)
		}
		if first && id != idHeader {
			return errUnreadable
		}
		if err := m.element(id, size); err != nil {
			return err
		}
	}
}

func (m *webm) element(id uint64, size int64) error {
	switch id {
	case idSegment, idInfo, idTracks, idVideo, idBlockGroup:
		return nil
	case idTrackEntry:
		if len(m.tracks) == maxTracks {
			return errUnreadable
		}
		m.tracks = append(m.tracks, webmTrack{})
		return nil
	case idCluster:
		if m.onCluster != nil {
			return m.onCluster()
		}
		return nil
	case idSimpleBlock, idBlock:
		return m.block(size)
	case idTimestampScale, idDuration, idTrackNumber, idTrackType, idCodecID, idCodecPrivate, idPixelWidth, idPixelHeight, idTimestamp,
		idDiscardPadding:
		data, err := m.take(size)
		if err != nil {
			return err
		}
		m.value(id, data)
		return nil
	}
	return m.skip(size)
}

func (m *webm) value(id uint64, data []byte) {
	switch id {
	case idTimestampScale:
		m.scale = number(data)
	case idDuration:
		m.duration = float(data)
	case idTimestamp:
		m.cluster = number(data)
	case idDiscardPadding:
		m.discard = time.Duration(number(data))
	}
	if len(m.tracks) == 0 {
		return
	}
	track := &m.tracks[len(m.tracks)-1]
	switch id {
	case idTrackNumber:
		track.number = number(data)
	case idTrackType:
		track.kind = number(data)
	case idCodecID:
		track.codec = string(data)
	case idCodecPrivate:
		track.private = data
	case idPixelWidth:
		track.width = int(min(number(data), math.MaxUint16))
	case idPixelHeight:
		track.height = int(min(number(data), math.MaxUint16))
	}
}

// block reads a block's header (track, time since the cluster, flags) and its content if somebody wants it.
func (m *webm) block(size int64) error {
	track, length, err := m.vint(true)
	if err != nil || size < int64(length)+3 {
		return errUnreadable
	}
	var rest [3]byte
	if _, err := io.ReadFull(m.r, rest[:]); err != nil {
		return errUnreadable
	}
	if at := int64(m.cluster) + int64(int16(binary.BigEndian.Uint16(rest[:]))); at > int64(m.last) {
		m.last = uint64(at)
	}
	size -= int64(length) + 3
	if m.wants == nil || !m.wants(track) {
		return m.skip(size)
	}
	const lacing = 0x06
	if rest[2]&lacing != 0 {
		return fmt.Errorf("%w: several packets in a block", ErrUnsupported)
	}
	packet, err := m.take(size)
	if err != nil {
		return err
	}
	m.discard = 0
	return m.onBlock(packet)
}
