package waha

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"unicode"
)

// What can go wrong with a call, for errors.Is.
var (
	// ErrUnavailable: the container could not be reached; the call was not made.
	ErrUnavailable = errors.New("WAHA is not reachable")
	// ErrTimeout: no answer in time; what the call asked for may have happened.
	ErrTimeout = errors.New("WAHA did not answer in time")
	// ErrNotFound: WAHA knows no such session, chat or message.
	ErrNotFound = errors.New("WAHA does not know it")
	// ErrStatus: the session is not in the state that the call needs.
	ErrStatus = errors.New("the session is in another state")
	// ErrRestricted: WhatsApp does not let this account write to new people for now (463).
	ErrRestricted = errors.New("WhatsApp restricts the account")
	// ErrQuota: the account's quota of new conversations is used up (475).
	ErrQuota = errors.New("WhatsApp's quota of new conversations is used up")
	// ErrRefused: WAHA refused the request as it is; the same again is refused again.
	ErrRefused = errors.New("WAHA refused the request")
	// ErrUnsupported: the engine has no such function (501), which is one way to be refused.
	ErrUnsupported = fmt.Errorf("%w: the engine cannot do it", ErrRefused)
	// ErrTooLarge: the answer is longer than we read; one that asks for less may be answered.
	ErrTooLarge = fmt.Errorf("%w: the answer is too large", ErrRefused)
	// ErrEngine: the engine failed (500); what the call asked for may have happened.
	ErrEngine = errors.New("the WhatsApp engine failed")
)

// transportError tells a call that was never made from one whose outcome is unknown.
func transportError(err error) error {
	// What was asked for has phone numbers in its path: it stays out of the error.
	var asked *url.Error
	if errors.As(err, &asked) {
		err = asked.Err
	}
	var opErr *net.OpError
	if errors.As(err, &opErr) && opErr.Op == "dial" {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	var netErr net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &netErr) && netErr.Timeout() {
		return fmt.Errorf("%w: %w", ErrTimeout, err)
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	// The connection broke after the request was on its way.
	return fmt.Errorf("%w: %w", ErrTimeout, err)
}

// answerError reads WAHA's error body, of which there are several shapes. The body of a 500 repeats the request,
// message text included, so only its own message is kept, without the numbers and addresses that it may name.
func answerError(status int, body []byte) error {
	var answer struct {
		Message   json.RawMessage `json:"message"`
		Error     json.RawMessage `json:"error"`
		Status    string          `json:"status"`
		Exception struct {
			Message string `json:"message"`
		} `json:"exception"`
	}
	_ = json.Unmarshal(body, &answer) // whatever cannot be read stays empty: the status alone decides
	text := answer.Exception.Message
	if text == "" {
		text = firstText(answer.Message, answer.Error)
	}
	detail := fmt.Sprintf("status %d: %.200s", status, hushed(text))
	switch {
	case status == 404:
		return fmt.Errorf("%w: %s", ErrNotFound, detail)
	case status == 422 && answer.Status != "", status == 422 && strings.Contains(text, "status is"):
		return fmt.Errorf("%w: %s, now %.50s", ErrStatus, detail, answer.Status)
	case status == 422 && strings.Contains(text, "does not exist"):
		return fmt.Errorf("%w: %s", ErrStatus, detail)
	case strings.Contains(text, "error 463"):
		return fmt.Errorf("%w: %s", ErrRestricted, detail)
	case strings.Contains(text, "error 475"):
		return fmt.Errorf("%w: %s", ErrQuota, detail)
	case status == 501:
		return fmt.Errorf("%w: %s", ErrUnsupported, detail)
	case status >= 500:
		return fmt.Errorf("%w: %s", ErrEngine, detail)
	default:
		return fmt.Errorf("%w: %s", ErrRefused, detail)
	}
}

// firstText takes the first of several JSON values that holds text: a string, or a list of strings.
func firstText(values ...json.RawMessage) string {
	for _, v := range values {
		var text string
		if json.Unmarshal(v, &text) == nil && text != "" {
			return text
		}
		var list []string
		if json.Unmarshal(v, &list) == nil && len(list) > 0 {
			return strings.Join(list, "; ")
		}
	}
	return ""
}

// hushed leaves addresses and long numbers out of a text: signed links and phones have no place in a log.
func hushed(text string) string {
	const shortestPhone = 7
	words := strings.Fields(text)
	for i, word := range words {
		digits := 0
		for _, r := range word {
			if unicode.IsDigit(r) {
				digits++
			}
		}
		if digits >= shortestPhone || strings.Contains(word, "://") {
			words[i] = "…"
		}
	}
	return strings.Join(words, " ")
}
