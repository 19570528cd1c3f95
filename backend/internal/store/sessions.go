package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// NewSession is what CreateSession stores.
type NewSession struct {
	ID            uuid.UUID
	Name          string
	ContainerName string
	WebhookURL    string
	Secrets       models.SessionSecrets
	BasePort      int
	Limit         int // of sessions on this installation
	HistoryDays   int // how much of the past is read when it is linked
	IgnoresGroups bool
}

// CreateSession stores a session with a port of its own and its secrets.
func (s *Store) CreateSession(ctx context.Context, caller models.Caller, in NewSession) (models.Session, error) {
	var session models.Session
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockAllocation(ctx); err != nil {
			return err
		}
		count, err := w.CountSessions(ctx)
		if err != nil {
			return err
		}
		if count >= int64(in.Limit) {
			return apperr.SessionLimitReached.With(in.Limit)
		}
		port, err := w.NextFreePort(ctx, sqlc.NextFreePortParams{Base: int32(in.BasePort), Skip: []int32{}})
		if err != nil {
			return fmt.Errorf("find a free port: %w", err)
		}
		if err := w.EnsureHead(ctx, caller.UserID); err != nil {
			return err
		}
		// Nobody else of the owner's takes the same initials meanwhile.
		if err := w.LockHeads(ctx, []uuid.UUID{caller.UserID}); err != nil {
			return err
		}
		row, err := w.InsertSession(ctx, sqlc.InsertSessionParams{
			ID: in.ID, UserID: caller.UserID, SessionName: in.Name,
			ContainerName: in.ContainerName, ContainerPort: port, WebhookUrl: in.WebhookURL,
			HistoryDays: int16(in.HistoryDays), IgnoresGroups: in.IgnoresGroups,
		})
		if err != nil {
			return err
		}
		if err := s.insertSecrets(ctx, w, in.ID, in.Secrets); err != nil {
			return err
		}
		session = toSession(row)
		return w.announceSession(ctx, session)
	})
	return session, err
}

func (s *Store) insertSecrets(ctx context.Context, w *work, id uuid.UUID, secrets models.SessionSecrets) error {
	key, err := s.sealer.Seal(secrets.APIKey, apiKeyContext(id))
	if err != nil {
		return err
	}
	secret, err := s.sealer.Seal(secrets.WebhookSecret, WebhookSecretContext(id))
	if err != nil {
		return err
	}
	return w.InsertSecrets(ctx, sqlc.InsertSecretsParams{SessionID: id, ApiKey: key, WebhookSecret: secret})
}

func apiKeyContext(id uuid.UUID) string { return "api-key:" + id.String() }

// WebhookSecretContext is what a session's webhook secret is sealed for.
func WebhookSecretContext(id uuid.UUID) string { return "webhook-secret:" + id.String() }

// announceSession puts a session's change into the feed and wakes the reconciler.
func (w *work) announceSession(ctx context.Context, session models.Session) error {
	if err := w.appendChange(ctx, session.UserID, session.ID, "session", session.ID); err != nil {
		return err
	}
	return w.WakeReconciler(ctx, session.ID.String())
}

func (w *work) appendChange(ctx context.Context, user, session uuid.UUID, kind string, row uuid.UUID) error {
	return w.AppendChange(ctx, sqlc.AppendChangeParams{UserID: user, SessionID: session, Kind: kind, RowID: row})
}

// Sessions lists the caller's sessions, newest first.
func (s *Store) Sessions(ctx context.Context, caller models.Caller) ([]models.Session, error) {
	var sessions []models.Session
	err := s.readAsUser(ctx, caller, func(ctx context.Context, q *sqlc.Queries) error {
		rows, err := q.ListSessions(ctx, caller.UserID)
		sessions = mapAll(rows, toSession)
		return err
	})
	return sessions, err
}

// Session returns one of the caller's sessions.
func (s *Store) Session(ctx context.Context, caller models.Caller, id uuid.UUID) (models.Session, error) {
	var session models.Session
	err := s.readAsUser(ctx, caller, func(ctx context.Context, q *sqlc.Queries) error {
		row, err := q.GetSession(ctx, sqlc.GetSessionParams{ID: id, UserID: caller.UserID})
		session = toSession(row)
		return orNotFound(err, apperr.SessionNotFound)
	})
	return session, err
}

// UpdateSession changes what an owner may change of a session.
func (s *Store) UpdateSession(ctx context.Context, caller models.Caller, id uuid.UUID, in models.SessionUpdate) (models.Session, error) {
	update := sqlc.UpdateSessionParams{
		ID: id, UserID: caller.UserID, SessionName: in.Name, HistoryDays: smallOrNull(in.HistoryDays),
		IgnoresGroups: in.IgnoresGroups, Color: smallOrNull(in.Color), Initials: in.Initials,
	}
	return s.changeSession(ctx, caller, id, func(ctx context.Context, w *work) (sqlc.WhatsappSession, error) {
		if in.Initials != nil {
			taken, err := w.InitialsTaken(ctx, sqlc.InitialsTakenParams{UserID: caller.UserID, ID: id, Initials: *in.Initials})
			if err != nil {
				return sqlc.WhatsappSession{}, err
			}
			if taken {
				return sqlc.WhatsappSession{}, apperr.InitialsTaken.With(*in.Initials)
			}
		}
		return w.UpdateSession(ctx, update)
	})
}

