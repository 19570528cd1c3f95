package services

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// at reads a moment.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	location, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return location
}

func quarter(t *testing.T, text string, incoming, outgoing int) models.Quarter {
	t.Helper()
	return models.Quarter{At: at(t, text), Traffic: models.Traffic{Incoming: incoming, Outgoing: outgoing}}
}

// A day in Kathmandu begins at a quarter past six in the evening of UTC's day before.
func TestDaysBeginInTheZone(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-27T02:20:00Z").In(zone(t, "Asia/Kathmandu"))
	got := days([]models.Quarter{
		quarter(t, "2026-11-25T18:00:00Z", 100, 100), // the 25th still
		quarter(t, "2026-11-25T18:15:00Z", 1, 0),
		quarter(t, "2026-11-26T18:00:00Z", 2, 0),
		quarter(t, "2026-11-26T18:15:00Z", 0, 4),
	}, now, 2)
	want := []models.DayTraffic{
		{Date: "2026-11-26", Traffic: models.Traffic{Incoming: 3}},
		{Date: "2026-11-27", Traffic: models.Traffic{Outgoing: 4}},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// On the day on which clocks go back one hour happens twice, and no day is lost or told twice.
func TestDaysWhenClocksChange(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-10-25T22:00:00Z").In(zone(t, "Europe/Madrid"))
	quarters := []models.Quarter{quarter(t, "2026-10-25T00:30:00Z", 1, 0), quarter(t, "2026-10-25T01:30:00Z", 1, 0)}
	if got := days(quarters, now, 3); got[0].Date != "2026-10-23" || got[1].Date != "2026-10-24" || got[2].Incoming != 2 {
		t.Errorf("got %+v", got)
	}
	if got := today(quarters, now)[2].Incoming; got != 2 {
		t.Errorf("the hour that happened twice has %d messages, want 2", got)
	}
}

func TestTypicalHour(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-27T10:20:00Z").In(time.UTC)
	todays := quarter(t, "2026-11-27T09:45:00Z", 7, 1)
	if got := today([]models.Quarter{todays}, now); got[9].Typical != nil || got[9].Incoming != 7 {
		t.Errorf("without an earlier day: %+v", got[9])
	}
	young := today([]models.Quarter{todays, quarter(t, "2026-11-25T09:00:00Z", 3, 0), quarter(t, "2026-11-26T09:15:00Z", 5, 0)}, now)
	if got := young[9].Typical.Incoming; got != 4 {
		t.Errorf("the mean of two days is %v, want 4", got)
	}
	old := today([]models.Quarter{quarter(t, "2026-11-19T09:00:00Z", 700, 0), quarter(t, "2026-11-20T09:00:00Z", 7, 14)}, now)
	if got := *old[9].Typical; got != (models.TypicalTraffic{Incoming: 1, Outgoing: 2}) {
		t.Errorf("the mean of seven days is %+v, want 1 and 2", got)
	}
	if got := *old[10].Typical; got != (models.TypicalTraffic{}) {
		t.Errorf("an hour in which nobody ever wrote has %+v", got)
	}
}

func TestLastHours(t *testing.T) {
	t.Parallel()
	id := uuid.New()
	now := at(t, "2026-11-27T02:20:30Z").In(zone(t, "Asia/Kolkata"))
	hours := lastHours(now)
	if first, last := hours[0], hours[23]; !first.Equal(at(t, "2026-11-26T02:30:00Z")) || !last.Equal(at(t, "2026-11-27T01:30:00Z")) {
		t.Errorf("the hours are from %v to %v", first, last)
	}
	traffic := hoursOfSessions(models.Activity{Sessions: []uuid.UUID{id}, OfSessions: []models.Quarter{
		{SessionID: id, At: at(t, "2026-11-26T02:30:00Z"), Traffic: models.Traffic{Incoming: 1}},
		{SessionID: id, At: at(t, "2026-11-27T02:15:00Z"), Traffic: models.Traffic{Outgoing: 2}},
		{SessionID: id, At: at(t, "2026-11-27T02:30:00Z"), Traffic: models.Traffic{Outgoing: 9}}, // of a clock that runs ahead
	}}, hours)[id]
	if traffic[0].Incoming != 1 || traffic[23].Outgoing != 2 {
		t.Errorf("got %+v", traffic)
	}
}
