// The bench measures what speed is promised for, each figure beside its limit, on the same PostgreSQL in the same run.
// It starts everything that it needs and leaves nothing behind.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// runLimit ends a run that hangs.
const runLimit = 12 * time.Minute

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	ctx, cancel := context.WithTimeout(ctx, runLimit)
	err := run(ctx, os.Args[1:])
	cancel()
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// parts are measured one after the other, each on databases and backends of its own. Names choose some of them.
func (b *bench) parts(chosen []string) []part {
	all := []part{
		{"webhooks", b.webhooks},
		{"pages", b.pages},
		{"streams", b.streams},
		{"files", b.files},
		{"sessions", b.sessions},
		{"search", b.search}, // last: what it loads keeps the disk busy for a while
	}
	return slices.DeleteFunc(all, func(p part) bool { return len(chosen) > 0 && !slices.Contains(chosen, p.name) })
}

type part struct {
	name    string
	measure func(context.Context) error
}

var errMissed = errors.New("a limit was missed")

func run(ctx context.Context, chosen []string) error {
	b, err := newBench(ctx)
	if err != nil {
		return err
	}
	defer b.close(ctx)
	measured := b.measure(ctx, b.parts(chosen))
	if err := b.report.print(os.Stdout); err != nil {
		return err
	}
	if measured == nil && b.report.missed() {
		return errMissed
	}
	return measured
}

// measure stops at the first part that can't be measured.
func (b *bench) measure(ctx context.Context, parts []part) error {
	for _, p := range parts {
		b.progress("measuring %s ...", p.name)
		if err := p.measure(ctx); err != nil {
			return fmt.Errorf("measure %s: %w", p.name, err)
		}
	}
	return nil
}

// secondsFrom reads BENCH_SECONDS, how long one figure is measured: the three rounds of a comparison take so long each.
func secondsFrom(text string) (time.Duration, error) {
	if text == "" {
		return 3 * time.Second, nil
	}
	seconds, err := strconv.Atoi(text)
	if err != nil || seconds < 1 || seconds > 10 {
		return 0, errors.New("BENCH_SECONDS must be a number from 1 to 10")
	}
	return time.Duration(seconds) * time.Second, nil
}
