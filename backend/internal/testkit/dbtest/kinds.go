package dbtest

import (
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// The people and the group of EveryKind.
const (
	Ana     = models.ChatID("5491122334455@c.us")
	AnaLID  = models.ChatID("112233445566778@lid")
	Bea     = models.ChatID("5491166778899@c.us")
	GroupID = models.ChatID("120363041234567890@g.us")
)

// Base is the moment of the first of EveryKind's messages.
var Base = time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a constant moment

// With is a message from Ana with content of some kind.
func With(session models.Session, id string, kind models.MessageType, content models.Content) models.Event {
	event := Incoming(session, Ana, id, "")
	event.Message.Type, event.Message.Content, event.Message.Timestamp = kind, content, Base
	return event
}

// EveryKind is at least one event of each kind there is, so that every table gets a row.
func EveryKind(session models.Session) []models.Event {
	subject := "Familia"
	in := func(e models.Event) models.Event { e.SessionID = session.ID; return e }
	event := []models.Event{
		With(session, "K-image", models.TypeImage, models.Content{Media: &models.Media{
			Status: models.MediaPending, MimeType: "image/jpeg", SourceURL: "http://waha:3000/api/files/default/K.jpeg",
			Width: 640, Height: 480,
		}}),
		With(session, "K-voice", models.TypeVoice, models.Content{Media: &models.Media{
			Status: models.MediaFailed, MimeType: "audio/ogg", ErrorCode: "media_unavailable", Duration: 3 * time.Second,
			Waveform: []byte{0, 50, 100},
		}}),
		With(session, "K-location", models.TypeLocation, models.Content{Location: &models.Location{Latitude: -34.6, Longitude: -58.4, Name: "Obelisco"}}),
		With(session, "K-contact", models.TypeContact, models.Content{VCards: []models.VCard{{FullName: "Bea", PhoneNumbers: []string{"5491166778899"}, Text: "BEGIN:VCARD"}}}),
		With(session, "K-poll", models.TypePoll, models.Content{Poll: &models.Poll{Question: "¿Cuándo?", Options: []models.PollOption{{Name: "Hoy"}, {Name: "Mañana"}}}}),
		With(session, "K-event", models.TypeEvent, models.Content{Event: &models.CalendarEvent{Name: "Feria", StartsAt: Base}}),
		With(session, "K-link", models.TypeText, models.Content{
			Link: &models.Preview{URL: "https://example.com/", Title: "Example"}, Ad: &models.Preview{URL: "https://example.com/ad", Title: "Ad"},
		}),
		With(session, models.CallMessageID("C1"), models.TypeCall, models.Content{Call: &models.Call{CallID: "C1", State: models.CallRinging}}),
		in(models.Event{Call: &models.CallChange{CallID: "C1", State: models.CallRejected}}),
		in(models.Event{Reaction: &models.Reaction{MessageID: "K-image", Sender: Ana, Emoji: "👍", At: Base.Add(time.Minute)}}),
		in(models.Event{Vote: &models.Vote{MessageID: "K-poll", Voter: Ana, Options: []string{"Hoy"}, At: Base.Add(time.Minute)}}),
		in(models.Event{Response: &models.EventResponse{MessageID: "K-event", Responder: Ana, Response: "going", At: Base.Add(time.Minute)}}),
		in(models.Event{Edit: &models.Edit{MessageID: "K-link", Body: "https://example.com/ (!)", At: Base.Add(time.Minute)}}),
		in(models.Event{Group: &models.GroupChange{
			ChatID: GroupID, Subject: &subject, Complete: true, Members: []models.GroupMember{{Address: Ana, Role: models.RoleAdmin}},
		}}),
		in(models.Event{Twins: []models.Twins{{LID: AnaLID, Phone: Ana}}}),
		in(models.Event{Unprocessed: &models.UnprocessedWebhook{Reason: "strange", Body: []byte("strange")}}),
		in(models.Event{Acks: []models.AckUpdate{{MessageID: "early", Ack: models.AckRead}}}),
	}
	notice := With(session, "notice:1", models.TypeNotice, models.Content{Notice: &models.Notice{Kind: models.NoticeJoined, Members: []models.ChatID{Bea}}})
	notice.Message.ChatID = GroupID
	return append(event, notice)
}

// Own makes a message the owner's, written on the phone.
func Own(e models.Event) models.Event {
	e.Message.FromMe, e.Message.Ack, e.Message.Source = true, models.AckServer, "app"
	return e
}

// Again is the same event as another delivery brings it: with another id of ours.
func Again(e models.Event) models.Event {
	if e.Message != nil {
		message := *e.Message
		message.ID = uuid.Must(uuid.NewV7())
		e.Message = &message
	}
	return e
}
