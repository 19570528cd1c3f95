package waha

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// printQR draws the code into the log, as WAHA does unless WAHA_PRINT_QR is off.
func (s *Session) printQR() {
	if !s.m.cfg.PrintQR {
		return
	}
	code, err := qr.Encode(s.qr, qr.L)
	if err != nil {
		s.m.log.Error("QR not printed", "err", err)
		return
	}
	_, _ = fmt.Fprint(s.m.out, blocks(code))
}

// blocks draws two rows of a code in each line of text.
func blocks(code *qr.Code) string {
	var text strings.Builder
	for y := 0; y < code.Size; y += 2 {
		for x := range code.Size {
			text.WriteString(block(code.Black(x, y), code.Black(x, y+1)))
		}
		text.WriteByte('\n')
	}
	return text.String()
}

func block(upper, lower bool) string {
	switch {
	case upper && lower:
		return "█"
	case upper:
		return "▀"
	case lower:
		return "▄"
	}
	return " "
}
