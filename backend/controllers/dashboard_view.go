package controllers

import (
	"bytes"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
	"github.com/conectafy/conectafy/backend/services"
)

// dashboardView is what all numbers of a person do, on the wire.
type dashboardView struct {
	TimeZone   string               `json:"timeZone"`
	LastHours  []time.Time          `json:"lastHours"`
	Sessions   []sessionTrafficView `json:"sessions"`
	Days       []dayView            `json:"days"`
	Today      []hourView           `json:"today"`
	Unread     unreadView           `json:"unread"`
	Failed     failedView           `json:"failed"`
	Unanswered unansweredView       `json:"unanswered"`
}

type sessionTrafficView struct {
	SessionID      uuid.UUID `json:"sessionId"`
	Incoming       []int     `json:"incoming"`
	Outgoing       []int     `json:"outgoing"`
	UnreadChats    int       `json:"unreadChats"`
	UnreadMessages int       `json:"unreadMessages"`
	Failed         int       `json:"failed"`
}

type dayView struct {
	Date     string `json:"date"`
	Incoming int    `json:"incoming"`
	Outgoing int    `json:"outgoing"`
}

type hourView struct {
	Hour            int      `json:"hour"`
	Incoming        int      `json:"incoming"`
	Outgoing        int      `json:"outgoing"`
	TypicalIncoming *float64 `json:"typicalIncoming"`
	TypicalOutgoing *float64 `json:"typicalOutgoing"`
}

type unreadView struct {
	Chats    int `json:"chats"`
	Messages int `json:"messages"`
}

type sessionUnreadView struct {
	SessionID uuid.UUID `json:"sessionId"`
	unreadView
}

func toUnreadOfSessions(unread map[uuid.UUID]models.Unread) []sessionUnreadView {
	views := make([]sessionUnreadView, 0, len(unread))
	for id, count := range unread {
		views = append(views, sessionUnreadView{SessionID: id, unreadView: unreadView{Chats: count.Chats, Messages: count.Messages}})
	}
	slices.SortFunc(views, func(a, b sessionUnreadView) int { return bytes.Compare(a.SessionID[:], b.SessionID[:]) })
	return views
}

type failedView struct {
	Count  int              `json:"count"`
	Newest []failedSendView `json:"newest"`
}

type failedSendView struct {
	ID          uuid.UUID          `json:"id"`
	SessionID   uuid.UUID          `json:"sessionId"`
	ChatID      models.ChatID      `json:"chatId"`
	ChatName    *string            `json:"chatName"`
	PhoneNumber *string            `json:"phoneNumber"`
	Type        models.MessageType `json:"type"`
	Body        string             `json:"body"`
	Timestamp   time.Time          `json:"timestamp"`
	ErrorCode   *string            `json:"errorCode"`
	ErrorReason *string            `json:"errorReason"`
}

type unansweredView struct {
	Count  int           `json:"count"`
	Oldest []contactView `json:"oldest"`
}

func (v viewer) dashboard(d *models.Dashboard, zone *time.Location) dashboardView {
	view := dashboardView{
		TimeZone: zone.String(), Sessions: make([]sessionTrafficView, len(d.Sessions)),
		Days: make([]dayView, len(d.Days)), Today: make([]hourView, len(d.Today)),
		Failed:     failedView{Newest: v.failedSends(d.NewFailed)},
		Unanswered: unansweredView{Count: d.Waiting, Oldest: v.contacts(d.Unanswered)},
	}
	for _, at := range d.LastHours {
		view.LastHours = append(view.LastHours, at.UTC())
	}
	for i, id := range d.Sessions {
		view.Sessions[i] = toSessionTraffic(d, id)
		view.Unread.Chats += d.Unread[id].Chats
		view.Unread.Messages += d.Unread[id].Messages
		view.Failed.Count += d.Failed[id]
	}
	for i, day := range d.Days {
		view.Days[i] = dayView{Date: day.Date, Incoming: day.Incoming, Outgoing: day.Outgoing}
	}
	for i, hour := range d.Today {
		view.Today[i] = hourView{Hour: i, Incoming: hour.Incoming, Outgoing: hour.Outgoing}
		if hour.Typical != nil {
			view.Today[i].TypicalIncoming, view.Today[i].TypicalOutgoing = &hour.Typical.Incoming, &hour.Typical.Outgoing
		}
	}
	return view
}

func toSessionTraffic(d *models.Dashboard, id uuid.UUID) sessionTrafficView {
	view := sessionTrafficView{
		SessionID: id, UnreadChats: d.Unread[id].Chats, UnreadMessages: d.Unread[id].Messages, Failed: d.Failed[id],
	}
	for _, hour := range d.Hours[id] {
		view.Incoming, view.Outgoing = append(view.Incoming, hour.Incoming), append(view.Outgoing, hour.Outgoing)
	}
	return view
}

func (v viewer) failedSends(sends []models.FailedSend) []failedSendView {
	views := make([]failedSendView, len(sends))
	for i, s := range sends {
		reason := v.language.Reason(s.ErrorCode)
		views[i] = failedSendView{
			ID: s.ID, SessionID: s.SessionID, ChatID: s.ChatID, ChatName: orNull(&s.ChatName), PhoneNumber: orNull(&s.PhoneNumber),
			Type: s.Type, Body: s.Body, Timestamp: s.Timestamp.UTC(), ErrorCode: orNull(&s.ErrorCode), ErrorReason: orNull(&reason),
		}
	}
	return views
}

// capacityView is what the installation holds, on the wire.
type capacityView struct {
	Sessions         int         `json:"sessions"`
	MaxSessions      int         `json:"maxSessions"`
	MemoryBytes      uint64      `json:"memoryBytes"`
	MemoryLimitBytes uint64      `json:"memoryLimitBytes"`
	Usage            []usageView `json:"usage"`
}

type usageView struct {
	SessionID        uuid.UUID `json:"sessionId"`
	MemoryBytes      uint64    `json:"memoryBytes"`
	MemoryLimitBytes uint64    `json:"memoryLimitBytes"`
	CPUPercent       float64   `json:"cpuPercent"`
}

func toCapacity(c services.Capacity) capacityView {
	view := capacityView{Sessions: c.Sessions, MaxSessions: c.MaxSessions, Usage: make([]usageView, len(c.Usage))}
	for i, u := range c.Usage {
		view.Usage[i] = usageView{
			SessionID: u.SessionID, MemoryBytes: u.MemoryBytes, MemoryLimitBytes: u.MemoryLimitBytes, CPUPercent: u.CPUPercent,
		}
		view.MemoryBytes += u.MemoryBytes
		view.MemoryLimitBytes += u.MemoryLimitBytes
	}
	return view
}
