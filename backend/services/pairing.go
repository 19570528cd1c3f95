package services

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// qrRetry is when a caller may ask again for a QR that is not on show yet.
const qrRetry = time.Second

// QR returns the code that the phone is to scan, waiting up to wait for it to be on show. It is always asked of the
// container, so that nobody sees a code that is no longer valid.
func (s *Sessions) QR(ctx context.Context, caller models.Caller, id uuid.UUID, wait time.Duration) (models.QR, error) {
	reader, err := s.hub.Subscribe(caller.UserID)
	if err != nil {
		return models.QR{}, answerOf(err)
	}
	defer reader.Close()
	deadline := time.After(wait)
	for {
		code, err := s.currentQR(ctx, caller, id)
		if !errors.Is(err, apperr.QRNotReady) || wait <= 0 {
			return code, err
		}
		if !untilWoken(ctx, reader, deadline) {
			return models.QR{}, err
		}
	}
}

func (s *Sessions) currentQR(ctx context.Context, caller models.Caller, id uuid.UUID) (models.QR, error) {
	session, target, err := s.running(ctx, caller, id)
	if err != nil {
		return models.QR{}, err
	}
	switch session.WAHAStatus {
	case models.WAHAWorking:
		return models.QR{}, apperr.SessionConnected
	case models.WAHAScanQR:
	default:
		return models.QR{}, apperr.QRNotReady.Retry(qrRetry)
	}
	code, err := s.fleet.waha.QR(ctx, target)
	if errors.Is(err, waha.ErrStatus) {
		return models.QR{}, apperr.QRNotReady.Because(err).Retry(qrRetry)
	}
	if err != nil {
		return models.QR{}, answerOf(err)
	}
	return s.store.SetQRCode(ctx, id, code)
}

// PairingCode asks WhatsApp for a code that the owner types on the phone instead of scanning a QR.
func (s *Sessions) PairingCode(ctx context.Context, caller models.Caller, id uuid.UUID, phone string) (string, error) {
	digits, err := models.ParsePhone(phone)
	if err != nil {
		return "", apperr.InvalidFields(apperr.Field{Name: "phoneNumber", Rule: "phone"})
	}
	session, target, err := s.running(ctx, caller, id)
	if err != nil {
		return "", err
	}
	switch session.WAHAStatus {
	case models.WAHAWorking:
		return "", apperr.SessionConnected
	case models.WAHAScanQR:
	default:
		return "", apperr.QRNotReady.Retry(qrRetry)
	}
	code, err := s.fleet.waha.PairingCode(ctx, target, digits)
	switch {
	case errors.Is(err, waha.ErrStatus):
		return "", apperr.QRNotReady.Because(err).Retry(qrRetry)
	case errors.Is(err, waha.ErrRefused):
		return "", apperr.PairingRefused.Because(err)
	}
	return code, answerOf(err)
}
