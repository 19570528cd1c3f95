// Package services holds the rules: what a session, a message and a webhook go through.
package services

import (
	"context"
	"errors"
	"time"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/realtime"
	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/waha"
)

// retryAfter is when a caller may try again after a container or the engine did not answer.
const retryAfter = 5 * time.Second

// answerOf turns what went wrong with a container into an answer.
func answerOf(err error) error {
	var known *apperr.Error
	switch {
	case err == nil, errors.As(err, &known):
		return err
	case errors.Is(err, waha.ErrUnavailable):
		return apperr.WAHAUnavailable.Because(err).Retry(retryAfter)
	case errors.Is(err, waha.ErrTimeout):
		return apperr.WAHATimeout.Because(err).Retry(retryAfter)
	case errors.Is(err, waha.ErrStatus):
		return apperr.SessionNotConnected.Because(err)
	case errors.Is(err, waha.ErrUnsupported):
		return apperr.NotSupported.Because(err)
	case errors.Is(err, waha.ErrRefused), errors.Is(err, waha.ErrEngine), errors.Is(err, waha.ErrNotFound):
		return apperr.WAHARefused.Because(err)
	case errors.Is(err, runtime.ErrUnavailable):
		return apperr.RuntimeUnavailable.Because(err).Retry(retryAfter)
	case errors.Is(err, runtime.ErrTimeout):
		return apperr.RuntimeTimeout.Because(err).Retry(retryAfter)
	case errors.Is(err, runtime.ErrNotFound), errors.Is(err, runtime.ErrNotRunning):
		return apperr.SessionNotRunning.Because(err)
	case errors.Is(err, realtime.ErrTooMany):
		return apperr.TooManyStreams.Because(err).Retry(retryAfter)
	case errors.Is(err, realtime.ErrClosed):
		return apperr.NotReady.Because(err).Retry(retryAfter)
	}
	return err
}

// untilWoken waits for a wake, for the end of the time given, or for the caller to leave. False means: wait no more.
func untilWoken(ctx context.Context, reader *realtime.Reader, deadline <-chan time.Time) bool {
	select {
	case _, open := <-reader.C:
		return open
	case <-deadline:
		return false
	case <-ctx.Done():
		return false
	}
}
