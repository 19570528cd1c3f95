package store

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// JobInserter puts a job into the queue within a transaction, so that neither exists without the row it is about.
type JobInserter interface {
	InsertTx(ctx context.Context, tx pgx.Tx, args river.JobArgs, opts *river.InsertOpts) (*rivertype.JobInsertResult, error)
}

func (s *Store) enqueue(ctx context.Context, w *work, args river.JobArgs, opts *river.InsertOpts) error {
	_, err := s.jobs.InsertTx(ctx, w.tx, args, opts)
	return err
}

// sendAttempts bounds how often a worker takes up one message.
const sendAttempts = 12

// QueueMessage stores a message out with its job. With a key that was used before it returns the message of then. A new
// message is refused while its number is not connected.
func (s *Store) QueueMessage(
	ctx context.Context, caller models.Caller, m models.Message, key models.SendKey,
) (models.Message, error) {
	var stored models.Message
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		session, err := w.GetSession(ctx, sqlc.GetSessionParams{ID: m.SessionID, UserID: caller.UserID})
		if err != nil {
			return orNotFound(err, apperr.SessionNotFound)
		}
		if key.Key != "" {
			stored, err = w.repeated(ctx, caller, m.SessionID, key)
			if !isNoRows(err) {
				return err
			}
		}
		if session.Status != string(models.StatusConnected) {
			return apperr.SessionNotConnected
		}
		if err := w.elevate(ctx); err != nil {
			return err
		}
		if err := w.LockHeads(ctx, []uuid.UUID{caller.UserID}); err != nil {
			return err
		}
		stored, err = s.insertOutgoing(ctx, w, caller, m, key)
		return err
	})
	return stored, err
}

func (s *Store) insertOutgoing(
	ctx context.Context, w *work, caller models.Caller, m models.Message, key models.SendKey,
) (models.Message, error) {
	row, err := w.InsertOutgoing(ctx, toOutgoing(m, key))
	if isNoRows(err) { // the same key came twice at once and the other was first, or the session went meanwhile
		repeated, err := w.repeated(ctx, caller, m.SessionID, key)
		return repeated, orNotFound(err, apperr.SessionNotFound)
	}
	if err != nil {
		return models.Message{}, err
	}
	if err := w.insertContent(ctx, m); err != nil {
		return models.Message{}, err
	}
	if err := w.TouchContact(ctx, row.ID); err != nil {
		return models.Message{}, err
	}
	if err := w.appendChange(ctx, caller.UserID, m.SessionID, "message", row.ID); err != nil {
		return models.Message{}, err
	}
	if err := s.enqueueSend(ctx, w, row); err != nil {
		return models.Message{}, err
	}
	return w.withContent(ctx, caller, row)
}

func (s *Store) enqueueSend(ctx context.Context, w *work, row sqlc.Message) error {
	job := models.SendJob{MessageID: row.ID, QueuedAt: row.QueuedAt, HasFile: row.Parts&partMedia != 0}
	return s.enqueue(ctx, w, job, &river.InsertOpts{MaxAttempts: sendAttempts})
}

func toOutgoing(m models.Message, key models.SendKey) sqlc.InsertOutgoingParams {
	p := sqlc.InsertOutgoingParams{
		ID: m.ID, SessionID: m.SessionID, ChatID: string(m.ChatID), MessageID: m.MessageID, ToNumber: orNull(m.ToNumber),
		Body: orNull(m.Body), Type: string(m.Type), IdempotencyKey: orNull(key.Key), IdempotencyHash: key.Hash,
		Parts: partsOf(m.Content), IsForwarded: m.Forwarded, ShowsLink: m.ShowsLink, ForwardOf: orNull(m.ForwardOf),
	}
	if len(m.Mentions) > 0 {
		p.Mentions = toTexts(m.Mentions)
	}
	if q := m.Quote; q != nil {
		p.QuotedMessageID, p.QuotedFrom, p.QuotedBody = &q.MessageID, orNull(string(q.From)), orNull(q.Body)
		p.QuotedType = orNull(string(q.Type))
	}
	return p
}

// insertContent stores what a message out holds beside its text. Its file is in the blob store already.
func (w *work) insertContent(ctx context.Context, m models.Message) error {
	if file := m.Content.Media; file != nil {
		media := *file
		media.SessionID, media.MessageRow = m.SessionID, m.ID
		if _, err := w.insertMedia(ctx, media); err != nil {
			return err
		}
	}
	return receiveParts(ctx, w.Queries, &m)
}

// withContent makes a message of a row, with what it holds.
func (w *work) withContent(ctx context.Context, caller models.Caller, row sqlc.Message) (models.Message, error) {
	messages := []models.Message{toMessage(row)}
	err := w.addContent(ctx, caller, messages)
	return messages[0], err
}

// repeated finds the message that a key was used for, if it asked for the same. No row means: not used yet.
func (w *work) repeated(ctx context.Context, caller models.Caller, session uuid.UUID, key models.SendKey) (models.Message, error) {
	row, err := w.GetByIdempotencyKey(ctx, sqlc.GetByIdempotencyKeyParams{
		SessionID: session, UserID: caller.UserID, IdempotencyKey: &key.Key,
	})
	if err != nil {
		return models.Message{}, err
	}
	if !bytes.Equal(row.IdempotencyHash, key.Hash) {
		return models.Message{}, apperr.IdempotencyKeyReused
	}
	return w.withContent(ctx, caller, row)
}

