package blobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
)

// File is content on its way in: whole on the disk, hashed and counted, not kept yet. Closing it removes it.
type File struct {
	SHA256 string
	Size   int64

	file *os.File
	// named says that the file still has a name in its folder.
	named bool
}

// Spool reads r to its end into a temporary file, or fails with ErrTooLarge once it is longer than limit. The File starts at its
// beginning and must be closed. It never holds more than a small buffer in memory.
func (s *Store) Spool(ctx context.Context, r io.Reader, limit int64) (*File, error) {
	file, err := os.CreateTemp(s.temp, "conectafy-media-*")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	// Without a name, the system frees the space when we die, however we die. Windows refuses; there, closing removes it.
	f := &File{file: file, named: os.Remove(file.Name()) != nil}
	if err := f.fill(ctx, r, limit); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func (f *File) fill(ctx context.Context, r io.Reader, limit int64) error {
	hash := sha256.New()
	// One byte more than allowed tells content of exactly the limit from longer content.
	size, err := io.Copy(io.MultiWriter(f.file, hash), io.LimitReader(cancellable{ctx, r}, limit+1))
	if err != nil {
		return fmt.Errorf("receive content: %w", err)
	}
	if size > limit {
		return ErrTooLarge
	}
	f.Size, f.SHA256 = size, hex.EncodeToString(hash.Sum(nil))
	_, err = f.file.Seek(0, io.SeekStart)
	return err
}

// Read reads on.
func (f *File) Read(p []byte) (int, error) { return f.file.Read(p) }

// Seek moves to where the next Read begins.
func (f *File) Seek(offset int64, whence int) (int64, error) { return f.file.Seek(offset, whence) }

// ReadAt reads at an offset and moves nothing.
func (f *File) ReadAt(p []byte, offset int64) (int, error) { return f.file.ReadAt(p, offset) }

// Close removes the file. What was kept of it stays.
func (f *File) Close() error {
	err := f.file.Close()
	if f.named {
		err = errors.Join(err, os.Remove(f.file.Name()))
	}
	return err
}

// cancellable stops a copy between two reads.
type cancellable struct {
	ctx  context.Context
	from io.Reader
}

func (c cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.from.Read(p)
}
