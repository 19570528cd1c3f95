package services

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

const (
	chatsPage = 100
	// maxImportChats bounds the chats that are looked at, and maxOfChat the messages of one.
	maxImportChats = 50_000
	maxOfChat      = 500_000
)

// listChats reads one page of the list of chats, and notes those in which somebody wrote since.
func (w *Importer) listChats(ctx context.Context, target waha.Target, i models.Import) (models.Import, error) {
	position := *i.OverviewPosition
	chats, more, err := w.fleet.waha.Chats(ctx, target, chatsPage, position)
	if err != nil {
		return i, err
	}
	var wanted []models.ChatID
	for _, c := range chats {
		if c.ID.IsConversation() && !lastWrittenBefore(c, i.Since) {
			wanted = append(wanted, c.ID)
		}
	}
	var next *int
	if position += chatsPage; more && position < maxImportChats {
		next = &position
	}
	return w.store.AddImportChats(ctx, i, wanted, next, w.cfg.Lease)
}

// lastWrittenBefore says that nobody wrote in a chat since a moment, if WAHA tells.
func lastWrittenBefore(c waha.Chat, since time.Time) bool {
	if c.LastMessage == nil {
		return false
	}
	last, err := waha.DecodeMessage([16]byte{}, c.LastMessage, models.OriginHistory, time.Now())
	return err == nil && last.Message != nil && last.Message.Timestamp.Before(since)
}

// readPage stores one page of a chat's messages.
func (w *Importer) readPage(ctx context.Context, target waha.Target, i models.Import, chat models.ImportChat) (models.Import, error) {
	history := waha.History{Chat: chat.ChatID, Limit: w.cfg.Page, Offset: chat.Position, Since: i.Since, Until: i.Until}
	past, err := w.fleet.historyPage(ctx, target, history)
	page := store.ImportPage{Chat: chat.ChatID, Position: past.next}
	switch {
	case errors.Is(err, waha.ErrUnsupported) && chat.ChatID == models.AllChats:
		return w.store.ReadChatsApart(ctx, i, w.cfg.Lease)
	case errors.Is(err, waha.ErrNotFound), errors.Is(err, waha.ErrRefused):
		page.Position, page.Done = chat.Position, true // WAHA does not know that chat any more
	case err != nil:
		return i, err
	default:
		page.Done = past.end || past.next >= maxOfChat
		page.Read, page.Events = importedEvents(i, past.payloads, time.Now())
	}
	return w.storePage(ctx, i, chat.Position, page)
}

// pastPage is one page of past messages, newest first, and where the next one begins.
type pastPage struct {
	payloads []json.RawMessage
	next     int
	end      bool
}

// historyPage reads messages. An empty page may have messages behind it, since rows that WAHA leaves out count; only two in a
// row are the end. A message that is too large to be read is left out.
func (f *Fleet) historyPage(ctx context.Context, target waha.Target, h waha.History) (pastPage, error) {
	for empty := 0; ; {
		payloads, err := f.waha.Messages(ctx, target, h)
		switch {
		case errors.Is(err, waha.ErrTooLarge) && h.Limit > 1:
			h.Limit = max(1, h.Limit/4)
			continue
		case errors.Is(err, waha.ErrTooLarge):
			return pastPage{next: h.Offset + 1}, nil
		case err != nil:
			return pastPage{}, err
		}
		h.Offset += h.Limit
		if empty++; len(payloads) > 0 || empty == 2 {
			return pastPage{payloads: payloads, next: h.Offset, end: len(payloads) == 0}, nil
		}
	}
}

// importedEvents reads the messages of a time out of a page. What came since the import began is told by webhooks, as news.
func importedEvents(i models.Import, payloads []json.RawMessage, now time.Time) (read int, events []models.Event) {
	for _, payload := range payloads {
		event, err := waha.DecodeMessage(i.SessionID, payload, i.Origin(), now)
		if err != nil {
			event = unprocessed(i, payload, err.Error())
		}
		if event.IsEmpty() {
			continue
		}
		if m := event.Message; m != nil {
			if m.Timestamp.Before(i.Since) || !m.Timestamp.Before(i.Until) {
				continue
			}
			leaveOldMedia(m, now)
			read++
		}
		event.Body = payload
		events = append(events, event)
	}
	return read, events
}

// leaveOldMedia has files of the past fetched only when somebody asks: the container would fetch each from WhatsApp.
func leaveOldMedia(m *models.Message, now time.Time) {
	file := m.Content.Media
	if file != nil && file.Status == models.MediaPending && file.SourceURL == "" && m.Timestamp.Before(now.Add(-mediaKeptFor)) {
		file.Status, file.ErrorCode = models.MediaFailed, mediaNotFetched
	}
}

func unprocessed(i models.Import, payload json.RawMessage, reason string) models.Event {
	return models.Event{SessionID: i.SessionID, Unprocessed: &models.UnprocessedWebhook{
		Event: "message", Reason: reason, Body: payload,
	}}
}

// storePage stores a page. If the database refuses something on it, the halves are tried apart until it is alone, and kept
// for inspection.
func (w *Importer) storePage(ctx context.Context, i models.Import, from int, page store.ImportPage) (models.Import, error) {
	next, err := w.store.StoreImportPage(ctx, i, page, w.cfg.Lease)
	if !errors.Is(err, store.ErrUnstorable) {
		return next, err
	}
	if len(page.Events) <= 1 {
		if len(page.Events) == 0 || page.Events[0].Unprocessed != nil {
			return i, err
		}
		w.log.Error().Err(err).Stringer("session_id", i.SessionID).Msg("the database refused a message that was read back; keeping it for inspection")
		page.Events = []models.Event{unprocessed(i, page.Events[0].Body, "the database refused it")}
		return w.store.StoreImportPage(ctx, i, page, w.cfg.Lease)
	}
	half := len(page.Events) / 2
	first, second := page, page
	first.Events, first.Read, first.Position, first.Done = page.Events[:half], min(half, page.Read), from, false
	second.Events, second.Read = page.Events[half:], page.Read-first.Read
	if i, err = w.storePage(ctx, i, from, first); err != nil {
		return i, err
	}
	return w.storePage(ctx, i, from, second)
}
