package waha

import (
	"cmp"
	"slices"
	"strings"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Identities pairs a person's hidden id with the phone number; the number is empty where nobody knows it.
type Identities struct{ LID, Phone string }

// People lists the persons of chats and groups by both of their ids.
func (s *Session) People() []Identities {
	chats := s.Chats(false)
	s.mu.Lock()
	defer s.mu.Unlock()
	phones := map[string]string{}
	for lid, phone := range s.people.Phones {
		phones[lid] = phone
	}
	for _, c := range chats {
		switch {
		case waid.IsLID(c.ID):
			phones[c.ID] = s.phoneOf(c)
		case strings.HasSuffix(c.ID, waid.Person):
			phones[s.otherID(c.ID)] = c.ID
		}
	}
	people := make([]Identities, 0, len(phones))
	for lid, phone := range phones {
		people = append(people, Identities{LID: lid, Phone: phone})
	}
	slices.SortFunc(people, func(x, y Identities) int { return cmp.Compare(x.LID, y.LID) })
	return people
}

// Pair lets the account learn whose phone a hidden id is.
func (s *Session) Pair(lid, phone string) error {
	lid, phone = waid.Chat(lid), waid.Chat(phone)
	if !waid.IsLID(lid) || !waid.IsPerson(phone) || waid.IsLID(phone) {
		return InvalidError{Problems: []string{"lid must be a hidden id and pn a phone number"}}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.people.Pair(lid, phone) {
		return nil
	}
	return s.m.volume.SavePhonebook(s.name, s.people)
}

// Lookup is what WhatsApp says about a number.
type Lookup struct {
	Exists bool
	ChatID string
	Phone  string
}

// Lookup finds a number as WhatsApp knows it. GOWS gives the hidden chat of who writes under one.
func (s *Session) Lookup(number string) Lookup {
	phone, found := OnWhatsApp(number)
	if !found {
		return Lookup{}
	}
	answer := Lookup{Exists: true, ChatID: phone, Phone: phone}
	if s.m.cfg.Engine != config.GOWS {
		return answer
	}
	for _, c := range s.Chats(false) {
		s.mu.Lock()
		hidden := s.phoneOf(c) == phone
		s.mu.Unlock()
		if hidden {
			answer.ChatID = c.ID
		}
	}
	return answer
}
