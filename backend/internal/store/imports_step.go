package store

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// ErrImportLost says that an import is not in the hands of the worker that goes on with it: its session was deleted, the
// import ended, or another worker took it when this one was late. Nothing of the step was stored.
var ErrImportLost = errors.New("the import is in other hands")

// ClaimImports takes imports that are due, each for as long as lease unless it is continued.
func (s *Store) ClaimImports(ctx context.Context, most int, lease time.Duration) ([]models.Import, error) {
	var imports []models.Import
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		rows, err := w.ClaimImports(ctx, sqlc.ClaimImportsParams{MaxRows: int32(most), LeaseSeconds: lease.Seconds()})
		imports = mapAll(rows, toImport)
		return err
	})
	return imports, err
}

// ImportPage is one page of a chat's messages as it was read back.
type ImportPage struct {
	Chat     models.ChatID
	Position int  // where the next page begins
	Done     bool // there is none
	Read     int  // messages on the page
	Events   []models.Event
}

// StoreImportPage stores what a page says and how far the import is with it, so that no crash can come between: what is
// counted as added was added by this page and by nothing else.
func (s *Store) StoreImportPage(ctx context.Context, i models.Import, page ImportPage, lease time.Duration) (models.Import, error) {
	news := s.twins.unknown(page.Events)
	i, err := s.importStep(ctx, i, func(ctx context.Context, w *work) (sqlc.ContinueImportParams, error) {
		messages, acks := collect(page.Events)
		if err := receive(ctx, w.Queries, news, messages, acks, page.Events); err != nil {
			return sqlc.ContinueImportParams{}, err
		}
		added, err := w.CountPresent(ctx, rowsOf(messages))
		if err != nil {
			return sqlc.ContinueImportParams{}, err
		}
		move := sqlc.MoveImportChatParams{
			ImportID: i.ID, ChatID: string(page.Chat), Position: int32(page.Position), Done: page.Done,
		}
		return sqlc.ContinueImportParams{
			Added: int32(added), News: int32(added), Read: int32(page.Read), OverviewPosition: toPosition(i.OverviewPosition),
			LeaseSeconds: lease.Seconds(),
		}, w.MoveImportChat(ctx, move)
	})
	if err == nil {
		s.twins.remember(news)
	}
	return i, err
}

func rowsOf(messages []models.Message) []uuid.UUID {
	ids := make([]uuid.UUID, len(messages))
	for i := range messages {
		ids[i] = messages[i].ID
	}
	return ids
}

// AddImportChats adds chats that are to be read. The list of chats goes on at position; nil says that it ended.
func (s *Store) AddImportChats(
	ctx context.Context, i models.Import, chats []models.ChatID, position *int, lease time.Duration,
) (models.Import, error) {
	return s.importStep(ctx, i, func(ctx context.Context, w *work) (sqlc.ContinueImportParams, error) {
		_, err := w.AddImportChats(ctx, sqlc.AddImportChatsParams{ImportID: i.ID, ChatIds: toTexts(chats)})
		return sqlc.ContinueImportParams{OverviewPosition: toPosition(position), LeaseSeconds: lease.Seconds()}, err
	})
}

// ReadChatsApart goes back to reading each chat on its own, where an engine cannot give the messages of all at once.
func (s *Store) ReadChatsApart(ctx context.Context, i models.Import, lease time.Duration) (models.Import, error) {
	return s.importStep(ctx, i, func(ctx context.Context, w *work) (sqlc.ContinueImportParams, error) {
		return sqlc.ContinueImportParams{OverviewPosition: new(int32), LeaseSeconds: lease.Seconds()}, w.ForgetImportChats(ctx, i.ID)
	})
}

// importStep makes a step and notes it, in one transaction, and tells the readers how far the import is.
func (s *Store) importStep(
	ctx context.Context, i models.Import, step func(context.Context, *work) (sqlc.ContinueImportParams, error),
) (models.Import, error) {
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockHeadsOfSessions(ctx, []uuid.UUID{i.SessionID}); err != nil {
			return err
		}
		done, err := step(ctx, w)
		if err != nil {
			return err
		}
		done.ID, done.ClaimedUntil = i.ID, i.ClaimedUntil
		row, err := w.ContinueImport(ctx, done)
		if err != nil {
			return orLost(err)
		}
		before := i
		if i = toImport(row); looksTheSame(before, i) {
			return nil
		}
		return w.appendChange(ctx, row.UserID, row.SessionID, "session", row.SessionID)
	})
	return i, err
}

// looksTheSame says that a step changed nothing that people see, so that nobody is woken for it.
func looksTheSame(a, b models.Import) bool {
	return a.ChatsTotal == b.ChatsTotal && a.ChatsDone == b.ChatsDone && a.MessagesRead == b.MessagesRead && a.MessagesAdded == b.MessagesAdded
}

func toPosition(position *int) *int32 {
	if position == nil {
		return nil
	}
	p := int32(*position)
	return &p
}

func orLost(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrImportLost
	}
	return err
}

// NextImportChat is the chat of an import to go on with. None is left when it is empty.
func (s *Store) NextImportChat(ctx context.Context, i models.Import) (models.ImportChat, error) {
	var chat models.ImportChat
	err := s.asService(ctx, func(ctx context.Context, w *work) error {
		row, err := w.NextImportChat(ctx, i.ID)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		chat = models.ImportChat{ChatID: models.ChatID(row.ChatID), Position: int(row.Position)}
		return err
	})
	return chat, err
}

// NextImportPass has all chats read once more, after a pause.
func (s *Store) NextImportPass(ctx context.Context, i models.Import, pause time.Duration) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		if _, err := w.NextImportPass(ctx, sqlc.NextImportPassParams{
			ID: i.ID, ClaimedUntil: i.ClaimedUntil, AllChats: string(models.AllChats), PauseSeconds: pause.Seconds(),
		}); err != nil {
			return orLost(err)
		}
		return w.RewindImportChats(ctx, i.ID)
	})
}

// PauseImport gives an import back, to be gone on with after a pause, by whoever comes first.
func (s *Store) PauseImport(ctx context.Context, i models.Import, attempts int, pause time.Duration) error {
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		return w.PauseImport(ctx, sqlc.PauseImportParams{
			ID: i.ID, ClaimedUntil: i.ClaimedUntil, Attempts: int32(attempts), PauseSeconds: pause.Seconds(),
		})
	})
}

// EndImport ends an import: well, or with the reason why not. What came during a gap and could not be had is looked for again.
func (s *Store) EndImport(ctx context.Context, i models.Import, code string) error {
	state := models.ImportDone
	if code != "" {
		state = models.ImportFailed
	}
	return s.asService(ctx, func(ctx context.Context, w *work) error {
		if err := w.LockHeadsOfSessions(ctx, []uuid.UUID{i.SessionID}); err != nil {
			return err
		}
		row, err := w.EndImport(ctx, sqlc.EndImportParams{
			ID: i.ID, ClaimedUntil: i.ClaimedUntil, State: string(state), ErrorCode: orNull(code),
		})
		if err != nil {
			return orLost(err)
		}
		switch {
		case state == models.ImportDone:
			err = w.ForgetImportChats(ctx, i.ID)
		case i.Reason == models.ImportGap:
			err = w.ReopenGap(ctx, sqlc.ReopenGapParams{SessionID: i.SessionID, Since: i.Since})
		}
		if err != nil {
			return err
		}
		return w.appendChange(ctx, row.UserID, row.SessionID, "session", row.SessionID)
	})
}
