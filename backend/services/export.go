package services

import (
	"context"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/export"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/models"
)

// Export is a chat that is written, with what the export is to be like.
type Export = export.Chat

// ExportFormat is the form in which messages are written.
type ExportFormat = export.Format

// The formats of exports.
const (
	ExportJSON = export.JSON
	ExportCSV  = export.CSV
	ExportHTML = export.HTML
)

// exportPage is how many messages are in memory at a time.
const exportPage = 500

// Exporter writes whole chats.
type Exporter struct {
	store *store.Store
	open  export.Open
	log   zerolog.Logger
}

// NewExporter returns the service. Without a function that opens files, chats are exported without them.
func NewExporter(st *store.Store, open export.Open, log zerolog.Logger) *Exporter {
	return &Exporter{store: st, open: open, log: log}
}

// Chat finds the chat to export, by a full id or a phone number.
func (e *Exporter) Chat(ctx context.Context, caller models.Caller, session uuid.UUID, chat string) (models.Contact, error) {
	id, err := parseChat(chat)
	if err != nil {
		return models.Contact{}, err
	}
	return e.store.ChatOf(ctx, caller, session, id)
}

// Write writes a chat, whatever its length, until it is done or ctx ends.
func (e *Exporter) Write(ctx context.Context, caller models.Caller, to io.Writer, chat Export) error {
	missing, err := export.Write(ctx, to, chat, e.messages(caller, chat.Contact), e.messages(caller, chat.Contact), e.open)
	if missing > 0 {
		e.log.Warn().Stringer("session_id", chat.Contact.SessionID).Int("files", missing).Msg("files are missing from an export")
	}
	return err
}

// messages reads a chat from its beginning, page by page.
func (e *Exporter) messages(caller models.Caller, chat models.Contact) export.Source {
	var at time.Time
	var id uuid.UUID
	return func(ctx context.Context) ([]models.Message, error) {
		page, err := e.store.MessagesAfter(ctx, caller, chat.SessionID, chat.ChatID, at, id, exportPage)
		if n := len(page); n > 0 {
			at, id = page[n-1].Timestamp, page[n-1].ID
		}
		return page, err
	}
}
