package store

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// messagesAroundOne returns a message with as many before it as after it, oldest first.
func (s *Store) messagesAroundOne(
	ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID, page models.Page,
) ([]models.Message, error) {
	var messages []models.Message
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		chat, anchor, err := w.anchor(ctx, caller, session, chat, page.Around)
		if err != nil {
			return err
		}
		older, err := w.ListMessagesBefore(ctx, sqlc.ListMessagesBeforeParams{
			SessionID: session, UserID: caller.UserID, ChatID: string(chat),
			At: anchor.Timestamp, ID: anchor.ID, MaxRows: int32(page.Limit / 2),
		})
		if err != nil {
			return err
		}
		newer, err := w.ListMessagesAfter(ctx, sqlc.ListMessagesAfterParams{
			SessionID: session, UserID: caller.UserID, ChatID: string(chat),
			At: anchor.Timestamp, ID: anchor.ID, MaxRows: int32((page.Limit - 1) / 2),
		})
		slices.Reverse(older)
		messages = mapAll(slices.Concat(older, []sqlc.Message{anchor}, newer), toMessage)
		return err
	})
	return messages, err
}

// anchor finds a message of a chat, which may be named by either address of a person, and the chat's own address.
func (w *work) anchor(
	ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID, id uuid.UUID,
) (models.ChatID, sqlc.Message, error) {
	if err := w.ownSession(ctx, caller, session); err != nil {
		return "", sqlc.Message{}, err
	}
	chat, err := w.resolveChat(ctx, caller, session, chat)
	if err != nil || id == uuid.Nil {
		return chat, sqlc.Message{}, err
	}
	anchor, err := w.GetMessage(ctx, sqlc.GetMessageParams{ID: id, SessionID: session, UserID: caller.UserID})
	if err == nil && anchor.ChatID != string(chat) {
		err = apperr.MessageNotFound
	}
	return chat, anchor, orNotFound(err, apperr.MessageNotFound)
}

// Gallery lists the files or the links of a chat, newest first, before a message if one is named.
func (s *Store) Gallery(
	ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID, kind models.GalleryKind, page models.Page,
) ([]models.Message, error) {
	var messages []models.Message
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		chat, anchor, err := w.anchor(ctx, caller, session, chat, page.Before)
		if err != nil {
			return err
		}
		params := sqlc.ListMediaParams{
			SessionID: session, UserID: caller.UserID, ChatID: string(chat), Types: typesOf(kind),
			Before: orNull(anchor.ID), BeforeAt: orNullTime(anchor.Timestamp), MaxRows: int32(page.Limit),
		}
		rows, err := w.listGallery(ctx, kind, params)
		if err != nil {
			return err
		}
		messages = mapAll(rows, toMessage)
		return w.addContent(ctx, caller, messages)
	})
	return messages, err
}

func (w *work) listGallery(ctx context.Context, kind models.GalleryKind, p sqlc.ListMediaParams) ([]sqlc.Message, error) {
	if kind == models.GalleryLink {
		return w.ListLinks(ctx, sqlc.ListLinksParams{
			SessionID: p.SessionID, UserID: p.UserID, ChatID: p.ChatID, Before: p.Before, BeforeAt: p.BeforeAt, MaxRows: p.MaxRows,
		})
	}
	return w.ListMedia(ctx, p)
}

func typesOf(kind models.GalleryKind) []string {
	switch kind {
	case models.GalleryAudio:
		return []string{string(models.TypeAudio), string(models.TypeVoice)}
	case models.GalleryImage, models.GalleryVideo, models.GalleryDocument:
		return []string{string(kind)}
	}
	return []string{}
}

// MessageInFull returns one message with the texts that it had before. One that was deleted for everyone tells none.
func (s *Store) MessageInFull(
	ctx context.Context, caller models.Caller, session, id uuid.UUID,
) (models.Message, []models.TextVersion, error) {
	var message models.Message
	var versions []models.TextVersion
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if err := w.ownSession(ctx, caller, session); err != nil {
			return err
		}
		row, err := w.GetMessage(ctx, sqlc.GetMessageParams{ID: id, SessionID: session, UserID: caller.UserID})
		if err != nil {
			return orNotFound(err, apperr.MessageNotFound)
		}
		one := []models.Message{toMessage(row)}
		if err := w.addContent(ctx, caller, one); err != nil {
			return err
		}
		message = one[0]
		if !message.RevokedAt.IsZero() {
			return nil
		}
		rows, err := w.VersionsOf(ctx, sqlc.VersionsOfParams{ID: id, UserID: caller.UserID})
		versions = mapAll(rows, func(r sqlc.VersionsOfRow) models.TextVersion {
			return models.TextVersion{Body: value(r.Body), WrittenAt: r.WrittenAt}
		})
		return err
	})
	return message, versions, err
}

// Participants returns a group with its members. Of a chat that is no group, or of which nothing is known yet, it has none.
func (s *Store) Participants(ctx context.Context, caller models.Caller, session uuid.UUID, chat models.ChatID) (models.Group, error) {
	var group models.Group
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		chat, _, err := w.anchor(ctx, caller, session, chat, uuid.Nil)
		if err != nil {
			return err
		}
		row, err := w.GetGroup(ctx, sqlc.GetGroupParams{SessionID: session, UserID: caller.UserID, ChatID: string(chat)})
		if err != nil && !isNoRows(err) {
			return err
		}
		members, err := w.ListMembers(ctx, sqlc.ListMembersParams{SessionID: session, UserID: caller.UserID, ChatID: string(chat)})
		group = models.Group{
			ChatID: chat, Subject: value(row.Subject), Description: value(row.Description), OnlyAdmins: row.OnlyAdmins,
			Left: row.HasLeft, Members: mapAll(members, toMember),
		}
		return err
	})
	return group, err
}

func toMember(r sqlc.ListMembersRow) models.GroupMember {
	return models.GroupMember{
		Address: models.ChatID(r.Address), PhoneNumber: value(r.PhoneNumber), Name: value(r.Name), Role: models.GroupRole(r.Role),
	}
}