func smallOrNull(n *int) *int16 {
	if n == nil {
		return nil
	}
	small := int16(*n)
	return &small
}

// Want writes down what the owner wants of a session.
func (s *Store) Want(ctx context.Context, caller models.Caller, id uuid.UUID, desired models.DesiredState) (models.Session, error) {
	return s.changeSession(ctx, caller, id, func(ctx context.Context, w *work) (sqlc.WhatsappSession, error) {
		return w.SetDesired(ctx, sqlc.SetDesiredParams{ID: id, DesiredState: string(desired)})
	})
}

// WantRestart writes down that the owner wants a session's container started anew.
func (s *Store) WantRestart(ctx context.Context, caller models.Caller, id uuid.UUID) (models.Session, error) {
	return s.changeSession(ctx, caller, id, func(ctx context.Context, w *work) (sqlc.WhatsappSession, error) {
		return w.RequestRestart(ctx, id)
	})
}

// changeSession sees the session as its owner, then lets change write it as the service.
func (s *Store) changeSession(
	ctx context.Context, caller models.Caller, id uuid.UUID, change func(context.Context, *work) (sqlc.WhatsappSession, error),
) (models.Session, error) {
	var session models.Session
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.ownSession(ctx, caller, id); err != nil {
			return err
		}
		if err := w.elevate(ctx); err != nil {
			return err
		}
		if err := w.LockHeads(ctx, []uuid.UUID{caller.UserID}); err != nil {
			return err
		}
		row, err := change(ctx, w)
		if err != nil {
			return orNotFound(err, apperr.SessionNotFound)
		}
		session = toSession(row)
		return w.announceSession(ctx, session)
	})
	return session, err
}

func (w *work) ownSession(ctx context.Context, caller models.Caller, id uuid.UUID) error {
	_, err := w.GetSession(ctx, sqlc.GetSessionParams{ID: id, UserID: caller.UserID})
	return orNotFound(err, apperr.SessionNotFound)
}

// AllSessions lists everybody's sessions, for the reconciler.
func (s *Store) AllSessions(ctx context.Context) ([]models.Session, error) {
	var sessions []models.Session
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		rows, err := w.ListAllSessions(ctx)
		sessions = mapAll(rows, toSession)
		return err
	})
	return sessions, err
}

// SessionByID returns any session, for the reconciler and workers.
func (s *Store) SessionByID(ctx context.Context, id uuid.UUID) (models.Session, error) {
	var session models.Session
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		row, err := w.GetSessionByID(ctx, id)
		session = toSession(row)
		return orNotFound(err, apperr.SessionNotFound)
	})
	return session, err
}

// Secrets returns what a session's container and the backend share. The session must have been checked before.
func (s *Store) Secrets(ctx context.Context, id uuid.UUID) (models.SessionSecrets, error) {
	var secrets models.SessionSecrets
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		row, err := w.GetSecrets(ctx, id)
		if err != nil {
			return orNotFound(err, apperr.SessionNotFound)
		}
		if secrets.APIKey, err = s.sealer.Open(row.ApiKey, apiKeyContext(id)); err != nil {
			return err
		}
		secrets.WebhookSecret, err = s.sealer.Open(row.WebhookSecret, WebhookSecretContext(id))
		return err
	})
	return secrets, err
}

// WebhookSource is the session behind a container, and the secret its webhooks are signed with.
type WebhookSource struct {
	SessionID uuid.UUID
	Secret    string
}

// WebhookSource finds the session behind a container.
func (s *Store) WebhookSource(ctx context.Context, container string) (WebhookSource, error) {
	var source WebhookSource
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		row, err := w.GetSessionByContainer(ctx, container)
		if err != nil {
			return orNotFound(err, apperr.ContainerUnknown)
		}
		secret, err := s.sealer.Open(row.WebhookSecret, WebhookSecretContext(row.ID))
		source = WebhookSource{SessionID: row.ID, Secret: secret}
		return err
	})
	return source, err
}

// StatusChange is a new state of a session, from WAHA or from its container.
type StatusChange struct {
	Status      models.SessionStatus
	WAHAStatus  models.WAHAStatus
	At          time.Time
	Phase       models.Phase // that begins with it; any other ends
	ErrorCode   string
	PhoneNumber string
	PushName    string
}

