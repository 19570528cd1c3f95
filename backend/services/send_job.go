package services

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/tracing"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// Why a message was not sent: the codes of a failed message.
const (
	failExpired     = "send_expired"
	failRestricted  = models.FailRestricted
	failQuota       = models.FailQuota
	failEngine      = "engine_error"
	failUnknown     = "outcome_unknown"
	failUnsupported = "not_supported_by_engine"
)

// SenderConfig is the manner in which messages go out.
type SenderConfig struct {
	Gap    time.Duration // between two messages of one number
	Expiry time.Duration // after which an unsent message is given up
	// ChosenIDs says that the engine takes the ids we choose, so that a repeated call cannot be a second message.
	ChosenIDs bool
	// FileTimeout bounds one call that sends a file.
	FileTimeout time.Duration
}

// Sender hands stored messages to WAHA.
type Sender struct {
	river.WorkerDefaults[models.SendJob]

	cfg    SenderConfig
	fleet  *Fleet
	store  *store.Store
	links  *MediaLinks // as containers follow them
	meter  Meter
	tracer *tracing.Tracer
	log    zerolog.Logger
}

// NewSender returns the worker.
func NewSender(cfg SenderConfig, fleet *Fleet, st *store.Store, links *MediaLinks, meter Meter, tracer *tracing.Tracer, log zerolog.Logger) *Sender {
	return &Sender{cfg: cfg, fleet: fleet, store: st, links: links, meter: meter, tracer: tracer, log: log}
}

// When a job that could not do its work yet comes back.
const (
	turnSnooze      = 300 * time.Millisecond
	connectSnooze   = 3 * time.Second
	sendJobTimeout  = 45 * time.Second
	firstRetryAfter = time.Second
	maxRetryAfter   = time.Minute
)

// Timeout bounds one attempt.
func (s *Sender) Timeout(job *river.Job[models.SendJob]) time.Duration {
	if job.Args.HasFile {
		return sendJobTimeout + s.cfg.FileTimeout
	}
	return sendJobTimeout
}

// NextRetry doubles the pause after each attempt.
func (s *Sender) NextRetry(job *river.Job[models.SendJob]) time.Time {
	pause := min(firstRetryAfter<<min(job.Attempt, 10), maxRetryAfter)
	return time.Now().Add(pause)
}

// Work sends one message. Whatever happens, it never goes out under a second id.
func (s *Sender) Work(ctx context.Context, job *river.Job[models.SendJob]) error {
	m, err := s.store.MessageOut(ctx, job.Args.MessageID)
	if errors.Is(err, apperr.MessageNotFound) {
		return nil // its session was deleted
	}
	if err != nil || !m.Status.OnItsWay() {
		return err
	}
	if at := job.Args.QueuedAt; !at.IsZero() && !at.Equal(m.QueuedAt) {
		return nil // it was given to the queue again, with another job
	}
	if time.Since(m.QueuedAt) > s.cfg.Expiry {
		return s.giveUp(ctx, m, failExpired)
	}
	session, err := s.store.SessionByID(ctx, m.SessionID)
	if err != nil {
		return err
	}
	if session.Status != models.StatusConnected {
		return river.JobSnooze(connectSnooze)
	}
	err = s.send(ctx, session, m)
	if job.Attempt >= job.MaxAttempts && err != nil && !isSnooze(err) {
		s.log.Error().Err(err).Stringer("session_id", session.ID).Msg("gave up sending a message")
		return s.giveUp(ctx, m, failUnknown)
	}
	return err
}

// finish notes that WAHA took a message. An engine that chooses ids itself tells its own in ownID.
func (s *Sender) finish(ctx context.Context, m models.Message, wahaID, ownID string) error {
	err := s.store.FinishSend(ctx, m, wahaID, ownID)
	if err == nil {
		s.meter.Sent(outcomeSent)
		tracing.Note(ctx, outcomeSent, false)
	}
	return err
}

// giveUp notes that a message will not be sent, and why.
func (s *Sender) giveUp(ctx context.Context, m models.Message, code string) error {
	err := s.store.FailSend(ctx, m, code)
	if err == nil {
		s.meter.Sent(code)
		tracing.Note(ctx, code, true)
	}
	return err
}

func isSnooze(err error) bool {
	var snooze *river.JobSnoozeError
	return errors.As(err, &snooze)
}

func (s *Sender) send(ctx context.Context, session models.Session, m models.Message) error {
	at, err := s.store.ClaimSend(ctx, m, s.jitter())
	switch {
	case errors.Is(err, store.ErrNotYet):
		return river.JobSnooze(turnSnooze)
	case errors.Is(err, store.ErrSettled), errors.Is(err, apperr.MessageNotFound):
		return nil
	case err != nil:
		return err
	}
	if !sleepUntil(ctx, at) {
		return ctx.Err()
	}
	target, err := s.fleet.target(ctx, session)
	if err != nil {
		return err
	}
	if m.Status != models.MessageQueued {
		// An earlier attempt may have reached WhatsApp.
		if settled, err := s.lookUp(ctx, target, m); settled || err != nil {
			return err
		}
	}
	ctx, span := s.tracer.StartOfMessage(ctx, m.SessionID, m.MessageID, "send", m.QueuedAt)
	defer span.End()
	inner, handing := s.tracer.Start(ctx, "hand over")
	sent, err := s.hand(inner, target, m)
	handing.End()
	if err = s.settle(ctx, m, sent, err); err != nil {
		tracing.Note(ctx, outcomeDelayed, true)
	}
	return err
}

