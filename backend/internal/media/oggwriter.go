package media

import (
	"encoding/binary"
	"io"
)

const (
	oggFirst = 2
	oggLast  = 4
	// oggSerial numbers the only stream of what we write. It is always the same, so that the same recording is the same file.
	oggSerial = 1
	// pageSamples ends a page, so that a player that seeks finds one near: a second.
	pageSamples = opusRate
	maxSegments = 255
)

// oggWriter writes packets of Opus into pages (RFC 3533, RFC 7845). A packet is held back until the next or close, since the last page
// carries a mark.
type oggWriter struct {
	w       io.Writer
	table   [256]uint32
	number  uint32
	granule int64 // at the end of what is in the page
	started int64 // at its beginning
	sizes   []byte
	data    []byte
}

func newOggWriter(w io.Writer) *oggWriter { return &oggWriter{w: w, table: oggTable()} }

// header writes a packet that has a page for itself.
func (o *oggWriter) header(packet []byte) error {
	o.add(packet)
	return o.flush(0)
}

// packet adds sound of so many samples.
func (o *oggWriter) packet(packet []byte, samples int) error {
	full := len(o.sizes)+len(packet)/255+1 > maxSegments || o.granule-o.started >= pageSamples
	if full && len(o.sizes) > 0 {
		if err := o.flush(0); err != nil {
			return err
		}
	}
	o.granule += int64(samples)
	o.add(packet)
	return nil
}

// close ends the stream so many samples before the end of its last packet.
func (o *oggWriter) close(cut int64) error {
	o.granule = max(o.started, o.granule-cut)
	return o.flush(oggLast)
}

func (o *oggWriter) add(packet []byte) {
	for range len(packet) / 255 {
		o.sizes = append(o.sizes, 255)
	}
	o.sizes = append(o.sizes, byte(len(packet)%255))
	o.data = append(o.data, packet...)
}

func (o *oggWriter) flush(flags byte) error {
	if o.number == 0 {
		flags |= oggFirst
	}
	page := make([]byte, oggHead, oggHead+len(o.sizes)+len(o.data))
	copy(page, oggMagic)
	page[5] = flags
	binary.LittleEndian.PutUint64(page[6:], uint64(o.granule))
	binary.LittleEndian.PutUint32(page[14:], oggSerial)
	binary.LittleEndian.PutUint32(page[18:], o.number)
	page[26] = byte(len(o.sizes))
	page = append(append(page, o.sizes...), o.data...)
	binary.LittleEndian.PutUint32(page[22:], o.checksum(page))
	o.number++
	o.started, o.sizes, o.data = o.granule, o.sizes[:0], o.data[:0]
	_, err := o.w.Write(page)
	return err
}

// checksum is Ogg's: CRC-32 without the reflection that hash/crc32 has.
func (o *oggWriter) checksum(page []byte) uint32 {
	var sum uint32
	for _, b := range page {
		sum = sum<<8 ^ o.table[byte(sum>>24)^b]
	}
	return sum
}

func oggTable() [256]uint32 {
	const polynomial = 0x04c11db7
	var table [256]uint32
	for i := range table {
		sum := uint32(i) << 24
		for range 8 {
			high := sum>>31 == 1
			sum <<= 1
			if high {
				sum ^= polynomial
			}
		}
		table[i] = sum
	}
	return table
}
