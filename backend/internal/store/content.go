package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// withContent adds what messages hold beside their text. A page of plain text asks nothing.
func (s *Store) withContent(ctx context.Context, caller models.Caller, messages []models.Message) error {
	if !anyParts(messages) {
		return nil
	}
	return s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		return w.addContent(ctx, caller, messages)
	})
}

func anyParts(messages []models.Message) bool {
	for i := range messages {
		if messages[i].Parts != 0 || messages[i].Quote != nil {
			return true
		}
	}
	return false
}

// contentReader adds one kind of content to the messages that have it.
type contentReader struct {
	part int16
	read func(ctx context.Context, rows []uuid.UUID, owner uuid.UUID, of map[uuid.UUID]*models.Content) error
}

func (w *work) contentReaders() []contentReader {
	return []contentReader{
		{partMedia, w.addMedia},
		{partLocation, w.addLocations},
		{partVCards, w.addVCards},
		{partPoll, w.addPolls},
		{partPreview, w.addPreviews},
		{partEvent, w.addEvents},
		{partCall, w.addCalls},
		{partNotice, w.addNotices},
		{partReactions, w.addReactions},
	}
}

// addContent asks one query per kind of content that there is.
func (w *work) addContent(ctx context.Context, caller models.Caller, messages []models.Message) error {
	of := make(map[uuid.UUID]*models.Content, len(messages))
	for i := range messages {
		of[messages[i].ID] = &messages[i].Content
	}
	if err := w.addOrigins(ctx, caller, messages); err != nil {
		return err
	}
	for _, reader := range w.contentReaders() {
		var rows []uuid.UUID
		for i := range messages {
			if messages[i].Parts&reader.part != 0 {
				rows = append(rows, messages[i].ID)
			}
		}
		if len(rows) == 0 {
			continue
		}
		if err := reader.read(ctx, rows, caller.UserID, of); err != nil {
			return err
		}
	}
	return nil
}

// addOrigins finds the messages that messages quote.
func (w *work) addOrigins(ctx context.Context, caller models.Caller, messages []models.Message) error {
	var rows []uuid.UUID
	of := make(map[uuid.UUID]*models.Quote)
	for i := range messages {
		if messages[i].Quote != nil {
			rows = append(rows, messages[i].ID)
			of[messages[i].ID] = messages[i].Quote
		}
	}
	if len(rows) == 0 {
		return nil
	}
	found, err := w.OriginsOf(ctx, sqlc.OriginsOfParams{Rows: rows, UserID: caller.UserID})
	for _, r := range found {
		of[r.MessageRow].Origin = r.Origin
	}
	return err
}

func (w *work) addMedia(ctx context.Context, rows []uuid.UUID, owner uuid.UUID, of map[uuid.UUID]*models.Content) error {
	found, err := w.MediaOf(ctx, sqlc.MediaOfParams{Rows: rows, UserID: owner})
	for _, r := range found {
		media := toMedia(r)
		of[media.MessageRow].Media = &media
	}
	return err
}

func toMedia(r sqlc.Medium) models.Media {
	return models.Media{
		ID: r.ID, SessionID: r.SessionID, MessageRow: value(r.MessageRow), Status: models.MediaStatus(r.Status),
		MimeType: value(r.MimeType), Filename: value(r.Filename), Size: value(r.Size), SHA256: value(r.Sha256),
		BlobKey: value(r.BlobKey), ThumbnailKey: value(r.ThumbnailKey), Width: int(value(r.Width)), Height: int(value(r.Height)),
		Duration: time.Duration(value(r.DurationMs)) * time.Millisecond, Waveform: r.Waveform, SourceURL: value(r.SourceUrl),
		ErrorCode: value(r.ErrorCode), Attempts: int(r.Attempts),
	}
}

func (w *work) addLocations(ctx context.Context, rows []uuid.UUID, owner uuid.UUID, of map[uuid.UUID]*models.Content) error {
	found, err := w.LocationsOf(ctx, sqlc.LocationsOfParams{Rows: rows, UserID: owner})
	for _, r := range found {
		of[r.MessageRow].Location = &models.Location{
			Latitude: r.Latitude, Longitude: r.Longitude, Name: value(r.Name), Address: value(r.Address), URL: value(r.Url), Live: r.IsLive,
		}
	}
	return err
}

func (w *work) addVCards(ctx context.Context, rows []uuid.UUID, owner uuid.UUID, of map[uuid.UUID]*models.Content) error {
	found, err := w.VCardsOf(ctx, sqlc.VCardsOfParams{Rows: rows, UserID: owner})
	for _, r := range found {
		content := of[r.MessageRow]
		content.VCards = append(content.VCards, models.VCard{
			FullName: value(r.FullName), Organization: value(r.Organization), PhoneNumbers: r.PhoneNumbers, Text: value(r.Vcard),
		})
	}
	return err
}

