package store

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// The channels on which transactions announce what they did.
const (
	FeedChannel     = "conectafy_feed"     // payload: the id of the owner whose feed grew
	SessionChannel  = "conectafy_sessions" // payload: the id of the session that changed
	PresenceChannel = "conectafy_presence" // payload: what ParsePresence reads
)

// ParsePresence reads what was passed on about the people of an owner's chat.
func ParsePresence(payload string) (owner uuid.UUID, presence models.ChatPresence, err error) {
	var told struct {
		UserID uuid.UUID `json:"userId"`
		models.ChatPresence
	}
	err = json.Unmarshal([]byte(payload), &told)
	return told.UserID, told.ChatPresence, err
}

// maxChanges bounds one answer of the feed.
const maxChanges = 500

// cursorPrefix is the version of the cursor's form.
const cursorPrefix = "1."

func formatCursor(seq int64) string {
	return base64.RawURLEncoding.EncodeToString([]byte(cursorPrefix + strconv.FormatInt(seq, 10)))
}

func parseCursor(cursor string) (int64, error) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return 0, apperr.CursorInvalid.Because(err)
	}
	digits, ok := strings.CutPrefix(string(text), cursorPrefix)
	if !ok {
		return 0, apperr.CursorInvalid
	}
	seq, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || seq < 0 {
		return 0, apperr.CursorInvalid.Because(err)
	}
	return seq, nil
}

// Updates returns what changed for the caller after a cursor, in one session, or in all of them when session is nil.
// Without a cursor it returns none but the cursor of now.
func (s *Store) Updates(ctx context.Context, caller models.Caller, session *uuid.UUID, cursor string) (models.Updates, error) {
	if session != nil {
		if _, err := s.Session(ctx, caller, *session); err != nil {
			return models.Updates{}, err
		}
	}
	if cursor == "" {
		return s.feedHead(ctx, caller)
	}
	after, err := parseCursor(cursor)
	if err != nil {
		return models.Updates{}, err
	}
	updates, rows, err := s.changesAfter(ctx, caller, session, after)
	if err == nil && len(rows) > 0 {
		err = s.fill(ctx, caller, rows, &updates)
	}
	return updates, err
}

func (s *Store) feedHead(ctx context.Context, caller models.Caller) (models.Updates, error) {
	var updates models.Updates
	err := s.readAsUser(ctx, caller, func(ctx context.Context, q *sqlc.Queries) error {
		head, err := q.GetHead(ctx, caller.UserID)
		if isNoRows(err) {
			err = nil
		}
		updates.Cursor = formatCursor(head.Seq)
		return err
	})
	return updates, err
}

// changesAfter reads what changed, as rows of each kind.
func (s *Store) changesAfter(
	ctx context.Context, caller models.Caller, session *uuid.UUID, after int64,
) (models.Updates, map[string][]uuid.UUID, error) {
	var changes []sqlc.ReadFeedRow
	err := s.rereadAsUser(ctx, caller, func(ctx context.Context, q *sqlc.Queries) error {
		var err error
		changes, err = q.ReadFeed(ctx, sqlc.ReadFeedParams{After: after, SessionID: session, MaxRows: maxChanges, UserID: caller.UserID})
		return err
	})
	if err != nil {
		return models.Updates{}, nil, err
	}
	var head, pruned int64 // of an owner who has no feed yet
	if len(changes) > 0 {
		head, pruned = changes[0].Head, changes[0].PrunedSeq
	}
	if after < pruned || after > head {
		return models.Updates{}, nil, apperr.CursorExpired
	}
	updates, rows := models.Updates{Cursor: formatCursor(head)}, make(map[string][]uuid.UUID)
	for _, c := range changes {
		if c.Seq != 0 {
			rows[c.Kind] = append(rows[c.Kind], c.RowID)
			updates.Newest = c.CreatedAt
		}
	}
	if n := len(changes); n == maxChanges {
		updates.Cursor, updates.HasMore = formatCursor(changes[n-1].Seq), true
	}
	return updates, rows, nil
}

