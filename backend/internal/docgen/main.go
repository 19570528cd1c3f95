// Command docgen makes the documents that follow from other files, and looks whether the links of all documents lead somewhere.
//
//	docgen write ROOT   writes docs/configuration.md and docs/postman.json
//	docgen check ROOT   fails if they aren't what it would write
//	docgen links ROOT   fails if a link, an anchor or a script in a Markdown file isn't there
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "docgen:", err)
		os.Exit(1)
	}
}

// documents are made from the files below a root.
func documents() map[string]func(root string) ([]byte, error) {
	return map[string]func(string) ([]byte, error){
		"docs/configuration.md": configuration,
		"docs/postman.json":     postman,
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: docgen write|check|links ROOT")
	}
	switch command, root := args[0], args[1]; command {
	case "write":
		return each(root, func(path string, content []byte) error { return os.WriteFile(path, content, 0o644) })
	case "check":
		return each(root, same)
	case "links":
		return links(root)
	default:
		return fmt.Errorf("unknown command %q", command)
	}
}

func each(root string, do func(path string, content []byte) error) error {
	var problems []error
	for path, generate := range documents() {
		content, err := generate(root)
		if err == nil {
			err = do(filepath.Join(root, path), content)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", path, err))
		}
	}
	return errors.Join(problems...)
}

func same(path string, content []byte) error {
	have, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if !bytes.Equal(have, content) {
		return errors.New("is old: make generate")
	}
	return nil
}
