package controllers

import (
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr/text"
	"github.com/conectafy/conectafy/backend/models"
	"github.com/conectafy/conectafy/backend/services"
)

// sessionView is a session on the wire. All names are always there; what there is none of is null.
type sessionView struct {
	ID              uuid.UUID            `json:"id"`
	SessionName     string               `json:"sessionName"`
	PhoneNumber     *string              `json:"phoneNumber"`
	PushName        *string              `json:"pushName"`
	Status          models.SessionStatus `json:"status"`
	WAHAStatus      *string              `json:"wahaStatus"`
	DesiredState    models.DesiredState  `json:"desiredState"`
	Phase           *string              `json:"phase"`
	PhasePercent    *int                 `json:"phasePercent"`
	ErrorCode       *string              `json:"errorCode"`
	ErrorReason     *string              `json:"errorReason"`
	ContainerName   string               `json:"containerName"`
	ContainerPort   int                  `json:"containerPort"`
	CreatedAt       time.Time            `json:"createdAt"`
	UpdatedAt       time.Time            `json:"updatedAt"`
	LastConnectedAt *time.Time           `json:"lastConnectedAt"`
	LastMessageAt   *time.Time           `json:"lastMessageAt"`
	UnlinkedAt      *time.Time           `json:"unlinkedAt"`
	RestrictedUntil *time.Time           `json:"restrictedUntil"`
	Quota           *quotaView           `json:"newContactQuota"`
	HistoryDays     int                  `json:"historyDays"`
	IgnoreGroups    bool                 `json:"ignoreGroups"`
	Color           int                  `json:"color"`
	Initials        string               `json:"initials"`
	Import          *importView          `json:"import"`
}

// quotaView is how many conversations with new people WhatsApp lets a number begin.
type quotaView struct {
	Used  int `json:"used"`
	Total int `json:"total"`
}

func toQuota(s *models.Session) *quotaView {
	if s.QuotaTotal == 0 {
		return nil
	}
	return &quotaView{Used: s.QuotaUsed, Total: s.QuotaTotal}
}

func toSession(s *models.Session, language *text.Language) sessionView {
	return sessionView{
		ID: s.ID, SessionName: s.Name, PhoneNumber: orNull(&s.PhoneNumber), PushName: orNull(&s.PushName),
		Status: s.Status, WAHAStatus: orNull((*string)(&s.WAHAStatus)), DesiredState: s.Desired,
		Phase: orNull((*string)(&s.Phase)), PhasePercent: s.PhasePercent,
		ErrorCode: orNull(&s.ErrorCode), ErrorReason: reason(s, language),
		ContainerName: s.ContainerName, ContainerPort: s.ContainerPort,
		CreatedAt: s.CreatedAt.UTC(), UpdatedAt: s.UpdatedAt.UTC(), LastConnectedAt: timeOrNull(s.LastConnectedAt),
		LastMessageAt: timeOrNull(s.LastMessageAt), UnlinkedAt: timeOrNull(s.UnlinkedAt),
		RestrictedUntil: timeOrNull(s.RestrictedUntil), Quota: toQuota(s),
		IgnoreGroups: s.IgnoresGroups, Color: s.Color, Initials: s.Initials,
		HistoryDays: s.HistoryDays, Import: toImport(s.Import),
	}
}

func toSessions(sessions []models.Session, language *text.Language) []sessionView {
	views := make([]sessionView, len(sessions))
	for i := range sessions {
		views[i] = toSession(&sessions[i], language)
	}
	return views
}

// statusView is the state of a session on the wire.
type statusView struct {
	Status      models.SessionStatus `json:"status"`
	WAHAStatus  *string              `json:"wahaStatus"`
	SessionID   uuid.UUID            `json:"sessionId"`
	ErrorCode   *string              `json:"errorCode"`
	ErrorReason *string              `json:"errorReason"`
}

func toStatus(s *models.Session, language *text.Language) statusView {
	return statusView{
		Status: s.Status, WAHAStatus: orNull((*string)(&s.WAHAStatus)), SessionID: s.ID,
		ErrorCode: orNull(&s.ErrorCode), ErrorReason: reason(s, language),
	}
}

// statsView is what a session uses and holds, on the wire.
type statsView struct {
	SessionID        uuid.UUID `json:"sessionId"`
	MemoryBytes      uint64    `json:"memoryBytes"`
	MemoryLimitBytes uint64    `json:"memoryLimitBytes"`
	CPUPercent       float64   `json:"cpuPercent"`
	Incoming         int64     `json:"incoming"`
	Outgoing         int64     `json:"outgoing"`
	Chats            int64     `json:"chats"`
	Unread           int64     `json:"unread"`
	Unprocessed      int64     `json:"unprocessedWebhooks"`
}

func toStats(id uuid.UUID, s services.SessionStats) statsView {
	return statsView{
		SessionID: id, MemoryBytes: s.MemoryBytes, MemoryLimitBytes: s.MemoryLimitBytes, CPUPercent: s.CPUPercent,
		Incoming: s.Incoming, Outgoing: s.Outgoing, Chats: s.Chats, Unread: s.Unread, Unprocessed: s.Unprocessed,
	}
}

// reason tells in the reader's language why a session is in error.
func reason(s *models.Session, language *text.Language) *string {
	sentence := language.Reason(s.ErrorCode)
	return orNull(&sentence)
}

// orNull makes the zero value null on the wire.
func orNull[T comparable](v *T) *T {
	var zero T
	if *v == zero {
		return nil
	}
	return v
}

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
