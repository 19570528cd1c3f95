package store

import (
	"context"
	"crypto/sha256"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// Receive stores what a batch of webhooks says, all of it or nothing, in one round trip. Delivering an event again
// changes nothing. The order of locks is the owners' heads first, so batches never deadlock.
func (s *Store) Receive(ctx context.Context, events []models.Event) error {
	messages, acks := collect(events)
	err := s.pipelineAsService(ctx, func(q *sqlc.Queries) error {
		if len(messages) > 0 || len(acks.SessionIds) > 0 {
			if err := q.LockHeadsOfSessions(ctx, sessionsOf(events)); err != nil {
				return err
			}
		}
		if len(messages) > 0 {
			if err := q.ReceiveMessages(ctx, toColumns(messages)); err != nil {
				return err
			}
		}
		if len(acks.SessionIds) > 0 {
			if err := q.ApplyAcks(ctx, acks); err != nil {
				return err
			}
		}
		return keepUnprocessed(ctx, q, events)
	})
	if err != nil {
		return err
	}
	return s.applyReports(ctx, events)
}

func (s *Store) applyReports(ctx context.Context, events []models.Event) error {
	for _, e := range events {
		if e.Status == nil {
			continue
		}
		change := StatusChange{
			Status: models.StatusOf(e.Status.Status), WAHAStatus: e.Status.Status, At: e.Status.At,
			PhoneNumber: e.Status.PhoneNumber, PushName: e.Status.PushName,
		}
		if _, err := s.ApplyStatus(ctx, e.SessionID, change); err != nil {
			return err
		}
	}
	return nil
}

func keepUnprocessed(ctx context.Context, q *sqlc.Queries, events []models.Event) error {
	for _, e := range events {
		if e.Unprocessed == nil {
			continue
		}
		id, err := newID()
		if err != nil {
			return err
		}
		sum := sha256.Sum256(e.Unprocessed.Body)
		err = q.KeepUnprocessed(ctx, sqlc.KeepUnprocessedParams{
			ID: id, SessionID: e.SessionID, Event: orNull(e.Unprocessed.Event), Reason: e.Unprocessed.Reason,
			Body: e.Unprocessed.Body, BodySha256: sum[:],
		})
		if err != nil {
			return err
		}
	}
	return nil
}

type messageKey struct {
	session uuid.UUID
	id      string
}

// collect drops repetitions within a batch: one statement may touch a row once. Of a message the copy that came
// furthest stays; of receipts the highest, and an error above all.
func collect(events []models.Event) ([]models.Message, sqlc.ApplyAcksParams) {
	var messages []models.Message
	index := make(map[messageKey]int)
	receipts := make(map[messageKey]models.Ack)
	var order []messageKey
	for _, e := range events {
		if m := e.Message; m != nil {
			key := messageKey{m.SessionID, m.MessageID}
			if at, seen := index[key]; !seen {
				index[key] = len(messages)
				messages = append(messages, *m)
			} else if messages[at].Ack < m.Ack {
				messages[at].Ack = m.Ack
			}
		}
		for _, a := range e.Acks {
			key := messageKey{e.SessionID, a.MessageID}
			have, seen := receipts[key]
			if !seen {
				order = append(order, key)
			}
			if !seen || a.Ack == models.AckError || have != models.AckError && a.Ack > have {
				receipts[key] = a.Ack
			}
		}
	}
	var acks sqlc.ApplyAcksParams
	for _, key := range order {
		acks.SessionIds = append(acks.SessionIds, key.session)
		acks.MessageIds = append(acks.MessageIds, key.id)
		acks.Acks = append(acks.Acks, int32(receipts[key]))
	}
	return messages, acks
}

func sessionsOf(events []models.Event) []uuid.UUID {
	seen := make(map[uuid.UUID]bool)
	var ids []uuid.UUID
	for _, e := range events {
		if !seen[e.SessionID] {
			seen[e.SessionID] = true
			ids = append(ids, e.SessionID)
		}
	}
	return ids
}

func toColumns(messages []models.Message) sqlc.ReceiveMessagesParams {
	var p sqlc.ReceiveMessagesParams
	for _, m := range messages {
		p.Ids = append(p.Ids, m.ID)
		p.SessionIds = append(p.SessionIds, m.SessionID)
		p.ChatIds = append(p.ChatIds, string(m.ChatID))
		p.MessageIds = append(p.MessageIds, m.MessageID)
		p.WahaIds = append(p.WahaIds, m.WAHAID)
		p.FromMe = append(p.FromMe, m.FromMe)
		p.FromNumbers = append(p.FromNumbers, m.FromNumber)
		p.ToNumbers = append(p.ToNumbers, m.ToNumber)
		p.Participants = append(p.Participants, m.Participant)
		p.SenderNames = append(p.SenderNames, m.SenderName)
		p.Bodies = append(p.Bodies, m.Body)
		p.Types = append(p.Types, string(m.Type))
		p.Acks = append(p.Acks, int32(m.Ack))
		p.Sources = append(p.Sources, m.Source)
		p.Timestamps = append(p.Timestamps, m.Timestamp)
	}
	return p
}