// addPolls counts who chose what. A vote for an option that the poll does not have counts nowhere.
func (w *work) addPolls(ctx context.Context, rows []uuid.UUID, owner uuid.UUID, of map[uuid.UUID]*models.Content) error {
	found, err := w.PollsOf(ctx, sqlc.PollsOfParams{Rows: rows, UserID: owner})
	if err != nil {
		return err
	}
	options := make(map[uuid.UUID]map[string]*models.PollOption)
	for _, r := range found {
		poll := &models.Poll{Question: r.Question, MultipleAnswers: r.MultipleAnswers, Options: make([]models.PollOption, len(r.Options))}
		options[r.MessageRow] = make(map[string]*models.PollOption)
		for i, name := range r.Options {
			poll.Options[i].Name = name
			options[r.MessageRow][name] = &poll.Options[i]
		}
		of[r.MessageRow].Poll = poll
	}
	votes, err := w.VotesOf(ctx, sqlc.VotesOfParams{Rows: rows, UserID: owner})
	for _, v := range votes {
		for _, name := range v.Options {
			if option := options[v.MessageRow][name]; option != nil {
				option.Voters = append(option.Voters, models.ChatID(v.Voter))
			}
		}
	}
	return err
}

func (w *work) addPreviews(ctx context.Context, rows []uuid.UUID, owner uuid.UUID, of map[uuid.UUID]*models.Content) error {
	found, err := w.PreviewsOf(ctx, sqlc.PreviewsOfParams{Rows: rows, UserID: owner})
	for _, r := range found {
		preview := &models.Preview{URL: value(r.Url), Title: value(r.Title), Description: value(r.Description)}
		if r.Kind == previewAd {
			of[r.MessageRow].Ad = preview
		} else {
			of[r.MessageRow].Link = preview
		}
	}
	return err
}

func (w *work) addEvents(ctx context.Context, rows []uuid.UUID, owner uuid.UUID, of map[uuid.UUID]*models.Content) error {
	found, err := w.CalendarEventsOf(ctx, sqlc.CalendarEventsOfParams{Rows: rows, UserID: owner})
	if err != nil {
		return err
	}
	for _, r := range found {
		of[r.MessageRow].Event = &models.CalendarEvent{
			Name: r.Name, Description: value(r.Description), Location: value(r.Location), StartsAt: value(r.StartsAt),
			EndsAt: value(r.EndsAt), Canceled: r.IsCanceled,
		}
	}
	responses, err := w.EventResponsesOf(ctx, sqlc.EventResponsesOfParams{Rows: rows, UserID: owner})
	for _, r := range responses {
		if event := of[r.MessageRow].Event; event != nil {
			event.Responses = append(event.Responses, models.EventResponse{
				Responder: models.ChatID(r.Responder), Response: r.Response, ExtraGuests: int(r.ExtraGuests), At: r.RespondedAt,
			})
		}
	}
	return err
}

func (w *work) addCalls(ctx context.Context, rows []uuid.UUID, owner uuid.UUID, of map[uuid.UUID]*models.Content) error {
	found, err := w.CallsOf(ctx, sqlc.CallsOfParams{Rows: rows, UserID: owner})
	for _, r := range found {
		of[r.MessageRow].Call = &models.Call{CallID: r.CallID, Video: r.IsVideo, Group: r.IsGroup, State: models.CallState(r.State)}
	}
	return err
}

func (w *work) addNotices(ctx context.Context, rows []uuid.UUID, owner uuid.UUID, of map[uuid.UUID]*models.Content) error {
	found, err := w.NoticesOf(ctx, sqlc.NoticesOfParams{Rows: rows, UserID: owner})
	for _, r := range found {
		of[r.MessageRow].Notice = &models.Notice{Kind: models.NoticeKind(r.Kind), Members: toAddresses(r.Members), Text: value(r.Text)}
	}
	return err
}

func (w *work) addReactions(ctx context.Context, rows []uuid.UUID, owner uuid.UUID, of map[uuid.UUID]*models.Content) error {
	found, err := w.ReactionsOf(ctx, sqlc.ReactionsOfParams{Rows: rows, UserID: owner})
	for _, r := range found {
		content := of[r.MessageRow]
		content.Reactions = append(content.Reactions, models.Reaction{Sender: models.ChatID(r.Sender), Emoji: r.Emoji, At: r.ReactedAt})
	}
	return err
}

func toAddresses(texts []string) []models.ChatID {
	if len(texts) == 0 {
		return nil
	}
	addresses := make([]models.ChatID, len(texts))
	for i, text := range texts {
		addresses[i] = models.ChatID(text)
	}
	return addresses
}
