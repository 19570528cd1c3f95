package media

import (
	"bytes"
	"io"
	"math"
	"time"

	"github.com/pion/opus"
)

const (
	// WaveformLength is how many values a waveform has; WhatsApp's have as many.
	WaveformLength = 64
	// drawRate is enough to see how loud somebody speaks, and quick.
	drawRate = 8000
	// longestDrawn bounds the time spent on decoding, about a second for five minutes of voice.
	longestDrawn = time.Hour
	// maxDrawn bounds the packets that are decoded, if a file lies about its length: an hour in packets of 20 ms.
	maxDrawn = 180_000
)

// waveform decodes the voice of an OGG/Opus file and says how loud it is from moment to moment. It is nil if nothing is heard.
func waveform(r io.ReadSeeker) []byte {
	if rewind(r) != nil {
		return nil
	}
	decoder, err := opus.NewDecoderWithOutput(drawRate, 1)
	if err != nil {
		return nil
	}
	stream, samples := newOggReader(r), make([]float32, longestPacket*drawRate/opusRate)
	var energies []float64 // of each packet
	for len(energies) < maxDrawn {
		packet, err := stream.packet()
		if err != nil {
			break
		}
		if bytes.HasPrefix(packet, []byte(opusMagic)) || bytes.HasPrefix(packet, []byte(tagsMagic)) {
			continue
		}
		n, err := decoder.DecodeToFloat32(packet, samples)
		if err != nil {
			n = 0 // a broken packet is silence
		}
		energies = append(energies, energy(samples[:n]))
	}
	return draw64(energies)
}

func energy(samples []float32) float64 {
	var sum float64
	for _, sample := range samples {
		sum += float64(sample) * float64(sample)
	}
	return sum / float64(max(1, len(samples)))
}

// draw64 sums the energies up into WaveformLength values, the loudest being 100.
func draw64(energies []float64) []byte {
	if len(energies) == 0 {
		return nil
	}
	var loudness [WaveformLength]float64
	loudest := 0.0
	for i := range loudness {
		from, to := i*len(energies)/WaveformLength, (i+1)*len(energies)/WaveformLength
		// A voice of less than 64 packets repeats some.
		part := energies[from:max(to, from+1)]
		for _, each := range part {
			loudness[i] += each / float64(len(part))
		}
		loudness[i] = math.Sqrt(loudness[i])
		loudest = max(loudest, loudness[i])
	}
	const silence = 1e-4
	if loudest < silence || math.IsNaN(loudest) || math.IsInf(loudest, 0) {
		return nil
	}
	values := make([]byte, WaveformLength)
	for i, value := range loudness {
		values[i] = byte(math.Round(100 * value / loudest))
	}
	return values
}
