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
	var updates models.Updates
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if session != nil {
			if err := w.ownSession(ctx, caller, *session); err != nil {
				return err
			}
		}
		head, err := w.GetHead(ctx, caller.UserID)
		if err != nil && !isNoRows(err) {
			return err
		}
		if cursor == "" {
			updates.Cursor = formatCursor(head.Seq)
			return nil
		}
		after, err := parseCursor(cursor)
		if err != nil {
			return err
		}
		if after < head.PrunedSeq || after > head.Seq {
			return apperr.CursorExpired
		}
		updates, err = w.updates(ctx, caller, session, after, head.Seq)
		return err
	})
	return updates, err
}

// updates reads up to the head that was seen first: what is appended meanwhile comes with the next call.
func (w *work) updates(
	ctx context.Context, caller models.Caller, session *uuid.UUID, after, head int64,
) (models.Updates, error) {
	changes, err := w.ListChanges(ctx, sqlc.ListChangesParams{
		UserID: caller.UserID, After: after, SessionID: session, MaxRows: maxChanges,
	})
	if err != nil {
		return models.Updates{}, err
	}
	updates := models.Updates{Cursor: formatCursor(head)}
	rows := make(map[string][]uuid.UUID)
	for _, c := range changes {
		rows[c.Kind] = append(rows[c.Kind], c.RowID)
	}
	if len(changes) > 0 {
		updates.Newest = changes[len(changes)-1].CreatedAt
	}
	if n := len(changes); n > 0 && (n == maxChanges || changes[n-1].Seq > head) {
		updates.Cursor = formatCursor(changes[n-1].Seq)
		updates.HasMore = n == maxChanges
	}
	return updates, w.fill(ctx, caller, rows, &updates)
}

func (w *work) fill(ctx context.Context, caller models.Caller, rows map[string][]uuid.UUID, updates *models.Updates) error {
	if ids := rows["message"]; len(ids) > 0 {
		messages, err := w.MessagesByID(ctx, sqlc.MessagesByIDParams{Ids: ids, UserID: caller.UserID})
		if err != nil {
			return err
		}
		updates.Messages = mapAll(messages, toMessage)
		updates.RemovedMessages = missing(ids, messages, func(m sqlc.Message) uuid.UUID { return m.ID })
		if err := w.addContent(ctx, caller, updates.Messages); err != nil {
			return err
		}
		contacts, err := w.ContactsOfMessages(ctx, sqlc.ContactsOfMessagesParams{Ids: ids, UserID: caller.UserID})
		if err != nil {
			return err
		}
		updates.Contacts = mapAll(contacts, toContact)
	}
	if ids := rows["contact"]; len(ids) > 0 {
		contacts, err := w.ContactsByID(ctx, sqlc.ContactsByIDParams{Ids: ids, UserID: caller.UserID})
		if err != nil {
			return err
		}
		updates.RemovedContacts = missing(ids, contacts, func(c sqlc.Contact) uuid.UUID { return c.ID })
		updates.Contacts = mergeContacts(updates.Contacts, mapAll(contacts, toContact))
	}
	if ids := rows["session"]; len(ids) > 0 {
		sessions, err := w.SessionsByID(ctx, sqlc.SessionsByIDParams{Ids: ids, UserID: caller.UserID})
		if err != nil {
			return err
		}
		updates.Sessions = mapAll(sessions, toSession)
		if err := w.completeSessions(ctx, caller, updates.Sessions); err != nil {
			return err
		}
		updates.RemovedSessions = missing(ids, sessions, func(s sqlc.WhatsappSession) uuid.UUID { return s.ID })
	}
	return w.addLastMessages(ctx, caller, updates.Contacts)
}

func mergeContacts(have, more []models.Contact) []models.Contact {
	seen := make(map[uuid.UUID]bool, len(have))
	for _, c := range have {
		seen[c.ID] = true
	}
	for _, c := range more {
		if !seen[c.ID] {
			have = append(have, c)
		}
	}
	return have
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
