package waha

import (
	"context"
	"net/http"
	"time"
)

// Capping is how many new conversations WhatsApp lets the account begin.
type Capping struct {
	Status     string // WhatsApp's own word for it
	Total      int
	Used       int
	Start, End time.Time // of the period that is counted; zero when nobody says
}

// Capping asks for the account's quota of new conversations.
func (c *Client) Capping(ctx context.Context, t Target) (Capping, error) {
	var answer struct {
		Status string      `json:"cappingStatus"`
		Total  looseNumber `json:"totalQuota"`
		Used   looseNumber `json:"usedQuota"`
		Start  looseNumber `json:"cycleStart"`
		End    looseNumber `json:"cycleEnd"`
	}
	if err := c.call(ctx, t, http.MethodGet, "/api/sessions/"+SessionName+"/capping", nil, &answer); err != nil {
		return Capping{}, err
	}
	return Capping{
		Status: clean(answer.Status, maxName), Total: int(answer.Total), Used: int(answer.Used),
		Start: instant(answer.Start), End: instant(answer.End),
	}, nil
}

// Timelock says whether WhatsApp lets the account write to new people.
type Timelock struct {
	Active bool
	Kind   string    // WhatsApp's own word for it
	Ends   time.Time // zero when nobody says
}

// Timelock asks whether the account may write to new people.
func (c *Client) Timelock(ctx context.Context, t Target) (Timelock, error) {
	var answer struct {
		Kind   string      `json:"enforcementType"`
		Active bool        `json:"isActive"`
		Ends   looseNumber `json:"timeEnforcementEnds"`
	}
	if err := c.call(ctx, t, http.MethodGet, "/api/sessions/"+SessionName+"/timelock", nil, &answer); err != nil {
		return Timelock{}, err
	}
	return Timelock{Active: answer.Active, Kind: clean(answer.Kind, maxName), Ends: instant(answer.Ends)}, nil
}

// instant reads seconds since 1970; zero and nonsense are no time.
func instant(seconds looseNumber) time.Time {
	const year2100 = 4102444800
	if seconds <= 0 || seconds > year2100 {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0).UTC()
}
