package history

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func message(chat, id, text string, at int64) Message {
	return Message{ID: id, Chat: chat, Text: text, Timestamp: at, Source: "app", Ack: AckDevice, PushName: "Ana"}
}

func open(t *testing.T, path string, limits Limits) *Book {
	t.Helper()
	b, err := Open(path, limits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

func put(t *testing.T, b *Book, m Message) {
	t.Helper()
	if err := b.Put(m); err != nil {
		t.Fatal(err)
	}
}

func TestBookSurvivesWithoutBeingClosed(t *testing.T) {
	t.Parallel()
	path, limits := filepath.Join(t.TempDir(), "s", "messages.jsonl"), Limits{Messages: 100, Bytes: 1 << 20}
	b := open(t, path, limits)
	put(t, b, message("1@c.us", "A", "one", 10))
	put(t, b, message("2@c.us", "B", "two", 30))
	if err := b.Seen("1@c.us"); err != nil {
		t.Fatal(err)
	}
	put(t, b, message("2@c.us", "C", "three", 20))
	put(t, b, Message{ID: "A", Chat: "1@c.us", Text: "one", Timestamp: 10, Ack: AckRead})

	again := open(t, path, limits)
	chats := again.Chats()
	if len(chats) != 2 || chats[0].ID != "2@c.us" || chats[0].Unread != 2 || chats[0].Last.ID != "B" || chats[1].Unread != 0 {
		t.Errorf("unexpected chats: %+v", chats)
	}
	if m, found := again.Find("all", "A"); !found || m.Ack != AckRead {
		t.Errorf("got %+v, %t", m, found)
	}
	all := again.Messages("all")
	if len(all) != 3 || all[0].ID != "B" || all[1].ID != "C" || all[2].ID != "A" {
		t.Errorf("not newest first: %+v", all)
	}
}

func TestHalfALineIsForgotten(t *testing.T) {
	t.Parallel()
	path, limits := filepath.Join(t.TempDir(), "messages.jsonl"), Limits{Messages: 100, Bytes: 1 << 20}
	put(t, open(t, path, limits), message("1@c.us", "A", "one", 10))
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteString(`{"message":{"id":"B","ch`); err != nil {
		t.Fatal(err)
	}
	_ = file.Close()
	put(t, open(t, path, limits), message("1@c.us", "C", "three", 12))
	if n := open(t, path, limits).Len(); n != 2 {
		t.Errorf("got %d messages, want 2", n)
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	for name, limits := range map[string]Limits{"messages": {Messages: 50, Bytes: 1 << 20}, "bytes": {Messages: 1 << 20, Bytes: 600}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "messages.jsonl")
			b := open(t, path, limits)
			for i := range 3000 {
				put(t, b, message(fmt.Sprintf("%d@c.us", i%7), fmt.Sprintf("M%04d", i), "text", int64(i)))
			}
			if b.Len() > 50 || b.bytes > limits.Bytes || len(b.byKey) != b.Len() {
				t.Errorf("got %d messages of %d bytes, %d keys", b.Len(), b.bytes, len(b.byKey))
			}
			if _, found := b.Find("all", "M2999"); !found {
				t.Error("the newest is gone")
			}
			if b.journal.lines > 1500 {
				t.Errorf("the journal has %d lines", b.journal.lines)
			}
			if again := open(t, path, limits); again.Len() != b.Len() {
				t.Errorf("read %d of %d messages", again.Len(), b.Len())
			}
		})
	}
}

func TestErase(t *testing.T) {
	t.Parallel()
	path, limits := filepath.Join(t.TempDir(), "messages.jsonl"), Limits{Messages: 100, Bytes: 1 << 20}
	b := open(t, path, limits)
	put(t, b, message("1@c.us", "A", "one", 10))
	if err := b.Erase(); err != nil {
		t.Fatal(err)
	}
	put(t, b, message("1@c.us", "B", "two", 11))
	if again := open(t, path, limits); again.Len() != 1 {
		t.Errorf("got %d messages, want 1", again.Len())
	}
}
