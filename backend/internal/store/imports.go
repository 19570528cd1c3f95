package store

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// maxImports bounds the list of a session's imports.
const maxImports = 20

const day = 24 * time.Hour

// askHistory has the past of a number that was just linked read, if its owner wants it. From now on webhooks tell the rest.
func (w *work) askHistory(ctx context.Context, session sqlc.WhatsappSession) error {
	if err := w.SupersedeImports(ctx, session.ID); err != nil {
		return err
	}
	if err := w.HistoryAsked(ctx, session.ID); err != nil {
		return err
	}
	if session.HistoryDays == 0 {
		return nil
	}
	_, err := w.newHistory(ctx, session.ID, int(session.HistoryDays))
	return err
}

func (w *work) newHistory(ctx context.Context, session uuid.UUID, days int) (models.Import, error) {
	now := time.Now().Truncate(time.Second) // WhatsApp counts in seconds: what comes within this one is told by webhooks
	return w.insertImport(ctx, sqlc.InsertImportParams{
		SessionID: session, Reason: string(models.ImportHistory), Since: now.Add(-time.Duration(days) * day), Until: now,
		OverviewPosition: new(int32),
	})
}

// insertImport refuses a second import for the same reason.
func (w *work) insertImport(ctx context.Context, in sqlc.InsertImportParams) (models.Import, error) {
	id, err := newID()
	if err != nil {
		return models.Import{}, err
	}
	in.ID = id
	row, err := w.InsertImport(ctx, in)
	return toImport(row), orNotFound(err, apperr.ImportRunning)
}

// StartImport has so many days of a session's past read again. One that failed and went as far back goes on where it was.
func (s *Store) StartImport(ctx context.Context, caller models.Caller, session uuid.UUID, days int) (models.Import, error) {
	var started models.Import
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.connectedSession(ctx, caller, session); err != nil {
			return err
		}
		if err := w.elevate(ctx); err != nil {
			return err
		}
		if err := w.LockHeads(ctx, []uuid.UUID{caller.UserID}); err != nil {
			return err
		}
		var err error
		if started, err = w.startImport(ctx, caller, session, days); err != nil {
			return err
		}
		return w.appendChange(ctx, caller.UserID, session, "session", session)
	})
	return started, err
}

func (w *work) connectedSession(ctx context.Context, caller models.Caller, id uuid.UUID) error {
	session, err := w.GetSession(ctx, sqlc.GetSessionParams{ID: id, UserID: caller.UserID})
	if err != nil {
		return orNotFound(err, apperr.SessionNotFound)
	}
	if session.Status != string(models.StatusConnected) {
		return apperr.SessionNotConnected
	}
	return nil
}

// startImport runs with the owner's head locked, so that nobody starts another one meanwhile.
func (w *work) startImport(ctx context.Context, caller models.Caller, session uuid.UUID, days int) (models.Import, error) {
	_, err := w.RunningImport(ctx, sqlc.RunningImportParams{
		SessionID: session, UserID: caller.UserID, Reason: string(models.ImportHistory),
	})
	switch {
	case err == nil:
		return models.Import{}, apperr.ImportRunning
	case !isNoRows(err):
		return models.Import{}, err
	}
	since := time.Now().Add(-time.Duration(days) * day)
	row, err := w.ResumeImport(ctx, sqlc.ResumeImportParams{SessionID: session, Since: since})
	if errors.Is(err, pgx.ErrNoRows) {
		return w.newHistory(ctx, session, days)
	}
	return toImport(row), err
}

// Imports lists a session's imports, newest first.
func (s *Store) Imports(ctx context.Context, caller models.Caller, session uuid.UUID) ([]models.Import, error) {
	var imports []models.Import
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.ownSession(ctx, caller, session); err != nil {
			return err
		}
		rows, err := w.ListImports(ctx, sqlc.ListImportsParams{SessionID: session, UserID: caller.UserID, MaxRows: maxImports})
		imports = mapAll(rows, toImport)
		return err
	})
	return imports, err
}

// CompleteSessions adds to each session how the reading of its messages goes, and when its last one was.
func (s *Store) CompleteSessions(ctx context.Context, caller models.Caller, sessions []models.Session) error {
	if len(sessions) == 0 {
		return nil
	}
	return s.asUser(ctx, caller, func(ctx context.Context, w *work) error { return w.completeSessions(ctx, caller, sessions) })
}

func (w *work) completeSessions(ctx context.Context, caller models.Caller, sessions []models.Session) error {
	of := make(map[uuid.UUID]*models.Session, len(sessions))
	ids := make([]uuid.UUID, len(sessions))
	for i := range sessions {
		ids[i], of[sessions[i].ID] = sessions[i].ID, &sessions[i]
	}
	imports, err := w.LatestImports(ctx, sqlc.LatestImportsParams{SessionIds: ids, UserID: caller.UserID})
	if err != nil {
		return err
	}
	for _, row := range imports {
		latest := toImport(row)
		of[row.SessionID].Import = &latest
	}
	last, err := w.LastMessagesOf(ctx, sqlc.LastMessagesOfParams{SessionIds: ids, UserID: caller.UserID})
	for _, row := range last {
		of[row.SessionID].LastMessageAt = row.At
	}
	return err
}

func toImport(r sqlc.Import) models.Import {
	i := models.Import{
		ID: r.ID, SessionID: r.SessionID, Reason: models.ImportReason(r.Reason), State: models.ImportState(r.State),
		Since: r.Since, Until: r.Until, ChatsTotal: int(r.ChatsTotal), ChatsDone: int(r.ChatsDone),
		MessagesRead: int(r.MessagesRead), MessagesAdded: int(r.MessagesAdded), ErrorCode: value(r.ErrorCode),
		StartedAt: r.StartedAt, FinishedAt: value(r.FinishedAt), Attempts: int(r.Attempts),
		Pass: int(r.Pass), PassNews: int(r.PassNews), QuietPasses: int(r.QuietPasses), ClaimedUntil: r.NextStepAt,
	}
	if r.OverviewPosition != nil {
		position := int(*r.OverviewPosition)
		i.OverviewPosition = &position
	}
	return i
}
