package store

import (
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// orNull turns a zero value into NULL.
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

func orNullTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func toInt(small *int16) *int {
	if small == nil {
		return nil
	}
	n := int(*small)
	return &n
}

func toSession(r sqlc.WhatsappSession) models.Session {
	return models.Session{
		ID: r.ID, UserID: r.UserID, Name: r.SessionName,
		PhoneNumber: value(r.PhoneNumber), PushName: value(r.PushName),
		Status: models.SessionStatus(r.Status), WAHAStatus: models.WAHAStatus(value(r.WahaStatus)), WAHAStatusAt: r.WahaStatusAt,
		Phase: models.Phase(value(r.Phase)), PhasePercent: toInt(r.PhasePercent),
		ErrorCode:     value(r.ErrorCode),
		ContainerName: r.ContainerName, ContainerPort: int(r.ContainerPort), WebhookURL: r.WebhookUrl,
		Desired: models.DesiredState(r.DesiredState), RestartRequestedAt: value(r.RestartRequestedAt),
		Attempts: int(r.Attempts), NextAttemptAt: r.NextAttemptAt,
		RestrictedUntil: value(r.RestrictedUntil), QuotaTotal: int(value(r.QuotaTotal)), QuotaUsed: int(value(r.QuotaUsed)),
		CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt, LastConnectedAt: value(r.LastConnectedAt),
		IgnoresGroups: r.IgnoresGroups, Color: int(r.Color), Initials: r.Initials,
		HistoryDays: int(r.HistoryDays), LinkedAt: value(r.LinkedAt), UnlinkedAt: value(r.UnlinkedAt), GapSince: value(r.GapSince), NextCheckAt: value(r.NextCheckAt),
	}
}

func toMessage(r sqlc.Message) models.Message {
	m := models.Message{
		ID: r.ID, SessionID: r.SessionID, ChatID: models.ChatID(r.ChatID), MessageID: r.MessageID, WAHAID: value(r.WahaID),
		FromMe: r.FromMe, FromNumber: value(r.FromNumber), ToNumber: value(r.ToNumber), Participant: value(r.Participant),
		SenderName: value(r.SenderName), Body: value(r.Body), Type: models.MessageType(r.Type),
		Status: models.MessageStatus(r.Status), Ack: models.Ack(r.Ack), Source: value(r.Source), ErrorCode: value(r.ErrorCode),
		Timestamp: r.Timestamp, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt,
		Origin: models.MessageOrigin(r.Origin), Mentions: toAddresses(r.Mentions), Forwarded: r.IsForwarded, ViewOnce: r.IsViewOnce,
		Starred: r.IsStarred, PinnedUntil: value(r.PinnedUntil), EditedAt: value(r.EditedAt), RevokedAt: value(r.RevokedAt),
		QueuedAt: r.QueuedAt, ShowsLink: r.ShowsLink, ForwardOf: value(r.ForwardOf), Parts: r.Parts,
	}
	if r.HasReactions {
		m.Parts |= partReactions
	}
	if r.QuotedMessageID != nil {
		m.Quote = &models.Quote{
			MessageID: *r.QuotedMessageID, From: models.ChatID(value(r.QuotedFrom)), Body: value(r.QuotedBody),
			Type: models.MessageType(value(r.QuotedType)),
		}
	}
	return m
}

func toContact(r sqlc.Contact) models.Contact {
	return models.Contact{
		ID: r.ID, SessionID: r.SessionID, ChatID: models.ChatID(r.ChatID), PhoneNumber: value(r.PhoneNumber), Name: value(r.Name),
		IsGroup: r.IsGroup, UnreadCount: int(r.UnreadCount),
		LastMessageAt: value(r.LastMessageAt), LastMessageID: value(r.LastMessageID), LastMessageBody: value(r.LastMessageBody),
		LastMessageType: models.MessageType(value(r.LastMessageType)), LastMessageFromMe: value(r.LastMessageFromMe),
		ArchivedAt: value(r.ArchivedAt), PinnedAt: value(r.PinnedAt), MutedUntil: value(r.MutedUntil),
		MarkedUnread: r.IsMarkedUnread, Draft: value(r.Draft), PictureKey: value(r.PictureKey), CreatedAt: r.CreatedAt,
	}
}

func mapAll[From, To any](rows []From, convert func(From) To) []To {
	out := make([]To, len(rows))
	for i, row := range rows {
		out[i] = convert(row)
	}
	return out
}

// newID is a time-ordered id: rows that arrive together lie together in the index.
func newID() (uuid.UUID, error) { return uuid.NewV7() }
