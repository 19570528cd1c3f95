package waha

import (
	"slices"

	"github.com/conectafy/conectafy/backend/models"
)

// pairOf makes a pair of two addresses of one person, if they are one of each kind.
func pairOf(a, b string) (models.Twins, bool) {
	if a == "" || b == "" {
		return models.Twins{}, false
	}
	lid, phone := person(a), person(b)
	if lid.Phone() != "" {
		lid, phone = phone, lid
	}
	if lid == "" || lid.Phone() != "" || phone.Phone() == "" {
		return models.Twins{}, false
	}
	return models.Twins{LID: lid, Phone: phone}, true
}

// pairs gathers the few pairs that one event tells, each once.
type pairs []models.Twins

func (p *pairs) add(a, b string) {
	if pair, ok := pairOf(a, b); ok && !slices.Contains(*p, pair) {
		*p = append(*p, pair)
	}
}

// phoneOf is the phone number behind an address: its own, or its twin's. The digits of a hidden id are none.
func phoneOf(address models.ChatID, known []models.Twins) string {
	if phone := address.Phone(); phone != "" {
		return phone
	}
	for _, twins := range known {
		if twins.LID == address {
			return twins.Phone.Phone()
		}
	}
	return ""
}
