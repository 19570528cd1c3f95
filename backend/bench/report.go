package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

// report is the table.
type report struct{ lines []line }

type line struct {
	what, figure, beside, limit string
	verdict                     string // ok, MISSED, or nothing where there is no limit
}

// judge adds a figure with a limit.
func (r *report) judge(what, figure, beside, limit string, ok bool) {
	verdict := "ok"
	if !ok {
		verdict = "**MISSED**"
	}
	r.lines = append(r.lines, line{what, figure, beside, limit, verdict})
}

// tell adds a figure that is good to know.
func (r *report) tell(what, figure string) {
	r.lines = append(r.lines, line{what: what, figure: figure})
}

func (r *report) missed() bool {
	for _, l := range r.lines {
		if l.verdict != "ok" && l.verdict != "" {
			return true
		}
	}
	return false
}

// print writes the table in Markdown, columns aligned.
func (r *report) print(out io.Writer) error {
	rows := [][]string{{"what", "figure", "beside", "limit", ""}, {"---", "---", "---", "---", "---"}}
	for _, l := range r.lines {
		rows = append(rows, []string{l.what, l.figure, l.beside, l.limit, l.verdict})
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	var text strings.Builder
	fmt.Fprintf(&text, "%s, %s\n\n", machine(), time.Now().UTC().Format(time.DateOnly))
	for _, row := range rows {
		for i, cell := range row {
			fmt.Fprintf(&text, "| %-*s ", widths[i], cell)
		}
		text.WriteString("|\n")
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// machine says where the figures come from.
func machine() string {
	return fmt.Sprintf("%d × %s, %s RAM, Linux %s, %s", runtime.NumCPU(), valueIn("/proc/cpuinfo", "model name"),
		gibibytes(valueIn("/proc/meminfo", "MemTotal")), firstLine("/proc/sys/kernel/osrelease"), runtime.Version())
}

func valueIn(path, key string) string {
	content, _ := os.ReadFile(path) // a machine without it is described without it
	for text := range strings.Lines(string(content)) {
		name, value, _ := strings.Cut(text, ":")
		if strings.TrimSpace(name) == key {
			return strings.TrimSpace(value)
		}
	}
	return "?"
}

func gibibytes(kilobytes string) string {
	var n float64
	if _, err := fmt.Sscan(kilobytes, &n); err != nil {
		return "?"
	}
	return fmt.Sprintf("%.0f GiB", n/(1<<20))
}

func firstLine(path string) string {
	content, _ := os.ReadFile(path) // as above
	return strings.TrimSpace(string(content))
}
