package blobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/google/uuid"
	"gocloud.dev/blob"
)

// Object is content that is kept.
type Object struct {
	Key    string
	SHA256 string
	Size   int64
}

// Keep stores a File under its owner. The same content of the same owner is the same object and isn't written twice; another
// owner's is another object, so that nobody can find out what others have. An object may be shared by several messages: delete it
// only when none is left.
func (s *Store) Keep(ctx context.Context, owner uuid.UUID, f *File) (Object, error) {
	ctx, cancel := context.WithTimeout(ctx, keepTime)
	defer cancel()
	object := Object{Key: path.Join(owner.String(), f.SHA256[:2], f.SHA256), SHA256: f.SHA256, Size: f.Size}
	size, err := s.Size(ctx, object.Key)
	if err == nil && size == f.Size {
		return object, nil
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Object{}, err
	}
	content := io.NewSectionReader(f.file, 0, f.Size)
	if err := s.bucket.Upload(ctx, object.Key, content, writing()); err != nil {
		return Object{}, fmt.Errorf("write an object: %w", err)
	}
	return object, s.settle(object.Key)
}

// writing bounds the memory of an upload to S3 to some 30 MB, measured: its library holds the first 16 MiB to see whether parts are
// needed, and then two parts. Those have the smallest size that S3 takes. The type is never the library's guess; what is served gets
// its type from the database.
func writing() *blob.WriterOptions {
	return &blob.WriterOptions{ContentType: "application/octet-stream", BufferSize: 5 << 20, MaxConcurrency: 1}
}

// settle waits until an object of the folder survives a power cut: a row will name it as soon as we return.
func (s *Store) settle(key string) error {
	if s.folder == "" {
		return nil
	}
	name := filepath.Join(s.folder, filepath.FromSlash(key))
	for _, path := range []string{name, filepath.Dir(name)} {
		if err := sync(path); err != nil {
			return fmt.Errorf("write an object to the disk: %w", err)
		}
	}
	return nil
}

func sync(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Put is Spool and Keep in one, for content that nobody looks into between the two.
func (s *Store) Put(ctx context.Context, owner uuid.UUID, r io.Reader, limit int64) (Object, error) {
	f, err := s.Spool(ctx, r, limit)
	if err != nil {
		return Object{}, err
	}
	defer f.Close()
	return s.Keep(ctx, owner, f)
}
