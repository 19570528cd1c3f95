// Package media keeps the files of messages: as WhatsApp's servers do, under the hash of their bytes, and as WAHA serves
// them, under a name and for a while.
package media

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// What a store can answer.
var (
	ErrTooLarge = errors.New("the file is too large")
	ErrGone     = errors.New("the file is gone")
)

const headSize = 512 // what is needed to tell what a file is

// Limits bound what a store holds; the files that were added first go first.
type Limits struct {
	Files    int
	Bytes    int64
	FileSize int64
}

// Store is a folder of files. Its methods may be called at the same time.
type Store struct {
	dir    string
	limits Limits

	mu    sync.Mutex
	files []stored // oldest first; nil until the folder was read
	read  bool
	bytes int64
}

type stored struct {
	hash string
	size int64
	at   time.Time
}

// NewStore uses a folder, which need not exist yet.
func NewStore(dir string, limits Limits) *Store { return &Store{dir: dir, limits: limits} }

// Added describes a file that was added.
type Added struct {
	Hash string
	Size int64
	Head []byte // its first bytes
}

// Add streams a file into the store.
func (s *Store) Add(from io.Reader) (Added, error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return Added{}, fmt.Errorf("add file: %w", err)
	}
	if err := s.list(); err != nil {
		return Added{}, err
	}
	file, err := os.CreateTemp(s.dir, "new-*")
	if err != nil {
		return Added{}, fmt.Errorf("add file: %w", err)
	}
	added, err := s.fill(file, from)
	if err = errors.Join(err, file.Close()); err != nil {
		return Added{}, errors.Join(err, os.Remove(file.Name()))
	}
	if err := os.Rename(file.Name(), s.path(added.Hash)); err != nil {
		return Added{}, fmt.Errorf("add file: %w", err)
	}
	return added, s.remember(added)
}

func (s *Store) fill(file *os.File, from io.Reader) (Added, error) {
	hash, head := sha256.New(), &header{}
	size, err := io.Copy(io.MultiWriter(file, hash, head), io.LimitReader(from, s.limits.FileSize+1))
	if err != nil {
		return Added{}, fmt.Errorf("add file: %w", err)
	}
	if size > s.limits.FileSize {
		return Added{}, ErrTooLarge
	}
	return Added{Hash: hex.EncodeToString(hash.Sum(nil)), Size: size, Head: head.bytes}, nil
}

// header keeps the first bytes that are written to it.
type header struct{ bytes []byte }

func (h *header) Write(data []byte) (int, error) {
	h.bytes = append(h.bytes, data[:min(len(data), headSize-len(h.bytes))]...)
	return len(data), nil
}

// remember counts the file and drops the oldest ones while there is too much.
func (s *Store) remember(added Added) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.ContainsFunc(s.files, func(f stored) bool { return f.hash == added.Hash }) {
		return nil
	}
	s.files = append(s.files, stored{hash: added.Hash, size: added.Size, at: time.Now()})
	s.bytes += added.Size
	for len(s.files) > 1 && (len(s.files) > s.limits.Files || s.bytes > s.limits.Bytes) {
		s.bytes -= s.files[0].size
		if err := os.Remove(s.path(s.files[0].hash)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("drop file: %w", err)
		}
		s.files = s.files[1:]
	}
	return nil
}

// list reads the folder, once.
func (s *Store) list() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.read {
		return nil
	}
	entries, err := os.ReadDir(s.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("list files: %w", err)
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || len(entry.Name()) != sha256.Size*2 {
			continue
		}
		s.files = append(s.files, stored{hash: entry.Name(), size: info.Size(), at: info.ModTime()})
		s.bytes += info.Size()
	}
	slices.SortFunc(s.files, func(x, y stored) int { return cmp.Compare(x.at.UnixNano(), y.at.UnixNano()) })
	s.read = true
	return nil
}

// Open gives a file's bytes, or ErrGone.
func (s *Store) Open(hash string) (*os.File, error) {
	file, err := os.Open(s.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrGone
	}
	if err != nil {
		return nil, fmt.Errorf("open file: %w", err)
	}
	return file, nil
}

// Has tells whether a file is still there.
func (s *Store) Has(hash string) bool {
	_, err := os.Stat(s.path(hash))
	return err == nil
}

// Forget starts anew after the folder was removed.
func (s *Store) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files, s.bytes, s.read = nil, 0, false
}

func (s *Store) path(hash string) string { return filepath.Join(s.dir, filepath.Base(hash)) }
