package waha

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// unmarshal reads JSON of which any field may have another type than we know: such a field stays empty, as
// encoding/json promises, and costs nothing but itself.
func unmarshal(data []byte, into any) error {
	err := json.Unmarshal(data, into)
	var otherType *json.UnmarshalTypeError
	if errors.As(err, &otherType) {
		return nil
	}
	return err
}

// looseNumber reads a number that may come as a string, with a fraction, in two halves, or not be one.
type looseNumber float64

// UnmarshalJSON reads what it can; anything else is zero.
func (n *looseNumber) UnmarshalJSON(data []byte) error {
	*n = 0
	if len(data) > 0 && data[0] == '{' {
		// JavaScript's Long, which NOWEB sometimes lets out as it is.
		var long struct{ Low, High int32 }
		if json.Unmarshal(data, &long) == nil {
			*n = looseNumber(float64(long.High)*(1<<32) + float64(uint32(long.Low)))
		}
		return nil
	}
	f, err := strconv.ParseFloat(strings.Trim(string(data), `"`), 64)
	if err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) {
		*n = looseNumber(f)
	}
	return nil
}

// count is the number within what makes sense, else zero.
func (n looseNumber) count(most int) int {
	if n < 0 || n > looseNumber(most) {
		return 0
	}
	return int(n)
}

// looseBytes reads bytes as base64 text (GOWS, NOWEB) or as JavaScript writes them: a list, or numbers by position.
type looseBytes []byte

// UnmarshalJSON reads what it can; anything else is nothing.
func (b *looseBytes) UnmarshalJSON(data []byte) error {
	*b = nil
	var text string
	if json.Unmarshal(data, &text) == nil {
		*b, _ = base64.StdEncoding.DecodeString(text) // what is no base64 is nothing
		return nil
	}
	var list []looseNumber
	if json.Unmarshal(data, &list) == nil {
		for _, n := range list {
			*b = append(*b, byte(n.count(math.MaxUint8)))
		}
		return nil
	}
	var byPosition map[string]looseNumber
	if json.Unmarshal(data, &byPosition) == nil {
		for i := range len(byPosition) {
			*b = append(*b, byte(byPosition[strconv.Itoa(i)].count(math.MaxUint8)))
		}
	}
	return nil
}

// looseAddress reads an address as text, or as the object of WEBJS.
type looseAddress string

// UnmarshalJSON reads what it can; anything else is empty.
func (a *looseAddress) UnmarshalJSON(data []byte) error {
	*a = looseAddress(serializedID(data))
	return nil
}

// The time in which WhatsApp exists. What is outside of it was not meant as a time.
const (
	year2009 = 1230768000
	year2100 = 4102444800
)

// moment reads seconds or milliseconds since 1970; nonsense is no time.
func moment(n looseNumber) time.Time {
	seconds := float64(n)
	if seconds > year2100 {
		seconds /= 1000
	}
	if seconds < year2009 || seconds > year2100 {
		return time.Time{}
	}
	return time.UnixMilli(int64(math.Round(seconds * 1000))).UTC()
}

// momentOr reads a time that must be one.
func momentOr(n looseNumber, otherwise time.Time) time.Time {
	if at := moment(n); !at.IsZero() {
		return at
	}
	return otherwise.UTC()
}

// webAddress takes the first text that a browser may open.
func webAddress(texts ...string) string {
	for _, text := range texts {
		text = strings.TrimSpace(clean(text, maxURL+1))
		if text == "" || len(text) > maxURL {
			continue
		}
		if !strings.Contains(text, ":") {
			text = "https://" + text // WhatsApp makes a link of "example.com", too
		}
		if u, err := url.Parse(text); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			return text
		}
	}
	return ""
}

// withoutNUL drops the one character that PostgreSQL cannot store in text.
func withoutNUL(text string) string { return strings.ReplaceAll(text, "\x00", "") }

// clean bounds a text.
func clean(text string, limit int) string {
	text = withoutNUL(text)
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit], "")
}
