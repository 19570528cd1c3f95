package models

import "time"

// WhatsApp shows so many codes, the first for a minute and the others for 20 seconds each.
const (
	QRCodes     = 6
	firstQRLife = time.Minute
	nextQRLife  = 20 * time.Second
)

// QR is the code that a phone is to scan.
type QR struct {
	Code    string
	Number  int       // 1 for the first; 0 when nobody knows
	ShownAt time.Time // zero when nobody knows
}

// ExpiresAt is when WhatsApp shows the next code, or zero when that is not known. A code whose end is past is another one by now,
// of which nobody was told yet.
func (q QR) ExpiresAt(now time.Time) time.Time {
	life := nextQRLife // whichever was told of later than the first
	if q.Number == 1 {
		life = firstQRLife
	}
	if end := q.ShownAt.Add(life); !q.ShownAt.IsZero() && end.After(now) {
		return end
	}
	return time.Time{}
}
