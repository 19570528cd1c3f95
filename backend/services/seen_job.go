package services

import (
	"context"
	"errors"

	"github.com/riverqueue/river"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/models"
)

// Seen tells WhatsApp that a chat was read.
type Seen struct {
	river.WorkerDefaults[models.SeenJob]

	fleet *Fleet
	store *store.Store
}

// NewSeen returns the worker.
func NewSeen(fleet *Fleet, st *store.Store) *Seen { return &Seen{fleet: fleet, store: st} }

// Work tells it once more should the first word have been lost: reading twice is reading once.
func (s *Seen) Work(ctx context.Context, job *river.Job[models.SeenJob]) error {
	session, err := s.store.SessionByID(ctx, job.Args.SessionID)
	if errors.Is(err, apperr.SessionNotFound) {
		return nil
	}
	if err != nil || session.Status != models.StatusConnected {
		return err // a number that is not connected reads nothing; what comes later is read anew
	}
	target, err := s.fleet.target(ctx, session)
	if err != nil {
		return err
	}
	return s.fleet.waha.SendSeen(ctx, target, job.Args.ChatID, nil, "")
}
