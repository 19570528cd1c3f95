package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// The files that describe variables: of the backend, which a test of backend/config holds to its struct, and of the deployment.
const (
	backendExample    = ".env.example"
	deploymentExample = "docker/env.example"
)

// variable is one setting, as an example file describes it.
type variable struct{ name, standard, meaning string }

// section is a run of variables below one heading.
type section struct {
	title     string
	variables []variable
}

var (
	headingPattern  = regexp.MustCompile(`^# ---- (.+)$`)
	variablePattern = regexp.MustCompile(`^# ([A-Z][A-Z0-9_]*)=(.*)$`)
)

// configuration makes the page of all variables.
func configuration(root string) ([]byte, error) {
	backend, err := readExample(filepath.Join(root, backendExample))
	if err != nil {
		return nil, err
	}
	deployment, err := readExample(filepath.Join(root, deploymentExample))
	if err != nil {
		return nil, err
	}
	if err := allDescribed(root, backend, deployment); err != nil {
		return nil, err
	}
	fixed, err := fixedByCompose(root)
	if err != nil {
		return nil, err
	}
	var page strings.Builder
	page.WriteString(configurationHead)
	page.WriteString("## The deployment\n\nWhat `docker-compose.yml` and the scripts read from `.env`, beside the backend's own.\n\n")
	writeSections(&page, deployment, nil)
	page.WriteString("## The backend\n\nWhere the compose file says *fixed*, a line in `.env` changes nothing.\n\n")
	writeSections(&page, backend, fixed)
	return []byte(strings.TrimRight(page.String(), "\n") + "\n"), nil
}

const configurationHead = `# Configuration

<!-- Made by scripts/generate.sh from .env.example, docker/env.example and docker-compose.yml. Change those. -->

All settings are environment variables. An installation keeps them in ` + "`.env`" + `, which ` + "`scripts/install.sh`" + ` writes and which only its owner
may read. After a change: ` + "`docker compose up -d`" + ` (needs a real server), which replaces the containers that it concerns.

A value that isn't what is allowed stops the backend at its start, and it says everything that is wrong at once. Every secret ` + "`NAME`" + ` of the
backend can come from a file instead: ` + "`NAME_FILE=/run/secrets/name`" + `. An empty default means that nothing is set.

`

func writeSections(page *strings.Builder, sections []section, fixed []string) {
	for _, s := range sections {
		fmt.Fprintf(page, "### %s\n\n| variable | default | meaning |\n| --- | --- | --- |\n", s.title)
		for _, v := range s.variables {
			standard := ""
			if v.standard != "" {
				standard = "`" + v.standard + "`"
			}
			if slices.Contains(fixed, v.name) {
				standard = strings.TrimSpace(standard + " *fixed*")
			}
			fmt.Fprintf(page, "| `%s` | %s | %s |\n", v.name, standard, strings.ReplaceAll(v.meaning, "|", `\|`))
		}
		page.WriteString("\n")
	}
}

// readExample reads a file of commented variables, each below its description.
func readExample(path string) ([]section, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var sections []section
	var words []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if heading := headingPattern.FindStringSubmatch(line); heading != nil {
			sections, words = append(sections, section{title: heading[1]}), nil
			continue
		}
		if match := variablePattern.FindStringSubmatch(line); match != nil {
			if len(sections) == 0 || len(words) == 0 {
				return nil, fmt.Errorf("%s: %s has no heading or no description", path, match[1])
			}
			last := &sections[len(sections)-1]
			last.variables = append(last.variables, variable{match[1], match[2], strings.Join(words, " ")})
			words = nil
			continue
		}
		if words = append(words, strings.TrimPrefix(line, "# ")); line == "" {
			words = nil
		}
	}
	return sections, nil
}

var (
	composeUse = regexp.MustCompile(`\$\{([A-Z][A-Z0-9_]*)`)
	// In scripts: setting NAME, keep NAME, once NAME, and "${NAME:-…}" of what the scripts take from their environment.
	scriptUse = regexp.MustCompile(`\b(?:setting|keep|once) ([A-Z][A-Z0-9_]*)\b|\$\{([A-Z][A-Z0-9_]*):-`)
)

// fromElsewhere is what the scripts read and nobody sets for Conectafy; NAME stands for any name.
var fromElsewhere = []string{"NAME", "PRETTY_NAME", "SSH_CONNECTION", "VERSION_ID"} //nolint:gochecknoglobals // a constant list

// operating are the scripts of an installation; the others are for who changes the code.
var operating = []string{ //nolint:gochecknoglobals // a constant list
	"backup", "certificate", "deploy", "doctor", "images", "install", "logs", "redact", "restart-session", "restore", "setup", "update",
}

// allDescribed holds the example files to what is really read, both ways.
func allDescribed(root string, backend, deployment []section) error {
	compose, err := os.ReadFile(filepath.Join(root, "docker-compose.yml"))
	if err != nil {
		return err
	}
	used := map[string]bool{}
	for _, match := range composeUse.FindAllStringSubmatch(string(compose), -1) {
		used[match[1]] = true
	}
	for _, script := range operating {
		text, err := os.ReadFile(filepath.Join(root, "scripts", script+".sh"))
		if err != nil {
			return err
		}
		for _, match := range scriptUse.FindAllStringSubmatch(string(text), -1) {
			used[match[1]+match[2]] = true
		}
	}
	known := map[string]bool{}
	var problems []error
	for _, s := range deployment {
		for _, v := range s.variables {
			if known[v.name] = true; !used[v.name] {
				problems = append(problems, fmt.Errorf("%s describes %s, which neither docker-compose.yml nor a script reads", deploymentExample, v.name))
			}
		}
	}
	for _, s := range backend {
		for _, v := range s.variables {
			if known[v.name] {
				problems = append(problems, fmt.Errorf("%s is described in both %s and %s", v.name, backendExample, deploymentExample))
			}
			known[v.name] = true
		}
	}
	for name := range used {
		if !known[name] && !slices.Contains(fromElsewhere, name) {
			problems = append(problems, fmt.Errorf("%s doesn't describe %s", deploymentExample, name))
		}
	}
	return errors.Join(problems...)
}

var (
	backendService = regexp.MustCompile(`(?ms)^  backend:\n(.*?)^  \S`)
	environmentRow = regexp.MustCompile(`(?m)^      ([A-Z][A-Z0-9_]*): `)
)

// fixedByCompose lists what the compose file sets for the backend, whatever .env says.
func fixedByCompose(root string) ([]string, error) {
	compose, err := os.ReadFile(filepath.Join(root, "docker-compose.yml"))
	if err != nil {
		return nil, err
	}
	service := backendService.FindStringSubmatch(string(compose))
	if service == nil {
		return nil, errors.New("docker-compose.yml has no service backend")
	}
	var names []string
	for _, match := range environmentRow.FindAllStringSubmatch(service[1], -1) {
		// A value made of the variable itself is not fixed.
		if row := service[1][strings.Index(service[1], match[0]):]; !strings.Contains(strings.SplitN(row, "\n", 2)[0], "${"+match[1]) {
			names = append(names, match[1])
		}
	}
	return names, nil
}
