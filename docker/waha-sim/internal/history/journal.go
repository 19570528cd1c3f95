package history

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
)

// entry is one line of the journal: a message as it now is, or a chat that its owner has read or put away.
type entry struct {
	Message  *Message `json:"message,omitempty"`
	Seen     string   `json:"seen,omitempty"`
	Unread   int      `json:"unread,omitempty"`
	Archive  string   `json:"archive,omitempty"`
	Archived bool     `json:"archived,omitempty"`
}

// journal is a file of entries that only grows, until it is much longer than what it describes and is written anew. A
// line that was written survives the death of the process, which is what a killed container needs.
type journal struct {
	path  string
	file  *os.File
	lines int
}

// Open reads the journal of a book, which need not exist yet.
func Open(path string, limits Limits) (*Book, error) {
	b := &Book{limits: limits, journal: &journal{path: path}}
	b.reset()
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open history: %w", err)
	}
	defer file.Close()
	if err := b.read(file); err != nil {
		return nil, fmt.Errorf("read history %s: %w", path, err)
	}
	return b, nil
}

func (b *Book) read(from io.Reader) error {
	decoder := json.NewDecoder(bufio.NewReader(from))
	for {
		var e entry
		err := decoder.Decode(&e)
		if errors.Is(err, io.EOF) {
			return b.journal.rewriteIfLong(len(b.arrived), b.entries)
		}
		// A kill in the middle of a write leaves half a line, which must not be written on.
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return b.journal.rewrite(b.entries)
		}
		if err != nil {
			return err
		}
		b.journal.lines++
		b.replay(e)
	}
}

func (b *Book) replay(e entry) {
	if e.Message != nil {
		b.apply(*e.Message)
	}
	if c, found := b.chats[e.Seen]; found {
		c.unread = min(e.Unread, len(c.messages))
	}
	if c, found := b.chats[e.Archive]; found {
		c.archived = e.Archived
	}
}

func (j *journal) append(e entry, live int, all iter.Seq[entry]) error {
	return j.appendAll([]entry{e}, live, all)
}

func (j *journal) appendAll(entries []entry, live int, all iter.Seq[entry]) error {
	if err := j.open(); err != nil {
		return err
	}
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	for _, e := range entries {
		if err := encoder.Encode(e); err != nil {
			return fmt.Errorf("write history: %w", err)
		}
	}
	if _, err := j.file.Write(lines.Bytes()); err != nil {
		return fmt.Errorf("write history: %w", err)
	}
	j.lines += len(entries)
	return j.rewriteIfLong(live, all)
}

func (j *journal) open() error {
	if j.file != nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(j.path), 0o700); err != nil {
		return fmt.Errorf("open history: %w", err)
	}
	file, err := os.OpenFile(j.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open history: %w", err)
	}
	j.file = file
	return nil
}

func (j *journal) rewriteIfLong(live int, all iter.Seq[entry]) error {
	if j.lines < 1000+6*live {
		return nil
	}
	return j.rewrite(all)
}

func (j *journal) rewrite(all iter.Seq[entry]) error {
	temporary := j.path + ".new"
	file, err := os.Create(temporary)
	if err != nil {
		return fmt.Errorf("rewrite history: %w", err)
	}
	defer file.Close()
	buffered, lines := bufio.NewWriter(file), 0
	encoder := json.NewEncoder(buffered)
	for e := range all {
		if err := encoder.Encode(e); err != nil {
			return fmt.Errorf("rewrite history: %w", err)
		}
		lines++
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("rewrite history: %w", err)
	}
	if err := os.Rename(temporary, j.path); err != nil {
		return fmt.Errorf("rewrite history: %w", err)
	}
	j.lines = lines
	return j.close()
}

func (j *journal) erase() error {
	if err := j.close(); err != nil {
		return err
	}
	j.lines = 0
	if err := os.Remove(j.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("erase history: %w", err)
	}
	return nil
}

func (j *journal) close() error {
	if j.file == nil {
		return nil
	}
	file := j.file
	j.file = nil
	if err := file.Close(); err != nil {
		return fmt.Errorf("close history: %w", err)
	}
	return nil
}
