package services

import (
	"context"
	"errors"

	"github.com/riverqueue/river"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// ChatTeller tells WhatsApp what owners decide about their chats, as far as the engine can.
type ChatTeller struct {
	river.WorkerDefaults[models.ChatJob]

	fleet *Fleet
	store *store.Store
}

// NewChatTeller returns the worker.
func NewChatTeller(fleet *Fleet, st *store.Store) *ChatTeller {
	return &ChatTeller{fleet: fleet, store: st}
}

// Work tells it once more should the first word have been lost. What a number that isn't connected, or an engine that can't, is not
// told stays as it is here.
func (c *ChatTeller) Work(ctx context.Context, job *river.Job[models.ChatJob]) error {
	session, chat, err := c.store.ChatOfJob(ctx, job.Args)
	if errors.Is(err, apperr.SessionNotFound) || errors.Is(err, apperr.ChatNotFound) {
		return nil
	}
	if err != nil || session.Status != models.StatusConnected {
		return err
	}
	target, err := c.fleet.target(ctx, session)
	if err != nil {
		return err
	}
	if job.Args.Archived {
		err = c.fleet.waha.ArchiveChat(ctx, target, chat.ChatID, !chat.ArchivedAt.IsZero())
	}
	if job.Args.Unread && chat.MarkedUnread {
		err = errors.Join(unlessUnable(err), c.fleet.waha.MarkChatUnread(ctx, target, chat.ChatID))
	}
	return unlessUnable(err)
}

// unlessUnable passes over what the engine can't do.
func unlessUnable(err error) error {
	if errors.Is(err, waha.ErrUnsupported) {
		return nil
	}
	return err
}
