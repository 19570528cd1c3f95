package media

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"

	"github.com/conectafy/conectafy/backend/models"
)

const (
	oggMagic     = "OggS"
	oggHead      = 27
	maxOggPage   = oggHead + 255 + 255*255
	maxOggPacket = 64 << 10
	// noGranule is the position of a page on which no packet ends.
	noGranule = -1
)

// oggReader gives the packets of the first stream in a file.
type oggReader struct {
	r       *bufio.Reader
	serial  uint32
	started bool
	sizes   []byte // of the segments of the page that are still to be read
}

func newOggReader(r io.Reader) *oggReader { return &oggReader{r: bufio.NewReaderSize(r, 32<<10)} }

// packet returns the next packet, io.EOF behind the last.
func (o *oggReader) packet() ([]byte, error) {
	var packet []byte
	for {
		for len(o.sizes) == 0 {
			if err := o.page(); err != nil {
				return nil, err
			}
		}
		size := int(o.sizes[0])
		o.sizes = o.sizes[1:]
		if len(packet)+size > maxOggPacket {
			return nil, errUnreadable
		}
		start := len(packet)
		packet = append(packet, make([]byte, size)...)
		if _, err := io.ReadFull(o.r, packet[start:]); err != nil {
			return nil, errUnreadable
		}
		// A segment that is full goes on in the next.
		if size < 255 {
			return packet, nil
		}
	}
}

// page reads the header of the next page, past pages of other streams.
func (o *oggReader) page() error {
	for {
		var head [oggHead]byte
		if _, err := io.ReadFull(o.r, head[:]); err != nil {
			return err
		}
		if string(head[:4]) != oggMagic {
			return errUnreadable
		}
		sizes := make([]byte, head[26])
		if _, err := io.ReadFull(o.r, sizes); err != nil {
			return err
		}
		serial := binary.LittleEndian.Uint32(head[14:])
		if !o.started || serial == o.serial {
			o.serial, o.started, o.sizes = serial, true, sizes
			return nil
		}
		length := 0
		for _, size := range sizes {
			length += int(size)
		}
		if _, err := o.r.Discard(length); err != nil {
			return err
		}
	}
}

// lastGranule finds the position at which a stream ends, on the last of its pages that has one. Two pages of the greatest size hold
// it, unless another stream follows.
func lastGranule(r io.ReadSeeker, size int64, serial uint32) int64 {
	tail := make([]byte, min(size, 2*maxOggPage))
	if _, err := r.Seek(-int64(len(tail)), io.SeekEnd); err != nil {
		return noGranule
	}
	if _, err := io.ReadFull(r, tail); err != nil {
		return noGranule
	}
	for {
		at := bytes.LastIndex(tail, []byte(oggMagic))
		if at < 0 {
			return noGranule
		}
		if page := tail[at:]; len(page) >= oggHead && binary.LittleEndian.Uint32(page[14:]) == serial {
			if granule := int64(binary.LittleEndian.Uint64(page[6:])); granule > 0 {
				return granule
			}
		}
		tail = tail[:at]
	}
}

// probeOgg tells voice, which WhatsApp has in Opus, from other sound. Its first packet says which it is.
func probeOgg(r io.ReadSeeker, size int64, info *Info) error {
	if err := rewind(r); err != nil {
		return err
	}
	stream := newOggReader(r)
	first, err := stream.packet()
	if err != nil {
		return errUnreadable
	}
	info.Kind = models.TypeAudio
	if head, ok := parseOpusHead(first); ok {
		info.Kind = models.TypeVoice
		info.Duration = seconds(lastGranule(r, size, stream.serial)-int64(head.preSkip), opusRate)
		if info.Duration <= longestDrawn {
			info.Waveform = waveform(r)
		}
		return nil
	}
	if bytes.HasPrefix(first, []byte("\x01vorbis")) && len(first) >= 16 {
		info.Duration = seconds(lastGranule(r, size, stream.serial), int64(binary.LittleEndian.Uint32(first[12:])))
	}
	return nil
}
