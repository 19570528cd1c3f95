package services

import (
	"context"
	"errors"
	"time"
)

const (
	// uploadLifetime is how long an upload waits to be sent.
	uploadLifetime = 24 * time.Hour
	// releasedLifetime is how long an object stays that no row needs: whoever takes in the same content just now finds it there.
	releasedLifetime = time.Hour
)

// forget deletes uploads that nobody sent, and the objects that no row needs any more.
func (m *Media) forget(ctx context.Context, now time.Time) error {
	for more := true; more && ctx.Err() == nil; {
		var err error
		if more, err = m.store.PruneUploads(ctx, now.Add(-uploadLifetime)); err != nil {
			return err
		}
	}
	for more := true; more && ctx.Err() == nil; {
		var keys []string
		var err error
		if keys, more, err = m.store.ReleasedBlobs(ctx, now.Add(-releasedLifetime)); err != nil {
			return err
		}
		for i, key := range keys {
			if err := m.blobs.Delete(ctx, key); err != nil {
				return errors.Join(err, m.releaseAgain(ctx, keys[i:]))
			}
		}
	}
	return ctx.Err()
}

func (m *Media) releaseAgain(ctx context.Context, keys []string) error {
	ctx = context.WithoutCancel(ctx)
	for _, key := range keys {
		if err := m.store.ReleaseBlob(ctx, key); err != nil {
			return err
		}
	}
	return nil
}