// fill reads the rows that changed as they are by now. That of plain texts takes a query for them and one for their chats.
func (s *Store) fill(ctx context.Context, caller models.Caller, rows map[string][]uuid.UUID, updates *models.Updates) error {
	err := s.fillMessages(ctx, caller, rows["message"], updates)
	if err == nil {
		err = s.fillContacts(ctx, caller, rows["contact"], updates)
	}
	if err != nil || !anyParts(updates.Messages) && len(lastToLookUp(updates.Contacts)) == 0 && len(rows["session"]) == 0 {
		return err
	}
	return s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.addContent(ctx, caller, updates.Messages); err != nil {
			return err
		}
		if err := w.fillSessions(ctx, caller, rows["session"], updates); err != nil {
			return err
		}
		return w.addLastMessages(ctx, caller, updates.Contacts)
	})
}

func (s *Store) fillMessages(ctx context.Context, caller models.Caller, ids []uuid.UUID, updates *models.Updates) error {
	if len(ids) == 0 {
		return nil
	}
	return s.rereadAsUser(ctx, caller, func(ctx context.Context, q *sqlc.Queries) error {
		messages, err := q.MessagesByID(ctx, sqlc.MessagesByIDParams{Ids: ids, UserID: caller.UserID})
		updates.Messages = mapAll(messages, toMessage)
		updates.RemovedMessages = missing(ids, messages, func(m sqlc.Message) uuid.UUID { return m.ID })
		return err
	})
}

// fillContacts reads the chats that changed and those of the messages that did.
func (s *Store) fillContacts(ctx context.Context, caller models.Caller, ids []uuid.UUID, updates *models.Updates) error {
	p := sqlc.ChangedContactsParams{Ids: ids, UserID: caller.UserID}
	for i := range updates.Messages {
		p.SessionIds = append(p.SessionIds, updates.Messages[i].SessionID)
		p.ChatIds = append(p.ChatIds, string(updates.Messages[i].ChatID))
	}
	if len(ids)+len(p.ChatIds) == 0 {
		return nil
	}
	return s.rereadAsUser(ctx, caller, func(ctx context.Context, q *sqlc.Queries) error {
		rows, err := q.ChangedContacts(ctx, p)
		contacts := make(map[uuid.UUID]bool, len(rows))
		for _, row := range rows {
			if !contacts[row.ID] {
				contacts[row.ID] = true
				updates.Contacts = append(updates.Contacts, toContact(row))
			}
		}
		updates.RemovedContacts = missing(ids, updates.Contacts, func(c models.Contact) uuid.UUID { return c.ID })
		return err
	})
}

func (w *work) fillSessions(ctx context.Context, caller models.Caller, ids []uuid.UUID, updates *models.Updates) error {
	if len(ids) == 0 {
		return nil
	}
	sessions, err := w.SessionsByID(ctx, sqlc.SessionsByIDParams{Ids: ids, UserID: caller.UserID})
	if err != nil {
		return err
	}
	updates.Sessions = mapAll(sessions, toSession)
	updates.RemovedSessions = missing(ids, sessions, func(s sqlc.WhatsappSession) uuid.UUID { return s.ID })
	return w.completeSessions(ctx, caller, updates.Sessions)
}

// missing lists the ids of what changed and is not there any more.
func missing[Row any](ids []uuid.UUID, rows []Row, idOf func(Row) uuid.UUID) []uuid.UUID {
	seen := make(map[uuid.UUID]bool, len(rows))
	for _, r := range rows {
		seen[idOf(r)] = true
	}
	var gone []uuid.UUID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			gone = append(gone, id)
		}
	}
	return gone
}

// pruneRows bounds one step of Prune, so that it never holds locks for long.
const pruneRows = 5000

// Prune forgets changes and leftovers from before a moment. It says whether there is more to forget.
func (s *Store) Prune(ctx context.Context, changesBefore, leftoversBefore time.Time) (more bool, err error) {
	err = s.asService(ctx, func(ctx context.Context, w *work) error {
		count, err := w.PruneChanges(ctx, sqlc.PruneChangesParams{Before: changesBefore, MaxRows: pruneRows})
		if err != nil {
			return err
		}
		more = count == pruneRows
		if err := w.PruneEarlyChanges(ctx, leftoversBefore); err != nil {
			return err
		}
		if err := w.PruneImports(ctx, leftoversBefore); err != nil {
			return err
		}
		return w.PruneUnprocessed(ctx, leftoversBefore)
	})
	return more, err
}
