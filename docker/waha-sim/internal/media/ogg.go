package media

import (
	"bytes"
	"encoding/binary"
)

const (
	frameSamples = 960 // 20 ms at 48 kHz
	pageFrames   = 50  // a second
)

// Silence makes a real OGG/Opus recording in which nothing is heard.
func Silence(seconds int) []byte {
	var out bytes.Buffer
	head := append([]byte("OpusHead\x01\x01"), 0x38, 0x01, 0x80, 0xBB, 0, 0, 0, 0, 0) // mono, 48 kHz
	writePage(&out, 0, 2, 0, [][]byte{head})
	tags := append([]byte("OpusTags\x08\x00\x00\x00waha-sim"), 0, 0, 0, 0)
	writePage(&out, 1, 0, 0, [][]byte{tags})
	frames := make([][]byte, pageFrames)
	for i := range frames {
		frames[i] = []byte{0xF8, 0xFF, 0xFE} // a frame of silence
	}
	for n := range seconds {
		flags := byte(0)
		if n == seconds-1 {
			flags = 4 // the last page
		}
		writePage(&out, uint32(n+2), flags, uint64((n+1)*pageFrames*frameSamples), frames)
	}
	return out.Bytes()
}

// writePage writes packets of less than 255 bytes as one OGG page.
func writePage(out *bytes.Buffer, number uint32, flags byte, samples uint64, packets [][]byte) {
	page := append([]byte("OggS\x00"), flags)
	page = binary.LittleEndian.AppendUint64(page, samples)
	page = binary.LittleEndian.AppendUint32(page, 1) // the stream
	page = binary.LittleEndian.AppendUint32(page, number)
	page = append(page, 0, 0, 0, 0, byte(len(packets)))
	for _, packet := range packets {
		page = append(page, byte(len(packet)))
	}
	for _, packet := range packets {
		page = append(page, packet...)
	}
	binary.LittleEndian.PutUint32(page[22:], checksum(page))
	out.Write(page)
}

// checksum is OGG's own CRC-32, which no package of the standard library has.
func checksum(page []byte) uint32 {
	var sum uint32
	for _, b := range page {
		sum ^= uint32(b) << 24
		for range 8 {
			if sum&0x80000000 != 0 {
				sum = sum<<1 ^ 0x04c11db7
			} else {
				sum <<= 1
			}
		}
	}
	return sum
}
