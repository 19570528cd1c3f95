package store

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// Receive stores what a batch of webhooks says, all of it or nothing, in one round trip. Delivering an event again
// changes nothing, and so does another order. The order of locks is the owners' heads first, so batches never deadlock.
func (s *Store) Receive(ctx context.Context, events []models.Event) error {
	news := s.twins.unknown(events)
	err := s.pipelineAsService(ctx, func(q *sqlc.Queries) error {
		if sessions := sessionsWithRows(events); len(sessions) > 0 {
			if err := q.LockHeadsOfSessions(ctx, sessions); err != nil {
				return err
			}
		}
		messages, acks := collect(events)
		return receive(ctx, q, news, messages, acks, events)
	})
	if err != nil {
		return err
	}
	s.twins.remember(news)
	return s.applyReports(ctx, events)
}

// sourceAPI marks what was sent through WAHA, and not on the phone.
const sourceAPI = "api"

func adoptEchoes(ctx context.Context, q *sqlc.Queries, messages []models.Message) error {
	for i := range messages {
		m := &messages[i]
		if !m.FromMe || m.Source != sourceAPI {
			continue
		}
		if err := q.AdoptEcho(ctx, sqlc.AdoptEchoParams{
			SessionID: m.SessionID, ChatID: string(m.ChatID), MessageID: m.MessageID, WahaID: orNull(m.WAHAID), Type: string(m.Type),
			Body: orNull(m.Body),
		}); err != nil {
			return err
		}
	}
	return nil
}

// receive asks for the statements that store events, with the heads of their owners locked.
func receive(
	ctx context.Context, q *sqlc.Queries, news []newTwins, messages []models.Message, acks sqlc.ApplyAcksParams, events []models.Event,
) error {
	if err := learnTwins(ctx, q, news); err != nil {
		return err
	}
	if len(messages) > 0 {
		if err := adoptEchoes(ctx, q, messages); err != nil {
			return err
		}
		if err := q.ReceiveMessages(ctx, toColumns(messages)); err != nil {
			return err
		}
		if err := receiveContent(ctx, q, messages); err != nil {
			return err
		}
	}
	if len(acks.SessionIds) > 0 {
		if err := q.ApplyAcks(ctx, acks); err != nil {
			return err
		}
	}
	return receiveChanges(ctx, q, events)
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
		if e.Status.Status == models.WAHAScanQR {
			if err := s.showQR(ctx, e.SessionID, e.Status.At); err != nil {
				return err
			}
		}
		if e.Status.Restriction == nil && e.Status.Quota == nil {
			continue
		}
		if err := s.applyLimits(ctx, e.SessionID, *e.Status); err != nil {
			return err
		}
	}
	return nil
}

// showQR notes that WhatsApp shows another code.
func (s *Store) showQR(ctx context.Context, id uuid.UUID, at time.Time) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		return w.ShowQR(ctx, sqlc.ShowQRParams{ID: id, At: at})
	})
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
	receipts := make(map[messageKey]models.AckUpdate)
	var order []messageKey
	for _, e := range events {
		if m := e.Message; m != nil {
			key := messageKey{m.SessionID, m.MessageID}
			if at, seen := index[key]; !seen {
				index[key] = len(messages)
				messages = append(messages, *m)
			} else {
				messages[at] = fuller(messages[at], *m)
			}
		}
		for _, a := range e.Acks {
			key := messageKey{e.SessionID, a.MessageID}
			have, seen := receipts[key]
			if !seen {
				order = append(order, key)
			}
			if !seen || a.Ack == models.AckError || have.Ack != models.AckError && a.Ack > have.Ack {
				receipts[key] = a
			}
		}
	}
	var acks sqlc.ApplyAcksParams
	for _, key := range order {
		acks.SessionIds = append(acks.SessionIds, key.session)
		acks.MessageIds = append(acks.MessageIds, key.id)
		acks.Acks = append(acks.Acks, int32(receipts[key].Ack))
		acks.Codes = append(acks.Codes, receipts[key].ErrorCode)
	}
	return messages, acks
}

// fuller joins two copies of a message: the one that says more stays, with the receipt that came furthest.
func fuller(have, other models.Message) models.Message {
	ack := max(have.Ack, other.Ack)
	if have.Type == models.TypeUnknown && other.Type != models.TypeUnknown {
		have = other
	}
	have.Ack = ack
	return have
}

// sessionsWithRows are the sessions of which the batch changes what people see.
func sessionsWithRows(events []models.Event) []uuid.UUID {
	seen := make(map[uuid.UUID]bool)
	var ids []uuid.UUID
	for _, e := range events {
		if changesRows(e) && !seen[e.SessionID] {
			seen[e.SessionID] = true
			ids = append(ids, e.SessionID)
		}
	}
	return ids
}

// changesRows leaves out what is passed on or kept apart, and the state of a session, which is written on its own.
func changesRows(e models.Event) bool {
	e.Status, e.Presence, e.Unprocessed = nil, nil, nil
	return !e.IsEmpty()
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
		p.Parts = append(p.Parts, partsOf(m.Content))
		p.Origins = append(p.Origins, string(cmp.Or(m.Origin, models.OriginLive)))
		var quote models.Quote
		if m.Quote != nil {
			quote = *m.Quote
		}
		p.QuotedIds = append(p.QuotedIds, quote.MessageID)
		p.QuotedFroms = append(p.QuotedFroms, string(quote.From))
		p.QuotedBodies = append(p.QuotedBodies, quote.Body)
		p.QuotedTypes = append(p.QuotedTypes, string(quote.Type))
		p.Mentions = append(p.Mentions, joinAddresses(m.Mentions))
		p.Forwarded = append(p.Forwarded, m.Forwarded)
		p.ViewOnce = append(p.ViewOnce, m.ViewOnce)
		revokedAt := m.RevokedAt
		if revokedAt.IsZero() {
			revokedAt = time.Unix(0, 0) // the query takes it for none
		}
		p.RevokedAts = append(p.RevokedAts, revokedAt)
	}
	return p
}

// joinAddresses makes one text of addresses, in which a comma cannot stand.
func joinAddresses(addresses []models.ChatID) string {
	texts := make([]string, len(addresses))
	for i, a := range addresses {
		texts[i] = string(a)
	}
	return strings.Join(texts, ",")
}
