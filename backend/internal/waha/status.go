package waha

import (
	"errors"
	"fmt"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// account is the owner's number as an envelope tells it.
type account struct {
	ID       string `json:"id"`
	LID      string `json:"lid"`
	PushName string `json:"pushName"`
	accountLimits
}

// accountLimits are what WhatsApp does not let an account do.
type accountLimits struct {
	Timelock *struct {
		IsActive *bool       `json:"isActive"`
		Ends     looseNumber `json:"timeEnforcementEnds"`
	} `json:"reachoutTimelock"`
	Capping *struct {
		Total looseNumber `json:"totalQuota"`
		Used  looseNumber `json:"usedQuota"`
		Ends  looseNumber `json:"cycleEnd"`
	} `json:"messageCapping"`
}

func decodeStatus(e *envelope, now time.Time) (models.Event, error) {
	var wire struct {
		Status models.WAHAStatus `json:"status"`
		Data   accountLimits     `json:"data"`
	}
	if err := unmarshal(e.Payload, &wire); err != nil {
		return models.Event{}, fmt.Errorf("not a status: %w", err)
	}
	status := models.WAHAStatus(withoutNUL(string(wire.Status)))
	if status == "" || len(status) > maxName {
		return models.Event{}, errors.New("a status without its name")
	}
	event := models.Event{Status: &models.StatusReport{Status: status, At: now}}
	// WAHA tells milliseconds, cut off: the latest moment it can have meant.
	if at := moment(e.Timestamp); !at.IsZero() {
		if at = at.Add(time.Millisecond - time.Microsecond); at.Before(now) {
			event.Status.At = at
		}
	}
	if e.Me != nil {
		e.Me.tell(&event)
	}
	wire.Data.tell(event.Status) // newer than what is said of the account
	return event, nil
}

func (a *account) tell(event *models.Event) {
	if number, err := models.ParsePhone(person(a.ID).Phone()); err == nil {
		event.Status.PhoneNumber = number
	}
	event.Status.PushName = clean(a.PushName, maxName)
	var pairs pairs
	pairs.add(a.LID, a.ID)
	event.Twins = pairs
	a.accountLimits.tell(event.Status)
}

// tell sets what is said. Most events say nothing of limits, which does not mean that there are none.
func (l *accountLimits) tell(report *models.StatusReport) {
	if l.Timelock != nil && l.Timelock.IsActive != nil {
		report.Restriction = &models.Restriction{Active: *l.Timelock.IsActive}
		if report.Restriction.Active {
			report.Restriction.Until = moment(l.Timelock.Ends)
		}
	}
	if l.Capping != nil && l.Capping.Total > 0 {
		report.Quota = &models.Quota{
			Used: l.Capping.Used.count(maxQuota), Total: l.Capping.Total.count(maxQuota), Until: moment(l.Capping.Ends),
		}
	}
}

// maxQuota bounds what WhatsApp lets an account write to new people.
const maxQuota = 1 << 30
