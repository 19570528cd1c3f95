package store

import (
	"context"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// The bits of messages.parts: which tables have rows for a message. Reactions are told by a column of their own.
const (
	partMedia int16 = 1 << iota
	partLocation
	partVCards
	partPoll
	partPreview
	partEvent
	partCall
	partNotice
	partReactions
)

func partsOf(c models.Content) int16 {
	return bit(partMedia, c.Media != nil) | bit(partLocation, c.Location != nil) | bit(partVCards, len(c.VCards) > 0) |
		bit(partPoll, c.Poll != nil) | bit(partPreview, c.Link != nil || c.Ad != nil) | bit(partEvent, c.Event != nil) |
		bit(partCall, c.Call != nil) | bit(partNotice, c.Notice != nil)
}

func bit(part int16, there bool) int16 {
	if there {
		return part
	}
	return 0
}

// receiveContent stores what messages hold beside their text. Files come in great numbers and go in one statement.
func receiveContent(ctx context.Context, q *sqlc.Queries, messages []models.Message) error {
	var files sqlc.ReceiveMediaParams
	for i := range messages {
		m := &messages[i]
		if m.Content.Media != nil {
			if err := addMedia(&files, m); err != nil {
				return err
			}
		}
		if partsOf(m.Content)&^partMedia == 0 {
			continue
		}
		if err := receiveParts(ctx, q, m); err != nil {
			return err
		}
	}
	if len(files.Ids) == 0 {
		return nil
	}
	return q.ReceiveMedia(ctx, files)
}

func addMedia(p *sqlc.ReceiveMediaParams, m *models.Message) error {
	id, err := newID()
	if err != nil {
		return err
	}
	file := m.Content.Media
	p.Ids = append(p.Ids, id)
	p.SessionIds = append(p.SessionIds, m.SessionID)
	p.MessageIds = append(p.MessageIds, m.MessageID)
	p.Statuses = append(p.Statuses, string(file.Status))
	p.MimeTypes = append(p.MimeTypes, file.MimeType)
	p.Filenames = append(p.Filenames, file.Filename)
	p.SourceUrls = append(p.SourceUrls, file.SourceURL)
	p.ErrorCodes = append(p.ErrorCodes, file.ErrorCode)
	p.Widths = append(p.Widths, int32(file.Width))
	p.Heights = append(p.Heights, int32(file.Height))
	p.DurationsMs = append(p.DurationsMs, int32(file.Duration.Milliseconds()))
	p.Waveforms = append(p.Waveforms, file.Waveform)
	return nil
}

// receiveParts asks for one statement per kind of content; a message has one or two.
func receiveParts(ctx context.Context, q *sqlc.Queries, m *models.Message) error {
	c := m.Content
	if l := c.Location; l != nil {
		if err := q.ReceiveLocation(ctx, sqlc.ReceiveLocationParams{
			SessionID: m.SessionID, MessageID: m.MessageID, Latitude: l.Latitude, Longitude: l.Longitude,
			Name: orNull(l.Name), Address: orNull(l.Address), Url: orNull(l.URL), IsLive: l.Live,
		}); err != nil {
			return err
		}
	}
	if err := receiveVCards(ctx, q, m); err != nil {
		return err
	}
	if p := c.Poll; p != nil {
		if err := q.ReceivePoll(ctx, sqlc.ReceivePollParams{
			SessionID: m.SessionID, MessageID: m.MessageID, Question: p.Question, Options: optionNames(p.Options),
			MultipleAnswers: p.MultipleAnswers,
		}); err != nil {
			return err
		}
	}
	if err := receivePreviews(ctx, q, m); err != nil {
		return err
	}
	if e := c.Event; e != nil {
		if err := q.ReceiveCalendarEvent(ctx, sqlc.ReceiveCalendarEventParams{
			SessionID: m.SessionID, MessageID: m.MessageID, Name: e.Name, Description: orNull(e.Description),
			Location: orNull(e.Location), StartsAt: orNull(e.StartsAt), EndsAt: orNull(e.EndsAt), IsCanceled: e.Canceled,
		}); err != nil {
			return err
		}
	}
	return receiveHappenings(ctx, q, m)
}

func receiveVCards(ctx context.Context, q *sqlc.Queries, m *models.Message) error {
	for i, card := range m.Content.VCards {
		if err := q.ReceiveVCard(ctx, sqlc.ReceiveVCardParams{
			SessionID: m.SessionID, MessageID: m.MessageID, Position: int16(i), FullName: orNull(card.FullName),
			Organization: orNull(card.Organization), PhoneNumbers: card.PhoneNumbers, Vcard: orNull(card.Text),
		}); err != nil {
			return err
		}
	}
	return nil
}

const (
	previewLink = "link"
	previewAd   = "ad"
)

func receivePreviews(ctx context.Context, q *sqlc.Queries, m *models.Message) error {
	for kind, p := range map[string]*models.Preview{previewLink: m.Content.Link, previewAd: m.Content.Ad} {
		if p == nil {
			continue
		}
		if err := q.ReceivePreview(ctx, sqlc.ReceivePreviewParams{
			SessionID: m.SessionID, MessageID: m.MessageID, Kind: kind, Url: orNull(p.URL), Title: orNull(p.Title),
			Description: orNull(p.Description),
		}); err != nil {
			return err
		}
	}
	return nil
}

func receiveHappenings(ctx context.Context, q *sqlc.Queries, m *models.Message) error {
	if c := m.Content.Call; c != nil {
		if err := q.ReceiveCall(ctx, sqlc.ReceiveCallParams{
			SessionID: m.SessionID, MessageID: m.MessageID, CallID: c.CallID, IsVideo: c.Video, IsGroup: c.Group, State: string(c.State),
		}); err != nil {
			return err
		}
	}
	if n := m.Content.Notice; n != nil {
		return q.ReceiveNotice(ctx, sqlc.ReceiveNoticeParams{
			SessionID: m.SessionID, MessageID: m.MessageID, Kind: string(n.Kind), Members: toTexts(n.Members), Text: orNull(n.Text),
		})
	}
	return nil
}

func optionNames(options []models.PollOption) []string {
	names := make([]string, len(options))
	for i, o := range options {
		names[i] = o.Name
	}
	return names
}

func toTexts(addresses []models.ChatID) []string {
	texts := make([]string, len(addresses))
	for i, a := range addresses {
		texts[i] = string(a)
	}
	return texts
}
