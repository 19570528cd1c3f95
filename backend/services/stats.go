package services

import (
	"context"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// SessionStats is what a session uses and holds.
type SessionStats struct {
	MemoryBytes      uint64
	MemoryLimitBytes uint64
	CPUPercent       float64
	Incoming         int64
	Outgoing         int64
	Chats            int64
	Unread           int64
	Unprocessed      int64 // webhooks that nobody understood, kept for inspection
}

// Stats measures a session's container and counts its messages.
func (s *Sessions) Stats(ctx context.Context, caller models.Caller, id uuid.UUID) (SessionStats, error) {
	session, _, err := s.running(ctx, caller, id)
	if err != nil {
		return SessionStats{}, err
	}
	counts, err := s.store.Counts(ctx, caller, id)
	if err != nil {
		return SessionStats{}, err
	}
	used, err := s.fleet.runtime.Stats(ctx, session.ContainerName)
	if err != nil {
		return SessionStats{}, answerOf(err)
	}
	return SessionStats{
		MemoryBytes: used.MemoryBytes, MemoryLimitBytes: used.MemoryLimitBytes, CPUPercent: used.CPUPercent,
		Incoming: counts.Incoming, Outgoing: counts.Outgoing, Chats: counts.Chats, Unread: counts.Unread,
		Unprocessed: counts.Unprocessed,
	}, nil
}
