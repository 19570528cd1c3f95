package controllers

import (
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr/text"
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
	Timestamp   string               `json:"timestamp"`
	CreatedAt   string               `json:"createdAt"`
}

func toMessages(messages []models.Message, language *text.Language) []messageView {
	views := make([]messageView, len(messages))
	for i := range messages {
		m := &messages[i]
		views[i] = messageView{
			ID: m.ID.String(), SessionID: m.SessionID.String(), ChatID: m.ChatID, MessageID: m.MessageID, FromMe: m.FromMe,
			FromNumber: orNull(&m.FromNumber), ToNumber: orNull(&m.ToNumber), Participant: orNull(&m.Participant),
			SenderName: orNull(&m.SenderName), Body: m.Body, Type: m.Type,
			Status: m.Status, Ack: m.Ack, Source: orNull(&m.Source), ErrorCode: orNull(&m.ErrorCode),
			Timestamp: stamp(m.Timestamp), CreatedAt: stamp(m.CreatedAt),
		}
		if m.ErrorCode != "" {
			sentence := language.Reason(m.ErrorCode)
			views[i].ErrorReason = orNull(&sentence)
		}
	}
	return views
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// updatesView is a piece of the change feed on the wire.
type updatesView struct {
	Cursor          string        `json:"cursor"`
	HasMore         bool          `json:"hasMore"`
	Messages        []messageView `json:"messages"`
	Contacts        []contactView `json:"contacts"`
	Sessions        []sessionView `json:"sessions"`
	RemovedSessions []uuid.UUID   `json:"removedSessions"`
	RemovedContacts []uuid.UUID   `json:"removedContacts"`
}

func toUpdates(u models.Updates, language *text.Language) updatesView {
	return updatesView{
		Cursor: u.Cursor, HasMore: u.HasMore, Messages: toMessages(u.Messages, language), Contacts: toContacts(u.Contacts),
		Sessions: toSessions(u.Sessions, language), RemovedSessions: orEmpty(u.RemovedSessions), RemovedContacts: orEmpty(u.RemovedContacts),
	}
}

// isEmpty says that nothing happened.
func (u updatesView) isEmpty() bool {
	return len(u.Messages)+len(u.Contacts)+len(u.Sessions)+len(u.RemovedSessions)+len(u.RemovedContacts) == 0
}

// orEmpty makes an empty list [] on the wire, never null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
