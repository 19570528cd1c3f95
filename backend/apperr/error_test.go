package apperr_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/apperr"
)

func TestCodesAreDifferent(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range apperr.Codes() {
		if seen[e.Code] || e.Code == "" || e.Kind.String() == "unknown" {
			t.Errorf("code %q of kind %s: twice, empty or of no kind", e.Code, e.Kind)
		}
		seen[e.Code] = true
	}
}

func TestACopyIsTheSameAnswer(t *testing.T) {
	t.Parallel()
	cause := errors.New("connection refused")
	err := fmt.Errorf("read the session: %w", apperr.WAHAUnavailable.Because(cause).Retry(time.Second).With("x").Showing("y"))
	if !errors.Is(err, apperr.WAHAUnavailable) || !errors.Is(err, cause) {
		t.Errorf("%v is not the answer or lost its cause", err)
	}
	if errors.Is(err, apperr.WAHATimeout) {
		t.Errorf("%v is another answer too", err)
	}
	if apperr.WAHAUnavailable.Err != nil || apperr.WAHAUnavailable.RetryAfter != 0 {
		t.Error("the original was changed")
	}
	if got := apperr.From(err); got.RetryAfter != time.Second || got.Data != "y" {
		t.Errorf("From lost something: %+v", got)
	}
}

func TestWhatIsNoAnswerIsInternal(t *testing.T) {
	t.Parallel()
	cause := errors.New("secret detail")
	if got := apperr.From(cause); got.Code != "internal_error" || !errors.Is(got, cause) {
		t.Errorf("got %v", got)
	}
}
