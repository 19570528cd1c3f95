package store

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// Chats lists a session's chats.
func (s *Store) Chats(ctx context.Context, caller models.Caller, session uuid.UUID, query models.ChatQuery) (models.ChatList, error) {
	p, err := listParams(query)
	if err != nil {
		return models.ChatList{}, err
	}
	p.UserID = caller.UserID
	var chats []models.Contact
	err = s.readAsUser(ctx, caller, func(ctx context.Context, q *sqlc.Queries) error {
		rows, err := q.ListChats(ctx, sqlc.ListChatsParams{
			SessionID: session, UserID: p.UserID, Archived: p.Archived, Unread: p.Unread, Groups: p.Groups, Name: p.Name,
			Digits: p.Digits, After: p.After, AfterPinned: p.AfterPinned, AfterAt: p.AfterAt, MaxRows: p.MaxRows,
			Skip: int32(query.Offset),
		})
		chats = mapAll(rows, func(r sqlc.ListChatsRow) models.Contact {
			return withLast(r.Contact, r.LastStatus, r.LastSenderName, r.LastDurationMs)
		})
		return err
	})
	if err == nil && len(chats) == 0 {
		_, err = s.Session(ctx, caller, session)
	}
	return toChatList(chats, query.Limit), err
}

// AllChats lists the chats of all of the caller's sessions.
func (s *Store) AllChats(ctx context.Context, caller models.Caller, query models.ChatQuery) (models.ChatList, error) {
	p, err := listParams(query)
	if err != nil {
		return models.ChatList{}, err
	}
	p.UserID = caller.UserID
	var chats []models.Contact
	err = s.readAsUser(ctx, caller, func(ctx context.Context, q *sqlc.Queries) error {
		rows, err := q.ListAllChats(ctx, p)
		chats = mapAll(rows, func(r sqlc.ListAllChatsRow) models.Contact {
			return withLast(r.Contact, r.LastStatus, r.LastSenderName, r.LastDurationMs)
		})
		return err
	})
	return toChatList(chats, query.Limit), err
}

// minNumber is how many digits of a number are worth looking for.
const minNumber = 3

// listParams asks for one chat more than a page, which tells whether there is another page.
func listParams(query models.ChatQuery) (sqlc.ListAllChatsParams, error) {
	after, err := parsePlace(query.Cursor)
	if err != nil {
		return sqlc.ListAllChatsParams{}, err
	}
	p := sqlc.ListAllChatsParams{
		Archived: query.Filter == models.ChatsArchived, Unread: query.Filter == models.ChatsUnread,
		Groups: query.Filter == models.ChatsGroups, Name: orNull(query.Text), MaxRows: int32(query.Limit) + 1,
	}
	if digits := digitsOf(query.Text); len(digits) >= minNumber {
		p.Digits = &digits
	}
	if after != nil {
		p.After, p.AfterPinned, p.AfterAt = &after.ID, after.Pinned, orNullTime(after.At)
	}
	return p, nil
}

