package fetch

import (
	"context"
	"errors"
	"io"
)

// body is a response's body that stops at a size and explains its errors.
type body struct {
	ctx    context.Context
	cancel context.CancelFunc
	from   io.ReadCloser
	left   int64
}

func (b *body) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, ErrTooLarge
	}
	// One byte more than allowed is asked for, to tell a file of exactly the limit from a larger one.
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.from.Read(p)
	if int64(n) > b.left {
		n, b.left = int(b.left), -1
		return n, ErrTooLarge
	}
	b.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		return n, explain(b.ctx, err)
	}
	if err != nil {
		return n, io.EOF
	}
	return n, nil
}

func (b *body) Close() error {
	defer b.cancel()
	return b.from.Close()
}
