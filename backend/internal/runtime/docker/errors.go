package docker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	cerrdefs "github.com/containerd/errdefs"
	"github.com/docker/docker/client"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// explain says what was being done to what, and which of our errors it is. The SDK's own error stays in the chain.
func explain(action, subject string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s %s: %w: %w", action, subject, runtime.ErrTimeout, err)
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("%s %s: %w", action, subject, err)
	case client.IsErrConnectionFailed(err), cerrdefs.IsUnavailable(err), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%s %s: %w: %w", action, subject, runtime.ErrUnavailable, err)
	case cerrdefs.IsNotFound(err):
		return fmt.Errorf("%s %s: %w: %w", action, subject, runtime.ErrNotFound, err)
	default:
		return fmt.Errorf("%s %s: %w", action, subject, err)
	}
}

// moved says whether the engine answered that things are no longer as they were a call before: somebody else created or
// removed something, so that looking again is worth it.
func moved(err error) bool {
	if errors.Is(err, runtime.ErrImageMissing) || errors.Is(err, runtime.ErrNameTaken) {
		return false
	}
	return cerrdefs.IsNotFound(err) || cerrdefs.IsConflict(err) || ambiguous(err)
}

// spoilt says whether the engine failed at a container itself. An engine that died while it started one keeps what it had begun,
// and then refuses that container for ever, but not a new one with the same volume.
func spoilt(err error) bool {
	return cerrdefs.IsInternal(err) && !errors.Is(err, runtime.ErrPortTaken) && !errors.Is(err, runtime.ErrUnavailable)
}

// ambiguous says whether the engine refused a name that two networks had, because another backend created one in the same
// moment. The error has no kind of its own, and the twin may be gone by the time that anybody looks, so the words decide.
func ambiguous(err error) bool {
	return err != nil && strings.Contains(err.Error(), " is ambiguous (")
}
