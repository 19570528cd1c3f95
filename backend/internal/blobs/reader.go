package blobs

import (
	"context"
	"errors"
	"io"
	"time"

	"gocloud.dev/blob"
)

// Reader reads an object from any place in it, as http.ServeContent wants to. The object is opened at the first Read only, from the
// place sought, so a range request is one request to the store. It is not safe for concurrent use and must be closed.
type Reader struct {
	ctx     context.Context
	bucket  *blob.Bucket
	key     string
	size    int64
	modTime time.Time
	offset  int64
	stream  *blob.Reader // nil until read, and after a Seek that moved
}

// NewReader returns a Reader of an object. All its reading ends with ctx.
func (s *Store) NewReader(ctx context.Context, key string) (*Reader, error) {
	asking, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	attributes, err := s.bucket.Attributes(asking, key)
	if err != nil {
		return nil, translate("open", err)
	}
	return &Reader{ctx: ctx, bucket: s.bucket, key: key, size: attributes.Size, modTime: attributes.ModTime}, nil
}

// Size is the length of the object.
func (r *Reader) Size() int64 { return r.size }

// ModTime is when the object was written.
func (r *Reader) ModTime() time.Time { return r.modTime }

// Read reads on.
func (r *Reader) Read(p []byte) (int, error) {
	if r.offset >= r.size {
		return 0, io.EOF
	}
	if r.stream == nil {
		stream, err := r.bucket.NewRangeReader(r.ctx, r.key, r.offset, -1, nil)
		if err != nil {
			return 0, translate("read", err)
		}
		r.stream = stream
	}
	n, err := r.stream.Read(p)
	r.offset += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		return n, translate("read", err)
	}
	if errors.Is(err, io.EOF) && r.offset < r.size {
		return n, io.ErrUnexpectedEOF
	}
	return n, err
}

// Seek moves to where the next Read begins.
func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.offset
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 {
		return 0, errors.New("seek before the beginning of an object")
	}
	if offset != r.offset {
		r.Close()
	}
	r.offset = offset
	return offset, nil
}

// Close ends the reading.
func (r *Reader) Close() error {
	if r.stream == nil {
		return nil
	}
	stream := r.stream
	r.stream = nil
	return stream.Close()
}