// ApplyStatus stores a new state unless a newer one is there. It says whether anything changed.
func (s *Store) ApplyStatus(ctx context.Context, id uuid.UUID, in StatusChange) (bool, error) {
	changed := false
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockHeadsOfSessions(ctx, []uuid.UUID{id}); err != nil {
			return err
		}
		row, err := w.ApplyStatus(ctx, sqlc.ApplyStatusParams{
			ID: id, WahaStatus: orNull(string(in.WAHAStatus)), At: in.At, Status: string(in.Status),
			Phase: orNull(string(in.Phase)), ErrorCode: orNull(in.ErrorCode),
			PhoneNumber: orNull(in.PhoneNumber), PushName: orNull(in.PushName),
		})
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		changed = true
		if row.HistoryDue && in.Status == models.StatusConnected {
			if err := w.askHistory(ctx, row); err != nil {
				return err
			}
		}
		return w.announceSession(ctx, toSession(row))
	})
	if changed && err == nil {
		s.log.Info().Stringer("session_id", id).Str("status", string(in.Status)).Str("waha_status", string(in.WAHAStatus)).
			Str("phase", string(in.Phase)).Str("code", in.ErrorCode).Msg("session changed")
	}
	return changed, err
}

// untold is how long a restriction counts of which WhatsApp does not say when it ends.
const untold = 24 * time.Hour

// applyLimits stores what WhatsApp does not let a number do for now.
func (s *Store) applyLimits(ctx context.Context, id uuid.UUID, report models.StatusReport) error {
	limits := sqlc.ApplyLimitsParams{ID: id, TellsRestriction: report.Restriction != nil}
	if r := report.Restriction; r != nil && r.Active {
		until := r.Until
		if until.IsZero() {
			until = report.At.Add(untold)
		}
		limits.RestrictedUntil = &until
	}
	if q := report.Quota; q != nil {
		limits.QuotaTotal, limits.QuotaUsed = orNull(int32(q.Total)), orNull(int32(q.Used))
	}
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockHeadsOfSessions(ctx, []uuid.UUID{id}); err != nil {
			return err
		}
		row, err := w.ApplyLimits(ctx, limits)
		if isNoRows(err) {
			return nil
		}
		if err != nil {
			return err
		}
		return w.announceSession(ctx, toSession(row))
	})
}

// SetQRCode stores the code that is on show. It tells which one that is, and since when, where that is known.
func (s *Store) SetQRCode(ctx context.Context, id uuid.UUID, code string) (models.QR, error) {
	qr := models.QR{Code: code}
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		row, err := w.SetQRCode(ctx, sqlc.SetQRCodeParams{ID: id, QrCode: &code})
		qr.Number, qr.ShownAt = int(value(row.QrNumber)), value(row.QrShownAt)
		if isNoRows(err) { // it was scanned just now
			return nil
		}
		return err
	})
	return qr, err
}

// RestartDone notes that the restart which s asks for was made.
func (s *Store) RestartDone(ctx context.Context, session models.Session) error {
	if session.RestartRequestedAt.IsZero() {
		return nil
	}
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		return w.RestartDone(ctx, sqlc.RestartDoneParams{ID: session.ID, RequestedAt: session.RestartRequestedAt})
	})
}

// RecordAttempt remembers how often the reconciler tried in vain, and when it may try again.
func (s *Store) RecordAttempt(ctx context.Context, id uuid.UUID, attempts int, next time.Time) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		return w.RecordAttempt(ctx, sqlc.RecordAttemptParams{ID: id, Attempts: int32(attempts), NextAttemptAt: next})
	})
}

// MoveToFreePort gives a session another port, because a stranger's program holds the one it has.
func (s *Store) MoveToFreePort(ctx context.Context, session models.Session, base int) (models.Session, error) {
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockAllocation(ctx); err != nil {
			return err
		}
		port, err := w.NextFreePort(ctx, sqlc.NextFreePortParams{Base: int32(base), Skip: []int32{int32(session.ContainerPort)}})
		if err != nil {
			return fmt.Errorf("find a free port: %w", err)
		}
		row, err := w.MoveToPort(ctx, sqlc.MoveToPortParams{ID: session.ID, ContainerPort: port})
		session = toSession(row)
		return orNotFound(err, apperr.SessionNotFound)
	})
	return session, err
}

// removeRows bounds one step of a deletion.
const removeRows = 10_000

// RemoveSession deletes a session whose container is gone, with everything that belongs to it.
func (s *Store) RemoveSession(ctx context.Context, session models.Session) error {
	for more := true; more; {
		err := s.asService(ctx, func(ctx context.Context, w *work) error {
			n, err := w.DeleteSomeMessages(ctx, sqlc.DeleteSomeMessagesParams{SessionID: session.ID, MaxRows: removeRows})
			more = n == removeRows
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockHeads(ctx, []uuid.UUID{session.UserID}); err != nil {
			return err
		}
		if err := w.DeleteSession(ctx, session.ID); err != nil {
			return err
		}
		return w.announceSession(ctx, session)
	})
}

// InstallationID is this installation's own id.
func (s *Store) InstallationID(ctx context.Context) (uuid.UUID, error) {
	var id uuid.UUID
	err := s.asService(ctx, func(ctx context.Context, w *work) (err error) {
		id, err = w.InstallationID(ctx)
		return err
	})
	return id, err
}
