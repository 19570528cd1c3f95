package process

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// recordFile makes a folder an instance.
const recordFile = "instance.json"

// record is what survives the backend about an instance. It holds no secrets.
type record struct {
	Name      string `json:"name"`
	SessionID string `json:"sessionId"`
	SpecHash  string `json:"specHash"`
}

// loadRecords finds the instances below dir, which it creates.
func loadRecords(dir string) ([]record, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create the folder of instances: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read the folder of instances: %w", err)
	}
	var records []record
	for _, entry := range entries {
		rec, err := loadRecord(dir, entry.Name())
		if errors.Is(err, fs.ErrNotExist) { // a removal was cut short, or it isn't ours
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read instance %s: %w", entry.Name(), err)
		}
		records = append(records, rec)
	}
	return records, nil
}

func loadRecord(dir, name string) (record, error) {
	text, err := os.ReadFile(filepath.Join(dir, name, recordFile))
	if err != nil {
		return record{}, err
	}
	var rec record
	err = json.Unmarshal(text, &rec)
	rec.Name = name // the folder's name decides
	return rec, err
}

// saveRecord makes the folder and replaces the record in one step, so that a crash leaves the old one or the new one.
func saveRecord(dir string, rec record) error {
	folder := filepath.Join(dir, rec.Name)
	if err := os.MkdirAll(filepath.Join(folder, "sessions"), 0o700); err != nil {
		return err
	}
	text, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	fresh := filepath.Join(folder, recordFile+".new")
	if err := os.WriteFile(fresh, text, 0o600); err != nil {
		return err
	}
	return os.Rename(fresh, filepath.Join(folder, recordFile))
}

// removeFolder takes the record last: until the rest is gone, a List after a crash still shows the instance.
func removeFolder(dir, name string) error {
	folder := filepath.Join(dir, name)
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Name() == recordFile {
			continue
		}
		if err := os.RemoveAll(filepath.Join(folder, entry.Name())); err != nil {
			return err
		}
	}
	return os.RemoveAll(folder)
}
