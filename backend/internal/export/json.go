package export

import (
	"encoding/json"
	"io"
)

// jsonWriter writes one object with the messages in it, a line each.
type jsonWriter struct {
	chat    *Chat
	to      io.Writer
	encoder *json.Encoder
	some    bool
}

func newJSON(chat *Chat, to io.Writer) *jsonWriter {
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	return &jsonWriter{chat: chat, to: to, encoder: encoder}
}

func (w *jsonWriter) begin() error {
	if _, err := io.WriteString(w.to, `{"chat":`); err != nil {
		return err
	}
	about := struct {
		ChatID      string `json:"chatId"`
		Name        string `json:"name"`
		PhoneNumber string `json:"phoneNumber,omitempty"`
		IsGroup     bool   `json:"isGroup"`
		ExportedAt  string `json:"exportedAt"`
	}{
		string(w.chat.Contact.ChatID), w.chat.Contact.Name, w.chat.Contact.PhoneNumber, w.chat.Contact.IsGroup,
		w.chat.At.UTC().Format("2006-01-02T15:04:05Z"),
	}
	if err := w.encoder.Encode(about); err != nil {
		return err
	}
	_, err := io.WriteString(w.to, `,"messages":[`+"\n")
	return err
}

func (w *jsonWriter) write(e *entry) error {
	if w.some {
		if _, err := io.WriteString(w.to, ","); err != nil {
			return err
		}
	}
	w.some = true
	return w.encoder.Encode(e)
}

func (w *jsonWriter) end() error {
	_, err := io.WriteString(w.to, "]}\n")
	return err
}
