package export

import (
	"encoding/csv"
	"io"
	"strings"
)

// csvWriter writes a table (RFC 4180). It begins with a byte order mark, without which Excel takes UTF-8 for something else.
type csvWriter struct {
	chat *Chat
	to   io.Writer
	rows *csv.Writer
}

func newCSV(chat *Chat, to io.Writer) *csvWriter {
	rows := csv.NewWriter(to)
	rows.UseCRLF = true
	return &csvWriter{chat: chat, to: to, rows: rows}
}

func (w *csvWriter) begin() error {
	if _, err := io.WriteString(w.to, "\ufeff"); err != nil {
		return err
	}
	var head []string
	for _, key := range []string{"date", "sender", "number", "kind", "text", "details", "quoted", "reactions", "file", "status", "note"} {
		head = append(head, w.chat.Words[key])
	}
	return w.rows.Write(head)
}

func (w *csvWriter) write(e *entry) error {
	row := []string{
		e.At.Format("2006-01-02T15:04:05Z"), e.Sender, e.Number, w.chat.Words["kind_"+string(e.Type)], e.Text,
		strings.Join(e.Details, "\n"), e.Quoted, strings.Join(e.Reactions, " "), e.File, e.Status, note(w.chat, e),
	}
	for i, cell := range row {
		row[i] = harmless(cell)
	}
	return w.rows.Write(row)
}

func (w *csvWriter) end() error {
	w.rows.Flush()
	return w.rows.Error()
}

// harmless keeps a cell from being taken for a formula by the program that opens the table.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func note(chat *Chat, e *entry) string {
	var notes []string
	if e.Deleted {
		notes = append(notes, chat.Words["deleted"])
	}
	if e.Edited {
		notes = append(notes, chat.Words["edited"])
	}
	if e.Forwarded {
		notes = append(notes, chat.Words["forwarded"])
	}
	return strings.Join(notes, ", ")
}
