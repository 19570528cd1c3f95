package media

import (
	"encoding/binary"
	"io"
	"strings"

	"github.com/conectafy/conectafy/backend/models"
)

const (
	maxBoxes = 4096
	// maxBoxRead bounds the boxes that are read; those we read are small.
	maxBoxRead = 256
)

// mp4 is what the boxes of a file told. MP4, MOV, M4A and 3GP are all made of them. A file in fragments, as browsers record, says 0 for
// its length.
type mp4 struct {
	scale, duration int64
	width, height   int
	video, audio    bool
}

// probeMP4 walks the boxes by seeking, so the size of the file doesn't matter.
func probeMP4(r io.ReadSeeker, size int64, info *Info) error {
	var found mp4
	found.walk(r, size)
	switch {
	case found.video:
		info.Kind, info.Width, info.Height = models.TypeVideo, found.width, found.height
	case found.audio:
		// A recorder that writes MP4 says video even of sound alone.
		info.Kind = models.TypeAudio
		if strings.HasPrefix(info.MimeType, "video/") {
			info.MimeType = "audio/mp4"
		}
	default:
		return errUnreadable
	}
	info.Duration = seconds(found.duration, found.scale)
	return nil
}

// walk reads box after box, as far as they are whole. A box that holds boxes is entered by reading on behind its header.
func (m *mp4) walk(r io.ReadSeeker, size int64) {
	var at int64
	for range maxBoxes {
		kind, head, length, err := readBox(r, at, size)
		if err != nil {
			return
		}
		switch kind {
		case "moov", "trak", "mdia":
			at += head
			continue
		case "mvhd", "tkhd", "hdlr":
			data := make([]byte, min(length-head, maxBoxRead))
			if _, err := io.ReadFull(r, data); err != nil {
				return
			}
			m.take(kind, data)
		}
		at += length
	}
}

// readBox reads the header of the box at an offset: its kind, how long the header is, and the box with it.
func readBox(r io.ReadSeeker, at, size int64) (kind string, head, length int64, err error) {
	if _, err := r.Seek(at, io.SeekStart); err != nil {
		return "", 0, 0, err
	}
	var header [16]byte
	if _, err := io.ReadFull(r, header[:8]); err != nil {
		return "", 0, 0, errUnreadable
	}
	head, length = 8, int64(binary.BigEndian.Uint32(header[:]))
	switch length {
	case 0: // to the end of the file
		length = size - at
	case 1: // too long for 32 bits
		if _, err := io.ReadFull(r, header[8:]); err != nil {
			return "", 0, 0, errUnreadable
		}
		head, length = 16, int64(binary.BigEndian.Uint64(header[8:]))
	}
	if length < head || length > size-at {
		return "", 0, 0, errUnreadable
	}
	return string(header[4:8]), head, length, nil
}

func (m *mp4) take(kind string, data []byte) {
	// The first byte is the version; version 1 has times of 64 bits.
	long := len(data) > 0 && data[0] == 1
	switch kind {
	case "mvhd":
		if long && len(data) >= 32 {
			m.scale, m.duration = int64(binary.BigEndian.Uint32(data[20:])), int64(binary.BigEndian.Uint64(data[24:]))
		} else if !long && len(data) >= 20 {
			m.scale, m.duration = int64(binary.BigEndian.Uint32(data[12:])), int64(binary.BigEndian.Uint32(data[16:]))
		}
	case "tkhd":
		m.takeTrack(data, long)
	case "hdlr":
		if len(data) >= 12 {
			m.video = m.video || string(data[8:12]) == "vide"
			m.audio = m.audio || string(data[8:12]) == "soun"
		}
	}
}

// takeTrack reads the size of a picture track; sound has none.
func (m *mp4) takeTrack(data []byte, long bool) {
	matrix := 40
	if long {
		matrix = 52
	}
	if len(data) < matrix+44 {
		return
	}
	// Sizes have 16 bits behind the point.
	width, height := int(binary.BigEndian.Uint16(data[matrix+36:])), int(binary.BigEndian.Uint16(data[matrix+40:]))
	if width == 0 || height == 0 {
		return
	}
	// A matrix that takes x from y turns the picture on its side.
	if binary.BigEndian.Uint32(data[matrix+4:]) != 0 {
		width, height = height, width
	}
	m.width, m.height = width, height
}
