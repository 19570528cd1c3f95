package waha

import (
	"cmp"
	"strings"

	"github.com/conectafy/conectafy/backend/models"
)

// cards are the contact cards of a message.
func (w *wireMessage) cards(p *part) []models.VCard {
	var cards []models.VCard
	for _, text := range w.VCards[:min(len(w.VCards), maxCards)] {
		if text != "" {
			cards = append(cards, parseCard(card{VCard: text}))
		}
	}
	if len(cards) > 0 {
		return cards
	}
	written := append([]card{p.card}, p.Contacts...)
	for _, c := range written[:min(len(written), maxCards)] {
		if c.VCard != "" || c.DisplayName != "" {
			cards = append(cards, parseCard(c))
		}
	}
	return cards
}

// parseCard reads the few lines of a card that a person wants to see. Phones write cards with many mistakes: what is
// not understood is passed over.
func parseCard(c card) models.VCard {
	text := clean(c.VCard, maxCard)
	out := models.VCard{Text: text}
	// A line that begins with a space goes on with the one before.
	unfolded := strings.NewReplacer("\r\n ", "", "\r\n\t", "", "\n ", "", "\n\t", "").Replace(text)
	said := make(map[string]string)
	for line := range strings.Lines(unfolded) {
		property, value, found := strings.Cut(strings.TrimSpace(line), ":")
		if !found {
			continue
		}
		key, parameters, _ := strings.Cut(property, ";")
		if _, rest, grouped := strings.Cut(key, "."); grouped {
			key = rest // "item1.TEL"
		}
		switch key = strings.ToUpper(key); key {
		case "FN", "N", "ORG":
			if said[key] == "" {
				said[key] = words(value)
			}
		case "TEL":
			if phone := phoneOfCard(parameters, value); phone != "" && len(out.PhoneNumbers) < maxPhones {
				out.PhoneNumbers = append(out.PhoneNumbers, phone)
			}
		}
	}
	out.FullName = cmp.Or(said["FN"], clean(c.DisplayName, maxName), said["N"])
	out.Organization = said["ORG"]
	return out
}

// words are the parts of a value, "Silva;João;;", without the marks between them.
func words(value string) string {
	plain := strings.NewReplacer(`\n`, " ", `\N`, " ", `\,`, ",", `\;`, ";", `\\`, `\`, ";", " ").Replace(value)
	return clean(strings.Join(strings.Fields(plain), " "), maxName)
}

// phoneOfCard prefers WhatsApp's own digits to how a person wrote the number.
func phoneOfCard(parameters, value string) string {
	for parameter := range strings.SplitSeq(parameters, ";") {
		if name, digits, _ := strings.Cut(parameter, "="); strings.EqualFold(name, "waid") {
			if phone, err := models.ParsePhone(digits); err == nil {
				return phone
			}
		}
	}
	phone, err := models.ParsePhone(strings.TrimPrefix(value, "tel:"))
	if err != nil {
		return ""
	}
	return phone
}
