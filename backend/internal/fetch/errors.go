package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
)

// What can go wrong. Errors of this package never carry the URL, which may hold a secret of the caller's.
var (
	ErrInvalidURL       = errors.New("the address is not a public http or https address")
	ErrForbiddenAddress = errors.New("the address leads to a network that is not public")
	ErrTooManyRedirects = errors.New("the address redirects too often")
	ErrTooLarge         = errors.New("the file is larger than allowed")
	ErrTimeout          = errors.New("the file did not arrive in time")
	ErrUnreachable      = errors.New("the file could not be fetched")
)

// StatusError says that the server answered, but not with the file.
type StatusError struct{ Status int }

// Error names the status.
func (e StatusError) Error() string {
	return fmt.Sprintf("the server answered with status %d", e.Status)
}

// explain turns what net/http says into an error of this package, without the URL.
func explain(ctx context.Context, err error) error {
	var told *url.Error
	if errors.As(err, &told) {
		err = told.Err
	}
	var network net.Error
	switch {
	case errors.Is(err, ErrInvalidURL), errors.Is(err, ErrForbiddenAddress), errors.Is(err, ErrTooManyRedirects):
		return err
	case errors.Is(ctx.Err(), context.Canceled), errors.Is(err, context.Canceled):
		return context.Canceled
	case ctx.Err() != nil, errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return fmt.Errorf("%w: %w", ErrTimeout, err)
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, err)
}
