// Package volume keeps what must survive a restart of the container in the folder that WAHA uses, laid out as WAHA's:
// the list of sessions under one namespace, each session's login and messages under another.
package volume

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/phonebook"
)

// Record is what the list of sessions says about one of them.
type Record struct {
	Config json.RawMessage `json:"config"`
	Worker *string         `json:"worker"` // who starts it at boot; nil after a stop
}

// Login is the phone that a session is, or was, linked to.
type Login struct {
	Linked   bool   `json:"linked"`
	Phone    string `json:"phone"`
	PushName string `json:"pushName"`
}

// Volume is the mounted folder.
type Volume struct{ list, sessions string }

// New uses the folder base; nothing is written yet.
func New(base, namespace, sessionNamespace string) Volume {
	return Volume{list: filepath.Join(base, namespace), sessions: filepath.Join(base, sessionNamespace)}
}

// Sessions reads the list of sessions.
func (v Volume) Sessions() (map[string]Record, error) {
	records := map[string]Record{}
	err := read(v.listFile(), &records)
	return records, err
}

// SaveSessions replaces the list of sessions.
func (v Volume) SaveSessions(records map[string]Record) error { return write(v.listFile(), records) }

// Login reads whom a session is linked to; nobody is the zero value.
func (v Volume) Login(session string) (Login, error) {
	var login Login
	err := read(v.loginFile(session), &login)
	return login, err
}

// SaveLogin remembers whom a session is linked to.
func (v Volume) SaveLogin(session string, login Login) error {
	return write(v.loginFile(session), login)
}

// Erase forgets a session's login and messages.
func (v Volume) Erase(session string) error {
	if err := os.RemoveAll(filepath.Join(v.sessions, session)); err != nil {
		return fmt.Errorf("erase session: %w", err)
	}
	return nil
}

// History is the path of a session's messages.
func (v Volume) History(session string) string {
	return filepath.Join(v.sessions, session, "messages.jsonl")
}

// Files is the folder of the files of a session's messages.
func (v Volume) Files(session string) string { return filepath.Join(v.sessions, session, "files") }

// Phonebook reads what a session knows about people and groups.
func (v Volume) Phonebook(session string) (*phonebook.Book, error) {
	book := phonebook.New()
	err := read(v.phonebookFile(session), book)
	return book, err
}

// SavePhonebook remembers what a session knows about people and groups.
func (v Volume) SavePhonebook(session string, book *phonebook.Book) error {
	return write(v.phonebookFile(session), book)
}

func (v Volume) phonebookFile(session string) string {
	return filepath.Join(v.sessions, session, "phonebook.json")
}

func (v Volume) listFile() string { return filepath.Join(v.list, "sessions.json") }

func (v Volume) loginFile(session string) string {
	return filepath.Join(v.sessions, session, "login.json")
}

func read(path string, into any) error {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read volume: %w", err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

// write replaces a file in one step, so that a kill leaves the old or the new one.
func write(path string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write volume: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write volume: %w", err)
	}
	if err := os.WriteFile(path+".new", data, 0o600); err != nil {
		return fmt.Errorf("write volume: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("write volume: %w", err)
	}
	return nil
}
