package services

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/models"
)

// NewMessage is a message that a person or program wants sent. Its type says which of the other fields count.
type NewMessage struct {
	Chat        string // a phone number, or a full chat id
	Type        models.MessageType
	Text        string // the text, or the caption of a file
	Mentions    []models.ChatID
	ShowsLink   bool      // WhatsApp shows the first link of the text
	ReplyTo     uuid.UUID // the message that this one answers
	MediaID     uuid.UUID // a file that is here: an upload, or the file of an earlier message
	CameAlong   string    // the hash of a file that came with the request: the same one again has another MediaID
	MediaURL    string    // a file that is somewhere public
	Filename    string    // as which a document is shown
	Location    *models.Location
	Contacts    []models.VCard
	Poll        *models.Poll
	ForwardOf   uuid.UUID // a message of the same session that is passed on; it says the type and the content
	FollowsFile bool      // the type is what the file is
}

// Queue stores a message with its job and returns at once. The same key again is the same message; an empty key makes every
// request a message of its own.
func (m *Messages) Queue(
	ctx context.Context, caller models.Caller, session uuid.UUID, in NewMessage, key string,
) (models.Message, error) {
	asked, err := keyOf(in, key)
	if err != nil {
		return models.Message{}, err
	}
	if key != "" {
		if message, found, err := m.store.Repeated(ctx, caller, session, asked); found || err != nil {
			return message, err
		}
	}
	message, err := m.compose(ctx, caller, session, in)
	if err != nil {
		return models.Message{}, err
	}
	return m.store.QueueMessage(ctx, caller, message, asked)
}

// Send does so and waits for WAHA to take the message, up to a limit; the status of the message that comes back tells how
// far it came.
func (m *Messages) Send(
	ctx context.Context, caller models.Caller, session uuid.UUID, in NewMessage, key string,
) (models.Message, error) {
	reader, err := m.hub.Subscribe(caller.UserID)
	if err != nil {
		return models.Message{}, answerOf(err)
	}
	defer reader.Close()
	stored, err := m.Queue(ctx, caller, session, in, key)
	if err != nil {
		return models.Message{}, err
	}
	deadline := time.After(m.sendWait)
	for stored.Status.OnItsWay() {
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

// keyOf is an idempotency key with a hash of what was asked for under it.
func keyOf(in NewMessage, key string) (models.SendKey, error) {
	if key == "" {
		return models.SendKey{}, nil
	}
	if in.CameAlong != "" {
		in.MediaID = uuid.Nil
	}
	asked, err := json.Marshal(in)
	if err != nil {
		return models.SendKey{}, err
	}
	sum := sha256.Sum256(asked)
	return models.SendKey{Key: key, Hash: sum[:]}, nil
}

// Retry gives a message that failed to the queue again.
func (m *Messages) Retry(ctx context.Context, caller models.Caller, session, id uuid.UUID) (models.Message, error) {
	return m.store.RetrySend(ctx, caller, session, id)
}

// Cancel holds a message back that has not gone out yet.
func (m *Messages) Cancel(ctx context.Context, caller models.Caller, session, id uuid.UUID) (models.Message, error) {
	return m.store.CancelSend(ctx, caller, session, id)
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
