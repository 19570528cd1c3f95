package waha

import (
	"regexp"
	"strings"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

var (
	phoneNumber = regexp.MustCompile(`^[1-9][0-9]{6,14}$`)
	brazil      = regexp.MustCompile(`^55([1-9][0-9])(?:9([0-9]{8})|([6-9][0-9]{7}))$`)
	mexico      = regexp.MustCompile(`^521?([0-9]{10})$`)
	argentina   = regexp.MustCompile(`^549?([0-9]{10})$`)
)

// lastWithNine is the last area of Brazil whose mobile numbers WhatsApp knows by nine digits.
const lastWithNine = "28"

// OnWhatsApp gives the chat of a number, in the form in which WhatsApp knows it. Every plausible number is registered,
// except those that end in four zeros. Mobile numbers of Brazil have the ninth digit in the areas 11 to 28 and lack it in
// the others; those of Mexico have a 1 and those of Argentina a 9 after the country's code.
func OnWhatsApp(number string) (chat string, found bool) {
	digits := strings.TrimLeft(waid.User(waid.Chat(number)), "+")
	if !phoneNumber.MatchString(digits) || strings.HasSuffix(digits, "0000") {
		return "", false
	}
	if parts := brazil.FindStringSubmatch(digits); parts != nil {
		area, local := parts[1], parts[2]+parts[3]
		digits = "55" + area + local
		if area <= lastWithNine {
			digits = "55" + area + "9" + local
		}
	}
	digits = mexico.ReplaceAllString(digits, "521$1")
	digits = argentina.ReplaceAllString(digits, "549$1")
	return digits + waid.Person, true
}
