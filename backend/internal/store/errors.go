package store

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/conectafy/conectafy/backend/apperr"
)

// retryAfter is when a caller may try again after the database did not answer.
const retryAfter = 2 * time.Second

// ErrUnstorable says that the database refused a value, not that it could not be reached: the same again fails again.
var ErrUnstorable = errors.New("the database refused the value")

// translate turns PostgreSQL's errors into ours, so that nobody above knows pgx.
func translate(err error) error {
	if err == nil {
		return nil
	}
	var known *apperr.Error
	if errors.As(err, &known) {
		return err
	}
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) {
		return translateCode(pgErr, err)
	}
	var netErr net.Error
	var connectErr *pgconn.ConnectError
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, ErrNotYet), errors.Is(err, ErrSettled), errors.Is(err, ErrImportLost):
		return err
	case errors.Is(err, context.DeadlineExceeded):
		return apperr.DatabaseTimeout.Because(err).Retry(retryAfter)
	case errors.As(err, &netErr), errors.As(err, &connectErr), pgconn.SafeToRetry(err):
		return apperr.DatabaseUnavailable.Because(err).Retry(retryAfter)
	case errors.Is(err, pgx.ErrNoRows):
		return err
	}
	return apperr.DatabaseUnavailable.Because(err).Retry(retryAfter)
}

func translateCode(pgErr *pgconn.PgError, err error) error {
	switch pgErr.Code[:2] {
	case "22", "23", "54": // data exception, integrity violation, program limit exceeded
		return errors.Join(ErrUnstorable, err)
	case "57": // operator intervention: cancelled, shutting down
		if pgErr.Code == "57014" {
			return apperr.DatabaseTimeout.Because(err).Retry(retryAfter)
		}
		return apperr.DatabaseUnavailable.Because(err).Retry(retryAfter)
	case "08", "53", "40", "55", "58": // connection, resources, deadlock, lock not available, system
		return apperr.DatabaseUnavailable.Because(err).Retry(retryAfter)
	}
	return err
}

// orNotFound gives the answer for a row that is not there, which is also the answer for a row that is not yours.
func orNotFound(err error, notFound *apperr.Error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return notFound
	}
	return err
}
