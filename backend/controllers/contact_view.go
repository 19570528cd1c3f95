package controllers

import (
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// contactView is a chat on the wire.
type contactView struct {
	ID            uuid.UUID        `json:"id"`
	SessionID     uuid.UUID        `json:"sessionId"`
	ChatID        models.ChatID    `json:"chatId"`
	PhoneNumber   *string          `json:"phoneNumber"`
	Name          *string          `json:"name"`
	PictureURL    *string          `json:"pictureUrl"`
	IsGroup       bool             `json:"isGroup"`
	UnreadCount   int              `json:"unreadCount"`
	MarkedUnread  bool             `json:"markedUnread"`
	Archived      bool             `json:"archived"`
	Pinned        bool             `json:"pinned"`
	MutedUntil    *time.Time       `json:"mutedUntil"`
	Draft         *string          `json:"draft"`
	LastMessage   *lastMessageView `json:"lastMessage"`
	LastMessageAt *time.Time       `json:"lastMessageAt"`
	CreatedAt     time.Time        `json:"createdAt"`
}

// lastMessageView is what a list of chats shows of the newest message.
type lastMessageView struct {
	ID         uuid.UUID             `json:"id"`
	Body       string                `json:"body"`
	Type       models.MessageType    `json:"type"`
	FromMe     bool                  `json:"fromMe"`
	Status     *models.MessageStatus `json:"status"`
	SenderName *string               `json:"senderName"`
	DurationMs *int64                `json:"durationMs"`
	At         time.Time             `json:"at"`
}

func (v viewer) contact(c *models.Contact) contactView {
	view := contactView{
		ID: c.ID, SessionID: c.SessionID, ChatID: c.ChatID, PhoneNumber: orNull(&c.PhoneNumber), Name: orNull(&c.Name),
		IsGroup: c.IsGroup, UnreadCount: c.UnreadCount, MarkedUnread: c.MarkedUnread, Archived: !c.ArchivedAt.IsZero(),
		Pinned: !c.PinnedAt.IsZero(), MutedUntil: timeOrNull(c.MutedUntil), Draft: orNull(&c.Draft),
		LastMessageAt: timeOrNull(c.LastMessageAt), CreatedAt: c.CreatedAt.UTC(),
	}
	picture := v.links.Picture(c)
	view.PictureURL = orNull(&picture)
	if c.LastMessageID != uuid.Nil {
		view.LastMessage = &lastMessageView{
			ID: c.LastMessageID, Body: c.LastMessageBody, Type: c.LastMessageType, FromMe: c.LastMessageFromMe,
			SenderName: orNull(&c.LastMessageSender), At: c.LastMessageAt.UTC(),
		}
		if c.LastMessageLength > 0 {
			ms := c.LastMessageLength.Milliseconds()
			view.LastMessage.DurationMs = &ms
		}
		if c.LastMessageStatus != "" {
			view.LastMessage.Status = &c.LastMessageStatus
		}
	}
	return view
}

func (v viewer) contacts(contacts []models.Contact) []contactView {
	views := make([]contactView, len(contacts))
	for i := range contacts {
		views[i] = v.contact(&contacts[i])
	}
	return views
}
