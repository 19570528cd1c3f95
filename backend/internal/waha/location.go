package waha

import (
	"cmp"
	"math"
	"strings"

	"github.com/conectafy/conectafy/backend/models"
)

// wirePlace is a place as WAHA writes it, in numbers or texts.
type wirePlace struct {
	Latitude    *looseNumber `json:"latitude"`
	Longitude   *looseNumber `json:"longitude"`
	Live        bool         `json:"live"`
	Name        string       `json:"name"`
	Address     string       `json:"address"`
	URL         string       `json:"url"`
	Description string       `json:"description"`
}

// location is where a message points to, or nil when it names no place on earth.
func (w *wireMessage) location(p *part) *models.Location {
	place := w.Location
	if place == nil {
		place = &wirePlace{}
	}
	latitude, longitude := place.Latitude, place.Longitude
	if latitude == nil || longitude == nil {
		latitude, longitude = p.Latitude, p.Longitude
	}
	if latitude == nil || longitude == nil || math.Abs(float64(*latitude)) > 90 || math.Abs(float64(*longitude)) > 180 {
		return nil
	}
	name, address := cmp.Or(place.Name, p.Name), cmp.Or(place.Address, p.Address)
	if w.Data.Type != "" {
		// WEBJS writes the name and the address into one text.
		first, second, _ := strings.Cut(cmp.Or(place.Description, p.Name), "\n")
		name, address = cmp.Or(place.Name, first), cmp.Or(address, second)
	}
	return &models.Location{
		Latitude: float64(*latitude), Longitude: float64(*longitude), Live: place.Live || w.Data.Content.isLive(),
		Name: clean(name, maxName), Address: clean(address, maxDescription), URL: webAddress(place.URL, p.URL),
	}
}

func (c *content) isLive() bool {
	inside, _ := c.unwrap()
	return inside.LiveLocation != nil
}
