package process

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
)

// followerLag is how many writes a follower may be behind before it is cut off, so that it can't hold up the child.
const followerLag = 256

var errLagging = errors.New("reader of the log is too slow")

// logbook is what a child says: a file and the one before it, each up to the limit.
type logbook struct {
	path  string
	limit int64

	mu        sync.Mutex
	file      *os.File
	size      int64
	midLine   bool
	followers map[*follower]struct{}
}

// Write keeps p and hands it to the followers. It never fails: a full disk must not end the child, which would get
// a broken pipe; what can't be kept is lost.
func (b *logbook) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.file == nil || (b.size+int64(len(p)) > b.limit && !b.midLine) {
		b.turn()
	}
	if b.file != nil {
		n, _ := b.file.Write(p)
		b.size += int64(n)
	}
	b.midLine = len(p) > 0 && p[len(p)-1] != '\n'
	for f := range b.followers {
		select {
		case f.fresh <- bytes.Clone(p):
		default:
			b.cut(f, errLagging)
		}
	}
	return len(p), nil
}

// turn opens the file, after putting a full one aside.
func (b *logbook) turn() {
	if b.file != nil {
		_ = b.file.Close()
		_ = os.Rename(b.path, b.path+".1")
	}
	b.file, b.size = nil, 0
	file, err := os.OpenFile(b.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	if info, err := file.Stat(); err == nil {
		b.size = info.Size()
	}
	b.file = file
}

// read gives the last lines that are kept; 0 means all.
func (b *logbook) read(tail int) ([]byte, error) {
	var kept []byte
	for _, path := range []string{b.path + ".1", b.path} {
		text, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		kept = append(kept, text...)
	}
	if tail > 0 {
		kept = lastLines(kept, tail)
	}
	return kept, nil
}

func lastLines(text []byte, n int) []byte {
	at := len(bytes.TrimSuffix(text, []byte("\n")))
	for range n {
		at = bytes.LastIndexByte(text[:max(at, 0)], '\n')
	}
	return text[at+1:]
}

// open gives the log as a stream, with what is still to come if follow is set.
func (b *logbook) open(ctx context.Context, tail int, follow bool) (io.ReadCloser, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	kept, err := b.read(tail)
	if err != nil || !follow {
		return io.NopCloser(bytes.NewReader(kept)), err
	}
	f := &follower{ctx: ctx, book: b, rest: kept, fresh: make(chan []byte, followerLag)}
	if b.followers == nil {
		b.followers = map[*follower]struct{}{}
	}
	b.followers[f] = struct{}{}
	return f, nil
}

// endFollowers lets the readers know that the child has ended.
func (b *logbook) endFollowers() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for f := range b.followers {
		b.cut(f, io.EOF)
	}
}

func (b *logbook) close() {
	b.endFollowers()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.file != nil {
		_ = b.file.Close()
		b.file = nil
	}
}

// cut ends a follower's stream after what it was already given.
func (b *logbook) cut(f *follower, why error) {
	delete(b.followers, f)
	f.end = why
	close(f.fresh)
}

// follower reads what was kept, then what comes.
type follower struct {
	ctx   context.Context //nolint:containedctx // A reader has no other way to end with its caller.
	book  *logbook
	rest  []byte
	fresh chan []byte
	end   error // set before fresh is closed
}

// Read waits for output.
func (f *follower) Read(p []byte) (int, error) {
	if len(f.rest) == 0 {
		select {
		case text, open := <-f.fresh:
			if !open {
				return 0, f.end
			}
			f.rest = text
		case <-f.ctx.Done():
			return 0, f.ctx.Err()
		}
	}
	n := copy(p, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}

// Close ends the stream, also for a Read that is waiting.
func (f *follower) Close() error {
	f.book.mu.Lock()
	defer f.book.mu.Unlock()
	if _, following := f.book.followers[f]; following {
		f.book.cut(f, fs.ErrClosed)
	}
	return nil
}
