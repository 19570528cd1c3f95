package controllers

import (
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// messageView is a message on the wire. Ids and times are texts already, since the encoder takes three times as long over
// values that encode themselves, and pages of chats are what the server is asked for most.
type messageView struct {
	ID          string               `json:"id"`
	SessionID   string               `json:"sessionId"`
	ChatID      models.ChatID        `json:"chatId"`
	MessageID   string               `json:"messageId"`
	FromMe      bool                 `json:"fromMe"`
	FromNumber  *string              `json:"fromNumber"`
	ToNumber    *string              `json:"toNumber"`
	Participant *string              `json:"participant"`
	SenderName  *string              `json:"senderName"`
	Body        string               `json:"body"`
	Type        models.MessageType   `json:"type"`
	MediaURL    *string              `json:"mediaUrl"`
	Status      models.MessageStatus `json:"status"`
	Ack         models.Ack           `json:"ack"`
	Source      *string              `json:"source"`
	ErrorCode   *string              `json:"errorCode"`
	ErrorReason *string              `json:"errorReason"`
	Origin      models.MessageOrigin `json:"origin"`
	Forwarded   bool                 `json:"forwarded,omitempty"`
	ViewOnce    bool                 `json:"viewOnce,omitempty"`
	Starred     bool                 `json:"starred,omitempty"`
	PinnedUntil *string              `json:"pinnedUntil,omitempty"`
	EditedAt    *string              `json:"editedAt,omitempty"`
	DeletedAt   *string              `json:"deletedAt,omitempty"`
	Timestamp   string               `json:"timestamp"`
	CreatedAt   string               `json:"createdAt"`
	contentView
}

func (v viewer) messages(messages []models.Message) []messageView {
	views := make([]messageView, len(messages))
	for i := range messages {
		views[i] = v.message(&messages[i])
	}
	return views
}

// message shows of one that was deleted for everyone that it was there.
func (v viewer) message(m *models.Message) messageView {
	view := messageView{
		ID: m.ID.String(), SessionID: m.SessionID.String(), ChatID: m.ChatID, MessageID: m.MessageID, FromMe: m.FromMe,
		FromNumber: orNull(&m.FromNumber), ToNumber: orNull(&m.ToNumber), Participant: orNull(&m.Participant),
		SenderName: orNull(&m.SenderName), Body: m.Body, Type: m.Type,
		Status: m.Status, Ack: m.Ack, Source: orNull(&m.Source), ErrorCode: orNull(&m.ErrorCode), Origin: m.Origin,
		Forwarded: m.Forwarded, ViewOnce: m.ViewOnce, Starred: m.Starred, PinnedUntil: stampOrNull(m.PinnedUntil),
		EditedAt: stampOrNull(m.EditedAt), DeletedAt: stampOrNull(m.RevokedAt),
		Timestamp: stamp(m.Timestamp), CreatedAt: stamp(m.CreatedAt), contentView: v.content(m),
	}
	if !m.RevokedAt.IsZero() {
		view.Body = ""
	}
	if view.Media != nil {
		view.MediaURL = view.Media.URL
	}
	if m.ErrorCode != "" {
		sentence := v.language.Reason(m.ErrorCode)
		view.ErrorReason = orNull(&sentence)
	}
	return view
}

func stampOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := stamp(t)
	return &text
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// updatesView is a piece of the change feed on the wire.
type updatesView struct {
	Cursor          string                `json:"cursor"`
	HasMore         bool                  `json:"hasMore"`
	Messages        []messageView         `json:"messages"`
	Contacts        []contactView         `json:"contacts"`
	Sessions        []sessionView         `json:"sessions"`
	Presence        []models.ChatPresence `json:"presence"`
	RemovedSessions []uuid.UUID           `json:"removedSessions"`
	RemovedContacts []uuid.UUID           `json:"removedContacts"`
	RemovedMessages []uuid.UUID           `json:"removedMessages"`
}

func (v viewer) updates(u models.Updates) updatesView {
	return updatesView{
		Cursor: u.Cursor, HasMore: u.HasMore, Messages: v.messages(u.Messages), Contacts: v.contacts(u.Contacts),
		Sessions: toSessions(u.Sessions, v.language), Presence: orEmpty(u.Presence), RemovedSessions: orEmpty(u.RemovedSessions),
		RemovedContacts: orEmpty(u.RemovedContacts), RemovedMessages: orEmpty(u.RemovedMessages),
	}
}

// orEmpty makes an empty list [] on the wire, never null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