// MessageByID returns a message for a worker.
func (s *Store) MessageByID(ctx context.Context, id uuid.UUID) (models.Message, error) {
	var message models.Message
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		row, err := w.GetMessageByID(ctx, id)
		message = toMessage(row)
		return orNotFound(err, apperr.MessageNotFound)
	})
	return message, err
}

// Repeated returns the message that a key was used for, if it was used before and asked for the same.
func (s *Store) Repeated(ctx context.Context, caller models.Caller, session uuid.UUID, key models.SendKey) (models.Message, bool, error) {
	var message models.Message
	found := false
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.ownSession(ctx, caller, session); err != nil {
			return err
		}
		var err error
		message, err = w.repeated(ctx, caller, session, key)
		found = err == nil
		if isNoRows(err) {
			return nil
		}
		return err
	})
	return message, found, err
}

// MessageOut returns a message on its way out, for the worker.
func (s *Store) MessageOut(ctx context.Context, id uuid.UUID) (models.Message, error) {
	var message models.Message
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		row, err := w.GetOutgoing(ctx, id)
		if err != nil {
			return orNotFound(err, apperr.MessageNotFound)
		}
		message, err = w.withContent(ctx, models.Caller{UserID: row.UserID}, row)
		return err
	})
	return message, err
}

// ErrNotYet says that a message must wait: an earlier one of its chat is on its way, its number's pace holds it back, or it was
// given to the queue again meanwhile.
var ErrNotYet = errors.New("not this message's turn yet")

// ErrSettled says that a message is no longer on its way.
var ErrSettled = errors.New("the message is no longer on its way")

// near is how long a worker may wait for a number's next moment instead of coming back later.
const near = time.Second

// ClaimSend takes a message's turn, or nothing at all. It returns the moment at which its number may send.
func (s *Store) ClaimSend(ctx context.Context, m models.Message, gap time.Duration) (time.Time, error) {
	var at time.Time
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		if _, err := w.ClaimSend(ctx, sqlc.ClaimSendParams{ID: m.ID, QueuedAt: m.QueuedAt}); isNoRows(err) {
			return w.whyNotClaimed(ctx, m.ID)
		} else if err != nil {
			return err
		}
		moment, err := w.PaceSend(ctx, sqlc.PaceSendParams{ID: m.SessionID, GapSeconds: gap.Seconds(), NearSeconds: near.Seconds()})
		if isNoRows(err) {
			return ErrNotYet
		}
		at = moment
		return err
	})
	return at, err
}

func (w *work) whyNotClaimed(ctx context.Context, id uuid.UUID) error {
	row, err := w.GetOutgoing(ctx, id)
	if err != nil {
		return orNotFound(err, apperr.MessageNotFound)
	}
	if models.MessageStatus(row.Status).OnItsWay() {
		return ErrNotYet
	}
	return ErrSettled
}

// FinishSend notes that WAHA took a message. An engine that chooses ids itself tells its own in messageID.
func (s *Store) FinishSend(ctx context.Context, m models.Message, wahaID, messageID string) error {
	return s.settle(ctx, m, func(ctx context.Context, w *work) (sqlc.Message, error) {
		var ack int16
		if messageID != "" {
			var err error
			echo := sqlc.AbsorbEchoParams{SessionID: m.SessionID, MessageID: messageID, ID: m.ID}
			if ack, err = w.AbsorbEcho(ctx, echo); err != nil {
				return sqlc.Message{}, err
			}
		}
		return w.FinishSend(ctx, sqlc.FinishSendParams{ID: m.ID, Ack: ack, WahaID: orNull(wahaID), MessageID: orNull(messageID)})
	})
}

// FailSend notes that a message will not be sent, and why.
func (s *Store) FailSend(ctx context.Context, m models.Message, code string) error {
	return s.settle(ctx, m, func(ctx context.Context, w *work) (sqlc.Message, error) {
		return w.FailSend(ctx, sqlc.FailSendParams{ID: m.ID, ErrorCode: &code})
	})
}

func (s *Store) settle(ctx context.Context, m models.Message, change func(context.Context, *work) (sqlc.Message, error)) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockHeadsOfSessions(ctx, []uuid.UUID{m.SessionID}); err != nil {
			return err
		}
		row, err := change(ctx, w)
		if isNoRows(err) {
			return nil
		}
		if err != nil {
			return err
		}
		return w.appendChange(ctx, row.UserID, row.SessionID, "message", row.ID)
	})
}

// MarkUnknown notes that a message may have gone out: the call to send it had no clear end.
func (s *Store) MarkUnknown(ctx context.Context, m models.Message) error {
	return s.settle(ctx, m, func(ctx context.Context, w *work) (sqlc.Message, error) { return w.MarkUnknown(ctx, m.ID) })
}

// maxOverdue bounds one answer of OverdueSends.
const maxOverdue = 500

// OverdueSends lists messages that are still on their way although they were stored before a moment.
func (s *Store) OverdueSends(ctx context.Context, before time.Time) ([]models.Message, error) {
	var messages []models.Message
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		rows, err := w.ListOverdueSends(ctx, sqlc.ListOverdueSendsParams{Before: before, MaxRows: maxOverdue})
		messages = mapAll(rows, toMessage)
		return err
	})
	return messages, err
}
