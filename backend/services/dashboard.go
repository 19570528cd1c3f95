package services

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/models"
)

// Dashboard looks at all numbers of a person at once.
type Dashboard struct {
	fleet *Fleet
	store *store.Store
	limit int
}

// NewDashboard returns the service. An installation holds at most limit sessions.
func NewDashboard(fleet *Fleet, st *store.Store, limit int) *Dashboard {
	return &Dashboard{fleet: fleet, store: st, limit: limit}
}

const (
	dayHours = 24
	// typicalDays are the days before today of which the typical hour is the mean.
	typicalDays = 7
	// failedFor is how long a send that failed is worth telling.
	failedFor = 7 * 24 * time.Hour
)

// Show counts what all of the caller's numbers do.
func (d *Dashboard) Show(ctx context.Context, caller models.Caller, query models.DashboardQuery) (models.Dashboard, error) {
	return d.showAt(ctx, caller, query, time.Now())
}

// Unread counts what waits in the chats of each of the caller's numbers; one without is left out.
func (d *Dashboard) Unread(ctx context.Context, caller models.Caller) (map[uuid.UUID]models.Unread, error) {
	return d.store.Unread(ctx, caller)
}

func (d *Dashboard) showAt(
	ctx context.Context, caller models.Caller, query models.DashboardQuery, now time.Time,
) (models.Dashboard, error) {
	now = now.In(query.Zone)
	hours := lastHours(now)
	activity, err := d.store.Activity(ctx, caller, models.ActivityQuery{
		Since: midnight(now, -max(query.Days-1, typicalDays)), SessionsSince: hours[0], Until: midnight(now, 1),
		FailedSince: now.Add(-failedFor), WaitingSince: now.Add(-query.Grace),
	})
	return models.Dashboard{
		Activity: activity, LastHours: hours, Hours: hoursOfSessions(activity, hours),
		Days: days(activity.All, now, query.Days), Today: today(activity.All, now),
	}, err
}

// midnight is the beginning of a day, so many days from now, in the zone of now.
func midnight(now time.Time, days int) time.Time {
	return time.Date(now.Year(), now.Month(), now.Day()+days, 0, 0, 0, 0, now.Location())
}

// lastHours are the beginnings of the hour of now and of those before it, oldest first.
func lastHours(now time.Time) []time.Time {
	begun := now.Add(-time.Duration(now.Minute())*time.Minute - time.Duration(now.Second())*time.Second - time.Duration(now.Nanosecond()))
	hours := make([]time.Time, dayHours)
	for i := range hours {
		hours[i] = begun.Add(time.Duration(i-dayHours+1) * time.Hour)
	}
	return hours
}

func hoursOfSessions(activity models.Activity, hours []time.Time) map[uuid.UUID][]models.Traffic {
	traffic := make(map[uuid.UUID][]models.Traffic, len(activity.Sessions))
	for _, id := range activity.Sessions {
		traffic[id] = make([]models.Traffic, len(hours))
	}
	for _, q := range activity.OfSessions {
		if hour := int(q.At.Sub(hours[0]) / time.Hour); hour >= 0 && hour < len(hours) { // a clock may run ahead
			add(&traffic[q.SessionID][hour], q.Traffic)
		}
	}
	return traffic
}

func add(to *models.Traffic, more models.Traffic) {
	to.Incoming += more.Incoming
	to.Outgoing += more.Outgoing
}

// days are the traffic of so many days up to today.
func days(quarters []models.Quarter, now time.Time, count int) []models.DayTraffic {
	list, place := make([]models.DayTraffic, count), make(map[string]int, count)
	for i := range list {
		list[i].Date = midnight(now, i-count+1).Format(time.DateOnly)
		place[list[i].Date] = i
	}
	for _, q := range quarters {
		if i, shown := place[q.At.In(now.Location()).Format(time.DateOnly)]; shown {
			add(&list[i].Traffic, q.Traffic)
		}
	}
	return list
}

// today is the traffic of each hour of today beside the mean of the same hour on the days before: on the last seven, or on those
// since the first message.
func today(quarters []models.Quarter, now time.Time) []models.HourTraffic {
	hours, before := make([]models.HourTraffic, dayHours), make([]models.Traffic, dayHours)
	begin, first := midnight(now, -typicalDays), now
	for _, q := range quarters {
		at := q.At.In(now.Location())
		switch {
		case at.Before(begin):
			continue
		case at.Before(midnight(now, 0)):
			add(&before[at.Hour()], q.Traffic)
			if at.Before(first) {
				first = at
			}
		default:
			add(&hours[at.Hour()].Traffic, q.Traffic)
		}
	}
	known := 0
	for known < typicalDays && midnight(now, -known).After(first) {
		known++
	}
	for i := range hours {
		if known > 0 {
			hours[i].Typical = &models.TypicalTraffic{
				Incoming: float64(before[i].Incoming) / float64(known), Outgoing: float64(before[i].Outgoing) / float64(known),
			}
		}
	}
	return hours
}
