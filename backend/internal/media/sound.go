package media

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"

	"github.com/conectafy/conectafy/backend/models"
)

// probeWAV finds the chunks that tell the bytes of a second and the bytes of all.
func probeWAV(r io.ReadSeeker, _ int64, info *Info) error {
	info.Kind = models.TypeAudio
	const maxChunks, riffHead = 64, 12
	at, perSecond := int64(riffHead), int64(0)
	for range maxChunks {
		var chunk struct {
			ID     [4]byte
			Length uint32
		}
		if _, err := r.Seek(at, io.SeekStart); err != nil {
			return err
		}
		if binary.Read(r, binary.LittleEndian, &chunk) != nil {
			return nil
		}
		switch string(chunk.ID[:]) {
		case "fmt ":
			var format [12]byte
			if _, err := io.ReadFull(r, format[:]); err != nil {
				return nil
			}
			perSecond = int64(binary.LittleEndian.Uint32(format[8:]))
		case "data":
			info.Duration = seconds(int64(chunk.Length), perSecond)
			return nil
		}
		at += 8 + int64(chunk.Length) + int64(chunk.Length&1)
	}
	return nil
}

// probeAAC counts the frames, each of 1024 samples.
func probeAAC(r io.ReadSeeker, _ int64, info *Info) error {
	info.Kind = models.TypeAudio
	if err := rewind(r); err != nil {
		return err
	}
	rates := []int64{96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}
	const head, samples = 7, 1024
	in, frames, rate := bufio.NewReader(r), int64(0), int64(0)
	for {
		frame, err := in.Peek(head)
		if err != nil || frame[0] != 0xFF || frame[1]&0xF0 != 0xF0 {
			break
		}
		length := int(frame[3]&3)<<11 | int(frame[4])<<3 | int(frame[5])>>5
		index := int(frame[2] >> 2 & 15)
		if length < head || index >= len(rates) {
			break
		}
		rate = rates[index]
		if _, err := in.Discard(length); err != nil {
			break
		}
		frames++
	}
	info.Duration = seconds(frames*samples, rate)
	return nil
}

// probeMP3 takes the count of frames from the header that encoders write into the first one; without it all are as large as the first.
func probeMP3(r io.ReadSeeker, size int64, info *Info) error {
	info.Kind = models.TypeAudio
	start, err := skipID3(r)
	if err != nil {
		return err
	}
	if _, err := r.Seek(start, io.SeekStart); err != nil {
		return err
	}
	const enough = 4096
	data, err := io.ReadAll(io.LimitReader(r, enough))
	if err != nil {
		return err
	}
	for i := 0; i+4 <= len(data); i++ {
		frame, ok := parseMP3(data[i:])
		if !ok {
			continue
		}
		if count, ok := xingFrames(data[i:]); ok {
			info.Duration = seconds(count*frame.samples, frame.rate)
		} else {
			info.Duration = seconds((size-start-int64(i))*8, frame.bits)
		}
		return nil
	}
	return nil
}

// skipID3 finds the end of the tags in front.
func skipID3(r io.ReadSeeker) (int64, error) {
	if err := rewind(r); err != nil {
		return 0, err
	}
	var head [10]byte
	if _, err := io.ReadFull(r, head[:]); err != nil || string(head[:3]) != "ID3" {
		return 0, nil
	}
	// Seven bits of each byte count.
	length := int64(head[6])<<21 | int64(head[7])<<14 | int64(head[8])<<7 | int64(head[9])
	return length + int64(len(head)), nil
}

type mp3Frame struct{ bits, rate, samples int64 }

// parseMP3 reads the header of a frame of layer III.
func parseMP3(head []byte) (mp3Frame, bool) {
	if head[0] != 0xFF || head[1]&0xE0 != 0xE0 || head[1]>>1&3 != 1 {
		return mp3Frame{}, false
	}
	kbits1 := []int64{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0}
	kbits2 := []int64{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0}
	rates := []int64{44100, 48000, 32000, 0}
	bits, rate := head[2]>>4, rates[head[2]>>2&3]
	frame := mp3Frame{bits: kbits2[bits] * 1000, samples: 576}
	switch head[1] >> 3 & 3 {
	case 3: // MPEG 1
		frame = mp3Frame{bits: kbits1[bits] * 1000, rate: rate, samples: 1152}
	case 2: // MPEG 2
		frame.rate = rate / 2
	case 0: // MPEG 2.5
		frame.rate = rate / 4
	}
	return frame, frame.bits > 0 && frame.rate > 0
}

func xingFrames(frame []byte) (int64, bool) {
	const near, hasCount = 64, 1
	start := frame[:min(len(frame), near)]
	at := max(bytes.Index(start, []byte("Xing")), bytes.Index(start, []byte("Info")))
	if at < 0 || len(frame) < at+12 || frame[at+7]&hasCount == 0 {
		return 0, false
	}
	return int64(binary.BigEndian.Uint32(frame[at+8:])), true
}
