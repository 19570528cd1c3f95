package services

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/media"
	"github.com/conectafy/conectafy/backend/models"
)

// compose makes the message that a request asks for.
func (m *Messages) compose(ctx context.Context, caller models.Caller, session uuid.UUID, in NewMessage) (models.Message, error) {
	chat, phone, err := m.recipient(ctx, caller, session, in.Chat)
	if err != nil {
		return models.Message{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return models.Message{}, err
	}
	message := models.Message{
		ID: id, SessionID: session, ChatID: chat, MessageID: newMessageID(), ToNumber: phone, Type: in.Type,
		Body: strings.ReplaceAll(in.Text, "\x00", ""), Mentions: in.Mentions, ShowsLink: in.ShowsLink,
		Content: models.Content{Location: in.Location, VCards: in.Contacts, Poll: in.Poll},
	}
	if in.ReplyTo != uuid.Nil {
		if err := m.quote(ctx, caller, &message, in.ReplyTo); err != nil {
			return models.Message{}, err
		}
	}
	switch {
	case in.ForwardOf != uuid.Nil:
		err = m.passOn(ctx, caller, &message, in.ForwardOf)
	case in.MediaID != uuid.Nil, in.MediaURL != "":
		err = m.attach(ctx, caller, &message, in)
	}
	return message, err
}

// quote notes the message that is answered.
func (m *Messages) quote(ctx context.Context, caller models.Caller, message *models.Message, id uuid.UUID) error {
	quoted, err := m.store.Message(ctx, caller, message.SessionID, id)
	if err != nil {
		return err
	}
	if quoted.ChatID != message.ChatID {
		return apperr.MessageNotFound // a message of another chat cannot be answered here
	}
	if !quoted.RevokedAt.IsZero() {
		return apperr.MessageRevoked
	}
	message.Quote = &models.Quote{MessageID: quoted.MessageID, From: authorOf(quoted), Body: quoted.Body, Type: quoted.Type}
	return nil
}

// authorOf is the address of who wrote a message.
func authorOf(m models.Message) models.ChatID {
	switch {
	case m.FromMe:
		return models.OwnerAddress
	case m.Participant != "":
		return models.ChatID(m.Participant)
	default:
		return m.ChatID
	}
}

// passOn copies what a message holds.
func (m *Messages) passOn(ctx context.Context, caller models.Caller, message *models.Message, id uuid.UUID) error {
	original, err := m.store.Message(ctx, caller, message.SessionID, id)
	if err != nil {
		return err
	}
	if !original.RevokedAt.IsZero() {
		return apperr.MessageRevoked
	}
	content := original.Content
	switch original.Type {
	case models.TypeText, models.TypeLocation, models.TypeContact, models.TypePoll:
	case models.TypeImage, models.TypeAudio, models.TypeVoice, models.TypeVideo, models.TypeDocument, models.TypeSticker:
		if content.Media == nil || content.Media.Status != models.MediaStored {
			return apperr.MediaNotReady
		}
	default:
		return apperr.NotSupported
	}
	message.Type, message.Body, message.Forwarded, message.ForwardOf = original.Type, original.Body, true, original.ID
	message.ShowsLink = true
	message.Content = models.Content{Location: content.Location, VCards: content.VCards}
	if p := content.Poll; p != nil {
		message.Content.Poll = &models.Poll{Question: p.Question, MultipleAnswers: p.MultipleAnswers}
		for _, option := range p.Options { // without the votes
			message.Content.Poll.Options = append(message.Content.Poll.Options, models.PollOption{Name: option.Name})
		}
	}
	return copyFile(message, content.Media)
}

// copyFile gives a message a row of its own for the same file.
func copyFile(message *models.Message, file *models.Media) error {
	if file == nil {
		return nil
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	copied := *file
	copied.ID = id
	message.Content.Media = &copied
	return nil
}

// attach gives the message its file, and checks that WhatsApp takes it as what it is to be.
func (m *Messages) attach(ctx context.Context, caller models.Caller, message *models.Message, in NewMessage) error {
	file, err := m.file(ctx, caller, message.SessionID, in)
	if err != nil {
		return err
	}
	if in.FollowsFile {
		message.Type = kindToSend(file, message.Body != "")
	}
	if file.MimeType == webmAudio && message.Type == models.TypeVoice {
		if file, err = m.media.asVoice(ctx, caller, file); err != nil {
			return err
		}
	}
	if !fits(message.Type, file.MimeType) {
		return apperr.MediaUnfit.With(string(message.Type))
	}
	if in.Filename != "" {
		file.Filename = cleanFilename(in.Filename)
	}
	return copyFile(message, &file)
}

func (m *Messages) file(ctx context.Context, caller models.Caller, session uuid.UUID, in NewMessage) (models.Media, error) {
	if in.MediaURL != "" {
		if _, err := m.fleet.connected(ctx, caller, session); err != nil {
			return models.Media{}, err // nothing is fetched that cannot be sent
		}
		return m.media.FromURL(ctx, caller, session, in.MediaURL, in.Filename)
	}
	file, err := m.store.Media(ctx, caller, session, in.MediaID)
	if err == nil && file.Status != models.MediaStored {
		err = apperr.MediaNotReady
	}
	return file, err
}

// The types of sound that need care.
const (
	webmAudio = "audio/webm"
	oggAudio  = "audio/ogg"
)

// kindToSend is what a file is sent as when nobody says. What WhatsApp cannot show goes as a document, and so does what it shows
// without a caption when there is one.
func kindToSend(file models.Media, captioned bool) models.MessageType {
	bare := file.Kind == models.TypeVoice || file.Kind == models.TypeSticker
	if !fits(file.Kind, file.MimeType) || bare && captioned {
		return models.TypeDocument
	}
	return file.Kind
}

// fits says whether WhatsApp takes a file of some type as a kind of message. A video or voice note that it does not play as
// it is is converted by WAHA.
func fits(kind models.MessageType, mimeType string) bool {
	family, _, _ := strings.Cut(mimeType, "/")
	switch kind {
	case models.TypeDocument:
		return true
	case models.TypeImage:
		return mimeType == "image/jpeg" || mimeType == "image/png" || mimeType == "image/webp"
	case models.TypeSticker:
		return mimeType == "image/webp"
	case models.TypeVideo:
		return family == "video"
	case models.TypeAudio, models.TypeVoice:
		return family == "audio"
	}
	return false
}

// asVoice makes the voice note of a browser's recording. The sound is packed anew and not encoded anew; what cannot be is left
// to WAHA's converter.
func (m *Media) asVoice(ctx context.Context, caller models.Caller, recording models.Media) (models.Media, error) {
	source, err := m.blobs.NewReader(ctx, recording.BlobKey)
	if err != nil {
		return models.Media{}, err
	}
	defer func() { _ = source.Close() }()
	reader, writer := io.Pipe()
	converted := make(chan struct{})
	go func() {
		defer close(converted)
		writer.CloseWithError(media.ToOggOpus(source, writer))
	}()
	note, err := m.take(ctx, caller.UserID, reader, "")
	_ = reader.Close() // lets the converter end if take gave up
	<-converted        // it reads the source, which is closed next
	if errors.Is(err, media.ErrUnsupported) {
		return recording, nil
	}
	if err != nil {
		return models.Media{}, err
	}
	return m.add(ctx, caller, recording.SessionID, note)
}