// hand gives the message to WAHA. One that passes another on is forwarded where the engine can, so that it is marked as such;
// elsewhere it is sent as a message of its own.
func (s *Sender) hand(ctx context.Context, target waha.Target, m models.Message) (waha.Sent, error) {
	if m.ForwardOf != uuid.Nil {
		original, err := s.store.MessageByID(ctx, m.ForwardOf)
		if err == nil {
			sent, err := s.fleet.waha.ForwardMessage(ctx, target, m.ChatID, wahaIDOf(original))
			if !errors.Is(err, waha.ErrUnsupported) {
				return sent, err
			}
		} else if !errors.Is(err, apperr.MessageNotFound) {
			return waha.Sent{}, err
		}
	}
	return s.fleet.waha.Send(ctx, target, s.outgoing(m))
}

func (s *Sender) outgoing(m models.Message) waha.Outgoing {
	out := waha.Outgoing{
		Chat: m.ChatID, ID: m.MessageID, Kind: m.Type, Text: m.Body, Mentions: m.Mentions, LinkPreview: m.ShowsLink,
		Location: m.Content.Location, Contacts: m.Content.VCards, Poll: m.Content.Poll,
	}
	if m.Quote != nil {
		out.ReplyTo = m.Quote.MessageID
	}
	if file := m.Content.Media; file != nil {
		address, _ := s.links.Of(file)
		out.File = &waha.OutgoingFile{URL: address, MimeType: file.MimeType, Filename: file.Filename}
		out.Convert = needsConverting(m.Type, file.MimeType)
		if m.Type == models.TypeVoice && file.MimeType == oggAudio {
			out.File.MimeType += "; codecs=opus"
		}
	}
	return out
}

// needsConverting says whether WAHA has to turn a file into what WhatsApp plays.
func needsConverting(kind models.MessageType, mimeType string) bool {
	return kind == models.TypeVoice && mimeType != oggAudio || kind == models.TypeVideo && mimeType != "video/mp4"
}

// jitter varies the gap by a fifth: a robot keeps exact time.
func (s *Sender) jitter() time.Duration {
	return time.Duration(float64(s.cfg.Gap) * (0.8 + 0.4*rand.Float64()))
}

// lookUp asks WAHA whether it has the message already.
func (s *Sender) lookUp(ctx context.Context, target waha.Target, m models.Message) (settled bool, err error) {
	sent, err := s.fleet.waha.Message(ctx, target, m.ChatID, m.MessageID)
	switch {
	case err == nil:
		return true, s.finish(ctx, m, sent.WAHAID, "")
	case errors.Is(err, waha.ErrStatus), errors.Is(err, waha.ErrUnavailable):
		return false, river.JobSnooze(connectSnooze) // WAHA cannot be asked now
	case !s.cfg.ChosenIDs:
		return true, s.giveUp(ctx, m, failUnknown)
	case errors.Is(err, waha.ErrNotFound), errors.Is(err, waha.ErrRefused), errors.Is(err, waha.ErrEngine):
		return false, nil
	}
	return false, fmt.Errorf("look up a message: %w", err)
}

func (s *Sender) settle(ctx context.Context, m models.Message, sent waha.Sent, err error) error {
	switch {
	case err == nil:
		ownID := ""
		if sent.MessageID != m.MessageID {
			ownID = sent.MessageID
		}
		return s.finish(ctx, m, sent.WAHAID, ownID)
	case errors.Is(err, waha.ErrStatus), errors.Is(err, waha.ErrUnavailable):
		return river.JobSnooze(connectSnooze) // WAHA did not take it
	case errors.Is(err, waha.ErrRestricted):
		return s.giveUp(ctx, m, failRestricted)
	case errors.Is(err, waha.ErrQuota):
		return s.giveUp(ctx, m, failQuota)
	case errors.Is(err, waha.ErrUnsupported):
		return s.giveUp(ctx, m, failUnsupported)
	case errors.Is(err, waha.ErrRefused), errors.Is(err, waha.ErrNotFound):
		return s.giveUp(ctx, m, failEngine)
	}
	// The outcome is unknown: the next attempt looks first.
	return errors.Join(fmt.Errorf("send: %w", err), s.store.MarkUnknown(context.WithoutCancel(ctx), m))
}

func sleepUntil(ctx context.Context, at time.Time) bool {
	timer := time.NewTimer(time.Until(at))
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
