package media

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/bits"
)

// header reads an element's id, with its marker as the tables print it, and its size.
func (m *webm) header() (id uint64, size int64, err error) {
	id, _, err = m.vint(false)
	if err != nil {
		return 0, 0, err
	}
	value, length, err := m.vint(true)
	if err != nil {
		return 0, 0, io.ErrUnexpectedEOF
	}
	if value == 1<<(7*length)-1 {
		return id, unknownSize, nil
	}
	return id, int64(value), nil
}

// vint reads a number whose first byte says by its leading zeros how long it is.
func (m *webm) vint(cutMarker bool) (value uint64, length int, err error) {
	first, err := m.r.ReadByte()
	if err != nil {
		return 0, 0, err
	}
	length = bits.LeadingZeros8(first) + 1
	if length > 8 {
		return 0, 0, errUnreadable
	}
	if cutMarker {
		first &^= 1 << (8 - length)
	}
	value = uint64(first)
	for range length - 1 {
		next, err := m.r.ReadByte()
		if err != nil {
			return 0, 0, io.ErrUnexpectedEOF
		}
		value = value<<8 | uint64(next)
	}
	return value, length, nil
}

func (m *webm) take(size int64) ([]byte, error) {
	if size < 0 || size > maxElement {
		return nil, errUnreadable
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(m.r, data); err != nil {
		return nil, fmt.Errorf("%w: %w", errUnreadable, err)
	}
	return data, nil
}

func (m *webm) skip(size int64) error {
	if size < 0 {
		return errUnreadable
	}
	if _, err := io.CopyN(io.Discard, m.r, size); err != nil {
		return fmt.Errorf("%w: %w", errUnreadable, err)
	}
	return nil
}

func number(data []byte) uint64 {
	var n uint64
	for _, b := range data {
		n = n<<8 | uint64(b)
	}
	return n
}

func float(data []byte) float64 {
	switch len(data) {
	case 4:
		return float64(math.Float32frombits(binary.BigEndian.Uint32(data)))
	case 8:
		return math.Float64frombits(binary.BigEndian.Uint64(data))
	}
	return 0
}
