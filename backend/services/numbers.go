package services

import (
	"cmp"
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// Number is what WhatsApp knows of a phone number.
type Number struct {
	Exists      bool
	ChatID      models.ChatID // where messages to it go
	PhoneNumber string        // as WhatsApp writes it, which may have a digit more or less
}

// CheckNumber asks WhatsApp whether a phone number is on it, and under which spelling: Brazil's ninth digit, Mexico's 1 and
// Argentina's 9 are written in two ways, of which WhatsApp knows one.
func (m *Messages) CheckNumber(ctx context.Context, caller models.Caller, session uuid.UUID, phone string) (Number, error) {
	digits, err := models.ParsePhone(phone)
	if err != nil {
		return Number{}, apperr.InvalidFields(apperr.Field{Name: "phoneNumber", Rule: "phone"})
	}
	target, err := m.fleet.connected(ctx, caller, session)
	if err != nil {
		return Number{}, err
	}
	found, err := m.fleet.waha.CheckNumber(ctx, target, digits)
	if err != nil {
		return Number{}, answerOf(err)
	}
	number := Number{Exists: found.Exists, ChatID: found.ChatID, PhoneNumber: found.Phone}
	if number.PhoneNumber == "" {
		number.PhoneNumber = number.ChatID.Phone()
	}
	if phone, err := models.ParseChatID(number.PhoneNumber); err == nil && number.Exists {
		number.ChatID = phone // people know the number; WhatsApp takes it as well as a hidden id
	}
	return number, nil
}

// recipient finds the chat of a new message: one that is there, under either of a person's addresses, or else the number as
// WhatsApp writes it. The phone number is empty where there is none, or nobody knows it.
func (m *Messages) recipient(
	ctx context.Context, caller models.Caller, session uuid.UUID, text string,
) (chat models.ChatID, phone string, err error) {
	asked, err := models.ParseChatID(text)
	if err != nil || !asked.IsConversation() {
		return "", "", apperr.InvalidFields(apperr.Field{Name: "phoneNumber", Rule: "phone"})
	}
	phone = asked.Phone()
	chat, err = m.store.ResolveChat(ctx, caller, session, asked)
	if !errors.Is(err, apperr.ChatNotFound) {
		return chat, cmp.Or(chat.Phone(), phone), err
	}
	if phone == "" {
		return asked, "", nil // a group, or a hidden id: there is nothing to spell in two ways
	}
	number, err := m.CheckNumber(ctx, caller, session, phone)
	switch {
	case errors.Is(err, apperr.NotSupported):
		return asked, phone, nil
	case err != nil:
		return "", "", err
	case !number.Exists:
		return "", "", apperr.NotOnWhatsApp
	}
	chat, err = m.store.ResolveChat(ctx, caller, session, number.ChatID)
	if errors.Is(err, apperr.ChatNotFound) {
		chat, err = number.ChatID, nil
	}
	return chat, number.PhoneNumber, err
}

// connected returns how to reach the WAHA of one of the caller's sessions whose number is live.
func (f *Fleet) connected(ctx context.Context, caller models.Caller, id uuid.UUID) (waha.Target, error) {
	session, err := f.store.Session(ctx, caller, id)
	if err != nil {
		return waha.Target{}, err
	}
	if session.Status != models.StatusConnected {
		return waha.Target{}, apperr.SessionNotConnected
	}
	return f.target(ctx, session)
}
