package export

import (
	"slices"
	"strconv"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

func without(parts []string, unwanted string) []string {
	return slices.DeleteFunc(parts, func(part string) bool { return part == unwanted })
}

func coordinates(l *models.Location) string {
	return strconv.FormatFloat(l.Latitude, 'f', -1, 64) + ", " + strconv.FormatFloat(l.Longitude, 'f', -1, 64)
}

func votes(count int) string {
	if count == 0 {
		return ""
	}
	return strconv.Itoa(count)
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}
