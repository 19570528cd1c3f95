package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var (
	linkPattern   = regexp.MustCompile(`!?\[[^\]]*\]\(([^)\s]+)\)`)
	schemePattern = regexp.MustCompile(`^[a-z]+:`)
	codePattern   = regexp.MustCompile("`[^`]*`")
	scriptPattern = regexp.MustCompile(`\bscripts/[a-z-]+\.(?:sh|mjs)\b`)
	titlePattern  = regexp.MustCompile(`^#{1,6} (.+)$`)
)

// skipped are folders of others' files.
var skipped = []string{".git", ".data", "node_modules", ".next", "test-results"} //nolint:gochecknoglobals // a constant list

// links looks at every Markdown file below root.
func links(root string) error {
	var problems []error
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains(skipped, entry.Name()):
			return filepath.SkipDir
		case filepath.Ext(path) == ".md":
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			problems = append(problems, page(root, path, string(text))...)
		}
		return nil
	})
	return errors.Join(append(problems, err)...)
}

// page returns what is wrong with the links of one file.
func page(root, path, text string) []error {
	name, err := filepath.Rel(root, path)
	if err != nil {
		return []error{err}
	}
	var problems []error
	for _, script := range scriptPattern.FindAllString(text, -1) {
		if _, err := os.Stat(filepath.Join(root, script)); err != nil {
			problems = append(problems, fmt.Errorf("%s: there is no %s", name, script))
		}
	}
	for _, line := range prose(text) {
		for _, link := range linkPattern.FindAllStringSubmatch(codePattern.ReplaceAllString(line, "``"), -1) {
			if target := link[1]; !schemePattern.MatchString(target) && !leads(path, target) {
				problems = append(problems, fmt.Errorf("%s: %s leads nowhere", name, target))
			}
		}
	}
	return problems
}

// leads says whether a link of the file at path has a target.
func leads(path, target string) bool {
	file, anchor, anchored := strings.Cut(target, "#")
	if file == "" {
		file = path
	} else {
		file = filepath.Join(filepath.Dir(path), file)
	}
	if !anchored {
		_, err := os.Stat(file)
		return err == nil
	}
	text, err := os.ReadFile(file)
	return err == nil && slices.Contains(anchors(string(text)), anchor)
}

// anchors are the names that a Markdown file's headings get.
func anchors(text string) []string {
	var names []string
	for _, line := range prose(text) {
		if title := titlePattern.FindStringSubmatch(line); title != nil {
			name := anchor(title[1])
			for number := 1; slices.Contains(names, name); number++ {
				name = fmt.Sprintf("%s-%d", anchor(title[1]), number)
			}
			names = append(names, name)
		}
	}
	return names
}

// anchor is the name of a heading: letters, digits and dashes, spaces as dashes.
func anchor(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}

// prose returns the lines outside of fenced code.
func prose(text string) []string {
	var lines []string
	fenced := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
			continue
		}
		if !fenced {
			lines = append(lines, line)
		}
	}
	return lines
}
