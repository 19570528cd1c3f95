package waha

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
	"syscall"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/media"
)

// wrongBase is WAHA's default address, which means somebody else to another container.
const wrongBase = "http://localhost:3000"

// maxSniffed bounds the pictures whose size is looked up.
const maxSniffed = 16 << 20

// Keep stores a file that a message is to carry.
func (s *Session) Keep(from io.Reader, mimetype, filename string) (*history.Media, media.Added, error) {
	added, err := s.files.Add(from)
	if err != nil {
		return nil, added, err
	}
	if mimetype == "" {
		mimetype = http.DetectContentType(added.Head)
	}
	kept := &history.Media{Hash: added.Hash, Size: added.Size, Mimetype: mimetype, Filename: filename}
	if strings.HasPrefix(mimetype, "image/") && added.Size < maxSniffed {
		kept.Width, kept.Height = s.dimensions(added.Hash)
	}
	return kept, added, nil
}

func (s *Session) dimensions(hash string) (width, height int) {
	file, err := s.files.Open(hash)
	if err != nil {
		return 0, 0
	}
	defer file.Close()
	return media.Dimensions(file)
}

// Fetch downloads a file that is to be sent, as WAHA itself does, within the limits of time and size.
func (s *Session) Fetch(ctx context.Context, address, mimetype, filename string) (*history.Media, media.Added, error) {
	ctx, cancel := context.WithTimeout(ctx, s.m.cfg.Sim.DownloadTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, media.Added{}, DownloadError{Message: "Invalid URL", Code: "ERR_INVALID_URL"}
	}
	req.Header.Set("User-Agent", "axios/1.13.2")
	resp, err := s.m.fetcher.Do(req)
	if err != nil {
		return nil, media.Added{}, downloadError(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return nil, media.Added{}, DownloadError{
			Message: fmt.Sprintf("Request failed with status code %d", resp.StatusCode), Code: "ERR_BAD_REQUEST", Status: resp.StatusCode,
		}
	}
	if mimetype == "" {
		mimetype = resp.Header.Get("Content-Type")
	}
	kept, added, err := s.Keep(resp.Body, mimetype, filename)
	if errors.Is(err, media.ErrTooLarge) {
		message := fmt.Sprintf("maxContentLength size of %d exceeded", s.m.cfg.Sim.MaxFileBytes)
		return nil, added, DownloadError{Message: message, Code: "ERR_BAD_RESPONSE"}
	}
	if err != nil && ctx.Err() != nil {
		return nil, added, downloadError(ctx.Err())
	}
	return kept, added, err
}

// downloadError names a failure as axios does.
func downloadError(err error) DownloadError {
	var dns *net.DNSError
	var timeout net.Error
	host := ""
	var failed *url.Error
	if errors.As(err, &failed) {
		if address, parseErr := url.Parse(failed.URL); parseErr == nil {
			host = " " + address.Host
		}
	}
	switch {
	case errors.As(err, &dns):
		return DownloadError{Message: "getaddrinfo ENOTFOUND " + dns.Name, Code: "ENOTFOUND"}
	case errors.Is(err, syscall.ECONNREFUSED):
		return DownloadError{Message: "connect ECONNREFUSED" + host, Code: "ECONNREFUSED"}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return DownloadError{Message: "timeout exceeded", Code: "ECONNABORTED"}
	}
	return DownloadError{Message: "socket hang up", Code: "ECONNRESET"}
}

// serve makes a message's file ready to be fetched and writes where it is, or why it isn't.
func (s *Session) serve(m history.Message, event bool) any {
	file, k := m.File(), s.m.knobs.get()
	object := dialect.Object{"url": nil, "filename": nil, "mimetype": file.Mimetype}
	if file.Filename != "" && m.Kind == history.Document {
		object["filename"] = file.Filename
	}
	switch {
	case k.MediaURLNull, !s.m.cfg.Downloads.Wants(event, file.Mimetype):
	case k.MediaError, !s.files.Has(file.Hash):
		object["error"] = dialect.Object{
			"message": "failed to download media", "details": "Error: failed to download media\n    at downloadMedia (/app/dist/core/media)",
		}
	default:
		object["url"] = s.address(m, k)
	}
	return object
}

func (s *Session) address(m history.Message, k Knobs) string {
	name := m.ID
	if s.m.cfg.Engine == config.WEBJS {
		name = m.FullID()
	}
	name += "." + media.Extension(m.File().Mimetype)
	s.shelf.Put(name, media.Served{Hash: m.File().Hash, Mimetype: m.File().Mimetype})
	base := s.m.cfg.BaseURL
	if k.MediaWrongBase {
		base = wrongBase
	}
	return base + path.Join("/api/files", s.name, name)
}

// Served opens a file that the session serves.
func (s *Session) Served(name string) (*os.File, string, error) {
	served, found := s.shelf.Get(name)
	if !found || s.m.knobs.get().MediaExpired {
		return nil, "", media.ErrGone
	}
	file, err := s.files.Open(served.Hash)
	return file, served.Mimetype, err
}

// Expire ends the lives of all files that are served, and tells how many those were.
func (s *Session) Expire() int { return s.shelf.Clear() }

// SentFile opens the file that others got with a message of the account.
func (s *Session) SentFile(id string) (*os.File, history.Media, error) {
	s.mu.Lock()
	m, found := s.book.Find(anyChat, id)
	s.mu.Unlock()
	if !found || m.Carried().Media == nil {
		return nil, history.Media{}, media.ErrGone
	}
	file, err := s.files.Open(m.Content.Media.Hash)
	return file, *m.Content.Media, err
}

// AwaitFile takes the time that the download of a file takes, by the knob.
func (s *Session) AwaitFile(ctx context.Context, m history.Message) bool {
	if m.File() == nil {
		return true
	}
	return pause(ctx, time.Duration(s.m.knobs.get().MediaDelayMs)*time.Millisecond)
}
