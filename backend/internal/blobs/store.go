// Package blobs keeps the bytes of media: in a folder, or in any S3 (Supabase Storage included) by URL.
package blobs

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob" // so that s3:// opens
	"gocloud.dev/gcerrors"
)

const (
	// callTime bounds a question about an object, keepTime the writing of one.
	callTime = 30 * time.Second
	keepTime = 15 * time.Minute
)

// What callers can tell apart.
var (
	ErrNotFound = errors.New("there is no such object")
	ErrTooLarge = errors.New("the content is larger than allowed")
)

// Config says where things are kept.
type Config struct {
	// URL is a folder (with or without file://), or s3://bucket?region=…&endpoint=…&use_path_style=true, where prefix=… keeps to a part
	// of the bucket. Keys come from the environment as AWS's tools expect them. Services that are not AWS mostly want
	// request_checksum_calculation=when_required as well.
	URL string
	// Temp is the folder of what is being received; the system's by default.
	Temp string
}

// Store keeps objects. It is safe for concurrent use.
type Store struct {
	bucket *blob.Bucket
	folder string // empty if objects are elsewhere
	temp   string
}

// Open opens what config names. A folder that isn't there is made.
func Open(ctx context.Context, config Config) (*Store, error) {
	s := &Store{temp: config.Temp}
	if s.temp != "" {
		if err := os.MkdirAll(s.temp, 0o700); err != nil {
			return nil, fmt.Errorf("make the temporary folder: %w", err)
		}
	}
	var err error
	if folder, ok := folderOf(config.URL); ok {
		s.bucket, s.folder, err = openFolder(folder)
	} else {
		s.bucket, err = blob.OpenBucket(ctx, config.URL)
	}
	if err != nil {
		return nil, fmt.Errorf("open the media store: %w", err)
	}
	return s, nil
}

func folderOf(address string) (string, bool) {
	if u, err := url.Parse(address); err == nil && u.Scheme == "file" {
		return filepath.FromSlash(u.Path), true
	}
	return address, !strings.Contains(address, "://")
}

func openFolder(folder string) (*blob.Bucket, string, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, "", err
	}
	bucket, err := fileblob.OpenBucket(folder, &fileblob.Options{
		CreateDir:   true,
		DirFileMode: 0o700,
		NoTempDir:   true, // a rename must not cross from one disk to another
		Metadata:    fileblob.MetadataDontWrite,
	})
	return bucket, folder, err
}

// Close lets go of the store.
func (s *Store) Close() error { return s.bucket.Close() }

// Size says how long an object is.
func (s *Store) Size(ctx context.Context, key string) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	attributes, err := s.bucket.Attributes(ctx, key)
	if err != nil {
		return 0, translate("ask for", err)
	}
	return attributes.Size, nil
}

// translate makes the library's errors ours.
func translate(doing string, err error) error {
	if gcerrors.Code(err) == gcerrors.NotFound {
		return ErrNotFound
	}
	return fmt.Errorf("%s an object: %w", doing, err)
}
