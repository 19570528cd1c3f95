package services

import (
	"bytes"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/realtime"
	"github.com/conectafy/conectafy/backend/models"
)

// messages is the service behind the API, on the outbox's simulator.
func (o *outbox) messages() *Messages {
	fleet := NewFleet(FleetConfig{}, o.Store, fixedRuntime{url: o.sim.URL}, o.client)
	return NewMessages(fleet, o.Store, o.media, realtime.NewHub(10), time.Second, noMeter{})
}

func TestRecipients(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	for _, to := range []string{"", "nobody", "status@broadcast", "120363155556666777@newsletter", "123"} {
		if _, _, err := o.messages().recipient(t.Context(), o.owner, o.session.ID, to); !errors.Is(err, apperr.ValidationFailed) {
			t.Errorf("%q: got %v, want that it is nobody to write to", to, err)
		}
	}
	for to, want := range map[string]models.ChatID{
		"+54 9 11 2233-4455": ana, string(ana): ana, "120363041234567890@g.us": "120363041234567890@g.us",
		"112233445566778@lid": "112233445566778@lid",
	} {
		if got, _, err := o.messages().recipient(t.Context(), o.owner, o.session.ID, to); got != want || err != nil {
			t.Errorf("%q: got %s, %v; want %s", to, got, err, want)
		}
	}
	if _, _, err := o.messages().recipient(t.Context(), o.owner, o.session.ID, "5491100000000"); !errors.Is(err, apperr.NotOnWhatsApp) {
		t.Errorf("a number that is not on WhatsApp: got %v", err)
	}
}

func TestMessagesWithFiles(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	upload := func(name string, content []byte) uuid.UUID {
		file, err := o.media.Upload(t.Context(), o.owner, o.session.ID, bytes.NewReader(content), name)
		if err != nil {
			t.Fatal(err)
		}
		return file.ID
	}
	recording, err := os.ReadFile("../internal/media/testdata/recording.webm")
	if err != nil {
		t.Fatal(err)
	}
	cat := upload("cat.png", picture(t, 20, 10))
	send := func(in NewMessage) (models.Message, error) {
		in.Chat = string(ana)
		return o.messages().Queue(t.Context(), o.owner, o.session.ID, in, "")
	}
	first, err := send(NewMessage{Type: models.TypeImage, MediaID: cat, Text: "look"})
	if err != nil || first.Content.Media == nil || first.Content.Media.Width != 20 || first.Body != "look" || first.Status != models.MessageQueued {
		t.Fatalf("got %+v, %v", first, err)
	}
	again, err := send(NewMessage{Type: models.TypeDocument, MediaID: first.Content.Media.ID, Filename: "gato.png"})
	if err != nil || again.Content.Media.SHA256 != first.Content.Media.SHA256 || again.Content.Media.ID == first.Content.Media.ID || again.Content.Media.Filename != "gato.png" {
		t.Errorf("the file of an earlier message: got %+v, %v", again.Content.Media, err)
	}
	voice, err := send(NewMessage{Type: models.TypeVoice, MediaID: upload("blob", recording)})
	if err != nil || voice.Content.Media.MimeType != oggAudio || voice.Content.Media.Duration == 0 || len(voice.Content.Media.Waveform) == 0 {
		t.Errorf("a browser's recording: got %+v, %v", voice.Content.Media, err)
	}
	if _, err := send(NewMessage{Type: models.TypeSticker, MediaID: cat}); !errors.Is(err, apperr.MediaUnfit) {
		t.Errorf("a PNG as a sticker: got %v", err)
	}
	if _, err := send(NewMessage{Type: models.TypeImage, MediaID: uuid.New()}); !errors.Is(err, apperr.MediaNotFound) {
		t.Errorf("a file that is not there: got %v", err)
	}
	passed, err := send(NewMessage{ForwardOf: first.ID})
	if err != nil || !passed.Forwarded || passed.Type != models.TypeImage || passed.Body != "look" || passed.Content.Media == nil {
		t.Errorf("forwarded: got %+v, %v", passed, err)
	}
	reply, err := send(NewMessage{Type: models.TypeText, Text: "yes", ReplyTo: first.ID})
	if err != nil || reply.Quote == nil || reply.Quote.MessageID != first.MessageID || reply.Quote.From != models.OwnerAddress {
		t.Errorf("a reply: got %+v, %v", reply.Quote, err)
	}
}

// A conversion that is given up leaves nothing behind that still reads.
func TestAVoiceNoteThatIsTooLarge(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	recording, err := os.ReadFile("../internal/media/testdata/recording.webm")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := o.media.Upload(t.Context(), o.owner, o.session.ID, bytes.NewReader(recording), "")
	if err != nil {
		t.Fatal(err)
	}
	strict := *o.media
	strict.limit = 100
	if _, err := strict.asVoice(t.Context(), o.owner, kept); !errors.Is(err, apperr.FileTooLarge) {
		t.Errorf("got %v, want that it is too large", err)
	}
}

// A message that was cancelled and is sent again has two jobs, of which one sends it.
func TestTheJobOfACancelledMessage(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	m := o.queue(t, "Hola")
	if _, err := o.Store.CancelSend(t.Context(), o.owner, o.session.ID, m.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Store.RetrySend(t.Context(), o.owner, o.session.ID, m.ID); err != nil {
		t.Fatal(err)
	}
	if err := o.workOn(t, models.SendJob{MessageID: m.ID, QueuedAt: m.QueuedAt}, 1, o.sim.URL); err != nil {
		t.Errorf("the old job: %v", err)
	}
	o.check(t, m, models.MessageQueued, "", 0)
	if err := o.work(t, m.ID, 1); err != nil {
		t.Errorf("the new job: %v", err)
	}
	o.check(t, m, models.MessageSent, "", 1)
}
