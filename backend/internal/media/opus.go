package media

import (
	"bytes"
	"encoding/binary"
)

const (
	// codecOpus is Opus's name in WebM.
	codecOpus = "A_OPUS"
	opusMagic = "OpusHead"
	tagsMagic = "OpusTags"
	// opusRate is the clock of Opus, whatever was recorded.
	opusRate = 48000
	// longestPacket is the most that a packet may hold, in samples: 120 ms.
	longestPacket = opusRate * 120 / 1000
)

// opusHead is the header of an Opus stream (RFC 7845, 5.1).
type opusHead struct {
	channels byte
	preSkip  uint16 // samples at the beginning that nobody is to hear
}

// parseOpusHead reads a header. More than two channels need a table that no voice has.
func parseOpusHead(data []byte) (opusHead, bool) {
	const length, family = 19, 18
	if len(data) < length || !bytes.HasPrefix(data, []byte(opusMagic)) || data[8]>>4 != 0 || data[family] != 0 {
		return opusHead{}, false
	}
	head := opusHead{channels: data[9], preSkip: binary.LittleEndian.Uint16(data[10:])}
	return head, head.channels == 1 || head.channels == 2
}

// opusSamples says how much sound a packet holds, from its first two bytes (RFC 6716, 3.1); 0 if it is broken.
func opusSamples(packet []byte) int {
	if len(packet) == 0 {
		return 0
	}
	frames := 1
	switch packet[0] & 3 {
	case 1, 2:
		frames = 2
	case 3:
		if len(packet) < 2 {
			return 0
		}
		frames = int(packet[1] & 63)
	}
	samples := frames * frameSamples(packet[0]>>3)
	if samples > longestPacket {
		return 0
	}
	return samples
}

// frameSamples is the length of a frame by the packet's configuration.
func frameSamples(config byte) int {
	const ms = opusRate / 1000
	switch {
	case config < 12: // SILK
		return []int{10 * ms, 20 * ms, 40 * ms, 60 * ms}[config&3]
	case config < 16: // hybrid
		return []int{10 * ms, 20 * ms}[config&1]
	}
	return []int{ms * 5 / 2, 5 * ms, 10 * ms, 20 * ms}[config&3] // CELT
}
