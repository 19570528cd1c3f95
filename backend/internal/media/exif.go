package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"
)

// orientation is how a camera was held, in EXIF's numbers.
type orientation uint16

const (
	upright orientation = 1
	// From 5 on, width and height change places.
	firstLying     orientation = 5
	maxOrientation orientation = 8
)

func (o orientation) lies() bool { return o >= firstLying }

// apply turns a picture upright.
func (o orientation) apply(from *image.RGBA) *image.RGBA {
	if o == upright {
		return from
	}
	width, height := from.Bounds().Dx(), from.Bounds().Dy()
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	if o.lies() {
		to = image.NewRGBA(image.Rect(0, 0, height, width))
	}
	for y := range height {
		for x := range width {
			toX, toY := o.move(x, y, width-1, height-1)
			to.SetRGBA(toX, toY, from.RGBAAt(x, y))
		}
	}
	return to
}

// move says where the pixel x, y belongs; right and bottom are the last column and row.
func (o orientation) move(x, y, right, bottom int) (int, int) {
	switch o {
	case 2:
		return right - x, y
	case 3:
		return right - x, bottom - y
	case 4:
		return x, bottom - y
	case 5:
		return y, x
	case 6:
		return bottom - y, x
	case 7:
		return bottom - y, right - x
	case 8:
		return y, right - x
	}
	return x, y
}

// jpegHeader is what the decoder of the standard library doesn't tell.
type jpegHeader struct {
	orientation orientation
	progressive bool
}

// readJPEGHeader walks the segments before the picture itself.
func readJPEGHeader(r io.ReadSeeker) jpegHeader {
	const maxSegments = 200
	header := jpegHeader{orientation: upright}
	if _, err := r.Seek(2, io.SeekStart); err != nil {
		return header
	}
	for range maxSegments {
		var segment struct {
			FF, Marker byte
			Length     uint16
		}
		if binary.Read(r, binary.BigEndian, &segment) != nil || segment.FF != 0xFF || segment.Length < 2 {
			return header
		}
		rest := int64(segment.Length) - 2
		switch segment.Marker {
		case 0xC0, 0xC1, 0xC2: // the frame; what turns it stands before
			header.progressive = segment.Marker == 0xC2
			return header
		case 0xE1:
			data := make([]byte, rest)
			if _, err := io.ReadFull(r, data); err != nil {
				return header
			}
			if found, ok := exifOrientation(data); ok {
				header.orientation = found
			}
			continue
		}
		if _, err := r.Seek(rest, io.SeekCurrent); err != nil {
			return header
		}
	}
	return header
}

// exifOrientation finds the one entry of EXIF that matters to us.
func exifOrientation(segment []byte) (orientation, bool) {
	tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00"))
	if !ok || len(tiff) < 8 {
		return 0, false
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	const tag, entrySize = 0x0112, 12
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 0, false
	}
	count := order.Uint16(tiff[at:])
	entries := tiff[at+2:]
	for range count {
		if len(entries) < entrySize {
			return 0, false
		}
		if order.Uint16(entries) == tag {
			found := orientation(order.Uint16(entries[8:]))
			return found, found >= upright && found <= maxOrientation
		}
		entries = entries[entrySize:]
	}
	return 0, false
}
