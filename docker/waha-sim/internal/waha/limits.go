package waha

import (
	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// What WhatsApp's server answers to a send that the account's limits forbid.
const (
	errorTimelock = 463
	errorCapping  = 475
)

// Limits are those that WhatsApp put on the account.
type Limits struct {
	Timelock *Timelock `json:"reachoutTimelock"`
	Capping  *Capping  `json:"messageCapping"`
}

// Timelock keeps the account from writing to people who never wrote to it.
type Timelock struct {
	EnforcementType string `json:"enforcementType"`
	IsActive        bool   `json:"isActive"`
	Ends            *int64 `json:"timeEnforcementEnds"` // seconds
}

// Capping is a quota of new contacts.
type Capping struct {
	Status     string `json:"cappingStatus"`
	TotalQuota int    `json:"totalQuota"`
	UsedQuota  int    `json:"usedQuota"`
	CycleStart *int64 `json:"cycleStart"`
	CycleEnd   *int64 `json:"cycleEnd"`
}

// Limit replaces the account's limits and tells them, as WORKING once more.
func (s *Session) Limit(limits Limits) (queued bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hear(func() error {
		s.limits = limits
		data := dialect.Object{}
		if limits.Timelock != nil {
			data["reachoutTimelock"] = limits.Timelock
		}
		if limits.Capping != nil {
			data["messageCapping"] = limits.Capping
		}
		s.setStatusWith(Working, data)
		return nil
	})
}

// Limited gives the limits, with WAHA's words where there are none.
func (s *Session) Limited() (Timelock, Capping) {
	s.mu.Lock()
	defer s.mu.Unlock()
	timelock, capping := Timelock{EnforcementType: "DEFAULT"}, Capping{Status: "NONE"}
	if s.limits.Timelock != nil {
		timelock = *s.limits.Timelock
	}
	if s.limits.Capping != nil {
		capping = *s.limits.Capping
	}
	return timelock, capping
}

// refusal is the server's error for a send to the chat; 0 is none. The empty chat is one that is known.
func (s *Session) refusal(k Knobs, chat string) int {
	if k.SendError != 0 || chat == "" {
		return k.SendError
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.book.Chat(waid.Chat(chat)); known || waid.IsGroup(waid.Chat(chat)) {
		return 0
	}
	switch {
	case s.limits.Timelock != nil && s.limits.Timelock.IsActive:
		return errorTimelock
	case s.limits.Capping != nil && s.limits.Capping.TotalQuota > 0 && s.limits.Capping.UsedQuota >= s.limits.Capping.TotalQuota:
		return errorCapping
	}
	return 0
}
