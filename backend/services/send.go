package services

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/models"
)

// SendRequest is a message that a person or program wants sent.
type SendRequest struct {
	PhoneNumber    string // a phone number, or a full chat id
	Text           string
	MediaURL       string
	IdempotencyKey string // empty: every request is a message of its own
}

// Send stores a message with its job and waits for WAHA to take it, up to a limit; the status of the message that
// comes back tells how far it came. The same key again is the same message.
func (m *Messages) Send(ctx context.Context, caller models.Caller, session uuid.UUID, in SendRequest) (models.Message, error) {
	if in.MediaURL != "" {
		return models.Message{}, apperr.MediaNotSupported
	}
	message, err := newOutgoing(session, in)
	if err != nil {
		return models.Message{}, err
	}
	reader, err := m.hub.Subscribe(caller.UserID)
	if err != nil {
		return models.Message{}, answerOf(err)
	}
	defer reader.Close()
	stored, err := m.store.QueueMessage(ctx, caller, message, keyOf(message, in.IdempotencyKey))
	if err != nil {
		return models.Message{}, err
	}
	deadline := time.After(m.sendWait)
	for onItsWay(stored) {
		if !untilWoken(ctx, reader, deadline) {
			break
		}
		if stored, err = m.store.Message(ctx, caller, session, stored.ID); err != nil {
			return models.Message{}, err
		}
	}
	if stored.Status == models.MessageFailed {
		return stored, apperr.SendFailed.With(stored.ErrorCode).Because(errNotSent)
	}
	return stored, nil
}

// keyOf is an idempotency key with what was asked for under it.
func keyOf(message models.Message, key string) models.SendKey {
	if key == "" {
		return models.SendKey{}
	}
	sum := sha256.Sum256([]byte(string(message.ChatID) + "\x00" + message.Body))
	return models.SendKey{Key: key, Hash: sum[:]}
}

func newOutgoing(session uuid.UUID, in SendRequest) (models.Message, error) {
	chat, err := models.ParseChatID(in.PhoneNumber)
	if err != nil || !chat.IsConversation() {
		return models.Message{}, apperr.InvalidFields(apperr.Field{Name: "phoneNumber", Rule: "phone"})
	}
	id, err := uuid.NewV7()
	if err != nil {
		return models.Message{}, err
	}
	return models.Message{
		ID: id, SessionID: session, ChatID: chat, MessageID: newMessageID(), ToNumber: chat.Phone(),
		Body: strings.ReplaceAll(in.Text, "\x00", ""), Type: models.TypeText,
	}, nil
}

// messageIDBytes is the length of the random part of an id.
const messageIDBytes = 9

// newMessageID makes an id as WhatsApp's web client does: "3EB0" and 18 hexadecimal digits. Made before the call, it is
// what makes a repeated call the same message.
func newMessageID() string {
	random := make([]byte, messageIDBytes)
	_, _ = rand.Read(random) // crypto/rand never fails: the program ends instead
	return "3EB0" + strings.ToUpper(hex.EncodeToString(random))
}
