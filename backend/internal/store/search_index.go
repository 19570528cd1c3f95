package store

import (
	"context"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/internal/words"
)

const (
	// indexBatch bounds the messages that one transaction indexes: few, so that webhooks never wait long for the processor.
	indexBatch = 16
	// indexLock is the advisory lock of whoever indexes.
	indexLock = 5_402_119_002
)

// IndexSearch makes a batch of the messages that wait for it findable as they are now. It says how many it took from the
// queue: none when there are none, or while another process is at it. A message that is changed meanwhile waits again.
func (s *Store) IndexSearch(ctx context.Context) (int, error) {
	var taken int
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		mine, err := w.TakeSearchTurn(ctx, indexLock)
		if err != nil || !mine {
			return err
		}
		ids, err := w.TakeFromSearchQueue(ctx, indexBatch)
		if err != nil || len(ids) == 0 {
			return err
		}
		taken = len(ids)
		rows, err := w.TextsOfMessages(ctx, ids)
		if err != nil {
			return err
		}
		return w.index(ctx, rows)
	})
	return taken, err
}

func (w *work) index(ctx context.Context, rows []sqlc.TextsOfMessagesRow) error {
	var found sqlc.IndexMessagesParams
	var empty []uuid.UUID
	for _, row := range rows {
		if text := words.ForIndex(row.Text); text != "" {
			found.Ids = append(found.Ids, row.ID)
			found.Words = append(found.Words, text)
		} else {
			empty = append(empty, row.ID)
		}
	}
	if len(empty) > 0 {
		if err := w.ForgetIndexed(ctx, empty); err != nil {
			return err
		}
	}
	if len(found.Ids) == 0 {
		return nil
	}
	return w.IndexMessages(ctx, found)
}
