package blobs

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"gocloud.dev/blob"
)

// Delete removes an object. One that isn't there is gone already.
func (s *Store) Delete(ctx context.Context, key string) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	err := s.bucket.Delete(ctx, key)
	if err == nil {
		return nil
	}
	if err := translate("delete", err); !errors.Is(err, ErrNotFound) {
		return err
	}
	return nil
}

// DeleteTenant removes up to most objects of an owner and says how many. Fewer than most means that none is left, so that a
// worker can do it in steps.
func (s *Store) DeleteTenant(ctx context.Context, owner uuid.UUID, most int) (int, error) {
	page, err := s.list(ctx, owner, most)
	if err != nil {
		return 0, err
	}
	for deleted, object := range page {
		if err := s.Delete(ctx, object.Key); err != nil {
			return deleted, err
		}
	}
	return len(page), nil
}

func (s *Store) list(ctx context.Context, owner uuid.UUID, most int) ([]*blob.ListObject, error) {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	// The slash keeps to this owner whatever another's key begins with.
	page, _, err := s.bucket.ListPage(ctx, blob.FirstPageToken, most, &blob.ListOptions{Prefix: owner.String() + "/"})
	if err != nil {
		return nil, translate("list", err)
	}
	return page, nil
}