// digitsOf is the part of a phone number that a text is, or nothing if it is something else.
func digitsOf(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789+-(). ", r) }) {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

func withLast(row sqlc.Contact, status, sender *string, durationMs *int32) models.Contact {
	contact := toContact(row)
	setLast(&contact, value(status), value(sender), value(durationMs))
	return contact
}

// setLast says of a chat's newest message how far an own one came, who wrote it in a group, and how long a voice note is.
func setLast(c *models.Contact, status, sender string, durationMs int32) {
	switch {
	case c.LastMessageFromMe:
		c.LastMessageStatus = models.MessageStatus(status)
	case c.IsGroup:
		c.LastMessageSender = sender
	}
	c.LastMessageLength = time.Duration(durationMs) * time.Millisecond
}

func toChatList(chats []models.Contact, limit int) models.ChatList {
	list := models.ChatList{Chats: chats}
	if len(chats) > limit {
		list.Chats = chats[:limit]
		last := chats[limit-1]
		list.Next = place{Pinned: !last.PinnedAt.IsZero(), At: last.LastMessageAt, ID: last.ID}.String()
	}
	return list
}

// addLastMessages adds to chats what they don't keep of their newest messages. Most keep all of it.
func (w *work) addLastMessages(ctx context.Context, caller models.Caller, chats []models.Contact) error {
	ids := lastToLookUp(chats)
	if len(ids) == 0 {
		return nil
	}
	rows, err := w.LastMessagesOfChats(ctx, sqlc.LastMessagesOfChatsParams{Ids: ids, UserID: caller.UserID})
	last := make(map[uuid.UUID]sqlc.LastMessagesOfChatsRow, len(rows))
	for _, row := range rows {
		last[row.ID] = row
	}
	for i := range chats {
		if row, found := last[chats[i].LastMessageID]; found {
			setLast(&chats[i], row.Status, value(row.SenderName), value(row.DurationMs))
		}
	}
	return err
}

// lastToLookUp lists the last messages of which a list of chats shows more than the chat itself holds.
func lastToLookUp(chats []models.Contact) []uuid.UUID {
	var ids []uuid.UUID
	for i := range chats {
		c := &chats[i]
		if c.LastMessageFromMe || c.LastMessageID != uuid.Nil && (c.IsGroup || c.LastMessageType == models.TypeVoice) {
			ids = append(ids, c.LastMessageID)
		}
	}
	return ids
}

// Chat returns one of the caller's chats, by either address of a person.
func (s *Store) Chat(ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID) (models.Contact, error) {
	var contact models.Contact
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		chat, _, err := w.anchor(ctx, caller, session, chat, uuid.Nil)
		if err != nil {
			return err
		}
		row, err := w.GetContact(ctx, sqlc.GetContactParams{SessionID: session, UserID: caller.UserID, ChatID: string(chat)})
		if err != nil {
			return orNotFound(err, apperr.ChatNotFound)
		}
		one := []models.Contact{toContact(row)}
		err = w.addLastMessages(ctx, caller, one)
		contact = one[0]
		return err
	})
	return contact, err
}

// ChangeChat changes what the owner decides about a chat.
func (s *Store) ChangeChat(
	ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID, change models.ChatChange,
) (models.Contact, error) {
	var contact models.Contact
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.ownSession(ctx, caller, session); err != nil {
			return err
		}
		chat, err := w.resolveChat(ctx, caller, session, chat)
		if err != nil {
			return err
		}
		if err := w.elevate(ctx); err != nil {
			return err
		}
		if err := w.LockHeads(ctx, []uuid.UUID{caller.UserID}); err != nil {
			return err
		}
		row, err := w.UpdateChat(ctx, toUpdateChat(caller, session, chat, change))
		if err != nil {
			return orNotFound(err, apperr.ChatNotFound)
		}
		one := []models.Contact{toContact(row)}
		if err := w.addLastMessages(ctx, caller, one); err != nil {
			return err
		}
		contact = one[0]
		if err := s.tellChat(ctx, w, contact, change); err != nil {
			return err
		}
		return w.appendChange(ctx, caller.UserID, session, "contact", contact.ID)
	})
	return contact, err
}

// tellChat has WhatsApp told what it can be told. That a chat is no longer marked is told by reading it.
func (s *Store) tellChat(ctx context.Context, w *work, chat models.Contact, change models.ChatChange) error {
	job := models.ChatJob{
		SessionID: chat.SessionID, ChatID: chat.ChatID, Archived: change.Archived != nil, Unread: value(change.MarkedUnread),
	}
	if !job.Archived && !job.Unread {
		return nil
	}
	return s.enqueue(ctx, w, job, &river.InsertOpts{MaxAttempts: 3})
}

// ChatOfJob returns the session and the chat of a job, as they are now.
func (s *Store) ChatOfJob(ctx context.Context, job models.ChatJob) (session models.Session, chat models.Contact, err error) {
	err = s.asService(ctx, func(ctx context.Context, w *work) error {
		row, err := w.GetSessionByID(ctx, job.SessionID)
		if err != nil {
			return orNotFound(err, apperr.SessionNotFound)
		}
		contact, err := w.GetContact(ctx, sqlc.GetContactParams{SessionID: row.ID, UserID: row.UserID, ChatID: string(job.ChatID)})
		session, chat = toSession(row), toContact(contact)
		return orNotFound(err, apperr.ChatNotFound)
	})
	return session, chat, err
}

func toUpdateChat(caller models.Caller, session uuid.UUID, chat models.ChatID, change models.ChatChange) sqlc.UpdateChatParams {
	return sqlc.UpdateChatParams{
		SessionID: session, UserID: caller.UserID, ChatID: string(chat),
		Archived: change.Archived, Pinned: change.Pinned, MarkedUnread: change.MarkedUnread,
		SetMuted: change.MutedUntil != nil, MutedUntil: orNullTime(value(change.MutedUntil)),
		SetDraft: change.Draft != nil, Draft: change.Draft,
	}
}
