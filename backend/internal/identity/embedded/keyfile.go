package embedded

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// loadKeyring reads the key file and makes it when there is none.
func loadKeyring(path string, now time.Time) (*keyring, error) {
	encoded, err := readPrivateFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := createKeyFile(path, now); err != nil {
			return nil, fmt.Errorf("create key file: %w", err)
		}
		encoded, err = readPrivateFile(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read key file: %w", err)
	}
	var file keyFile
	if err := json.Unmarshal(encoded, &file); err != nil {
		return nil, fmt.Errorf("parse key file %s: %w", path, err)
	}
	ring, err := newKeyring(file)
	if err != nil {
		return nil, fmt.Errorf("key file %s: %w", path, err)
	}
	return ring, nil
}

func readPrivateFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, fmt.Errorf("%s is open to others (%o); it must be 0600", path, mode)
	}
	return os.ReadFile(path)
}

// createKeyFile writes the file beside its place and links it there, so that of two processes that start at once one wins and
// neither sees half a file.
func createKeyFile(path string, now time.Time) error {
	file, err := newKeyFile(now)
	if err != nil {
		return err
	}
	encoded, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // 0600 by its contract
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(draft.Name()) }()
	_, err = draft.Write(encoded)
	if err := errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return err
	}
	if err := os.Link(draft.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
